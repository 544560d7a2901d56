"""One language: its texts, and its ways with dates, numbers and lists."""

import datetime as dt
import gettext
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from coopcoach.i18n import catalogue
from coopcoach.i18n.language import Lang, is_language

# British English, because the readers of the English texts work in Europe: 15/01/2027, not 1/15/2027.
_LOCALES: Final[dict[Lang, str]] = {"de": "de_DE", "en": "en_GB"}
_QUOTES: Final[dict[Lang, tuple[str, str]]] = {"de": ("„", "“"), "en": ("“", "”")}

# Babel is imported inside the methods: most commands print no date, and it doubles their start-up time.


class Translator:
    """Turns source texts and values into one language; made by `translator`."""

    lang: Lang

    def __init__(self, lang: Lang, texts: gettext.NullTranslations) -> None:
        self.lang = lang
        self._locale = _LOCALES[lang]
        self._texts = texts

    def __call__(self, message: str, /, **values: object) -> str:
        """Translate a text and fill in its `{placeholders}`.

        What a value holds is never read as a placeholder. A placeholder without a value stays in
        the text: `within {days} days` is a blank for a person to fill in. A brace that is no
        placeholder is written twice.
        """
        # An empty key would return the catalogue's header.
        return _fill(self._texts.gettext(message), values) if message else ""

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Translate a text that depends on a count; `{n}` is the count as the language writes it."""
        text = self._texts.ngettext(one, many, n)
        return _fill(text, {"n": self.number(n), **values})

    def context(self, context: str, message: str, /, **values: object) -> str:
        """Translate a text that means different things in different places."""
        return _fill(self._texts.pgettext(context, message), values)

    def date(self, value: dt.date) -> str:
        """A date in words: 15. Januar 2027, 15 January 2027."""
        from babel.dates import format_date

        return format_date(value, "long", locale=self._locale)

    def short_date(self, value: dt.date) -> str:
        """A date for a table: 15.01.2027, 15/01/2027."""
        from babel.dates import format_date

        pattern = "dd.MM.yyyy" if self.lang == "de" else "dd/MM/yyyy"
        return format_date(value, pattern, locale=self._locale)

    def weekday_date(self, value: dt.date) -> str:
        """A date to plan by: Freitag, 15. Januar 2027."""
        from babel.dates import format_date

        pattern = "EEEE, d. MMMM yyyy" if self.lang == "de" else "EEEE, d MMMM yyyy"
        return format_date(value, pattern, locale=self._locale)

    def time(self, value: dt.datetime) -> str:
        """A time of day: 18:04. It is the one the value holds; nothing is moved between time zones."""
        return f"{value:%H:%M}"

    def moment(self, value: dt.datetime) -> str:
        """A date and a time: 15. Januar 2027, 18:04."""
        return f"{self.date(value)}, {self.time(value)}"

    def number(self, value: int | float | Decimal) -> str:
        """A number with the language's separators and at most three decimals."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self._locale)

    def and_list(self, items: Sequence[str]) -> str:
        """A list in a sentence: A, B und C."""
        from babel.lists import format_list

        return format_list(items, locale=self._locale)

    def quoted(self, text: str) -> str:
        """A text in quotation marks: „…“, “…”."""
        opening, closing = _QUOTES[self.lang]
        return f"{opening}{text}{closing}"


class _Values(dict[str, object]):
    """Values by name; a name without one stands for itself."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _fill(text: str, values: dict[str, object]) -> str:
    return text.format_map(_Values(values))


def translator(lang: str) -> Translator:
    """The translator of a language; of English where the program doesn't speak it."""
    return _translator(lang if is_language(lang) else "en")


@cache
def _translator(lang: Lang) -> Translator:
    return Translator(lang, catalogue.load(lang))
