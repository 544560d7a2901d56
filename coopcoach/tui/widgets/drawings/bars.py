"""Bars of amounts, and of the months until an effort is paid back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from rich.cells import cell_len

from coopcoach.tui.widgets.drawings.lines import fitted, put

FULL: Final = "█"
PENDING: Final = "░"
_LONGEST: Final = 40
_SHORTEST: Final = 8
_LONGEST_LABEL: Final = 24
_YEAR: Final = 12
_MOST_YEARS: Final = 5


def bars(rows: Sequence[tuple[str, Decimal, str]], width: int) -> list[str]:
    """Return a bar for each row of a label, an amount and its words; no lines for a negative amount."""
    label = _label_width(row[0] for row in rows)
    widest = max((cell_len(row[2]) for row in rows), default=0)
    room = min(_LONGEST, width - label - widest - 4)
    most = max((row[1] for row in rows), default=Decimal(0))
    if room < _SHORTEST or most <= 0 or min(row[1] for row in rows) < 0:
        return []
    lines = []
    for name, amount, words in rows:
        length = max(int(amount / most * room + Decimal("0.5")), 1 if amount else 0)
        lines.append(f"{fitted(name, label)}  {FULL * length}  {words}")
    return lines


def pay_back(rows: Sequence[tuple[str, int | None]], width: int) -> list[str]:
    """Return a bar of months for each row: first those that still cost, then those after it is paid back.

    Args:
        rows: A label, and the month in which it is paid back; None for never.
        width: The width in cells.
    """
    label = _label_width(row[0] for row in rows)
    last = max((month for _, month in rows if month is not None), default=1)
    years = min(_MOST_YEARS, -(-last // _YEAR))
    months = years * _YEAR
    cells = min(_LONGEST + _LONGEST // 2, width - label - 4) // months
    if cells < 1:
        return []
    axis = put("", label + 2, "1")
    for year in range(1, years + 1):
        at = label + 2 + (year * _YEAR - 1) * cells
        axis = put(axis, at, str(year * _YEAR))
    lines = [axis]
    for name, month in rows:
        before = months if month is None else min(month - 1, months)
        bar = PENDING * (before * cells) + FULL * ((months - before) * cells)
        lines.append(f"{fitted(name, label)}  {bar}")
    return lines


def _label_width(labels: Iterable[str]) -> int:
    return min(_LONGEST_LABEL, max(map(cell_len, labels), default=0))
