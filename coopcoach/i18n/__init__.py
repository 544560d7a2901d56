"""Every string a person reads, in German and English.

The language is passed along as a `Translator`; there is no global one, because one session may have
a German and an English partner. Source texts are English and serve as their own keys:

    t = translator(lang)
    t("Nothing here yet")
    t("Saved {name}", name=path.name)
    t.plural("{n} answer", "{n} answers", count)
    t.context("button", "Open")

`N_("…")` marks a text where it stands, for a translator that comes later. `make i18n` collects what
is marked into the catalogues below `locale/`.
"""

from coopcoach.i18n.language import LANGUAGES, Lang, language_from_environment
from coopcoach.i18n.marking import N_
from coopcoach.i18n.translator import Translator, translator

__all__ = ["LANGUAGES", "N_", "Lang", "Translator", "language_from_environment", "translator"]
