"""Texts and values in the reader's language.

The language is passed along as a `Translator`. There is no global one: one session may have a German
and an English partner. Source texts are English and serve as their own keys:

    t = translator(lang)
    t("Nothing here yet")
    t("Saved {name}", name=path.name)
    t.plural("{n} answer", "{n} answers", count)
    t.context("button", "Open")

`N_("…")` marks a text that is translated later. `make i18n` collects all texts into the catalogues
below `locale/`. Everything else that differs by language stands in `locales/`.
"""

from coopcoach.i18n.environment import language_from_environment
from coopcoach.i18n.language import Language
from coopcoach.i18n.locales import (
    DEFAULT_CURRENCY,
    DEFAULT_LANGUAGE,
    LANGUAGES,
    LAYERS,
    SOURCE_LANGUAGE,
    SPOKEN,
    language_of,
    same_language,
)
from coopcoach.i18n.marking import N_
from coopcoach.i18n.translator import Translator, translator

__all__ = [
    "DEFAULT_CURRENCY",
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "LAYERS",
    "N_",
    "SOURCE_LANGUAGE",
    "SPOKEN",
    "Language",
    "Translator",
    "language_from_environment",
    "language_of",
    "same_language",
    "translator",
]
