"""“Found in the file”: what came back and belongs to no prompt, kept below the answers word for word.

Each passage is a section of its own, ``{#found-1}``, below a heading ``{#found}``. An answer that was replaced
by a later one is kept the same way, with the prompt it answered: ``{#found-2 of=goal.why}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from coopcoach.domain.session import next_id
from coopcoach.i18n import N_, Translator
from coopcoach.markup.attributes import write_attributes
from coopcoach.markup.document import Document
from coopcoach.markup.literal import decode, encode, heading_text

FOUND = "found"

_NUMBERED = re.compile(r"found-\d+\Z")
_TITLE = N_("Found in the file")
_WHY = N_("This came back and belongs to no question, or a later answer has taken its place.")
_LOOSE = N_("From a file that came back")
_EARLIER = N_("Earlier answer: {label}")


@dataclass(frozen=True)
class UnmatchedText:
    """A passage that was kept: its section, the prompt it once answered (or none), its words."""

    id: str
    of: str
    text: str


def unmatched_texts(document: Document) -> tuple[UnmatchedText, ...]:
    """Return what was kept in an answers file."""
    return tuple(
        UnmatchedText(section.id, section.attributes.get("of"), decode(document.body(section)))
        for section in document.sections
        if _NUMBERED.match(section.id)
    )


def with_unmatched(
    document: Document, text: str, at: datetime, t: Translator, *, of: str = "", label: str = ""
) -> Document:
    """Return the document with a passage kept; without a change where it is kept already.

    Args:
        document: The answers file.
        text: The passage.
        at: When it came.
        t: The file's language.
        of: The prompt whose earlier answer it is.
        label: That prompt's question.
    """
    kept = unmatched_texts(document)
    if not text.strip() or any((each.of, each.text) == (of, text) for each in kept):
        return document
    if document.section(FOUND) is None:
        heading = f"## {heading_text(t(_TITLE))} {write_attributes(FOUND, {})}"
        document = document.with_new_section(heading, t(_WHY))
    section_id = next_id(FOUND, tuple(each.id for each in kept))
    title = t(_EARLIER, label=label) if of else t(_LOOSE)
    marks = {"of": of, "at": at.isoformat(timespec="seconds")}
    heading = f"### {heading_text(title)} {write_attributes(section_id, marks)}"
    return document.with_new_section(heading, encode(text))


def without_unmatched(document: Document, of: str) -> Document:
    """Return the document without the earlier answers to a prompt, which their owner has taken back."""
    while True:
        gone = next(
            (
                s
                for s in document.sections
                if _NUMBERED.match(s.id) and s.attributes.get("of") == of
            ),
            None,
        )
        if gone is None:
            return document
        document = document.without_section(gone)
