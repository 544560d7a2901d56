"""``coach-notes.md``: a section for each exercise and point, free Markdown below it.

The front matter holds what the private window asks of the stage, so that the stage can read that and
nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from coopcoach.domain.coach_notes import CoachNotes, Opened, PrivateOpening, StageRequest
from coopcoach.domain.session import Session
from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import N_, Translator
from coopcoach.markup.attributes import write_attributes
from coopcoach.markup.document import Document
from coopcoach.markup.items import read_items
from coopcoach.markup.literal import decode, encode, encode_line, heading_text, trimmed
from coopcoach.markup.reading import time_in

FORMAT = "notes/1"
OPENINGS = "coach.opened"
REQUEST = "stage"
OPENED = "opened"


def new_notes_file(session: Session, t: Translator) -> Document:
    """Return the file as it is before the first note."""
    title = t("Private notes on {title}", title=t.quoted(session.title))
    warning = t("For the coach alone: never exported, never on the stage.")
    return marked(Document(f"# {heading_text(title)}\n\n{warning}\n"), session)


def marked(document: Document, session: Session) -> Document:
    """Return the document with the front matter by which it is known, where that is missing."""
    there = document.front.values if document.front else {}
    for key, value in (("coopcoach", FORMAT), ("session", session.slug)):
        if key not in there:
            document = document.with_front(key, value)
    return document


def read_notes(document: Document) -> CoachNotes:
    """Read the notes. Every section is one, whatever its id: a note made by hand is a note.

    Raises:
        BadFile: It says that it is something else.
    """
    front = document.front.values if document.front else {}
    # Who kept notes in an editor so far has no front matter, and goes on from there.
    if front.get("coopcoach", FORMAT) != FORMAT:
        what = N_("this is not a coopcoach notes file")
        todo = N_("put it back where it came from, or give it another name")
        raise BadFile(document.path, [Fault(1, what, todo)])
    notes: dict[str, str] = {}
    for section in document.sections:
        if section.id != OPENINGS:
            notes.setdefault(section.id, decode(document.body(section)))
    return CoachNotes(
        notes={key: text for key, text in notes.items() if text},
        openings=_read_openings(document),
        request=request_from(front),
    )


def read_request(front: str) -> StageRequest | None:
    """Return what the stage is asked for.

    Args:
        front: The front matter alone, with the rules around it. The stage holds no more of the file.
    """
    try:
        document = Document(front)
    except BadFile:
        return None
    return request_from(document.front.values) if document.front else None


def request_from(front: Mapping[str, object]) -> StageRequest | None:
    """Return the request in a front matter; None where there is none that can be understood."""
    asked = front.get(REQUEST)
    if not isinstance(asked, dict):
        return None
    try:
        request = StageRequest.model_validate(asked)
    except ValidationError:
        return None
    # A moment without its zone cannot be compared with the one at which the stage was opened.
    return request if request.at.tzinfo is not None else None


def read_stage_openings(front: str) -> tuple[PrivateOpening, ...]:
    """Return the private openings in a front matter; unreadable ones are left out.

    Args:
        front: The front matter alone, with the rules around it.
    """
    try:
        document = Document(front)
    except BadFile:
        return ()
    listed = document.front.values.get(OPENED) if document.front else None
    openings = (_opening(str(entry)) for entry in (listed if isinstance(listed, list) else []))
    return tuple(opening for opening in openings if opening is not None)


def _opening(entry: str) -> PrivateOpening | None:
    """Read ``EXERCISE KIND TIME``."""
    exercise, _, rest = entry.partition(" ")
    opened, _, time = rest.partition(" ")
    at = time_in(time)
    if at is None or opened not in list(Opened):
        return None
    return PrivateOpening(exercise=exercise, opened=Opened(opened), at=at)


def _with_openings_in_front(document: Document) -> Document:
    """Return the document with its private openings in the front matter, where the stage reads them."""
    openings = [
        f"{each.exercise} {each.opened.value} {each.at.isoformat(timespec='seconds')}"
        for each in _read_openings(document)
    ]
    return document.with_front(OPENED, openings)


def with_request(document: Document, request: StageRequest) -> Document:
    """Return the document with a request in the place of the one before."""
    asked = {
        "at": request.at.isoformat(timespec="milliseconds"),
        "go": request.go,
        "do": request.do,
    }
    if request.curtain is not None:
        asked["curtain"] = "true" if request.curtain else "false"
    return document.with_front(REQUEST, {key: value for key, value in asked.items() if value})


def with_note(document: Document, key: str, title: str, text: str) -> Document:
    """Return the document with one note put in its place; every other byte stays.

    Args:
        document: The file.
        key: The note's key.
        title: The heading of a section that is new.
        text: The note, free Markdown.
    """
    section = document.section(key)
    if section is not None:
        return document.with_section(section, None, encode(text))
    if not text:
        return document
    heading = f"## {heading_text(title)} {write_attributes(key, {})}"
    openings = document.section(OPENINGS)
    return document.with_new_section(heading, encode(text), openings.start if openings else None)


def with_opening(
    document: Document, opening: PrivateOpening, title: str, t: Translator
) -> Document:
    """Return the document with one more private opening on record, in its list and in the front matter.

    Args:
        document: The file.
        opening: What was opened, and when.
        title: The title of the exercise.
        t: The language of the file.
    """
    marks = {"opened": opening.opened.value, "at": opening.at.isoformat(timespec="seconds")}
    line = f"- {encode_line(title)}, {t.moment(opening.at)} {write_attributes(opening.exercise, marks)}"
    section = document.section(OPENINGS)
    if section is None:
        title = t("Opened for the coach alone, before the reveal")
        heading = f"## {heading_text(title)} {write_attributes(OPENINGS, {})}"
        return _with_openings_in_front(document.with_new_section(heading, line))
    body = trimmed(document.body(section).replace("\r\n", "\n"))
    recorded = document.with_section(section, None, f"{body}\n{line}" if body else line)
    return _with_openings_in_front(recorded)


def _read_openings(document: Document) -> tuple[PrivateOpening, ...]:
    section = document.section(OPENINGS)
    if section is None:
        return ()
    openings = []
    # One line at a time: the same exercise may have been opened twice, and each time counts.
    for line in document.body(section).replace("\r\n", "\n").split("\n"):
        for item in read_items(line):
            at = time_in(item.attributes.get("at"))
            opened = item.attributes.get("opened")
            if at is not None and opened in list(Opened):
                openings.append(PrivateOpening(exercise=item.id, opened=Opened(opened), at=at))
    return tuple(openings)
