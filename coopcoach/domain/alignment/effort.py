"""Compare effort and gain: the net value a month and the month of pay-back (S1, S5)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from coopcoach.domain.alignment.gap import (
    SAME,
    Comparison,
    Gap,
    answers_gap,
    different,
    filled_rows,
    shared_fields,
)
from coopcoach.domain.alignment.scales import is_plausible
from coopcoach.domain.answers import Answer, NumberValue
from coopcoach.domain.exercise import Frozen, NumberQuestion, TableQuestion, Unit

HOURS, RATE, COST, GAIN, FROM_MONTH = "hours", "rate", "cost", "gain", "from_month"
_COLUMN_UNITS: dict[str, Unit] = {
    HOURS: "h/month",
    RATE: "eur/h",
    COST: "eur/month",
    GAIN: "eur/month",
    FROM_MONTH: "month",
}
_EXACT = Decimal("0.0001")
# A form without these columns asks for what is left after the costs, from the first month on.
_WITHOUT_COLUMN: dict[str, Decimal] = {COST: Decimal(0), FROM_MONTH: Decimal(1)}
MONTHS_FAR_APART = 12


class Pays(StrEnum):
    """Whether a cooperation pays for itself."""

    PAYS = "pays"
    NEVER = "never"
    UNKNOWN = "unknown"


class Effort(Frozen):
    """The effort and gain of one partner, or of both together.

    Attributes:
        net: In €/month, once there is a gain: gain - cost - hours * rate.
        month: The month of pay-back, counted from 1; only with PAYS.
        missing: The columns that are not filled in.
    """

    pays: Pays
    net: Decimal | None = None
    month: int | None = None
    missing: tuple[str, ...] = ()


class EffortComparison(Comparison):
    """The effort and gain of each partner and of both together.

    SAME where it pays for both in the same month, or for neither. The gap is the widest from a year between the months
    on, and where it pays for only one.
    """

    first: Effort
    second: Effort
    both: Effort


class CashFlow(Frozen):
    """Outlay in € a month from month 1 on, and gain in € a month from ``from_month`` on."""

    outlay: Decimal
    gain: Decimal
    from_month: int


def compare_effort(
    question: TableQuestion, first: Answer, second: Answer
) -> EffortComparison | None:
    """Compare two tables of effort and gain, and add them up.

    Returns:
        The comparison; None where the table is no form with the columns ``hours`` (h/month), ``rate``
        (eur/h) and ``gain`` (eur/month), and perhaps ``cost`` (eur/month) and ``from_month`` (month).
    """
    if not question.is_form or not all(_has(question, *column) for column in _COLUMN_UNITS.items()):
        return None
    filled_in = [_numbers(question, first), _numbers(question, second)]
    one, other = (_effort([numbers]) for numbers in filled_in)
    gap = answers_gap(first, second, _measured(one, other))
    return EffortComparison.model_validate(
        {
            **shared_fields(question, gap),
            "first": one,
            "second": other,
            "both": _effort(filled_in),
        }
    )


def pay_back_month(flows: Sequence[CashFlow]) -> int | None:
    """Return the month of pay-back of several cash flows together; None where they never pay.

    It is month 1 where the running sum never falls below zero, else the first month at whose end it is zero or above
    again. Cash flows never pay where each month costs more than it brings once all gains have begun.

    Between the months in which gains begin the sum is linear: it is solved by interval, not month by month.
    """
    if sum(flow.gain - flow.outlay for flow in flows) < 0:
        return None
    starts = sorted({1, *(flow.from_month for flow in flows)})
    running, was_negative = Decimal(0), False
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        step = sum(
            (flow.gain if start >= flow.from_month else Decimal(0)) - flow.outlay for flow in flows
        )
        if was_negative and step > 0:
            months = int((-running / step).to_integral_value(ROUND_CEILING))
            if end is None or months <= end - start:
                return start + months - 1
        if end is not None:
            running += step * (end - start)
        was_negative = was_negative or running < 0
    return None if was_negative else 1


def _has(question: TableQuestion, column_id: str, unit: Unit) -> bool:
    column = question.column(column_id)
    if column is None:
        return column_id in _WITHOUT_COLUMN
    return isinstance(column, NumberQuestion) and _is_unit(column.unit, unit)


def _is_unit(unit: Unit | None, wanted: Unit) -> bool:
    """Return whether a unit is the wanted one, money in any currency."""
    currency, _, per = (unit or "").partition("/")
    if wanted.startswith("eur/"):
        return len(currency) == len("eur") and per == wanted.partition("/")[2]
    return unit == wanted


def _numbers(question: TableQuestion, answer: Answer) -> dict[str, Decimal]:
    rows = filled_rows(answer)
    cells = rows[0].cells if rows else {}
    assumed = {c: n for c, n in _WITHOUT_COLUMN.items() if question.column(c) is None}
    return assumed | {
        column: cell.value.quantize(_EXACT)
        for column in _COLUMN_UNITS
        if isinstance(cell := cells.get(column), NumberValue) and is_plausible(cell.value)
    }


def _effort(partners: Sequence[dict[str, Decimal]]) -> Effort:
    missing = tuple(c for c in _COLUMN_UNITS if any(c not in numbers for numbers in partners))
    if any(column != FROM_MONTH for column in missing):
        return Effort(pays=Pays.UNKNOWN, missing=missing)
    outlays = [numbers[COST] + numbers[HOURS] * numbers[RATE] for numbers in partners]
    gains = [numbers[GAIN] for numbers in partners]
    net = sum(gains, Decimal(0)) - sum(outlays, Decimal(0))
    if net < 0:
        return Effort(pays=Pays.NEVER, net=net, missing=missing)
    if missing:
        return Effort(pays=Pays.UNKNOWN, net=net, missing=missing)
    month = pay_back_month(
        [
            CashFlow(outlay=outlay, gain=gain, from_month=_whole_month(numbers[FROM_MONTH]))
            for outlay, gain, numbers in zip(outlays, gains, partners, strict=True)
        ]
    )
    pays = Pays.NEVER if month is None else Pays.PAYS
    return Effort(pays=pays, net=net, month=month)


def _whole_month(month: Decimal) -> int:
    """Return the first whole month with a gain."""
    return max(1, int(month.to_integral_value(ROUND_CEILING)))


def _measured(one: Effort, other: Effort) -> Gap | None:
    if Pays.UNKNOWN in {one.pays, other.pays}:
        return None
    if one.month is None or other.month is None:
        return SAME if one.month == other.month else different(1.0)
    apart = abs(one.month - other.month)
    return different(min(apart, MONTHS_FAR_APART) / MONTHS_FAR_APART) if apart else SAME
