"""The languages of the program."""

from __future__ import annotations

from typing import Final

from coopcoach.i18n.language import Language
from coopcoach.i18n.locales.de import GERMAN
from coopcoach.i18n.locales.en import ENGLISH

# A new language is added here; see CONTRIBUTING.md.
LANGUAGES: Final[dict[str, Language]] = {language.code: language for language in (GERMAN, ENGLISH)}

# Variants of a language hold only what differs. “du” in German is a form of address; in Switzerland ß is written ss.
_DU: Final = ("de-du",)
_SWISS: Final = GERMAN._replace(
    code="de-CH",
    name="Deutsch (Schweiz)",
    base="de",
    locale="de_CH",
    tag="de-CH",
    quotes=("«", "»"),
    decimal_sign=".",
    group_sign="’",
    spelling=(("ß", "ss"), ("„", "«"), ("“", "»")),
    money_first=True,
)
VARIANTS: Final[dict[str, Language]] = {
    variant.code: variant
    for variant in (
        GERMAN._replace(code="de-du", name="Deutsch (du)", base="de", layers=_DU),
        _SWISS,
        _SWISS._replace(code="de-CH-du", name="Deutsch (Schweiz, du)", layers=_DU),
    )
}
# The languages to choose for a session or a partner.
SPOKEN: Final[dict[str, Language]] = {**LANGUAGES, **VARIANTS}
# The layers that lie over the exercises of a language.
LAYERS: Final[tuple[str, ...]] = tuple(
    dict.fromkeys(layer for variant in VARIANTS.values() for layer in variant.layers)
)

# The source texts are English: of this language there is no catalogue.
SOURCE_LANGUAGE: Final = ENGLISH
# The language of a session or an answers file that names none.
DEFAULT_LANGUAGE: Final = GERMAN
# The currency of sessions that name none.
DEFAULT_CURRENCY: Final = "EUR"


def language_of(code: str) -> Language:
    """Return the language or variant of a code, de for de-AT; English where the program does not speak it."""
    while code not in SPOKEN and "-" in code:
        code = code.rpartition("-")[0]
    return SPOKEN.get(code, SOURCE_LANGUAGE)


def same_language(code: str, wanted: str) -> str:
    """Return the wanted variant where both codes are of one language, else the first: de, de-du → de-du."""
    same = language_of(code).base_code == language_of(wanted).base_code
    return language_of(wanted if same else code).code
