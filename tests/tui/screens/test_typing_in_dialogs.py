"""What is typed while a dialog is open goes into its field, or into the one behind; it does nothing else."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Button, Input, TextArea

from coopcoach.domain.exercise import Exercise
from coopcoach.i18n import translator
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.services.session.stage import Stage
from coopcoach.storage.sessions import answers_path
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.notes.notes import NotesScreen
from coopcoach.tui.screens.prepare.prepare import PrepareScreen
from coopcoach.tui.screens.stage.stage import StageScreen
from coopcoach.tui.widgets.frame.closing import Dialog
from tests.builders.examples import deep, some
from tests.builders.screens import LARGE, SMALL, app_of, drawn, keys, until
from tests.builders.sessions import NOW, new_session, prepared, stage_of, ticking

# Letters of commands, of a yes and a no in both languages, and of undo.
WORDS = "ja und 1 zu"
PASTED = "eins\nzwei n\ndrei"


def stage_with_boards(folder) -> Stage:
    stage = stage_of(*prepared(folder))
    stage.board.propose_rule("goal", "We call back")
    stage.board.put_action("call the bank")
    stage.board.park_topic("prices")
    return stage


async def type_into(pilot: Pilot[None]) -> Dialog:
    """Type into the open dialog while none of its text fields has the focus."""
    dialog = pilot.app.screen
    assert isinstance(dialog, Dialog)
    if isinstance(dialog.focused, Input | TextArea):
        dialog.set_focus(next(iter(dialog.query(Button)), None))
    for letter in WORDS:
        pilot.app.post_message(events.Key("space" if letter == " " else letter, letter))
    pilot.app.post_message(events.Paste(PASTED))
    await pilot.pause()
    await pilot.pause()
    assert pilot.app.screen is dialog
    return dialog


def texts(dialog: Dialog) -> str:
    """Return what is in the text fields of a dialog."""
    lines = [field.value for field in dialog.query(Input)]
    return " ".join(" ".join([*lines, *(area.text for area in dialog.query(TextArea))]).split())


ALL = "ja und 1 zueins zwei n drei"
# The keys that open each dialog that has a text field, on the stage.
WITH_FIELD = {
    "help": ("f1",),
    "rule from": ("f4", "ctrl+a"),
    "own rule": ("f4", "ctrl+a", "enter"),
    "vote": ("f4", "enter", "tab", "right", "enter"),
    "vote by number": ("f4", "enter", "1"),
    "wording": ("f4", "enter", "ctrl+w"),
    "about": ("f4", "enter", "ctrl+d"),
    "action": ("ctrl+n", "ctrl+a"),
    "topic": ("ctrl+t", "ctrl+a"),
    "minutes": ("ctrl+o", "ctrl+d"),
    "dates": ("f2", "ctrl+d"),
}


async def test_into_the_field_of_each_dialog_of_the_stage(tmp_path):
    stage = stage_with_boards(tmp_path)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen, before = pilot.app.screen, stage.session
        for name, opened in some(list(WITH_FIELD.items())):
            await screen._go_to(stage.exercises[0].id)
            await keys(pilot, *opened)
            dialog = await type_into(pilot)
            assert ALL in texts(dialog), name
            while len(pilot.app.screen_stack) > 2:
                await keys(pilot, "escape")
        assert stage.session == before.model_copy(
            update={"time_entries": stage.session.time_entries}
        )


async def to_joint_page(stage: Stage, screen: StageScreen) -> Exercise:
    """Go to the first joint page beside sealed answers, and return its exercise."""
    exercise = next(
        e
        for e in stage.exercises
        if stage.prepared_prompts(e) and any(p.kind == "long" for p in stage.joint_prompts(e))
    )
    await screen._go_to(exercise.id)
    await screen.action_part(2)
    return exercise


@pytest.mark.parametrize("action", ["reveal", deep("restart_time"), deep("leave")])
async def test_into_the_joint_answer_behind_a_question(tmp_path, action):
    stage = stage_with_boards(tmp_path)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        await to_joint_page(stage, screen)
        screen.query_one("JointPage").target.focus()
        await keys(pilot, "w", "o", "space")
        for _ in range(2 if action == "leave" else 1):
            await screen.run_action(action)
            await pilot.pause()
        await until(pilot, lambda: isinstance(pilot.app.screen, Dialog))
        await type_into(pilot)
        assert "goes into the field behind" in " ".join(drawn(pilot).split())
        await keys(pilot, "backspace", "i", "escape")
        assert pilot.app.screen is screen
        screen.flush()
        joint = {a.value.text for a in stage.session.joint.values() if a.value}
        assert {" ".join(text.split()) for text in joint} == {"wo " + ALL[:-1] + "i"}
        assert not stage.session.reveals


async def test_a_yes_reveals_and_keeps_what_was_typed(tmp_path):
    stage = stage_with_boards(tmp_path)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        exercise = await to_joint_page(stage, screen)
        await keys(pilot, "ctrl+r")
        await until(pilot, lambda: isinstance(pilot.app.screen, Dialog))
        await type_into(pilot)
        await keys(pilot, "left", "enter")
        await until(pilot, lambda: screen.query("PairsView"))
        assert stage.session.is_revealed(exercise.id)
        assert "1 zu" in str(stage.session.joint)


async def test_the_end_of_the_program_keeps_it(tmp_path):
    stage = stage_with_boards(tmp_path)
    app = app_of(stage)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen = app.screen
        await to_joint_page(stage, screen)
        await keys(pilot, "ctrl+r")
        await until(pilot, lambda: isinstance(pilot.app.screen, Dialog))
        await type_into(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert "1 zu" in str(stage.session.joint)


async def test_into_the_notes_behind_each_question_of_the_private_window(tmp_path):
    workspace, slug = prepared(tmp_path)
    window = PrivateWindow(workspace, slug, translator("en"), lambda: NOW)
    app = CoopcoachApp(window.t, NotesScreen(window))
    async with app.run_test(size=LARGE) as pilot:
        await pilot.pause()
        screen = app.screen
        for number, action in enumerate(("send_reveal", "leave"), start=1):
            screen.set_focus(None)
            await screen.run_action(action)
            await until(pilot, lambda: isinstance(app.screen, Dialog))
            await type_into(pilot)
            await keys(pilot, "escape")
            screen.flush()
            note = " ".join(window.notes.note("arrive").split())
            assert note.count(ALL) == number
        screen.set_focus(None)
        await screen.run_action("leave")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await type_into(pilot)
        await keys(pilot, "enter")
    assert " ".join(window.notes.note("arrive").split()).count(ALL) == 3
    assert window.notes.request is None


def wish(prepare: Prepare) -> str:
    return str(prepare.answers.answers["arrive.wish"].value)


async def test_into_the_answer_behind_each_question_of_the_workbook(tmp_path):
    workspace, slug = new_session(tmp_path)
    prepare = Prepare(answers_path(workspace, slug, "anna-meier"), ticking())
    app = CoopcoachApp(prepare.t, PrepareScreen(prepare))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen = app.screen
        for ask in (screen._ask_to_close, screen._confirm):
            screen.set_focus(None)
            ask()
            await until(pilot, lambda: isinstance(app.screen, Dialog))
            await type_into(pilot)
            await keys(pilot, "escape")
            screen.flush()
        assert wish(prepare).count("1 zu") == 2
        screen.set_focus(None)
        screen._ask_to_close()
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await type_into(pilot)
        await keys(pilot, "left", "enter")
        await pilot.pause()
    # Each time a new word begins.
    assert " ".join([ALL] * 3) in wish(prepare)
    assert prepare.handed_in is None


async def test_letters_behind_a_tab_go_into_the_next_field_however_quick(tmp_path):
    """On a loaded machine they came into the field before it."""
    stage = stage_of(*prepared(tmp_path))
    async with app_of(stage).run_test(size=LARGE) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        await screen._go_to("tools-decision")
        await screen.action_part(2)
        screen.query_one("CellField").first_field().focus()
        await pilot.pause()
        for key in ("a", "b", "tab", "c", "d", "tab", "e", "tab", "f"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: getattr(screen.focused, "text", "") == "f")
        screen.flush()
        table = stage.session.joint_answer("tools.decision").value
        cells = [[getattr(cell, "text", "") for cell in row.cells.values()] for row in table.rows]
        assert cells == [["ab", "cd", "e", "f"]]
