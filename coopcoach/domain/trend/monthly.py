"""Hours and euros by the month, whatever unit a question asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from coopcoach.domain.answers import Answer, NumberValue
from coopcoach.domain.exercise import NumberQuestion, Question, Unit

_A_MONTH: Final[dict[Unit, Decimal]] = {
    "h/month": Decimal(1),
    "eur/month": Decimal(1),
    "h/week": Decimal(52) / Decimal(12),
}


def monthly(value: Decimal, unit: Unit | None) -> Decimal | None:
    """Return a number of hours or euros by the month, to a tenth; None where its unit is another one."""
    factor = _A_MONTH.get(unit) if unit else None
    return None if factor is None else (value * factor).quantize(Decimal("0.1")).normalize() + 0


def monthly_answer(question: Question | None, answer: Answer | None) -> Decimal | None:
    """Return the number in an answer by the month."""
    value = answer.value if answer else None
    if not isinstance(question, NumberQuestion) or not isinstance(value, NumberValue):
        return None
    return monthly(value.value, question.unit)
