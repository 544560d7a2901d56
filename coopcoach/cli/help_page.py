"""The help page of the program; written without click, which takes three times as long to import as Python to start."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from coopcoach.cli.commands import COMMANDS, OPTIONS, PURPOSE, in_words
from coopcoach.i18n import SPOKEN, Translator

_NARROWEST: Final = 50
_WIDEST: Final = 78
_INDENT: Final = "  "


def asked_language(arguments: Sequence[str]) -> str | None:
    """Return the language of a call that asks for the help page alone, "" if it names none; else None."""
    rest = [a for a in arguments if a not in {"-h", "--help"}]
    if len(rest) == len(arguments):
        return None
    match [part for argument in rest for part in argument.split("=", 1)]:
        case []:
            return ""
        case ["--lang", code] if code in SPOKEN:
            return code
    return None


def help_page(t: Translator, width: int) -> str:
    """Return the page in lines of at most ``width`` columns."""
    options, rest = t("[OPTIONS]"), t("COMMAND [ARGUMENTS]")
    # Babel finds no text inside an f-string.
    usage, options_head, commands_head = t("Usage"), t("Options"), t("Commands")
    filled = textwrap.wrap(t(PURPOSE), width, initial_indent=_INDENT, subsequent_indent=_INDENT)
    return "\n".join(
        [
            f"{usage}: coopcoach {options} [{rest}]",
            "",
            *filled,
            "",
            f"{options_head}:",
            *_rows([(in_words(name, t), t(text)) for name, text in OPTIONS.values()], width),
            "",
            f"{commands_head}:",
            *_rows([(name, t(entry.purpose)) for name, entry in COMMANDS.items()], width),
        ]
    )


def page_width() -> int:
    """Return the width of the page on this terminal, in columns."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return _fitting(int(columns))
    try:
        return _fitting(os.get_terminal_size().columns)
    except OSError:
        return _WIDEST


def _fitting(columns: int) -> int:
    return max(min(columns - 2, _WIDEST), _NARROWEST)


def _rows(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Yield names with their texts beside them, all texts in one column."""
    column = max(len(name) for name, _ in rows) + 2 * len(_INDENT)
    for name, text in rows:
        yield from textwrap.wrap(
            text,
            width,
            initial_indent=f"{_INDENT}{name}".ljust(column),
            subsequent_indent=" " * column,
        )
