"""Values of answers in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from coopcoach.domain.answers import (
    Cell,
    CheckValue,
    ChoiceValue,
    DateValue,
    NumberValue,
    ScaleValue,
    TextValue,
    UnreadValue,
)
from coopcoach.domain.exercise import Question
from coopcoach.i18n import Translator
from coopcoach.wording.units import number_words


def cell_words(question: Question, cell: Cell, t: Translator, *, long_dates: bool = False) -> str:
    """Return a cell or a value of a cell's kind in words."""
    match cell:
        case TextValue(text=text) | UnreadValue(text=text):
            return text
        case ChoiceValue(option=option, other=other):
            return question.option_label(option) if option else (other or "")
        case ScaleValue(value=value):
            return t("{value} of {maximum}", value=value, maximum=question.maximum)
        case NumberValue(value=value):
            return number_words(value, question.unit, t)
        case DateValue(value=day):
            return t.date(day) if long_dates else t.short_date(day)
        case CheckValue(value=yes):
            return t.context("cell", "yes") if yes else t.context("cell", "no")


class ScaleEnds(Protocol):
    """The bounds of a scale and the labels of its ends, of a question or of a report model."""

    @property
    def minimum(self) -> Decimal | int | None:
        """The lowest value; 0 where there is none."""

    @property
    def maximum(self) -> Decimal | int | None:
        """The highest value."""

    @property
    def low(self) -> str:
        """The label of the lowest value."""

    @property
    def high(self) -> str:
        """The label of the highest value."""


def ends_words(scale: ScaleEnds, separator: str = ", ") -> str:
    """Return the labels of a scale's ends: 1 = not at all, 5 = very. Without labels it is empty."""
    ends = ((scale.minimum or 0, scale.low), (scale.maximum, scale.high))
    return separator.join(f"{value} = {label}" for value, label in ends if label)
