"""The report model of the review report."""

from __future__ import annotations

from datetime import date as Date

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts import TrendChart
from coopcoach.export.document import PromptView, SessionDocument
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
    """One ground rule of the last review.

    Attributes:
        number: Its number in the review.
        rule: The sentence that was asked about.
        cells: How well each partner found it kept, for each of the last reviews.
        remarks: The remarks of the last review, by name.
        outcome: What became of it, in words.
        beside: The new wording, with no name; or the reasons for retiring it, each with its name.
    """

    number: int
    rule: str
    cells: tuple[tuple[str, ...], ...]
    remarks: tuple[tuple[str, str], ...]
    outcome: str
    beside: tuple[tuple[str, str], ...] = ()


class HistoryView(Frozen):
    """The life of a ground rule: its present wording and state, and each event in words with its day, named once."""

    sentence: str
    state: str
    events: tuple[tuple[str, str], ...]


class EndingView(Frozen):
    """One question about a good end, with the answer of both or of each: name (empty for both) and answer."""

    label: str
    answers: tuple[tuple[str, AnswerView], ...]


class ReviewReport(SessionDocument):
    """The report on a review.

    Attributes:
        letters: The partners' letters in charts and tables.
        on: The day of the review.
        table_days: The days of the reviews in the tables.
        warnings: The warning signs, as questions.
        shows_answers: Whether any own answer may be shown.
        trends: The charts.
        numbers: The table of numbers.
        has_plan: Whether there is any planned value.
        balance_ends: The labels of both ends of the scale of giving and taking.
        ledger: What each gives and takes, in the last review.
        kept: The ground rules that the review asked about.
        new_rules: The sentences of the ground rules that were agreed in it without being asked about.
        decision: The decision on going on.
        exit: The joint answer on ending the cooperation.
        next: The day of the next review.
        histories: The lives of the agreed and retired ground rules.
        notes: What both noted on its exercises, by title.
        ending: What was settled for a good end; empty where it goes on.
    """

    letters: tuple[str, str]
    on: Date
    table_days: tuple[str, ...]
    warnings: tuple[str, ...]
    shows_answers: bool
    trends: tuple[TrendView, ...]
    numbers: tuple[NumberRow, ...]
    has_plan: bool
    balance_ends: tuple[str, str]
    ledger: PromptView | None
    kept: tuple[KeptRow, ...]
    new_rules: tuple[str, ...]
    decision: str
    exit: AnswerView | None
    next: Date | None
    histories: tuple[HistoryView, ...]
    notes: tuple[tuple[str, AnswerView], ...]
    ending: tuple[EndingView, ...]
