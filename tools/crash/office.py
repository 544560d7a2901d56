"""The workspace that is crashed: one session, and answers of one partner."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.exercise import Phase
from coopcoach.i18n import translator
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.session.stage import Stage
from coopcoach.services.workspace.desk import create, partner_from
from coopcoach.storage.sessions import answers_path
from coopcoach.storage.workspace import Workspace, make_workspace

SLUG: Final = "crash"
PARTNER: Final = "anna-meier"
START: Final = datetime(2027, 1, 15, 10, 0, tzinfo=UTC)
# What is in the files before a save, and what the save brings.
OLD: Final = "alpha"
NEW: Final = "bravo"


def now() -> datetime:
    """Return the present time."""
    return datetime.now(UTC)


def make_office(folder: Path) -> Workspace:
    """Make a workspace whose session stands where a joint answer is written."""
    workspace = make_workspace(folder)
    anna = partner_from("Anna Meier, Malerei Meier", "en")
    ben = partner_from("Ben Roth, Elektro Roth", "en", [anna.id])
    create(workspace, title="Crash", partners=[anna, ben], now=START, language="en")
    stage = Stage(workspace, SLUG, translator("en"), now)
    stage.go_to("goal-sentence")
    prompt = stage.workbook.find_prompt("goal.sentence", Phase.SESSION)
    assert prompt is not None
    stage.set_joint(prompt, Answer(value=TextValue(text=OLD)))
    answer(answers_path(workspace, SLUG, PARTNER), OLD)
    return workspace


def answer(path: Path, words: str) -> None:
    """Write an answer into a partner's file, as the partner's program does."""
    prepare = Prepare(path, now)
    prompt = next(asked.prompt for asked in prepare.asked if asked.prompt.id == "goal.why")
    prepare.set_answer(prompt, Answer(value=TextValue(text=words)))
