"""What two programs changed stands on the desk and on the stage until somebody chooses or joins."""

from __future__ import annotations

import shutil

import pytest

from coopcoach.domain.exercise import Phase
from coopcoach.storage.sessions import open_session
from coopcoach.tui.screens.conflicts import ConflictsScreen
from coopcoach.tui.screens.stage.stage import StageScreen
from tests.builders.answers import text
from tests.builders.screens import LARGE, SMALL, app_of, desk_of, drawn, faint, keys, until
from tests.builders.sessions import new_session, stage_of

GOAL = "goal.sentence"


def conflicted(folder):
    workspace, slug = new_session(folder)
    first, second = stage_of(workspace, slug), stage_of(workspace, slug)
    prompt = first.workbook.find_prompt(GOAL, Phase.SESSION)
    second.set_joint(prompt, text("theirs"))
    first.set_joint(prompt, text("ours"))
    return workspace, slug


def goal(workspace, slug):
    return open_session(workspace, slug).session.joint_answer(GOAL)


@pytest.mark.parametrize(
    ("key", "outcome"), [("f2", "ours"), ("f3", "theirs"), ("f4", "ours / theirs")]
)
async def test_the_stage_shows_both_versions_and_takes_the_choice(tmp_path, key, outcome):
    workspace, slug = conflicted(tmp_path)
    async with app_of(stage_of(workspace, slug)).run_test(size=SMALL) as pilot:
        await keys(pilot)
        assert "1 place is open" in drawn(pilot)
        await keys(pilot, "f6")
        await until(pilot, lambda: "Second version" in drawn(pilot))
        assert "ours" in drawn(pilot)
        assert "theirs" in drawn(pilot)
        assert faint(pilot.app) == []
        await keys(pilot, key)
        await until(pilot, lambda: "has two versions" in drawn(pilot))
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, StageScreen))
        assert "place is open" not in drawn(pilot)
        assert pilot.app.screen.stage.session.joint_answer(GOAL) == text(outcome)
    assert goal(workspace, slug) == text(outcome)


async def test_the_desk_names_what_is_open_and_escape_changes_nothing(tmp_path):
    workspace, slug = conflicted(tmp_path)
    before = (workspace.sessions / slug / "session.md").read_bytes()
    async with desk_of(workspace).run_test(size=LARGE) as pilot:
        await until(pilot, lambda: "1 place is open" in drawn(pilot))
        await keys(pilot, "f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConflictsScreen))
        await keys(pilot, "x", "escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ConflictsScreen))
    assert (workspace.sessions / slug / "session.md").read_bytes() == before


async def test_the_desk_says_that_nothing_stands_twice(tmp_path):
    workspace, _ = new_session(tmp_path)
    async with desk_of(workspace).run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "Maler" in drawn(pilot))
        await keys(pilot, "f6")
        assert "Nothing in this session has two versions." in drawn(pilot)


async def test_a_copy_is_joined_and_what_differs_is_then_chosen(tmp_path):
    workspace, slug = new_session(tmp_path)
    stage = stage_of(workspace, slug)
    prompt = stage.workbook.find_prompt(GOAL, Phase.SESSION)
    path = workspace.sessions / slug / "session.md"
    stage.set_joint(prompt, text("laptop words"))
    copy = path.with_name("session.sync-conflict-20270115-101500-ABCDEF7.md")
    copy.write_bytes(path.read_bytes())
    stage.set_joint(prompt, text("desktop words"))
    # The history is on this machine only: to another one the copy is not an earlier state.
    shutil.rmtree(path.parent / ".history")
    async with desk_of(workspace).run_test(size=LARGE) as pilot:
        await until(pilot, lambda: "1 copy of a sync program" in drawn(pilot))
        await keys(pilot, "f6")
        await until(pilot, lambda: copy.name in drawn(pilot))
        await keys(pilot, "f2")
        assert "Join the copy first" in drawn(pilot)
        await keys(pilot, "f4")
        await until(pilot, lambda: "laptop words" in drawn(pilot))
        await keys(pilot, "f3")
        await until(pilot, lambda: "has two versions" in drawn(pilot))
    assert goal(workspace, slug) == text("laptop words")
    assert not copy.exists()
