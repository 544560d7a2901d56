"""Sessions made by the services, each in a workspace of its own."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Pack, Phase, Question
from coopcoach.i18n import translator
from coopcoach.markup.formats.answers_file import write_answer_into
from coopcoach.services.session.stage import Stage
from coopcoach.services.workspace.desk import create, partner_from
from coopcoach.storage.sessions import (
    OpenAnswers,
    answers_path,
    hand_in,
    open_answers,
    open_session,
    save_answers,
)
from coopcoach.storage.workspace import Workspace, make_workspace
from tests.builders.answers import text, value_for

START = datetime(2027, 1, 15, 10, 0, tzinfo=UTC)
# The clock of the screens is an hour ahead of UTC.
NOW = START.replace(tzinfo=timezone(timedelta(hours=1)))
# In every text of the partners' answers: where one is drawn before the reveal, a sealed answer was shown.
CANARIES = ("ANNASECRET", "BENSECRET")
NAMES = ("Anna Meier, Malerei Meier", "Ben Roth, Elektro Roth")


def clock() -> datetime:
    """Return the same moment always."""
    return NOW


def ticking(start: datetime = START) -> Callable[[], datetime]:
    """Return a clock that goes on by a second whenever it is asked."""
    now = [start]

    def tell() -> datetime:
        now[0] += timedelta(seconds=1)
        return now[0]

    return tell


def template() -> Path:
    """Return a folder for a workspace that is made once and copied for each test."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    return folder


def is_workspace(folder: Path) -> bool:
    """Whether there is a workspace in a folder, so that another session has to be added to it."""
    return (folder / "sessions").exists()


def copied(folder: Path, template: Path) -> Workspace:
    """Copy a workspace into a folder."""
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return Workspace(folder)


def workspace_with(folder: Path, *titles: str, date: datetime | None = None) -> Workspace:
    """Make a workspace with sessions of Anna and Jonas, one for each title."""
    if is_workspace(folder):
        return _workspace_with(folder, titles, date)
    return copied(folder, _template_with(titles, date))


@cache
def _template_with(titles: tuple[str, ...], date: datetime | None) -> Path:
    return _workspace_with(template(), titles, date).root


def _workspace_with(folder: Path, titles: tuple[str, ...], date: datetime | None) -> Workspace:
    workspace = make_workspace(folder)
    for title in titles:
        anna = partner_from("Anna Meier, Malerei Meier <anna@example.org>", "de")
        jonas = partner_from("Jonas Huber, Huber Trockenbau", "de", [anna.id])
        create(workspace, title=title, partners=[anna, jonas], now=NOW, date=date, language="de")
    return workspace


def new_session(
    folder: Path, *, languages: tuple[str, str] = ("de", "de"), pack: Pack = "compact"
) -> tuple[Workspace, str]:
    """Make a workspace with one session of Anna and Ben, who have answered nothing."""
    return made_once(folder / "office", _new_session, languages, pack)


def made_once(
    office: Path, make: Callable[..., tuple[Workspace, str]], *given: Hashable
) -> tuple[Workspace, str]:
    """Return a workspace and its session: a copy of the first that was made so, unless there is a workspace already."""
    if is_workspace(office):
        return make(office, *given)
    made, slug = _made(make, *given)
    return copied(office, made.root), slug


@cache
def _made(make: Callable[..., tuple[Workspace, str]], *given: Hashable) -> tuple[Workspace, str]:
    return make(template(), *given)


def _new_session(office: Path, languages: tuple[str, str], pack: Pack) -> tuple[Workspace, str]:
    workspace = make_workspace(office)
    anna = partner_from("Anna Meier, Malerei Meier <anna@example.org>", languages[0])
    ben = partner_from("Ben Weiß, Tischlerei Weiß", languages[1], (anna.id,))
    slug = create(workspace, title="Maler & Tischler", partners=(anna, ben), now=START, pack=pack)
    return workspace, slug


def prepared(
    folder: Path,
    lang: str = "en",
    *,
    pack: Pack = "compact",
    names: tuple[str, str] = NAMES,
    words: tuple[str, str] = CANARIES,
) -> tuple[Workspace, str]:
    """Make a session for which both partners have answered everything and handed it in."""
    made, slug = _prepared(lang, pack, names, words)
    return copied(folder, made), slug


@cache
def _prepared(
    lang: str, pack: Pack, names: tuple[str, str], words: tuple[str, str]
) -> tuple[Path, str]:
    workspace = make_workspace(template())
    first = partner_from(names[0], lang)
    partners = (first, partner_from(names[1], lang, [first.id]))
    slug = create(
        workspace,
        title="Meier & Roth",
        partners=partners,
        now=NOW,
        coach="Carla Coach",
        pack=pack,
        language=lang,
        date=NOW,
    )
    workbook = open_session(workspace, slug).workbooks[lang]
    asked = [p for e in workbook.for_pack(pack) for p in e.prompts_in(Phase.PREPARE, pack)]
    for seed, (partner, canary) in enumerate(zip(partners, words, strict=True)):
        values = {p.id: Answer(value=value_for(p, marked(canary), seed)) for p in asked}
        answer_as(workspace, slug, partner.id, lang, values, at=NOW, done=True)
    return workspace.root, slug


def marked(mark: str) -> Callable[[Question, int], str]:
    """Return texts that begin with a mark and name their question."""
    return lambda question, _: f"{mark} {question.id}"


def answer_as(
    workspace: Workspace,
    slug: str,
    partner: str,
    language: str,
    answers: dict[str, Answer | str] | dict[str, Answer],
    *,
    at: datetime = START,
    done: bool = False,
) -> None:
    """Write a partner's answers as the partner's own program would.

    Args:
        workspace: Of the coach.
        slug: Of the session.
        partner: The partner's id.
        language: Of the partner's workbook.
        answers: By the prompt's id.
        at: When each is written.
        done: Hand in.
    """
    workbook = open_session(workspace, slug).workbooks[language]
    opened = open_answers(answers_path(workspace, slug, partner), workbook)
    opened = save_together(opened, answers, at)
    if done:
        hand_in(opened, at)


def save_together(
    opened: OpenAnswers, answers: Mapping[str, Answer | str], at: datetime
) -> OpenAnswers:
    """Write a partner's answers to a file at once: for each by itself the whole file is read again."""
    document, workbook = opened.document, opened.workbook
    for prompt_id, given in answers.items():
        prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
        assert prompt is not None, prompt_id
        answer = text(given) if isinstance(given, str) else given
        document = write_answer_into(document, prompt, answer, translator(workbook.language))
    return save_answers(opened, document, at)


def stage_of(
    workspace: Workspace, slug: str, lang: str = "en", now: Callable[[], datetime] = clock
) -> Stage:
    """Open a session for the stage."""
    return Stage(workspace, slug, translator(lang), now)
