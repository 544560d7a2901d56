"""The languages of the program."""

from __future__ import annotations

from typing import Final

from coopcoach.i18n.language import Language
from coopcoach.i18n.locales.de import GERMAN
from coopcoach.i18n.locales.en import ENGLISH

# A new language is added here; see CONTRIBUTING.md.
LANGUAGES: Final[dict[str, Language]] = {language.code: language for language in (GERMAN, ENGLISH)}

# The source texts are English: of this language there is no catalogue.
SOURCE_LANGUAGE: Final = ENGLISH
# The language of a session or an answers file that names none.
DEFAULT_LANGUAGE: Final = GERMAN


def language_of(code: str) -> Language:
    """Return the language of a code; English where the program does not speak it."""
    return LANGUAGES.get(code, SOURCE_LANGUAGE)
