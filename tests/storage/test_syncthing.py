"""Two real Syncthing instances that were cut off from each other while both wrote: nothing is lost, and all is shown."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopcoach.domain.answers import TextValue
from coopcoach.domain.exercise import Phase
from coopcoach.i18n import translator
from coopcoach.markup.conflicts import Choice
from coopcoach.services.session.conflicts import ConflictKeeper
from coopcoach.services.session.stage import Stage
from coopcoach.storage.sessions import answers_path, open_session
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.screens.conflicts import ConflictsScreen
from tests.builders import screens as drawn
from tests.builders.answers import text
from tests.builders.calls import call
from tests.builders.screens import desk_of, until
from tests.builders.sessions import answer_as, clock, new_session, ticking
from tests.builders.syncthing import PROGRAM, Pair, two_machines

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(PROGRAM is None, reason="needs syncthing (apt install syncthing)"),
]
GOAL = "goal.sentence"


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[Pair, str]]:
    """Two machines with the same session, in which both have written already."""
    workspace, slug = new_session(tmp_path)
    type_on(workspace.root, slug, "common")
    shutil.copytree(workspace.root, tmp_path / "first-office")
    with two_machines(tmp_path) as pair:
        yield pair, slug


def type_on(root: Path, slug: str, words: str) -> None:
    """Type the joint goal at the stage of one machine."""
    stage = Stage(Workspace(root), slug, translator("en"), ticking())
    prompt = stage.workbook.find_prompt("goal.sentence", Phase.SESSION)
    assert prompt is not None
    stage.set_joint(prompt, text(words))


def goal_on(root: Path, slug: str) -> str:
    value = open_session(Workspace(root), slug).session.joint_answer(GOAL).value
    return value.text if isinstance(value, TextValue) else ""


def keeper_on(root: Path, slug: str) -> ConflictKeeper:
    return ConflictKeeper(Workspace(root), slug, translator("en"), clock)


async def test_what_both_wrote_while_apart_is_kept_shown_and_joined(
    machines: tuple[Pair, str],
) -> None:
    pair, slug = machines
    first, second = pair.first.folder, pair.second.folder
    assert goal_on(second, slug) == "common"
    pair.part()
    type_on(first, slug, "written in Hamburg")
    type_on(second, slug, "written in Graz")
    answer_as(Workspace(first), slug, "anna-meier", "de", {"goal.why": "first answer"})
    answer_as(Workspace(second), slug, "anna-meier", "de", {"goal.why": "second answer"})
    answer_as(Workspace(second), slug, "ben-weiss", "de", {"goal.why": "alone on one side"})
    pair.join()

    # Both machines have both texts: one in the file, the other in the copy beside it.
    for root in (first, second):
        session = Workspace(root).sessions / slug
        copies = sorted(
            p.name for p in session.rglob("*.sync-conflict-*.md") if ".history" not in p.parts
        )
        assert [name.split(".")[0] for name in copies] == ["anna-meier", "session"]
        both = "".join(p.read_text("utf-8") for p in session.glob("session*.md"))
        assert "written in Hamburg" in both
        assert "written in Graz" in both
        assert "alone on one side" in answers_path(Workspace(root), slug, "ben-weiss").read_text(
            "utf-8"
        )
        checked = call("check", folder=root)
        assert checked.returncode == 1
        assert all(name in checked.stdout for name in copies)
        assert "2 copies of a sync program" in call("list", folder=root).stdout

    # The desk shows them, and the same key joins them.
    app = desk_of(Workspace(first))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "2 copies of a sync" in drawn.text(app))
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(app.screen, ConflictsScreen))
    joined = call("conflicts", slug, "--join", folder=first)
    assert joined.stdout.count("Joined into") == 2
    (view,) = keeper_on(first, slug).views()
    keeper_on(first, slug).settle(view.key, Choice.BOTH)
    goal = goal_on(first, slug)
    assert "written in Hamburg" in goal
    assert "written in Graz" in goal
    answers = answers_path(Workspace(first), slug, "anna-meier").read_text("utf-8")
    assert "first answer" in answers
    assert "second answer" in answers

    # What was settled on one machine arrives on the other, where nothing is open either.
    pair.settle()
    assert goal_on(second, slug) == goal_on(first, slug)
    assert not list(keeper_on(second, slug).copies())
