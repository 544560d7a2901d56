"""Currencies: their signs and names, amounts in words, and amounts in a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from coopcoach.i18n import DEFAULT_CURRENCY, N_, Translator, language_of

_CODE = re.compile(r"[A-Z]{3}\Z")
_AMOUNT = re.compile(
    r"€\u00a0?(?P<before>\d(?:[\d.,’]*\d)?)|(?<![\d.,’])(?P<behind>\d(?:[\d.,’]*\d)?)[ \u00a0]€"
)
_EURO = re.compile(r"€|\b[Ee]uros?\b")
_MONEY_UNIT = re.compile(r"(?P<code>[a-z]{3})/(?P<per>month|h)\Z")


class Currency(NamedTuple):
    """A currency.

    Attributes:
        sign: Beside an amount.
        name: Its name for several, as a message.
        typed: How else people write it behind an amount, in lower case.
    """

    sign: str
    name: str
    typed: tuple[str, ...] = ()


CURRENCIES: Final[dict[str, Currency]] = {
    DEFAULT_CURRENCY: Currency("€", N_("euros"), ("euro", "euros", "eur")),
    "CHF": Currency("CHF", N_("francs"), ("chf", "fr", "fr.", "sfr", "sfr.", "franken", "francs")),
    "GBP": Currency("£", N_("pounds"), ("gbp", "pound", "pounds", "pfund")),
    "USD": Currency("$", N_("dollars"), ("usd", "dollar", "dollars", "us$")),
}
# How else an amount a month or an hour is written, without the currency.
_PER_TYPED: Final = {
    "month": ("month", "monat", "a month", "im monat", "pro monat"),
    "h": ("h", "std", "std.", "stunde", "an hour", "pro stunde"),
}
_PER: Final[dict[str, Callable[[Translator, str], str]]] = {
    "month": lambda t, money: t("{money} a month", money=money),
    "h": lambda t, money: t("{money} an hour", money=money),
}


def is_currency(code: str) -> bool:
    """Return whether a text has the form of a currency's code: CHF."""
    return _CODE.match(code) is not None


def currency_of(code: str) -> Currency:
    """Return a currency; one that is not in the table is written by its code."""
    return CURRENCIES.get(code) or Currency(code, code, (code.lower(),))


def sign_of(unit: str | None) -> str:
    """Return the sign of the currency of a unit; that of the euro where the unit is none of money."""
    parts = _MONEY_UNIT.match(unit or "")
    return currency_of(parts["code"].upper() if parts else DEFAULT_CURRENCY).sign


def is_money(unit: str) -> bool:
    """Return whether a unit is an amount a month or an hour."""
    return _MONEY_UNIT.match(unit) is not None


def unit_in(unit: str, currency: str) -> str:
    """Return a unit of money in another currency; another unit unchanged."""
    parts = _MONEY_UNIT.match(unit)
    return f"{currency.lower()}/{parts['per']}" if parts else unit


def money_words(unit: str, amount: str, t: Translator) -> str:
    """Return a written amount with its unit of money: €70 an hour."""
    code, per = unit.upper().partition("/")[0], unit.partition("/")[2]
    return _PER[per](t, with_sign(amount, code, t.lang))


def money_field(unit: str, t: Translator) -> str:
    """Return a unit of money as it stands beside a field: euros an hour."""
    code, per = unit.upper().partition("/")[0], unit.partition("/")[2]
    return _PER[per](t, t(currency_of(code).name))


def money_written(unit: str) -> tuple[str, ...]:
    """Return the forms of a unit of money behind a number in a file, that of our own files first."""
    code, per = unit.upper().partition("/")[0], unit.partition("/")[2]
    currency = currency_of(code)
    typed = (currency.sign, *currency.typed)
    amounts = (
        f"{word}{between}{each}"
        for word in typed
        for each in _PER_TYPED[per]
        for between in ("/", " ")
    )
    return (f"{currency.sign}/{per}", *typed, *amounts)


def with_sign(amount: str, code: str, language: str) -> str:
    """Return a written amount with the sign of a currency: €70, CHF 70, 70 €."""
    sign = currency_of(code).sign
    if not language_of(language).money_first:
        return f"{amount} {sign}"
    between = "\u00a0" if sign.isalpha() else ""
    return f"{sign}{between}{amount}"


def money_text(text: str, code: str, language: str) -> str:
    """Return a text about euros with another currency in it."""
    text = _AMOUNT.sub(lambda m: with_sign(m["before"] or m["behind"], code, language), text)
    return _EURO.sub(currency_of(code).sign, text)
