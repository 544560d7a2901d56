"""The coach's desk: list the sessions with their progress, make a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from coopcoach.domain.answers import Progress
from coopcoach.domain.exercise import Pack, Phase, Workbook
from coopcoach.domain.session import AgendaItem, Partner, Session
from coopcoach.domain.zones import zone_named
from coopcoach.errors import CoopcoachError, WrongCall
from coopcoach.i18n import DEFAULT_LANGUAGE, N_
from coopcoach.markup.formats.answers_file import read_answers
from coopcoach.services.clock import machine_zone
from coopcoach.services.session.conflicts import NO_CONFLICTS, ConflictCount, count_conflicts
from coopcoach.storage.exercises import ContentReader, Workbooks
from coopcoach.storage.sessions import (
    OpenSession,
    answers_path,
    content_folders,
    create_session,
    open_answers,
    open_session,
)
from coopcoach.storage.workspace import Workspace, name_of_folder
from coopcoach.wording.person_names import read_person


@dataclass(frozen=True)
class SessionSummary:
    """A line of the desk; ``fault`` is set where the session cannot be read."""

    slug: str
    title: str = ""
    partners: tuple[str, ...] = ()
    date: datetime | None = None
    prepared: tuple[Progress, ...] = ()
    steps: int = 0
    steps_done: int = 0
    rules_agreed: int = 0
    actions_open: int = 0
    conflicts: ConflictCount = NO_CONFLICTS
    fault: CoopcoachError | None = None


def list_sessions(workspace: Workspace) -> list[SessionSummary]:
    """Return all sessions, the latest date first; one that cannot be read holds its fault."""
    reader = ContentReader()
    summaries = [_summary(workspace, slug, reader) for slug in workspace.session_slugs()]
    dated = [s for s in summaries if s.date is not None]
    undated = [s for s in summaries if s.date is None]
    return [*sorted(dated, key=lambda s: str(s.date), reverse=True), *undated]


class Meeting(TypedDict, total=False):
    """When and where a session is held; see `Session`."""

    date: datetime | None
    time_zone: str
    location: str


def create(
    workspace: Workspace,
    *,
    title: str,
    partners: Sequence[Partner],
    now: datetime,
    coach: str = "",
    pack: Pack = "compact",
    language: str = DEFAULT_LANGUAGE.code,
    **meeting: Unpack[Meeting],
) -> str:
    """Make a session with blank answers of each partner, and return its name.

    The time zone of times without one is the machine's where none is named.

    Raises:
        WrongCall: There are not two different partners, the title is empty, or the time zone unknown.
    """
    time_zone = meeting.get("time_zone", "")
    if time_zone and zone_named(time_zone) is None:
        raise WrongCall(
            N_("“{name}” is no time zone"), N_("write it as Europe/Berlin"), name=time_zone
        )
    if not title.strip():
        raise WrongCall(N_("a session needs a title"), N_("give it one, such as the two trades"))
    if len(partners) != 2 or len({partner.id for partner in partners}) != 2:
        raise WrongCall(
            N_("a session has two partners with different names"),
            N_('name both: --partner "Anna Meier, Malerei Meier <anna@example.org>"'),
        )
    workbooks = Workbooks(content_folders(workspace))
    coach, _, address = coach.partition("<")
    agenda = tuple(
        AgendaItem(exercise=exercise.id, minutes=exercise.talk_minutes.get(pack, 0))
        for exercise in workbooks[language].for_pack(pack)
    )
    session = Session(
        slug=workspace.free_slug(title),
        title=" ".join(title.split()),
        created=now,
        partners=tuple(partners),
        coach=" ".join(coach.split()),
        coach_email=address.partition(">")[0].strip(),
        pack=pack,
        language=language,
        date=meeting.get("date"),
        time_zone=time_zone or machine_zone(),
        location=" ".join(meeting.get("location", "").split()),
        place=agenda[0].exercise if agenda else "",
        agenda=agenda,
    )
    create_session(workspace, session, workbooks)
    return session.slug


def partner_from(text: str, language: str, taken: Sequence[str] = ()) -> Partner:
    """Read a partner from text: ``Anna Meier, Malerei Meier <anna@example.org>``.

    Args:
        text: Name, firm, mail address; only the name is needed.
        language: The language of the partner.
        taken: The ids of other partners.

    Raises:
        WrongCall: There is no name in it.
    """
    person = read_person(text)
    if not person.name:
        raise WrongCall(
            N_("a partner needs a name"),
            N_("write it as “Anna Meier, Malerei Meier <anna@example.org>”"),
        )
    base = name_of_folder(person.name, 40) or "partner"
    ids = [base, *(f"{base}-{number}" for number in range(2, 10))]
    return Partner(
        id=next(i for i in ids if i not in taken),
        name=person.name,
        firm=person.firm,
        email=person.address,
        language=language,
    )


def _summary(workspace: Workspace, slug: str, reader: ContentReader) -> SessionSummary:
    try:
        opened = open_session(workspace, slug, reader)
    except CoopcoachError as error:
        conflicts = count_conflicts(workspace.session_folder(slug))
        return SessionSummary(slug=slug, title=slug, fault=error, conflicts=conflicts)
    return summary_of(opened)


def summary_of(opened: OpenSession) -> SessionSummary:
    """Return the line of a session; one whose answers cannot be read holds its fault."""
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
        date=session.date,
        prepared=prepared,
        steps=sum(not item.title for item in session.agenda),
        steps_done=sum(item.done and not item.title for item in session.agenda),
        rules_agreed=len(session.agreed_rules()),
        actions_open=sum(not action.done for action in session.actions),
        conflicts=conflicts,
    )


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
    workbook = opened.workbooks[partner.language]
    answers = read_answers(file.document, workbook, Phase.PREPARE)
    exercises = [e for e in (workbook.exercise(i.exercise) for i in session.agenda) if e]
    asked = [e for e in exercises if e.prompts_in(Phase.PREPARE, session.pack)]
    states = {answers.progress(exercise, session.pack) for exercise in asked}
    if states <= {Progress.DONE}:
        return Progress.DONE
    return Progress.NOT_BEGUN if states == {Progress.NOT_BEGUN} else Progress.IN_PROGRESS
