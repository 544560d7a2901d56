"""Sections that two programs changed at the same time: found, kept beside each other, and settled.

Ours stays in its place; theirs follows in a section of its own, ``{#conflict of=ID …}``, with all attributes of its
heading, as they say who may see it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from coopcoach.domain.session import next_id
from coopcoach.markup.attributes import Attributes, write_attributes
from coopcoach.markup.document import Document, Section
from coopcoach.markup.items import read_items
from coopcoach.markup.literal import trimmed

CONFLICT = "conflict"
_OF = "of"
# The attribute ``of`` of the section itself.
_OWN_OF = "own-of"
RULE = "rule-"
# Lists whose items are numbered anew where two of them have one id; in other lists an id is an exercise.
_NUMBERED = {"actions": "action", "parked": "parked", "withdrawn": "withdrawn"}
LISTS = ("agenda", "reveals", "actions", "parked", "time", "withdrawn")


class Choice(Enum):
    """How a conflict is settled: the first version, the second, or both joined."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


@dataclass(frozen=True)
class KeptVersion:
    """The second version of a section.

    Attributes:
        of: The id of the section.
        partner: The id of the partner whose section it is; "" for a common one.
        title: Its heading.
        line: Its line in the file.
        attributes: Those of its heading, without the marks of the conflict.
        body: Its text, without the blank lines around it.
        section: Its place in the document.
    """

    of: str
    partner: str
    title: str
    line: int
    attributes: Attributes
    body: str
    section: Section

    @property
    def key(self) -> str:
        """A name that stays while the version stays."""
        text = f"{sorted(self.attributes.values.items())}\n{self.body}"
        return f"{self.of}/{self.partner}/{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def is_conflict(section: Section) -> bool:
    """Return whether a section is the second version of another."""
    return section.id == CONFLICT


def body_of(document: Document, section: Section) -> str:
    """Return the text of a section with line feeds, without the blank lines around it."""
    return trimmed(document.body(section).replace("\r\n", "\n"))


def kept_versions(document: Document) -> tuple[KeptVersion, ...]:
    """Return all second versions of a document, in the order of the file."""
    return tuple(_versions(document))


def _versions(document: Document) -> Iterator[KeptVersion]:
    for section in document.sections:
        if is_conflict(section):
            values = dict(section.attributes.values)
            of, own_of = values.pop(_OF, ""), values.pop(_OWN_OF, "")
            if own_of:
                values[_OF] = own_of
            attributes = Attributes(of, section.attributes.classes, values)
            body = body_of(document, section)
            partner = values.get("partner", "")
            yield KeptVersion(of, partner, section.title, section.line, attributes, body, section)


def with_version(document: Document, section: Section, body: str) -> Document:
    """Return the document with another program's version of a section kept behind ours.

    Args:
        document: The document.
        section: The section of the other program.
        body: Its text.
    """
    if is_conflict(section):
        marks, of = dict(section.attributes.values), section.attributes.get(_OF)
    else:
        own, of = dict(section.attributes.values), section.id
        marks = {_OF: of, _OWN_OF: own.pop(_OF, ""), **own}
    heading = f"{'#' * section.level} {section.title} {write_attributes(CONFLICT, marks)}"
    for other in kept_versions(document):
        if _marks(other.section.attributes.values) == _marks(marks):
            if body == other.body or (body and other.body.startswith(body)):
                return document
            if other.body and body.startswith(other.body):
                # The other program typed on: the longer text holds the shorter.
                document = document.without_section(other.section)
                return with_version(document, section, body)
    place = document.section(of, section.attributes.get("partner"))
    return document.with_new_section(heading, body, place.end if place else None)


def _marks(values: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of a second version by which two of them differ: the time is none."""
    return {key: value for key, value in values.items() if value and key != "at"}


def settled(document: Document, version: KeptVersion, choice: Choice) -> Document:
    """Return the document with one conflict settled; answers are joined by `with_body` before.

    Args:
        document: The document.
        version: The second version, as `kept_versions` returned it.
        choice: Lists and ground rules can be joined; another section keeps both texts one below the other.
    """
    first = document.section(version.of, version.partner)
    place = next((v for v in kept_versions(document) if v.key == version.key), None)
    if place is None:
        return document
    document = document.without_section(place.section)
    if choice is Choice.FIRST:
        return document
    if first is None:
        return document.with_new_section(_heading(version, version.of), version.body)
    first = document.section(version.of, version.partner) or first
    if choice is Choice.SECOND:
        return document.with_section(first, _heading(version, version.of), version.body)
    if version.of.startswith(RULE):
        taken = tuple(section.id for section in document.sections)
        rule_id = next_id("rule", taken)
        heading = _heading(version, rule_id)
        return document.with_new_section(heading, version.body, first.end)
    body = body_of(document, first)
    if version.of in LISTS:
        return document.with_section(first, None, _joined_lists(body, version))
    both = "\n\n".join(filter(None, (body, version.body)))
    return document.with_section(first, None, both)


def with_body(document: Document, version: KeptVersion, heading: str, body: str) -> Document:
    """Return the document with a section replaced by its two versions joined, and the second removed."""
    document = settled(document, version, Choice.FIRST)
    section = document.section(version.of, version.partner)
    return document.with_section(section, heading, body) if section else document


def _heading(version: KeptVersion, section_id: str) -> str:
    number = section_id.rpartition("-")[2] if section_id.startswith(RULE) else ""
    title = version.title
    if number and section_id != version.of:
        title = f"{version.title.rpartition(' ')[0]} {number}"
    marks = write_attributes(section_id, version.attributes.values)
    return f"{'#' * version.section.level} {title} {marks}"


def _joined_lists(body: str, version: KeptVersion) -> str:
    """Return a list with the items of the second version that are missing in it."""
    prefix = _NUMBERED.get(version.of, "")
    lines = body.split("\n") if body else []
    there = read_items(body, prefix)
    taken = [item.id for item in there]
    others = version.body.split("\n")
    for item in read_items(version.body, prefix):
        line = others[item.index].rstrip()
        if line in lines or (item.id in taken and not prefix):
            continue
        if item.id in taken:
            if any(item.text == own.text for own in there if own.id == item.id):
                continue
            new = next_id(prefix, tuple(taken))
            line = line.replace(f"{{#{item.id}", f"{{#{new}", 1)
            taken.append(new)
        else:
            taken.append(item.id)
        lines.append(line)
    return "\n".join(lines)
