"""The figure of two answers as a report model."""

from __future__ import annotations

from typing import Literal

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts import Chart

FigureKind = Literal["scale", "scales", "ranking", "needs", "ledger", "effort"]


class FigureRow(Frozen):
    """A row: its head, one chart for both partners or one for each, and words beside the charts."""

    head: str
    charts: tuple[Chart | None, ...]
    words: tuple[str, ...] = ()


class Figure(Frozen):
    """A figure of two answers; with ``says_all`` the answers are not printed below it."""

    kind: FigureKind
    names: tuple[str, str]
    rows: tuple[FigureRow, ...]
    notes: tuple[str, ...] = ()
    says_all: bool = True

    @property
    def lines(self) -> int:
        """The approximate height in lines of text."""
        if self.kind == "effort":
            return 15
        return round(1.6 * len(self.rows)) + len(self.notes) + 1
