"""Two states of one file that grew from the same base, joined section by section."""

from __future__ import annotations

from dataclasses import dataclass

from coopcoach.markup.attributes import write_attributes
from coopcoach.markup.document import Document, Section
from coopcoach.markup.literal import trimmed

CONFLICT = "conflict"


@dataclass(frozen=True)
class Merged:
    """The joined text, and the ids of the sections that both had changed."""

    text: str
    conflicts: tuple[str, ...]


def merge(base: str, ours: str, theirs: str, path: str = "") -> Merged:
    """Join two states section by section; where both changed the same one, keep both.

    Ours stays in its place; theirs follows it in a section of its own, ``{#conflict of=ID}``.

    Raises:
        BadFile: The front matter of one of the three cannot be read.
    """
    if theirs in (base, ours):
        return Merged(ours, ())
    if base == ours:
        return Merged(theirs, ())
    old, mine, other = (Document(text, path) for text in (base, ours, theirs))
    merged = _merge_front(old, mine, other)
    conflicts: list[str] = []
    for section in mine.sections:
        before, now = _state(old, section.key), _state(mine, section.key)
        there = _state(other, section.key)
        if now in (before, there):
            continue
        merged = put_section(merged, mine, section)
        theirs_changed = there != before and there is not None
        if theirs_changed:
            conflicts.append(section.id)
            merged = _keep_both(merged, other, section)
    for section in old.sections:
        gone = mine.section(*section.key) is None
        there_now = merged.section(*section.key)
        if gone and there_now and _state(other, section.key) == _state(old, section.key):
            merged = merged.without_section(there_now)
    return Merged(merged.source, tuple(conflicts))


def _state(document: Document, key: tuple[str, str]) -> tuple[object, str] | None:
    section = document.section(*key)
    if section is None:
        return None
    body = trimmed(document.body(section).replace("\r\n", "\n"))
    return (section.attributes, body)


def put_section(target: Document, source: Document, section: Section) -> Document:
    """Return a document with a section of another one put in its place, or added where it stands there."""
    body = trimmed(source.body(section).replace("\r\n", "\n"))
    heading = source.source[section.start : section.body_start].rstrip("\r\n")
    there = target.section(*section.key)
    if there is not None:
        return target.with_section(there, heading, body)
    following = source.sections[source.sections.index(section) + 1 :]
    places = (target.section(*later.key) for later in following)
    before = next((place.start for place in places if place is not None), None)
    return target.with_new_section(heading, body, before)


def _keep_both(target: Document, other: Document, section: Section) -> Document:
    place, theirs = target.section(*section.key), other.section(*section.key)
    if place is None or theirs is None:
        return target
    body = trimmed(other.body(theirs).replace("\r\n", "\n"))
    marks = {"of": section.id, "partner": section.attributes.get("partner")}
    heading = f"{'#' * section.level} {section.title} {write_attributes(CONFLICT, marks)}"
    return target.with_new_section(heading, body, place.end)


def _merge_front(base: Document, ours: Document, theirs: Document) -> Document:
    """Return theirs, with the front-matter keys that we changed."""
    merged = theirs
    old = base.front.values if base.front else {}
    for key, value in (ours.front.values if ours.front else {}).items():
        if old.get(key) != value:
            merged = merged.with_front(key, value)
    return merged
