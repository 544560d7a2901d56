"""Units of numbers: behind a number in a sentence, beside a field, and as a file has them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final, NamedTuple

from coopcoach.domain.exercise import Unit
from coopcoach.i18n import N_, Translator
from coopcoach.wording.currencies import is_money, money_field, money_words, money_written
from coopcoach.wording.typed_words import unit_words_typed


class UnitLabel(NamedTuple):
    """One unit.

    Attributes:
        amount: Returns a written number with the unit; its count chooses between one and many.
        field: Beside a field, without a number.
        written: Behind a number in a file, the same in every language.
    """

    amount: Callable[[Translator, int, str], str]
    field: str
    written: str


UNIT_LABELS: Final[dict[Unit, UnitLabel]] = {
    "h/week": UnitLabel(
        lambda t, n, x: t.plural("{x} hour a week", "{x} hours a week", n, x=x),
        N_("hours a week"),
        "h/week",
    ),
    "h/month": UnitLabel(
        lambda t, n, x: t.plural("{x} hour a month", "{x} hours a month", n, x=x),
        N_("hours a month"),
        "h/month",
    ),
    "days": UnitLabel(lambda t, n, x: t.plural("{x} day", "{x} days", n, x=x), N_("days"), "days"),
    "minutes": UnitLabel(
        lambda t, n, x: t.plural("{x} minute", "{x} minutes", n, x=x), N_("minutes"), "min"
    ),
    "month": UnitLabel(lambda t, _n, x: t("month {x}", x=x), N_("month, as a number"), ""),
    "times": UnitLabel(lambda t, n, x: t.plural("{x} time", "{x} times", n, x=x), N_("times"), "×"),
    "percent": UnitLabel(lambda t, _n, x: t("{x}%", x=x), N_("per cent"), "%"),
}


def number_words(value: Decimal, unit: Unit | None, t: Translator) -> str:
    """Return a number with its unit in words: 6 hours a month."""
    written = t.number(value)
    if unit is None:
        return written
    if is_money(unit):
        return money_words(unit, written, t)
    return UNIT_LABELS[unit].amount(t, 1 if value == 1 else 2, written)


def unit_words(unit: Unit | None, t: Translator) -> str:
    """Return the unit as it stands beside a field; nothing for a bare number."""
    if unit and is_money(unit):
        return money_field(unit, t)
    return t(UNIT_LABELS[unit].field) if unit else ""


def unit_signs(unit: Unit | None) -> tuple[str, ...]:
    """Return the forms of a unit behind a number, that of our own files first."""
    if not unit:
        return ()
    if is_money(unit):
        return money_written(unit)
    return (UNIT_LABELS[unit].written, *unit_words_typed(unit))
