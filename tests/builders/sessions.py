"""Sessions for tests: real ones, made by the services in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.exercise import Pack, Phase
from coopcoach.i18n import translator
from coopcoach.services.session.stage import Stage
from coopcoach.services.workspace.desk import create, partner_from
from coopcoach.storage.sessions import (
    answers_path,
    hand_in,
    open_answers,
    open_session,
    save_answer,
)
from coopcoach.storage.workspace import Workspace, make_workspace

START = datetime(2027, 1, 15, 10, 0, tzinfo=UTC)


def ticking(start: datetime = START) -> Callable[[], datetime]:
    """Return a clock that goes on by a second whenever it is asked."""
    now = [start]

    def tell() -> datetime:
        now[0] += timedelta(seconds=1)
        return now[0]

    return tell


def new_session(
    folder: Path, *, languages: tuple[str, str] = ("de", "de"), pack: Pack = "compact"
) -> tuple[Workspace, str]:
    """Make a workspace with one session of Anna and Ben."""
    workspace = make_workspace(folder / "office")
    anna = partner_from("Anna Meier, Malerei Meier <anna@example.org>", languages[0])
    ben = partner_from("Ben Weiß, Tischlerei Weiß", languages[1], (anna.id,))
    slug = create(workspace, title="Maler & Tischler", partners=(anna, ben), now=START, pack=pack)
    return workspace, slug


def open_stage(workspace: Workspace, slug: str, lang: str = "de") -> Stage:
    """Open the session as the stage does."""
    return Stage(workspace, slug, translator(lang), ticking())


def answer_as(
    workspace: Workspace,
    slug: str,
    partner: str,
    language: str,
    answers: dict[str, Answer | str],
    *,
    done: bool = False,
) -> None:
    """Write a partner's answers as the partner's own program would."""
    workbook = open_session(workspace, slug).workbooks[language]
    opened = open_answers(answers_path(workspace, slug, partner), workbook)
    for prompt_id, given in answers.items():
        prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
        assert prompt is not None, prompt_id
        answer = Answer(value=TextValue(text=given)) if isinstance(given, str) else given
        opened = save_answer(opened, prompt, answer, START)
    if done:
        hand_in(opened, START)
