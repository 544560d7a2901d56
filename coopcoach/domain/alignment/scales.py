"""Compare scales, numbers and dates by their distance."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal

from coopcoach.domain.alignment.gap import (
    SAME,
    Comparable,
    Comparison,
    Gap,
    answers_gap,
    different,
    shared_fields,
)
from coopcoach.domain.answers import Answer, DateValue, NumberValue, ScaleValue
from coopcoach.domain.exercise import DateQuestion, NumberQuestion, ScaleQuestion

# A number beyond is a typing error: no hours, euros or days of two small firms reach it.
LARGEST_NUMBER = Decimal(10) ** 12
DAYS_FAR_APART = 365


class ScaleComparison(Comparison):
    """Two values of a scale and their distance in steps."""

    first: int | None = None
    second: int | None = None
    distance: int | None = None


class NumberComparison(Comparison):
    """Two numbers and their distance, in the unit of the prompt."""

    first: Decimal | None = None
    second: Decimal | None = None
    distance: Decimal | None = None


class DateComparison(Comparison):
    """Two dates and their distance in days."""

    first: Date | None = None
    second: Date | None = None
    distance: int | None = None


def is_plausible(value: Decimal) -> bool:
    """Return whether a number is small enough to calculate with."""
    return value.copy_abs() < LARGEST_NUMBER


def scale_gap(question: ScaleQuestion, first: Comparable, second: Comparable) -> Gap | None:
    """Return the gap between two values of a scale: their distance as a part of the scale."""
    if not isinstance(first, ScaleValue) or not isinstance(second, ScaleValue):
        return None
    distance = abs(first.value - second.value)
    if not distance:
        return SAME
    span = int(question.maximum - question.minimum)
    return different(min(distance, span) / span if span > 0 else 1.0)


def number_gap(first: Comparable, second: Comparable) -> Gap | None:
    """Return the gap between two numbers: their distance as a part of the larger one.

    The bounds of a number catch typing errors and are not the ends of a scale: 2 beside 6 hours a week is a wide gap,
    also where 40 are allowed.
    """
    if not isinstance(first, NumberValue) or not isinstance(second, NumberValue):
        return None
    if not is_plausible(first.value) or not is_plausible(second.value):
        return None
    distance = abs(first.value - second.value)
    if not distance:
        return SAME
    larger = max(abs(first.value), abs(second.value))
    return different(float(min(distance, larger) / larger))


def date_gap(first: Comparable, second: Comparable) -> Gap | None:
    """Return the gap between two dates; from a year on it is the widest."""
    if not isinstance(first, DateValue) or not isinstance(second, DateValue):
        return None
    days = abs((first.value - second.value).days)
    return different(min(days, DAYS_FAR_APART) / DAYS_FAR_APART) if days else SAME


def compare_scale(question: ScaleQuestion, first: Answer, second: Answer) -> ScaleComparison:
    """Compare two answers to a ``scale``."""
    a = first.value.value if isinstance(first.value, ScaleValue) else None
    b = second.value.value if isinstance(second.value, ScaleValue) else None
    gap = answers_gap(first, second, scale_gap(question, first.value, second.value))
    return ScaleComparison.model_validate(
        {
            **shared_fields(question, gap),
            "first": a,
            "second": b,
            "distance": None if a is None or b is None else abs(a - b),
        }
    )


def compare_number(question: NumberQuestion, first: Answer, second: Answer) -> NumberComparison:
    """Compare two answers to a ``number``."""
    a = first.value.value if isinstance(first.value, NumberValue) else None
    b = second.value.value if isinstance(second.value, NumberValue) else None
    measured = number_gap(first.value, second.value)
    return NumberComparison.model_validate(
        {
            **shared_fields(question, answers_gap(first, second, measured)),
            "first": a,
            "second": b,
            "distance": None if a is None or b is None or measured is None else abs(a - b),
        }
    )


def compare_date(question: DateQuestion, first: Answer, second: Answer) -> DateComparison:
    """Compare two answers to a ``date``."""
    a = first.value.value if isinstance(first.value, DateValue) else None
    b = second.value.value if isinstance(second.value, DateValue) else None
    gap = answers_gap(first, second, date_gap(first.value, second.value))
    return DateComparison.model_validate(
        {
            **shared_fields(question, gap),
            "first": a,
            "second": b,
            "distance": None if a is None or b is None else abs((a - b).days),
        }
    )
