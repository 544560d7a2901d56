"""Scales, numbers and dates: the distance between two of them."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal

from coopcoach.domain.alignment.gap import (
    SAME,
    Comparison,
    Gap,
    Given,
    different,
    settled,
    shared_fields,
)
from coopcoach.domain.answers import Answer, DateValue, NumberValue, ScaleValue
from coopcoach.domain.exercise import Prompt, Question

# No hours, euros or days of two small firms are that many: a number beyond is a slip of the keyboard.
BEYOND_COUNTING = Decimal(10) ** 12
DAYS_FAR_APART = 365


class ScaleComparison(Comparison):
    """Two points on one scale; ``distance`` in steps. The reasons are the answers' remarks."""

    first: int | None = None
    second: int | None = None
    distance: int | None = None


class NumberComparison(Comparison):
    """Two numbers in the prompt's unit, and their distance in the same unit."""

    first: Decimal | None = None
    second: Decimal | None = None
    distance: Decimal | None = None


class DateComparison(Comparison):
    """Two calendar days; ``distance`` in days."""

    first: Date | None = None
    second: Date | None = None
    distance: int | None = None


def is_countable(value: Decimal) -> bool:
    """Whether a number can be reckoned with."""
    return value.copy_abs() < BEYOND_COUNTING


def scale_gap(question: Question, first: Given, second: Given) -> Gap | None:
    """Return the gap between two points: the distance as a part of the whole scale."""
    if not isinstance(first, ScaleValue) or not isinstance(second, ScaleValue):
        return None
    distance = abs(first.value - second.value)
    if not distance:
        return SAME
    span = int((question.maximum or Decimal(0)) - (question.minimum or Decimal(0)))
    return different(min(distance, span) / span if span > 0 else 1.0)


def number_gap(first: Given, second: Given) -> Gap | None:
    """Return the gap between two numbers: the distance as a part of the larger of the two.

    The bounds of a number only catch slips of the keyboard, they are not the ends of a scale: of 40
    possible hours a week, 2 beside 6 is a wide gap all the same.
    """
    if not isinstance(first, NumberValue) or not isinstance(second, NumberValue):
        return None
    if not is_countable(first.value) or not is_countable(second.value):
        return None
    distance = abs(first.value - second.value)
    if not distance:
        return SAME
    larger = max(abs(first.value), abs(second.value))
    return different(float(min(distance, larger) / larger))


def date_gap(first: Given, second: Given) -> Gap | None:
    """Return the gap between two days: a year apart is as wide as it can be."""
    if not isinstance(first, DateValue) or not isinstance(second, DateValue):
        return None
    days = abs((first.value - second.value).days)
    return different(min(days, DAYS_FAR_APART) / DAYS_FAR_APART) if days else SAME


def compare_scale(prompt: Prompt, first: Answer, second: Answer) -> ScaleComparison:
    """Set two answers to a ``scale`` side by side."""
    a = first.value.value if isinstance(first.value, ScaleValue) else None
    b = second.value.value if isinstance(second.value, ScaleValue) else None
    gap = settled(first, second, scale_gap(prompt, first.value, second.value))
    return ScaleComparison.model_validate(
        {
            **shared_fields(prompt, gap),
            "first": a,
            "second": b,
            "distance": None if a is None or b is None else abs(a - b),
        }
    )


def compare_number(prompt: Prompt, first: Answer, second: Answer) -> NumberComparison:
    """Set two answers to a ``number`` side by side."""
    a = first.value.value if isinstance(first.value, NumberValue) else None
    b = second.value.value if isinstance(second.value, NumberValue) else None
    measured = number_gap(first.value, second.value)
    return NumberComparison.model_validate(
        {
            **shared_fields(prompt, settled(first, second, measured)),
            "first": a,
            "second": b,
            "distance": None if a is None or b is None or measured is None else abs(a - b),
        }
    )


def compare_date(prompt: Prompt, first: Answer, second: Answer) -> DateComparison:
    """Set two answers to a ``date`` side by side."""
    a = first.value.value if isinstance(first.value, DateValue) else None
    b = second.value.value if isinstance(second.value, DateValue) else None
    gap = settled(first, second, date_gap(first.value, second.value))
    return DateComparison.model_validate(
        {
            **shared_fields(prompt, gap),
            "first": a,
            "second": b,
            "distance": None if a is None or b is None else abs((a - b).days),
        }
    )
