"""Markdown as styled lines: paragraphs, headings, lists, quotes, code and tables.

A link is drawn as its words and its address, and cannot be clicked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from coopcoach.markup.prose import (
    AsWritten,
    Block,
    Divider,
    Grid,
    Heading,
    Item,
    Listing,
    Paragraph,
    Quote,
    Run,
    Words,
    prose,
)
from coopcoach.tui.widgets.drawings.grid import grid, row_by_row
from coopcoach.tui.widgets.drawings.lines import NARROWEST, hanging, wrapped
from coopcoach.tui.widgets.frame.sanitize import sanitize

_BAR: Final = "│"
_GUTTER: Final = " │ "
_CODE: Final = "on $panel"
_WIDEST_DIVIDER: Final = 24


def prose_lines(text: str, width: int) -> list[Content]:
    """Return the lines of a Markdown text.

    Args:
        text: The Markdown.
        width: The width in cells.
    """
    return _stacked(prose(text), width)


def _stacked(blocks: Sequence[Block], width: int, *, close: bool = False) -> list[Content]:
    """Return the lines of blocks, with an empty line between two; before a list not if ``close``."""
    lines: list[Content] = []
    for block in blocks:
        made = _lines(block, width)
        if lines and made and not (close and isinstance(block, Listing)):
            lines.append(Content(""))
        lines += made
    return lines


def _lines(block: Block, width: int) -> list[Content]:
    match block:
        case Paragraph(words):
            return wrapped(_content(words), width)
        case Heading(words):
            return wrapped(_content(words).stylize("bold underline"), width)
        case AsWritten(text):
            return [line.stylize(_CODE) for line in wrapped(Content(sanitize(text)), width)]
        case Listing(items):
            return _listed(items, width)
        case Quote(blocks):
            inner = _stacked(blocks, max(width - 2, NARROWEST))
            return [Content(f"{_BAR} ") + line.stylize("italic") for line in inner]
        case Grid():
            return _grid(block, width)
        case Divider():
            return [Content("─" * min(width, _WIDEST_DIVIDER))]


def _listed(items: Sequence[Item], width: int) -> list[Content]:
    mark_width = max((len(item.mark) for item in items), default=1) + 1
    # In a deeply nested list the words are below the mark, where they would be too narrow beside it.
    indent = mark_width if width - mark_width >= NARROWEST else 0
    lines: list[Content] = []
    for item in items:
        made = _stacked(item.blocks, width - indent, close=True)
        if indent:
            lines += hanging(item.mark, made, indent=indent)
        else:
            lines += [*wrapped(item.mark, width), *made]
    return lines


def _grid(block: Grid, width: int) -> list[Content]:
    rows = [[_content(cell) for cell in row] for row in (block.head, *block.rows)]
    return grid(rows, width, gutter=_GUTTER, rule=True) or row_by_row(rows, width)


def _content(words: Words) -> Content:
    return Content.assemble(*(_run(run) for run in words))


def _run(run: Run) -> Content:
    manners = (
        ("bold", run.strong),
        ("italic", run.emphasis),
        ("strike", run.struck),
        (_CODE, run.code),
    )
    text = Content(sanitize(run.text))
    style = " ".join(manner for manner, is_on in manners if is_on)
    return text.stylize(style) if style else text
