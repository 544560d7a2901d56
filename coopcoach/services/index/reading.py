"""Read a session for the index: its summary, the texts that can be searched, the stamps of its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path

from coopcoach.domain.exercise import Phase, Workbook
from coopcoach.domain.finding import Passage, Place
from coopcoach.domain.packs.asked import asked_exercises
from coopcoach.domain.progress import Progress
from coopcoach.domain.session import CONSENT_STORE, Partner, Session
from coopcoach.errors import CoopcoachError
from coopcoach.i18n import LANGUAGES, LAYERS
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import read_answers
from coopcoach.markup.formats.session_file import open_joint_texts
from coopcoach.services.index.stamps import SHARED, Stamp, stamps_of, with_contents
from coopcoach.services.index.summary import SessionSummary, in_order
from coopcoach.services.session.conflicts import count_conflicts
from coopcoach.storage.content_folders import EXERCISES
from coopcoach.storage.exercises import ContentReader
from coopcoach.storage.sessions import (
    ANSWERS,
    OpenSession,
    answers_path,
    open_answers,
    open_session,
)
from coopcoach.storage.workspace import SESSION_FILE, Workspace


@dataclass(frozen=True)
class Entry:
    """A session as it is kept in the index.

    Attributes:
        summary: What lists show.
        passages: The texts that can be searched.
        stamps: Of all files and folders that were read for it, by their paths below the session's folder.
    """

    summary: SessionSummary
    passages: tuple[Passage, ...] = ()
    stamps: dict[str, Stamp] = field(default_factory=dict)


class EntryReader:
    """Reads sessions that share exercises, these once.

    Args:
        workspace: The workspace of the sessions.
        shared: The state of the exercises that sessions share.
        now_ns: The time of the machine before the first is read, in nanoseconds.
    """

    def __init__(self, workspace: Workspace, shared: str, now_ns: int) -> None:
        self._workspace = workspace
        self._now_ns = now_ns
        self._shared = shared
        self._contents = ContentReader()

    def read(self, slug: str) -> Entry:
        """Read a session; one that cannot be read holds its fault and has no stamps."""
        folder = self._workspace.sessions / slug
        root = str(folder)
        # Stamps are taken before the files are read: a change in between is then found by the next check.
        stamps = stamps_of(root, _looked_at(folder), self._now_ns)
        try:
            opened = open_session(self._workspace, slug, self._contents)
            session = opened.without_joint
            answers = [f"{ANSWERS}/{partner.id}.md" for partner in session.partners]
            # Also of answers that are missing.
            stamps |= stamps_of(root, answers, self._now_ns)
            own = stamps_of(
                root, with_contents(folder, EXERCISES, (*LANGUAGES, *LAYERS)), self._now_ns
            )
            summary = summary_of(opened)
        except CoopcoachError as error:
            conflicts = count_conflicts(folder)
            return Entry(SessionSummary(slug=slug, title=slug, fault=error, conflicts=conflicts))
        if summary.fault is not None:
            return Entry(summary)
        if opened.workbooks.is_read:
            stamps |= own
            stamps[SHARED] = Stamp(self._shared, "")
        return Entry(summary, tuple(_passages(session, opened.document)), stamps)


def _looked_at(folder: Path) -> Iterator[str]:
    """Yield the folders and files of a session that are searched for answers, versions and copies."""
    yield from (".", ANSWERS, SESSION_FILE)
    yield from sorted(path.name for path in folder.glob("*.md*") if path.name != SESSION_FILE)
    yield from sorted(f"{ANSWERS}/{path.name}" for path in (folder / ANSWERS).glob("*.md*"))


def list_sessions(workspace: Workspace) -> list[SessionSummary]:
    """Read all sessions anew, and return them by their dates."""
    reader = EntryReader(workspace, "", 0)
    return in_order([reader.read(slug).summary for slug in workspace.session_slugs()])


def summary_of(opened: OpenSession) -> SessionSummary:
    """Return the summary of a session; one whose answers cannot be read holds its fault."""
    session = opened.without_joint
    conflicts = count_conflicts(opened.path.parent, opened.document)
    try:
        prepared = tuple(_prepared_by(opened, partner) for partner in session.partners)
    except CoopcoachError as error:
        return SessionSummary(
            slug=session.slug, title=session.slug, fault=error, conflicts=conflicts
        )
    return SessionSummary(
        slug=session.slug,
        title=session.title,
        partners=tuple(partner.name for partner in session.partners),
        firms=tuple(partner.firm for partner in session.partners if partner.firm),
        date=session.date,
        prepared=prepared,
        steps=sum(not item.title for item in session.agenda),
        steps_done=sum(item.done and not item.title for item in session.agenda),
        rules_agreed=len(session.agreed_rules()),
        actions_open=sum(not action.done for action in session.actions),
        review=session.review,
        next_meeting=session.next_meeting,
        next_action=_next_action(session),
        archived=session.archived,
        binned=session.binned,
        keep_until=session.keep_until,
        withdrawn=tuple(withdrawn_but_kept(opened)),
        conflicts=conflicts,
    )


def withdrawn_but_kept(opened: OpenSession) -> Iterator[str]:
    """Yield the partners whose answers are here although they withdrew the consent to keep them."""
    session = opened.without_joint
    for partner in session.partners:
        path = answers_path(opened.workspace, session.slug, partner.id)
        if session.withdrawal(partner.id, CONSENT_STORE) and path.exists():
            yield partner.name


def _next_action(session: Session) -> Date | None:
    days = (a.until for a in session.actions if not a.done and a.until is not None)
    return min(days, default=None)


def _prepared_by(opened: OpenSession, partner: Partner) -> Progress:
    """Return the progress of a partner alone, without the answers."""
    session = opened.without_joint
    path = answers_path(opened.workspace, session.slug, partner.id)
    if not path.is_file():
        return Progress.NOT_BEGUN
    # Handed-in answers are complete: the workbook is not read for them.
    file = open_answers(path, Workbook(language=partner.language, exercises=()))
    if file.answers.handed_in is not None:
        return Progress.DONE
    workbook = opened.workbooks.of_partner(session, partner)
    answers = read_answers(file.document, workbook, Phase.PREPARE)
    asked = asked_exercises(session, workbook)
    states = {answers.progress(exercise, session.pack) for exercise in asked}
    if states <= {Progress.DONE}:
        return Progress.DONE
    return Progress.NOT_BEGUN if states == {Progress.NOT_BEGUN} else Progress.IN_PROGRESS


def _passages(session: Session, document: Document) -> Iterator[Passage]:
    yield Passage(Place.TITLE, session.title)
    for partner in session.partners:
        yield Passage(Place.PARTNER, ", ".join(filter(None, [partner.name, partner.firm])))
    for text in open_joint_texts(document):
        yield Passage(Place.JOINT, text)
    for rule in session.rules:
        yield Passage(Place.RULE, rule.sentence)
