"""Tables: columns as wide as they need, or row by row in narrow windows."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from coopcoach.tui.widgets.drawings.lines import NARROWEST, hanging, wrapped

Cells = Sequence[Content]


def grid(
    rows: Sequence[Cells],
    width: int,
    *,
    gutter: str = "  ",
    rule: bool = False,
    narrowest: int = NARROWEST,
) -> list[Content]:
    """Return the lines of a table; no lines where a column would be too narrow.

    Args:
        rows: The cells of each row, the same number in each; the first row has the heads.
        width: The width in cells of the terminal.
        gutter: The text between two columns.
        rule: Whether there is a line below the heads.
        narrowest: The least width of a column that has to be wrapped.
    """
    widths = _column_widths(rows, width, len(gutter), narrowest)
    if widths is None:
        return []
    head, *body = (_row(row, widths, gutter) for row in rows)
    lines = [line.stylize("bold") for line in head]
    if rule:
        lines.append(
            Content(gutter.replace("│", "┼").replace(" ", "─").join("─" * w for w in widths))
        )
    return [*lines, *(line for row in body for line in row)]


def row_by_row(rows: Sequence[Cells], width: int) -> list[Content]:
    """Return the lines of a table row by row, each cell on a line with its head."""
    head, *body = rows
    lines: list[Content] = []
    for row in body:
        pairs = zip(head, row, strict=True)
        words = Content("\n").join(
            Content.assemble(name.stylize("bold"), ": ", cell) if name else cell
            for name, cell in pairs
            if cell
        )
        lines += hanging("·", wrapped(words, max(width - 2, 2)))
    return lines


def _column_widths(
    rows: Sequence[Cells], width: int, gutter: int, narrowest: int
) -> list[int] | None:
    count = len(rows[0])
    room = width - gutter * (count - 1)
    needed = [max(_longest_line(row[at]) for row in rows) or 1 for at in range(count)]
    # A column that needs less than an equal share leaves the rest to the others.
    settled: dict[int, int] = {}
    while len(settled) < count:
        share = (room - sum(settled.values())) // (count - len(settled))
        modest = {
            at: cells for at, cells in enumerate(needed) if at not in settled and cells <= share
        }
        if not modest:
            if share < narrowest:
                return None
            modest = {at: share for at in range(count) if at not in settled}
        settled |= modest
    return [settled[at] for at in range(count)]


def _longest_line(cell: Content) -> int:
    return max((line.cell_length for line in cell.split("\n")), default=0)


def _row(row: Cells, widths: Sequence[int], gutter: str) -> list[Content]:
    cells = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    return [
        Content(gutter)
        .join(_filled(lines, at, width) for lines, width in zip(cells, widths, strict=True))
        .rstrip()
        for at in range(height)
    ]


def _filled(lines: Sequence[Content], at: int, width: int) -> Content:
    line = lines[at] if at < len(lines) else Content("")
    return line.pad_right(width - line.cell_length)
