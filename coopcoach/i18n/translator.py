"""Translate texts, and write dates, numbers and lists, in one language."""

from __future__ import annotations

import datetime as dt
import gettext
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from coopcoach.i18n import catalogue
from coopcoach.i18n.language import Language
from coopcoach.i18n.locales import SOURCE_LANGUAGE, SPOKEN, language_of

if TYPE_CHECKING:
    from decimal import Decimal

# Babel is imported inside the methods: most commands print no date, and it doubles their start-up time.


class Translator:
    """Turns source texts and values into one language; made by `translator`."""

    def __init__(self, language: Language, texts: gettext.NullTranslations) -> None:
        self.language = language
        self._texts = texts

    @property
    def lang(self) -> str:
        """The code of the language."""
        return self.language.code

    def __call__(self, message: str, /, **values: object) -> str:
        """Translate a text and fill in its `{placeholders}`; dates are written in words.

        Values are not searched for placeholders. A placeholder without a value stays in the text: `within
        {days} days` is a blank for a person to fill in. A brace that is no placeholder is written twice.
        """
        if not message:
            # An empty key would return the catalogue's header.
            return ""
        said = {n: self.date(v) if isinstance(v, dt.date) else v for n, v in values.items()}
        return _fill(self.language.spelled(self._texts.gettext(message)), said)

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Translate a text that depends on a count; `{n}` is the count as the language writes it."""
        text = self.language.spelled(self._texts.ngettext(one, many, n))
        return _fill(text, {"n": self.number(n), **values})

    def context(self, context: str, message: str, /, **values: object) -> str:
        """Translate a text that means different things in different places."""
        return _fill(self.language.spelled(self._texts.pgettext(context, message)), values)

    def date(self, value: dt.date) -> str:
        """Return a date in words: 15. Januar 2027, 15 January 2027."""
        return self._date(value, "long")

    def short_date(self, value: dt.date) -> str:
        """Return a date for a table: 15.01.2027, 15/01/2027."""
        return self._date(value, self.language.short_date)

    def weekday_date(self, value: dt.date) -> str:
        """Return a date with its weekday: Freitag, 15. Januar 2027."""
        return self._date(value, self.language.weekday_date)

    def _date(self, value: dt.date, pattern: str) -> str:
        # A date with a time is one more value to keep, and is written the same.
        return _date_in_words(value.year, value.month, value.day, pattern, self.language.locale)

    def time(self, value: dt.datetime) -> str:
        """Return the time of day in the value's own zone: 18:04."""
        return f"{value:%H:%M}"

    def moment(self, value: dt.datetime) -> str:
        """Return a date and a time: 15. Januar 2027, 18:04."""
        return f"{self.date(value)}, {self.time(value)}"

    def number(self, value: int | float | Decimal) -> str:
        """Return a number with the language's separators and at most three decimals."""
        return _number_in_words(value, self.language.locale)

    def and_list(self, items: Sequence[str]) -> str:
        """Return a list as it stands in a sentence: A, B und C."""
        from babel.lists import format_list

        return format_list(items, locale=self.language.locale)

    def quoted(self, text: str) -> str:
        """Return a text in quotation marks: „…“, “…”."""
        opening, closing = self.language.quotes
        return f"{opening}{text}{closing}"


@lru_cache(maxsize=4096)
def _date_in_words(year: int, month: int, day: int, pattern: str, locale: str) -> str:
    from datetime import date

    from babel.dates import format_date

    return format_date(date(year, month, day), pattern, locale=locale)


@lru_cache(maxsize=4096)
def _number_in_words(value: float | Decimal, locale: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale)


class _Values(dict[str, object]):
    """Values by name; a missing one leaves its placeholder as it is."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _fill(text: str, values: dict[str, object]) -> str:
    return text.format_map(_Values(values))


def translator(lang: str) -> Translator:
    """Return the translator of a language; of English where the program does not speak it.

    Raises:
        CatalogueMissing: The language has no catalogue.
    """
    return _translator(language_of(lang).code)


@cache
def _translator(code: str) -> Translator:
    language = SPOKEN[code]
    if language == SOURCE_LANGUAGE:
        return Translator(language, gettext.NullTranslations())
    texts = catalogue.load(language.base_code)
    for layer in language.layers:
        above = catalogue.load(layer)
        above.add_fallback(texts)
        texts = above
    return Translator(language, texts)
