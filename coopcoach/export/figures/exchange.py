"""Pictures of what goes back and forth: needs and offers, giving and taking, effort and gain."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, cast

from coopcoach.domain.alignment import (
    Effort,
    EffortComparison,
    LedgerComparison,
    NeedsComparison,
    NeedsRow,
)
from coopcoach.domain.answers import NumberValue, TableValue
from coopcoach.domain.exercise import Prompt
from coopcoach.export.charts import Balance, Course, PayBack, Side, Swap
from coopcoach.export.charts.ink import letters_of
from coopcoach.export.charts.payback import Style, running_sums
from coopcoach.export.figures.view import Figure, FigureRow
from coopcoach.i18n import Translator
from coopcoach.wording.effort import effort_words

_LEAST_MONTHS, _MOST_MONTHS = 12, 60
_STYLES: Final[tuple[Style, ...]] = ("first", "second", "both")


def needs_figure(
    prompt: Prompt, found: NeedsComparison, names: tuple[str, str], t: Translator
) -> Figure | None:
    """Return needs and offers with an arrow where one has what the other looks for; matches first."""
    heads = {fixed.id: fixed.label for fixed in prompt.rows}
    said = {"need": t("needs it"), "offer": t("can offer it"), "not-now": t("not now")}
    rows = []
    for row in found.rows:
        sides = (_side(row.first), _side(row.second))
        if row.row not in heads or (row.first, row.second) == (None, None):
            continue
        words = tuple(said[side] if side else "–" for side in sides)
        both = [f"{name}: {word}" for name, word in zip(names, words, strict=True)]
        swap = Swap(title=t.and_list(both), first=sides[0], second=sides[1])
        rows.append(FigureRow(head=heads[row.row], charts=(swap,), words=words))
    if not rows or len(rows) < len(_answered(found.rows)):
        return None
    rows.sort(key=lambda row: not _is_match(row))
    return Figure(kind="needs", names=names, rows=tuple(rows))


def _answered(rows: tuple[NeedsRow, ...]) -> list[NeedsRow]:
    return [row for row in rows if row.first or row.second]


def _is_match(row: FigureRow) -> bool:
    chart = row.charts[0]
    return isinstance(chart, Swap) and {chart.first, chart.second} == {"need", "offer"}


def _side(option: str | None) -> Side | None:
    return cast("Side", option) if option in {"need", "offer", "not-now"} else None


def ledger_figure(found: LedgerComparison, names: tuple[str, str], t: Translator) -> Figure | None:
    """Return the balance as each sees it; None where one of them counted nothing."""
    sides = (found.first, found.second)
    longest = max(max(side.given, side.taken) for side in sides)
    if not all(side.given or side.taken for side in sides):
        return None
    rows = []
    for name, side in zip(names, sides, strict=True):
        head = t("As {name} sees it", name=name)
        title = f"{head}: " + t("gives {given}, takes {taken}", given=side.given, taken=side.taken)
        chart = Balance(title=title, given=side.given, taken=side.taken, longest=longest)
        rows.append(FigureRow(head=head, charts=(chart,)))
    note = t("The sums of the weights. To the left, filled: gives; to the right, hollow: takes.")
    return Figure(kind="ledger", names=names, rows=tuple(rows), notes=(note,), says_all=False)


def effort_figure(
    prompt: Prompt,
    found: EffortComparison,
    values: tuple[object, object],
    names: tuple[str, str],
    t: Translator,
) -> Figure | None:
    """Return what is left month by month; None where one of them left out a number."""
    flows = [_flow(value) for value in values]
    if any(flow is None for flow in flows):
        return None
    known = [flow for flow in flows if flow is not None]
    efforts = (found.first, found.second, found.both)
    months = _months(known, efforts)
    single = [running_sums(*flow, months) for flow in known]
    together = tuple(a + b for a, b in zip(*single, strict=True))
    letters = letters_of(names)
    courses = tuple(
        Course(style=style, letter=letter, sums=sums, month=effort.month)
        for style, letter, sums, effort in zip(
            _STYLES,
            (*letters, "+".join(letters)),
            (*single, together),
            efforts,
            strict=True,
        )
    )
    notes = tuple(
        f"{letter} = {name}: {effort_words(prompt, effort, t)}"
        for letter, name, effort in zip(
            (*letters, "+".join(letters)), (*names, t("Both together")), efforts, strict=True
        )
    )
    chart = PayBack(
        title=t("What is left after each month. {lines}", lines="; ".join(notes)),
        money="€",
        months=t("Month"),
        courses=courses,
        group_sign=t.language.group_sign,
    )
    row = FigureRow(head="", charts=(chart,))
    return Figure(kind="effort", names=names, rows=(row,), notes=notes, says_all=False)


def _flow(value: object) -> tuple[Decimal, Decimal, int] | None:
    """What goes out and comes in a month, and from when on; None where something is missing."""
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
