"""A coach's own pack: its exercises in its order and with its minutes, and faults by file and line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coopcoach.domain.packs.asked import asked_exercises
from coopcoach.domain.session import Partner
from coopcoach.errors import BadFile, WrongCall
from coopcoach.services.workspace.check import check_content
from coopcoach.services.workspace.desk import create
from coopcoach.storage.sessions import answers_path, open_session
from coopcoach.storage.workspace import Workspace, make_workspace

PARTNERS = (Partner(id="anna", name="Anna"), Partner(id="ben", name="Ben"))
SETTINGS = """coach: Katrin
packs:
  taster:
    questions: compact
    agenda:
      - arrive: 5
      - value-strengths: 10
      - break: 7
      - goal-why: 15
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make_workspace(tmp_path)
    made.settings.write_text(SETTINGS)
    return made


def made_with(workspace: Workspace, pack: str) -> str:
    now = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
    return create(workspace, title="Test", partners=PARTNERS, now=now, pack=pack, language="en")


def test_the_session_has_its_exercises_in_their_order(workspace: Workspace) -> None:
    slug = made_with(workspace, "taster")
    opened = open_session(workspace, slug)
    agenda = [(item.exercise, item.minutes) for item in opened.session.agenda]
    assert agenda == [("arrive", 5), ("value-strengths", 10), ("own-1", 7), ("goal-why", 15)]
    order = ["arrive", "value-strengths", "goal-why"]
    assert [e.id for e in opened.workbook.for_pack(opened.session.pack)] == order
    assert [e.id for e in asked_exercises(opened.session, opened.workbook)] == order
    answers = answers_path(workspace, slug, "anna").read_text()
    assert "{#value.mine}" in answers
    assert "{#team.job}" not in answers
    assert "{#arrive.past}" not in answers


def test_an_unknown_pack_names_the_known_ones(workspace: Workspace) -> None:
    with pytest.raises(WrongCall) as refused:
        made_with(workspace, "tester")
    assert "taster" in str(refused.value.values)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("value-strengths: 10", "value-strenths: 10", 7),
        ("goal-why: 15", "goal-why: soon", 9),
        ("goal-why: 15", "arrive: 15", 9),
        ("questions: compact", "questions: short", 4),
        ("agenda:", "agend:", 5),
        ("taster:", "full:", 3),
        ("      - break: 7\n", "      - break\n", 8),
        ("arrive: 5", "review-rules: 5", 6),
    ],
)
def test_a_fault_is_named_with_file_and_line(
    workspace: Workspace, old: str, new: str, line: int
) -> None:
    workspace.settings.write_text(SETTINGS.replace(old, new))
    report = check_content(workspace)
    (faulty,) = report.faulty
    assert Path(faulty.path) == workspace.settings
    assert line in [fault.line for fault in faulty.faults]
    with pytest.raises((BadFile, WrongCall)):
        made_with(workspace, "taster")


def test_old_sessions_keep_their_own_exercises(workspace: Workspace) -> None:
    """A new edition of an exercise does not change the questions of a session that was made before."""
    slug = made_with(workspace, "compact")
    path = workspace.session_folder(slug) / "exercises" / "en" / "goal-why.md"
    before = path.read_text()
    path.write_text(
        before.replace(
            "## Why do the two of you want to work together?", "## Why, as we asked it then?"
        )
    )
    prompt = open_session(workspace, slug).workbook.exercise("goal-why")
    assert prompt is not None
    assert prompt.prompts[0].label == "Why, as we asked it then?"
    own = workspace.root / "exercises" / "en"
    own.mkdir(parents=True, exist_ok=True)
    (own / "goal-why.md").write_text(before.replace("# Why work together?", "# A newer edition"))
    kept = open_session(workspace, slug).workbook.exercise("goal-why")
    assert kept is not None
    assert kept.title == "Why work together?"
