"""The worked sample: a painter and a joiner, before the reveal or with the whole session done.

``coopcoach/sample`` holds the finished session and the answers of both. They are not copied: the session
is made and filled by the same calls as any other.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import coopcoach
from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Phase, Workbook
from coopcoach.domain.session import CONSENT_PROMPT, Session
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_, Translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import read_answers
from coopcoach.markup.formats.session_file import read_session, with_joint_answers
from coopcoach.services.clock import Clock
from coopcoach.services.demo.reviews import ReviewWalk, review_stories
from coopcoach.services.demo.walk import DemoWalk, StandingClock
from coopcoach.services.documents.catalogue import export_document, export_summary
from coopcoach.services.session.stage import Stage
from coopcoach.services.workspace.desk import create
from coopcoach.storage.content_folders import content_folders
from coopcoach.storage.exercises import Workbooks
from coopcoach.storage.files import read_text
from coopcoach.storage.sessions import (
    ANSWERS,
    answers_path,
    hand_in,
    open_answers,
    open_session,
    save_answer,
)
from coopcoach.storage.workspace import SESSION_FILE, Workspace, make_workspace

SAMPLE = Path(coopcoach.__file__).parent / "sample"


@dataclass(frozen=True)
class Demo:
    """A workspace with the sample session in it."""

    workspace: Workspace
    slug: str


def make_demo(folder: Path | None, t: Translator, clock: Clock) -> Demo:
    """Make a workspace with the sample: answers handed in, consent given, everything sealed.

    Args:
        folder: The folder of the workspace; None makes a temporary one.
        t: The language of the sample.
        clock: Returns the local time, with its zone.

    Raises:
        WrongCall: The folder is not empty, and no workspace.
    """
    workspace = _workspace(folder)
    sample = finished_session(Workbooks(content_folders(workspace))[t.lang])
    now = clock()
    slug = create(
        workspace,
        title=sample.title,
        partners=sample.partners,
        now=_past(sample.created, sample, now),
        coach=sample.coach,
        pack=sample.pack,
        language=sample.language,
        date=sample.date,
    )
    workbook = open_session(workspace, slug).workbook
    for partner in sample.partners:
        _hand_in(workspace, slug, answers_alone(partner.id, workbook), workbook, sample, now)
    _consent(workspace, slug, t, sample, now)
    return Demo(workspace, slug)


def walk_demo(demo: Demo, t: Translator, clock: Clock) -> Iterator[str]:
    """Carry out the sample from the first reveal to the PDF; yield a line for each step.

    All times are on the day of the sample.
    """
    end = finished_session(open_session(demo.workspace, demo.slug).workbook)
    time = StandingClock(end.reveals[0].at)
    walk = DemoWalk(Stage(demo.workspace, demo.slug, t, time), end, time)
    yield from walk.begin()
    for exercise in walk.stage.exercises:
        # The last exercise asks for the commitment to what is on the board.
        if exercise.point == "close":
            yield from walk.fill_board()
        yield from walk.go_through(exercise)
    pdf = export_summary(demo.workspace, demo.slug, now=max(clock(), time.now))
    yield t("The session: {path}", path=demo.workspace.session_folder(demo.slug) / SESSION_FILE)
    yield t("The PDF: {path}", path=pdf)


def walk_reviews(demo: Demo, t: Translator, clock: Clock) -> Iterator[str]:
    """Carry out the two reviews of the sample after `walk_demo`, and write the report of the last one."""
    stories = review_stories(SAMPLE / t.lang)
    time = StandingClock(clock())
    if not stories:
        return
    for story in stories:
        yield from ReviewWalk(demo.workspace, demo.slug, story, t, time).walk()
    made = max(clock(), time.now)
    report = export_document(demo.workspace, demo.slug, "review", now=made)
    yield t("The report of the review: {path}", path=report.paths[0])


def _workspace(folder: Path | None) -> Workspace:
    if folder is None:
        return make_workspace(Path(tempfile.mkdtemp(prefix="coopcoach-")).resolve())
    root = folder.resolve()
    if root.is_dir() and any(root.iterdir()) and not (root / "sessions").is_dir():
        raise WrongCall(
            N_("the folder “{path}” is not empty and is not a workspace"),
            N_("name a new folder, or none for a temporary one"),
            path=folder,
        )
    return make_workspace(root)


def _past(moment: datetime, sample: Session, now: datetime) -> datetime:
    """Return a time of the sample; before its day, shifted so that its session is today."""
    today = now.astimezone(moment.tzinfo).date()
    days_left = max(0, (sample.date.date() - today).days) if sample.date else 0
    return min(moment - timedelta(days=days_left), now)


def _hand_in(
    workspace: Workspace,
    slug: str,
    answers: PartnerAnswers,
    workbook: Workbook,
    sample: Session,
    now: datetime,
) -> None:
    opened = open_answers(answers_path(workspace, slug, answers.partner), workbook)
    at = _past(answers.handed_in or now, sample, now)
    for exercise in workbook.for_pack(sample.pack):
        for prompt in exercise.prompts_in(Phase.PREPARE, sample.pack):
            opened = save_answer(opened, prompt, answers.answer_to(prompt), at)
    hand_in(opened, at)


def _consent(
    workspace: Workspace, slug: str, t: Translator, sample: Session, now: datetime
) -> None:
    time = StandingClock(now)
    stage = Stage(workspace, slug, t, time)
    prompt = stage.workbook.find_prompt(CONSENT_PROMPT, Phase.SESSION)
    if prompt is None:
        return
    for partner in sample.partner_ids:
        time.now = _past(sample.joint_at[CONSENT_PROMPT, partner], sample, now)
        stage.set_joint(prompt, sample.joint_answer(CONSENT_PROMPT, partner), partner)


def finished_session(workbook: Workbook) -> Session:
    """Return the finished sample session in the language of the workbook."""
    path = SAMPLE / workbook.language / SESSION_FILE
    document = Document(read_text(path).text, str(path))
    return with_joint_answers(read_session(document, ""), document, workbook)


def answers_alone(partner: str, workbook: Workbook) -> PartnerAnswers:
    """Return the answers that a partner of the sample gave alone."""
    path = SAMPLE / workbook.language / ANSWERS / f"{partner}.md"
    document = Document(read_text(path).text, str(path))
    return read_answers(document, workbook, Phase.PREPARE)
