"""The course of numbers over reviews, both partners side by side.

                                 ● Anna                ◆ Jonas
Open communication               ▃▆  2 → 4             ▅▆  3 → 4
Hours of coordination a month    █▅  9 → 6 (6)         ▄▄  5 → 4

The number in brackets is the planned one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from coopcoach.tui.widgets.drawings.lines import fitted
from coopcoach.wording.trend import TrendCell, TrendRow

_GAP: Final = 2
_LONGEST_LABEL: Final = 44
_SHORTEST_CELL: Final = 16
_ARROW: Final = " → "


def course(
    names: Sequence[str], rows: Sequence[tuple[str, TrendRow]], width: int, heading: str = ""
) -> list[str]:
    """Return a line for each row, below the names; no lines where the width is too small.

    Args:
        names: The names of the partners, with their signs.
        rows: Each row and its label.
        width: The width in cells.
        heading: Stands before the names.
    """
    longest = max(map(cell_len, [heading, *(label for label, _ in rows)]))
    room = min(longest, _LONGEST_LABEL, width - len(names) * (_SHORTEST_CELL + _GAP))
    if room < _SHORTEST_CELL or not rows:
        return []
    cell = (width - room) // max(1, len(names)) - _GAP
    lines = [_line(heading, names, room, cell)]
    lines.extend(
        _line(label, [_words(each, cell) for each in row.cells], room, cell) for label, row in rows
    )
    return lines


def _line(label: str, cells: Sequence[str], room: int, cell: int) -> str:
    gap = " " * _GAP
    return gap.join([fitted(label, room), *(fitted(words, cell) for words in cells)]).rstrip()


def _words(cell: TrendCell, width: int) -> str:
    """Return the bars, and as many of the last numbers as there is room for."""
    plan = f" ({cell.plan})" if cell.plan else ""
    for count in range(len(cell.values), 0, -1):
        words = f"{cell.bars[-12:]}  {_ARROW.join(cell.values[-count:])}{plan}"
        if cell_len(words) <= width or count == 1:
            return words
    return cell.bars
