"""The report model of the review report."""

from __future__ import annotations

from datetime import date as Date

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts import TrendChart
from coopcoach.export.document import SessionDocument
from coopcoach.markup.answer_view import AnswerView


class TrendView(Frozen):
    """A chart and its caption."""

    caption: str
    chart: TrendChart


class NumberRow(Frozen):
    """One question: each partner's answer in the last reviews, and the planned value."""

    label: str
    cells: tuple[tuple[str, ...], ...]
    plan: tuple[str, ...]
    is_planned: bool


class KeptRow(Frozen):
    """One ground rule: how well it was kept in each partner's view, now and before, and remarks by name."""

    rule: str
    kept: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]


class ReviewReport(SessionDocument):
    """The report on a review.

    Attributes:
        letters: The partners' letters in charts and tables.
        on: The day of the review.
        table_days: The days of the reviews in the table of numbers.
        warnings: The warning signs.
        trends: The charts.
        numbers: The table of numbers.
        has_plan: Whether there is any planned value.
        balance_ends: The labels of both ends of the scale of giving and taking.
        kept: The ground rules.
        decision: The decision on going on.
        exit: The joint answer on ending the cooperation.
    """

    letters: tuple[str, str]
    on: Date
    table_days: tuple[str, ...]
    warnings: tuple[str, ...]
    trends: tuple[TrendView, ...]
    numbers: tuple[NumberRow, ...]
    has_plan: bool
    balance_ends: tuple[str, str]
    kept: tuple[KeptRow, ...]
    decision: str
    exit: AnswerView | None
