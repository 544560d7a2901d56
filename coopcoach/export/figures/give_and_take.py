"""Figures of give and take: needs and offers, the ledger, effort and gain."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, cast

from coopcoach.domain.alignment import (
    Effort,
    EffortComparison,
    LedgerComparison,
    NeedsComparison,
)
from coopcoach.domain.answers import NumberValue, TableValue
from coopcoach.domain.exercise import NumberQuestion, Question, TableQuestion
from coopcoach.export.charts import BalanceChart, Need, NeedsChart, PaybackChart, PaybackLine
from coopcoach.export.charts.drawing import letters_of
from coopcoach.export.charts.payback import PaybackOf, running_sums
from coopcoach.export.figures.model import Figure, FigureRow
from coopcoach.i18n import Translator
from coopcoach.wording.currencies import sign_of
from coopcoach.wording.effort import effort_words

_LEAST_MONTHS, _MOST_MONTHS = 12, 60
_OF: Final[tuple[PaybackOf, ...]] = ("first", "second", "both")


def needs_figure(
    question: Question,
    found: NeedsComparison,
    values: tuple[object, object],
    names: tuple[str, str],
    t: Translator,
) -> Figure | None:
    """Return needs and offers with an arrow where they meet, these first.

    None where an answered row is unknown to the question, or an answer has a value of another kind.
    """
    assert isinstance(question, TableQuestion)
    if not all(isinstance(value, TableValue) for value in values):
        return None
    heads = {fixed.id: fixed.label for fixed in question.rows}
    words_of = {"need": t("needed"), "offer": t("can offer it"), "not-now": t("not now")}
    rows = []
    for row in found.rows:
        sides = (_need(row.first), _need(row.second))
        if row.row not in heads or (row.first, row.second) == (None, None):
            continue
        words = tuple(words_of[side] if side else "–" for side in sides)
        both = [f"{name}: {word}" for name, word in zip(names, words, strict=True)]
        chart = NeedsChart(title=t.and_list(both), first=sides[0], second=sides[1])
        rows.append(FigureRow(head=heads[row.row], charts=(chart,), words=words))
    if not rows or len(rows) < sum(bool(row.first or row.second) for row in found.rows):
        return None
    rows.sort(key=lambda row: not _is_match(row))
    return Figure(kind="needs", names=names, rows=tuple(rows))


def _is_match(row: FigureRow) -> bool:
    chart = row.charts[0]
    return isinstance(chart, NeedsChart) and {chart.first, chart.second} == {"need", "offer"}


def _need(option: str | None) -> Need | None:
    return cast("Need", option) if option in {"need", "offer", "not-now"} else None


def ledger_figure(found: LedgerComparison, names: tuple[str, str], t: Translator) -> Figure | None:
    """Return the balance from each partner's view; None where one of them listed nothing."""
    sides = (found.first, found.second)
    longest = max(max(side.given, side.taken) for side in sides)
    if not all(side.given or side.taken for side in sides):
        return None
    rows = []
    for name, side in zip(names, sides, strict=True):
        head = t("As seen by {name}", name=name)
        title = f"{head}: " + t(
            "given: {given}, received: {taken}", given=side.given, taken=side.taken
        )
        chart = BalanceChart(title=title, given=side.given, taken=side.taken, longest=longest)
        rows.append(FigureRow(head=head, charts=(chart,)))
    note = t("The sums of the weights. To the left, filled: gives; to the right, hollow: gets.")
    return Figure(kind="ledger", names=names, rows=tuple(rows), notes=(note,), says_all=False)


def effort_figure(
    question: Question,
    found: EffortComparison,
    values: tuple[object, object],
    names: tuple[str, str],
    t: Translator,
) -> Figure | None:
    """Return the balance month by month; None where one of the partners left out a number."""
    flows = [flow for flow in map(_flow, values) if flow is not None]
    if len(flows) < len(values):
        return None
    efforts = (found.first, found.second, found.both)
    months = _months(flows, efforts)
    single = [running_sums(*flow, months) for flow in flows]
    together = tuple(a + b for a, b in zip(*single, strict=True))
    letters = letters_of(names)
    letters_of_lines = (*letters, "+".join(letters))
    lines = tuple(
        PaybackLine(of=of, letter=letter, sums=sums, month=effort.month)
        for of, letter, sums, effort in zip(
            _OF, letters_of_lines, (*single, together), efforts, strict=True
        )
    )
    notes = tuple(
        f"{letter} = {name}: {effort_words(question, effort, t)}"
        for letter, name, effort in zip(
            letters_of_lines, (*names, t("Both together")), efforts, strict=True
        )
    )
    chart = PaybackChart(
        title=t("What is left after each month. {lines}", lines="; ".join(notes)),
        money=sign_of(_rate_unit(question)),
        months=t("Month"),
        lines=lines,
        group_sign=t.language.group_sign,
    )
    row = FigureRow(head="", charts=(chart,))
    return Figure(kind="effort", names=names, rows=(row,), notes=notes, says_all=False)


def _flow(value: object) -> tuple[Decimal, Decimal, int] | None:
    """Return costs and gain a month and the first month of gain; None where a number is missing."""
    if not isinstance(value, TableValue) or len(value.rows) != 1:
        return None
    cells = value.rows[0].cells
    found = [cells.get(name) for name in ("hours", "rate", "cost", "gain", "from_month")]
    numbers = [cell.value for cell in found if isinstance(cell, NumberValue)]
    if len(numbers) < len(found) or any(abs(n) > 10**7 for n in numbers):
        return None
    hours, rate, cost, gain, start = numbers
    return cost + hours * rate, gain, max(1, min(_MOST_MONTHS, -int(-start // 1)))


def _months(flows: list[tuple[Decimal, Decimal, int]], efforts: tuple[Effort, ...]) -> int:
    ends = [effort.month for effort in efforts if effort.month is not None]
    wanted = max(_LEAST_MONTHS, *(start for _, _, start in flows), *ends) + 2
    return min(_MOST_MONTHS, wanted)


def _rate_unit(question: Question) -> str | None:
    column = question.column("rate") if isinstance(question, TableQuestion) else None
    return column.unit if isinstance(column, NumberQuestion) else None
