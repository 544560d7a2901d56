"""What is typed is in the file within a second, or the screen says that it is not, and why."""

import asyncio
import errno

import pytest
from textual.widgets import TextArea

from coopcoach.storage import files
from coopcoach.storage import merged as session_files
from coopcoach.tui import saving
from coopcoach.tui.widgets.frame.saved_mark import SaveState
from tests.builders.screens import PATIENCE, SMALL, app_of, drawn, keys, typed, until
from tests.builders.sessions import prepared, stage_of


@pytest.fixture
def stage(tmp_path):
    workspace, slug = prepared(tmp_path)
    return stage_of(workspace, slug)


def file_of(stage):
    return stage.workspace.session_folder(stage.slug) / "session.md"


def mark(pilot) -> SaveState:
    return pilot.app.screen_stack[1].title_bar.mark.state


async def into_the_goal(pilot, stage):
    """Into the first field of an exercise that is answered together."""
    stage.go_to("goal-sentence")
    pilot.app.screen.redraw()
    await until(pilot, lambda: pilot.app.screen.query("JointView"))
    await until(pilot, lambda: isinstance(pilot.app.focused, TextArea))


async def test_typing_is_saved_by_itself_and_says_so(stage):
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await into_the_goal(pilot, stage)
        await typed(pilot, "six flats by summer")
        # A slow machine may have written it before the screen is looked at, or between that and the file.
        shown = drawn(pilot)
        assert "saving" in shown or "six flats by summer" in file_of(stage).read_text()
        await until(pilot, lambda: mark(pilot) is SaveState.SAVED)
        assert "six flats by summer" in file_of(stage).read_text()
        await keys(pilot, "escape", "f10")
        assert "six flats" not in file_of(stage).read_text()
        assert "Undone: joint answer" in drawn(pilot)
        assert pilot.app.screen.query(TextArea).first().text == ""
        await keys(pilot, "escape", "ctrl+y")
        assert "six flats by summer" in file_of(stage).read_text()
        assert pilot.app.screen.query(TextArea).first().text == "six flats by summer"


async def test_letters_that_come_while_it_draws_itself_anew_are_kept(stage):
    # Whatever message is on its way when the next letter comes.
    letters = [chr(ord("a") + n % 26) for n in range(120)]
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await into_the_goal(pilot, stage)
        for number, letter in enumerate(letters):
            pilot.app.focused.insert(letter)
            for _ in range(number % 12):
                await asyncio.sleep(0)
            pilot.app.screen.redraw()
        await until(pilot, lambda: mark(pilot) is SaveState.SAVED)
        assert pilot.app.focused.text == "".join(letters)
        assert "".join(letters) in file_of(stage).read_text()


@pytest.mark.parametrize("way", ["f8", "f4", "escape", "f9"])
async def test_leaving_a_field_saves_at_once(stage, way):
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await into_the_goal(pilot, stage)
        await typed(pilot, "x1")
        await keys(pilot, way)
        assert "x1" in file_of(stage).read_text()


async def test_the_end_of_the_program_saves_first(stage):
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await into_the_goal(pilot, stage)
        await typed(pilot, "y2")
        await pilot.app.action_quit()
        await until(pilot, lambda: pilot.app.return_code is not None)
    assert "y2" in file_of(stage).read_text()


async def test_the_end_of_the_program_keeps_a_rule_that_is_being_written(stage):
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "f4", "ctrl+a", "enter")
        await typed(pilot, "we call back")
        await pilot.app.action_quit()
        await until(pilot, lambda: pilot.app.return_code is not None)
    assert [r.sentence for r in stage_of(stage.workspace, stage.slug).session.rules] == [
        "we call back"
    ]


async def test_a_signal_keeps_a_rule_once(stage):
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "f4", "ctrl+a", "enter")
        await typed(pilot, "we call back")
        pilot.app._flush_all()
        await typed(pilot, " soon")
        pilot.app._flush_all()
    rules = stage_of(stage.workspace, stage.slug).session.rules
    assert [r.sentence for r in rules] == ["we call back soon"]


