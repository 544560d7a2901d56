"""A second stage only watches until it takes over, and what was typed in the first is not lost then."""

from __future__ import annotations

from coopcoach.domain.exercise import Phase
from coopcoach.storage.stage_lock import LOCK_FILE, StageLock
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.stage.stage import StageScreen
from tests.builders.answers import text
from tests.builders.screens import LARGE, app_of, drawn, keys, typed, until
from tests.builders.sessions import NOW, new_session, stage_of
from tests.builders.stage_holders import other_stage

GOAL = "goal.sentence"


def at_goal(workspace, slug):
    stage = stage_of(workspace, slug)
    exercise = next(e for e in stage.exercises if any(p.id == GOAL for p in e.prompts))
    stage.go_to(exercise.id)
    return stage_of(workspace, slug)


async def test_a_second_stage_looks_and_writes_nothing(tmp_path):
    workspace, slug = new_session(tmp_path)
    stage = at_goal(workspace, slug)
    path = workspace.sessions / slug / "session.md"
    before = path.read_bytes()
    with other_stage(path.parent, NOW) as other:
        async with app_of(stage).run_test(size=LARGE) as pilot:
            await keys(pilot)
            assert "Another window on this machine has had the session open since" in drawn(pilot)
            assert pilot.app.screen.message_line.text == ""
            await typed(pilot, "lost")
            await keys(pilot, "f6", "ctrl+r", "0", "f8", "f8", "ctrl+a")
            assert "only watching" in drawn(pilot)
            assert stage.here.id != stage.session.place
        assert not other.has_lost()
    assert path.read_bytes() == before


async def test_who_takes_over_writes_where_the_session_is(tmp_path):
    workspace, slug = new_session(tmp_path)
    stage = at_goal(workspace, slug)
    folder = workspace.sessions / slug
    with other_stage(folder, NOW) as other:
        async with app_of(stage).run_test(size=LARGE) as pilot:
            await keys(pilot, "f8", "f8", "f5")
            await until(pilot, lambda: "Take the session over?" in drawn(pilot))
            await keys(pilot, "left", "enter")
            await until(pilot, lambda: "only watching" not in drawn(pilot))
            assert other.has_lost()
            assert stage.here.id == stage.session.place
            await typed(pilot, "mine")
            await until(pilot, lambda: stage.session.joint_answer(GOAL) == text("mine"))
            await keys(pilot, "f5")
            assert "already has the session" in drawn(pilot)
    assert not (folder / LOCK_FILE).exists()


async def test_the_first_stage_keeps_what_was_typed_and_then_only_looks(tmp_path):
    workspace, slug = new_session(tmp_path)
    stage, second = at_goal(workspace, slug), stage_of(workspace, slug)
    prompt = second.workbook.find_prompt(GOAL, Phase.SESSION)
    lock = StageLock(workspace.sessions / slug)
    async with app_of(stage).run_test(size=LARGE) as pilot:
        await typed(pilot, "mine")
        lock.take(NOW, force=True)
        second.set_joint(prompt, text("theirs"))
        await until(pilot, lambda: "only watching" in drawn(pilot))
        await typed(pilot, "gone")
        await keys(pilot)
    written = (workspace.sessions / slug / "session.md").read_text("utf-8")
    # In one answer, or in two versions where both were written at once.
    assert "mine" in written
    assert "theirs" in written
    assert "gone" not in written
    assert (workspace.sessions / slug / LOCK_FILE).exists()


async def test_a_stage_can_take_over_when_it_is_opened(tmp_path):
    workspace, slug = new_session(tmp_path)
    stage = at_goal(workspace, slug)
    with other_stage(workspace.sessions / slug, NOW) as other:
        app = CoopcoachApp(stage.t, StageScreen(stage, take_over=True))
        async with app.run_test(size=LARGE) as pilot:
            await keys(pilot)
            assert "only watching" not in drawn(pilot)
            assert other.has_lost()
