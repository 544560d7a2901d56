"""The other partner's first name in the texts of exercises: ``{partner}``, and words for it where none is known.

A placeholder may name the case that German needs, and its own words without a name: ``{partner.dative}``,
``{partner.genitive|the other firm’s}``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from coopcoach.i18n import language_of
from coopcoach.wording.person_names import called_name

CASES: Final = ("partner", "partner.dative", "partner.genitive")
LONGEST: Final = 40

_PLACEHOLDER = re.compile(r"\{(?P<name>[^{}|]*)(?:\|(?P<neutral>[^{}|]*))?\}")
# Signs between the end of a sentence and the first word of the next.
_BEFORE_SENTENCE = ' \t\r\n\u00a0>*_„“«"‚('
_HISSING = tuple("sßxz")
# Letters, marks and digits of any script, and what joins the parts of a name.
_JOINING = frozenset(" -'’.&")


def name_in_text(name: str) -> str:
    """Return the name by which a text calls a person, without anything that Markdown, HTML or a terminal could read as a command."""
    kept = "".join(
        c for c in called_name(name) if unicodedata.category(c)[0] in "LMN" or c in _JOINING
    )
    words = " ".join(kept.split()).strip(" -'’.&")
    return words[:LONGEST].strip() if any(c.isalpha() for c in words[:1]) else ""


def unknown_placeholders(text: str) -> tuple[str, ...]:
    """Return the placeholders of a text that are none of ours."""
    return tuple(m[0] for m in _PLACEHOLDER.finditer(text) if m["name"] not in CASES)


def has_placeholder(text: str) -> bool:
    """Return whether a text names the partner."""
    return any(m["name"] in CASES for m in _PLACEHOLDER.finditer(text))


def with_partner(text: str, other: str, language: str) -> str:
    """Return a text with the other partner's name.

    Args:
        text: The text with placeholders.
        other: The first name, as ``name_in_text`` returns it; "" writes the neutral words.
        language: The language of the text.
    """

    def filled(match: re.Match[str]) -> str:
        if match["name"] not in CASES:
            return match[0]
        if other:
            return genitive(other, language) if match["name"] == CASES[2] else other
        return _neutral_words(match, language)

    return _PLACEHOLDER.sub(filled, text)


def with_neutral_words(text: str, language: str) -> str:
    """Return a text whose placeholders have the words that stand there without a name: ``{partner|Your partner}``."""

    def completed(match: re.Match[str]) -> str:
        if match["name"] not in CASES:
            return match[0]
        return f"{{{match['name']}|{_neutral_words(match, language)}}}"

    return _PLACEHOLDER.sub(completed, text)


def _neutral_words(match: re.Match[str], language: str) -> str:
    words: str | None = match["neutral"]
    if words is None:
        words = language_of(language).neutral_partner[CASES.index(match["name"])]
    begins = _begins_a_sentence(match.string[: match.start()])
    return words[:1].upper() + words[1:] if begins else words


def _begins_a_sentence(before: str) -> bool:
    """Whether the next word begins a sentence or a line, by the text before it."""
    head = before.rstrip(_BEFORE_SENTENCE)
    gap = before[len(head) :]
    return not head or "\n" in gap or (head[-1] in ".!?…:" and gap[:1].isspace())


def genitive(name: str, language: str) -> str:
    """Return a name in the genitive: Annas, Jonas’; Anna’s, Jonas’s."""
    plain, hissing = language_of(language).genitive
    return f"{name}{hissing if name.casefold().endswith(_HISSING) else plain}"