async def test_leaving_says_what_is_not_saved(stage, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    async with app_of(stage).run_test(size=SMALL) as pilot:
        await into_the_goal(pilot, stage)
        monkeypatch.setattr(session_files, "replace_text", full)
        await typed(pilot, "z3")
        await keys(pilot, "escape", "escape")
        assert "could not be saved yet" in " ".join(drawn(pilot).split())
        await keys(pilot, "enter")
        assert "z3" in drawn(pilot)


async def test_a_full_disk_is_said_and_nothing_is_lost(stage, monkeypatch):
    write = files.replace_text

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", str(file_of(stage)))

    async with app_of(stage).run_test(size=SMALL) as pilot:
        await into_the_goal(pilot, stage)
        monkeypatch.setattr(session_files, "replace_text", full)
        await typed(pilot, "z3")
        await until(pilot, lambda: mark(pilot) is SaveState.NOT_SAVED)
        assert "No space left" in drawn(pilot)
        assert str(stage.workspace.root) not in drawn(pilot)
        await keys(pilot, "f4", "ctrl+a", "enter")
        await typed(pilot, "we call back")
        await keys(pilot, "f2")
        assert mark(pilot) is SaveState.NOT_SAVED
        monkeypatch.setattr(session_files, "replace_text", write)
        await until(pilot, lambda: mark(pilot) is SaveState.SAVED)
    text = file_of(stage).read_text()
    assert "z3" in text
    assert "we call back" in text


async def test_a_reveal_that_fails_does_not_come_by_itself_later(stage, monkeypatch):
    write = files.replace_text

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("coopcoach.tui.saving.CHECK_EVERY", 600)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        monkeypatch.setattr(session_files, "replace_text", full)
        await keys(pilot, "ctrl+r", "left", "enter")
        assert mark(pilot) is SaveState.NOT_SAVED
        monkeypatch.setattr(session_files, "replace_text", write)
        pilot.app.screen.saver.check_files()
        assert mark(pilot) is SaveState.SAVED
        assert stage.session.reveals == ()
        assert pilot.app.screen.query("SealedView")


async def test_what_the_disk_refuses_stays_in_its_field_whatever_is_drawn(stage, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    async with app_of(stage).run_test(size=SMALL) as pilot:
        await into_the_goal(pilot, stage)
        monkeypatch.setattr(session_files, "replace_text", full)
        await typed(pilot, "six flats")
        pilot.app.screen.redraw()
        assert mark(pilot) is SaveState.NOT_SAVED
        assert pilot.app.focused.text == "six flats"
        monkeypatch.undo()
        await until(pilot, lambda: mark(pilot) is SaveState.SAVED)
    assert "six flats" in file_of(stage).read_text()


async def test_another_program_is_noticed(stage):
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+t")
        other = stage_of(stage.workspace, stage.slug)
        other.board.park_topic("from elsewhere")
        await until(pilot, lambda: "from elsewhere" in drawn(pilot))
        assert "Another program" in drawn(pilot)


async def test_both_versions_are_kept_where_two_write_the_same(stage, monkeypatch):
    # On a slow machine a pause between two letters would save the first of them before the other writes.
    for pause in ("QUIET", "LATEST"):
        monkeypatch.setattr(saving, pause, PATIENCE)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await into_the_goal(pilot, stage)
        other = stage_of(stage.workspace, stage.slug)
        prompt = next(p for p in other.joint_prompts(other.workbook.exercise("goal-sentence")))
        await typed(pilot, "ours")
        answer = stage.session.joint_answer(prompt.id)
        value = type(answer)(value={"kind": "text", "text": "theirs"})
        other.set_joint(prompt, value)
        await keys(pilot, "escape")
        await until(pilot, lambda: "Both versions are kept" in " ".join(drawn(pilot).split()))
    text = file_of(stage).read_text()
    assert "ours" in text
    assert "theirs" in text


async def test_a_voice_is_never_given_to_a_wording_that_was_not_seen(stage):
    rule = stage.board.propose_rule("goal", "We call back")
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "f4", "enter", "1")
        other = stage_of(stage.workspace, stage.slug)
        other.board.reword_rule(rule.id, sentence="We call back at night")
        await until(pilot, lambda: stage.session.rule(rule.id).sentence.endswith("night"))
        await keys(pilot, "enter")
        assert stage.session.rule(rule.id).voices == ()


async def test_a_history_that_cannot_be_written_is_said_and_stops_nothing(stage):
    # A file in the place of its folder stops root, too.
    file_of(stage).parent.joinpath(".history").write_text("")
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await into_the_goal(pilot, stage)
        await typed(pilot, "six flats")
        await until(pilot, lambda: mark(pilot) is SaveState.SAVED)
        assert "could not be kept in the history" in " ".join(drawn(pilot).split())
    assert "six flats" in file_of(stage).read_text()


async def test_the_mark_never_says_saved_over_a_letter_that_is_in_no_file(stage):
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await into_the_goal(pilot, stage)
        await typed(pilot, "one")
        await until(pilot, lambda: mark(pilot) is SaveState.SAVED)
        # Before any message of it has arrived.
        pilot.app.focused.insert("x")
        assert mark(pilot) is SaveState.SAVING
        pilot.app.focused.undo()
        await until(pilot, lambda: mark(pilot) is SaveState.SAVED)
