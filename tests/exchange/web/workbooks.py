"""Web workbooks for tests: real sessions, and the page on the disk as a partner gets it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Exercise, Pack, Phase, Prompt, Workbook
from coopcoach.domain.session import AgendaItem, Partner, Session
from coopcoach.exchange.web.page import workbook_page
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import read_answers
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.sessions import new_session

MADE = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Room:
    """A session, and the page of its first partner."""

    workspace: Workspace
    session: Session
    partner: Partner
    workbook: Workbook
    path: Path

    @property
    def exercises(self) -> list[Exercise]:
        asked = self.workbook.for_pack(self.session.pack)
        return [e for e in asked if self.prompts_of(e)]

    def prompts_of(self, exercise: Exercise) -> tuple[Prompt, ...]:
        return exercise.prompts_in(Phase.PREPARE, self.session.pack)

    @property
    def prompts(self) -> list[Prompt]:
        return [prompt for exercise in self.exercises for prompt in self.prompts_of(exercise)]


def room(
    folder: Path, lang: str = "de", pack: Pack = "compact", extra: Workbook | None = None
) -> Room:
    """Make a session in a folder, and the page beside it.

    Args:
        folder: Where everything lies.
        lang: Of the partner.
        pack: Of the session.
        extra: Ask these exercises instead of the built-in ones.
    """
    workspace, slug = new_session(folder, languages=(lang, lang), pack=pack)
    session = open_session(workspace, slug).session
    more = {"coach": "Katrin Vogt", "coach_email": "katrin@example.org"}
    session = session.model_copy(update={**more, "date": datetime(2027, 1, 15, 10, 0)})
    workbook = extra or open_session(workspace, slug).workbooks[lang]
    if extra:
        agenda = tuple(AgendaItem(exercise=e.id, minutes=5) for e in extra.exercises)
        session = session.model_copy(update={"agenda": agenda})
    partner = session.partners[0]
    path = folder / "arbeitsheft.html"
    page = workbook_page(session, partner, workbook, made=MADE, t=translator(lang))
    path.write_text(page, encoding="utf-8", newline="\n")
    return Room(workspace, session, partner, workbook, path)


def sample_answers(workbook: Workbook) -> dict[str, Answer]:
    """Return what the worked sample's first partner answered."""
    text = (files("coopcoach") / "sample/de/answers/anna-meier.md").read_text(encoding="utf-8")
    return read_answers(Document(text), workbook, Phase.PREPARE).answers
