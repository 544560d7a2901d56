"""A picture of two answers as a report model: charts, and the words around them."""

from __future__ import annotations

from typing import Literal

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts import Chart

FigureKind = Literal["scale", "scales", "ranking", "needs", "ledger", "effort"]


class FigureRow(Frozen):
    """One row: its head, a chart for each place, and the words around them."""

    head: str
    charts: tuple[Chart | None, ...]
    words: tuple[str, ...] = ()


class Figure(Frozen):
    """A picture of two answers. ``says_all``: nothing of the values is left to be told below it."""

    kind: FigureKind
    names: tuple[str, str]
    rows: tuple[FigureRow, ...]
    notes: tuple[str, ...] = ()
    says_all: bool = True

    @property
    def lines(self) -> int:
        """About how many lines of text it takes."""
        if self.kind == "effort":
            return 15
        return round(1.6 * len(self.rows)) + len(self.notes) + 1
