"""Larger type for big mode: each letter two cells wide."""

from __future__ import annotations

import unicodedata
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from coopcoach.tui.widgets.frame.width_aware import Lines

# From “!” to “~” there is a wide form of each sign; a blank has one of its own.
_WIDE: Final = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {0x20: "\u3000"}


def widened(text: str) -> str:
    """Return a text in letters of two cells; a sign without a wide form is followed by a blank."""
    found: list[str] = []
    for letter in unicodedata.normalize("NFD", text):
        wide = letter.translate(_WIDE)
        is_mark = bool(unicodedata.combining(letter))
        found.append(wide if is_mark or letter == "\n" or cell_len(wide) == 2 else f"{wide} ")
    return "".join(found)


def widened_lines(lines: Lines) -> Lines:
    """Return lines in letters of two cells, broken for half of the width."""

    def wide(width: int) -> list[Content]:
        return [Content(widened(line.plain)) for line in lines(max(width // 2, 1))]

    return wide
