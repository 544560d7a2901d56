"""Hours and amounts by the month, whatever unit a question asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from coopcoach.domain.answers import Answer, NumberValue
from coopcoach.domain.exercise import NumberQuestion, Question, Unit

# Hours and amounts of any currency are asked for by the month, hours by the week, too.
_BY_MONTH: Final = "/month"
_WEEKS: Final = {"h/week": Decimal(52) / Decimal(12)}


def monthly(value: Decimal, unit: Unit | None) -> Decimal | None:
    """Return a number of hours or an amount by the month, to a tenth; None where its unit is another one."""
    if unit is None:
        return None
    factor = Decimal(1) if unit.endswith(_BY_MONTH) else _WEEKS.get(unit)
    return None if factor is None else (value * factor).quantize(Decimal("0.1")).normalize() + 0


def monthly_answer(question: Question | None, answer: Answer | None) -> Decimal | None:
    """Return the number in an answer by the month."""
    value = answer.value if answer else None
    if not isinstance(question, NumberQuestion) or not isinstance(value, NumberValue):
        return None
    return monthly(value.value, question.unit)
