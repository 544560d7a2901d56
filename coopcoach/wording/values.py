"""Values of answers in words."""

from __future__ import annotations

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
    """Return a cell, or a value that could be one, in words."""
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
