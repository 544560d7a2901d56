"""Two states of one file that grew from the same base, joined section by section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coopcoach.markup.conflicts import CONFLICT, body_of, is_conflict, with_version
from coopcoach.markup.document import Document, Section

__all__ = ["CONFLICT", "Merged", "merge", "merge_copy"]


@dataclass(frozen=True)
class Merged:
    """Two states in one.

    Attributes:
        text: The joined text.
        conflicts: The ids of the sections that both had changed.
        left_out: The keys and values of the front matter that only the copy has, of a joined copy.
    """

    text: str
    conflicts: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()


def merge(base: str, ours: str, theirs: str, path: str = "") -> Merged:
    """Join two states section by section; where both changed the same one, keep both.

    Ours stays in its place; theirs follows it in a section of its own, ``{#conflict of=ID}``. Of these sections one
    is gone where either program settled it, and all others stay.

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
        if is_conflict(section) or now in (before, there):
            continue
        merged = put_section(merged, mine, section)
        theirs_changed = there != before and there is not None
        if theirs_changed:
            conflicts.append(section.id)
            merged = _keep_both(merged, other, section.key)
    for section in old.sections:
        gone = mine.section(*section.key) is None
        there_now = merged.section(*section.key)
        unchanged = _state(other, section.key) == _state(old, section.key)
        if gone and there_now and unchanged and not is_conflict(section):
            merged = merged.without_section(there_now)
    return Merged(_merge_versions(merged, old, mine).source, tuple(conflicts))


def merge_copy(ours: str, copy: str, earlier: Iterable[str], path: str = "") -> Merged:
    """Join a copy that a sync program left, whose base is not known.

    A section of the copy is taken where ours is blank or missing, and left where it was ours at an earlier time;
    any other that differs is kept beside ours as a conflict.

    Args:
        ours: The file.
        copy: The copy.
        earlier: Earlier states of the file.
        path: The file, for errors.

    Raises:
        BadFile: The front matter of one of both cannot be read.
    """
    mine, other = Document(ours, path), Document(copy, path)
    before = [Document(text, path) for text in earlier]
    known = {
        (section.key, body_of(document, section))
        for document in before
        for section in document.sections
    }
    conflicts: list[str] = []
    merged = mine
    for section in other.sections:
        body = body_of(other, section)
        if is_conflict(section):
            merged = with_version(merged, section, body)
            continue
        place = merged.section(*section.key)
        is_old = (section.key, body) in known
        if is_old or _state(merged, section.key) == _state(other, section.key):
            continue
        if place is None or not (body_of(merged, place) or not body):
            merged = put_section(merged, other, section)
        elif body:
            conflicts.append(section.id)
            merged = _keep_both(merged, other, section.key)
    there = _front(merged)
    left_out = []
    for key, value in _front(other).items():
        if there.get(key) in (None, ""):
            merged = merged.with_front(key, value)
        elif all(value != _front(document).get(key) for document in (mine, *before)):
            left_out.append((key, str(value)))
    return Merged(merged.source, tuple(conflicts), tuple(left_out))


def _front(document: Document) -> Mapping[str, object]:
    return document.front.values if document.front else {}


def _state(document: Document, key: tuple[str, str]) -> tuple[object, str] | None:
    section = document.section(*key)
    if section is None:
        return None
    return (section.attributes, body_of(document, section))


def put_section(target: Document, source: Document, section: Section) -> Document:
    """Return a document with a section of another one put in its place, or added where it stands there."""
    body = body_of(source, section)
    heading = source.source[section.start : section.body_start].rstrip("\r\n")
    there = target.section(*section.key)
    if there is not None:
        return target.with_section(there, heading, body)
    following = source.sections[source.sections.index(section) + 1 :]
    places = (target.section(*later.key) for later in following if not is_conflict(later))
    before = next((place.start for place in places if place is not None), None)
    return target.with_new_section(heading, body, before)


def _keep_both(target: Document, other: Document, key: tuple[str, str]) -> Document:
    theirs = other.section(*key)
    return target if theirs is None else with_version(target, theirs, body_of(other, theirs))


def _merge_versions(merged: Document, old: Document, mine: Document) -> Document:
    """Return the document with our second versions, and without those that we settled."""
    before, now = _versions(old), _versions(mine)
    for state in before.keys() - now.keys():
        gone = _versions(merged).get(state)
        if gone is not None:
            merged = merged.without_section(gone)
    for state, section in now.items():
        if state not in before:
            merged = with_version(merged, section, state[1])
    return merged


def _versions(document: Document) -> dict[tuple[str, str], Section]:
    """Return the second versions of a document by their attributes and text."""
    return {
        (repr(sorted(section.attributes.values.items())), body_of(document, section)): section
        for section in document.sections
        if is_conflict(section)
    }


def _merge_front(base: Document, ours: Document, theirs: Document) -> Document:
    """Return theirs, with the front-matter keys that we changed."""
    merged = theirs
    old = _front(base)
    for key, value in _front(ours).items():
        if old.get(key) != value:
            merged = merged.with_front(key, value)
    return merged
