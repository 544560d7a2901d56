"""Values of answers in words: cells, numbers with their units, and the three ways not to answer."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from coopcoach.domain.answers import (
    Cell,
    CheckValue,
    ChoiceValue,
    DateValue,
    NumberValue,
    ScaleValue,
    Stance,
    TextValue,
    UnreadValue,
)
from coopcoach.domain.exercise import Question, Unit
from coopcoach.i18n import N_, Translator

STANCE_LABELS: dict[Stance, str] = {
    Stance.DONT_KNOW: N_("don’t know yet"),
    Stance.TALK_LIVE: N_("let’s talk about it live"),
    Stance.RATHER_NOT: N_("I’d rather not say"),
}


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


def number_words(value: Decimal, unit: Unit | None, t: Translator) -> str:
    """Return a number with its unit in words: 6 hours a month."""
    words = _UNITS.get(unit) if unit else None
    return words(t, 1 if value == 1 else 2, t.number(value)) if words else t.number(value)


_Words = Callable[[Translator, int, str], str]
_UNITS: dict[Unit, _Words] = {
    "h/week": lambda t, n, x: t.plural("{x} hour a week", "{x} hours a week", n, x=x),
    "h/month": lambda t, n, x: t.plural("{x} hour a month", "{x} hours a month", n, x=x),
    "eur/month": lambda t, _n, x: t("€{x} a month", x=x),
    "eur/h": lambda t, _n, x: t("€{x} an hour", x=x),
    "days": lambda t, n, x: t.plural("{x} day", "{x} days", n, x=x),
    "minutes": lambda t, n, x: t.plural("{x} minute", "{x} minutes", n, x=x),
    "month": lambda t, _n, x: t("month {x}", x=x),
    "times": lambda t, n, x: t.plural("{x} time", "{x} times", n, x=x),
    "percent": lambda t, _n, x: t("{x}%", x=x),
}
