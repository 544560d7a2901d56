"""Put the comments of a document that say who may see an answer where they belong: beside that answer."""

from __future__ import annotations

from collections.abc import Mapping

from coopcoach.domain.answers import Visibility
from coopcoach.domain.exercise import Workbook
from coopcoach.exchange.incoming.audience import narrowest
from coopcoach.exchange.incoming.audience_words import audience_in_remarks
from coopcoach.exchange.incoming.expected import Expected
from coopcoach.exchange.incoming.formats.parts import DocumentText, note_marks, with_notes
from coopcoach.exchange.incoming.remarks.requests import (
    Names,
    audience_anywhere,
    left_out_anywhere,
    names_in,
)
from coopcoach.i18n import Translator, translator
from coopcoach.wording.labels import VISIBILITY_LABELS

_LONGEST = 90


def with_requests(
    document: DocumentText, workbooks: Mapping[str, Workbook], expected: Expected
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the text of a document with the comments that narrow an audience, in brackets at their places.

    Returns:
        The text; the comments of that kind without a place; all other comments.
    """
    names = names_in(expected)
    translators = [translator(language) for language in workbooks]
    placed, shown = note_marks(document.text), dict[int, str]()
    unplaced, others = list[str](), list[str]()
    for number, note in enumerate(document.notes):
        who = audience_of_note(note, translators, names)
        if who is Visibility.BOTH:
            others.append(note)
        elif number in placed:
            shown[number] = f" ({_short(note, who, translators, names)})"
        else:
            unplaced.append(note)
    return with_notes(document.text, shown), tuple(unplaced), tuple(others)


def audience_of_note(note: str, translators: list[Translator], names: Names) -> Visibility:
    """Return the audience that a comment names, in any of the languages; both where it names none."""
    told = (audience_in_remarks(note, t, names, whole=True) for t in translators)
    return narrowest([*told, audience_anywhere(note), left_out_anywhere(note, names)])


def _short(note: str, who: Visibility, translators: list[Translator], names: Names) -> str:
    """Return a comment where it is understood in brackets, else the label of its audience."""
    line = " ".join(note.split())
    if len(line) <= _LONGEST and not set(line) & set("()[]"):
        seen = narrowest(audience_in_remarks(f"({line})", t, names) for t in translators)
        if seen is who:
            return line
    return next((t(VISIBILITY_LABELS[who]) for t in translators), "")
