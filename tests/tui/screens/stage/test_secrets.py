"""Nothing sealed is ever drawn or mounted on the shared screen, nor anything of the coach's own."""

import base64
import gc
import re
from datetime import UTC, datetime

import pytest
from textual.widgets import Input, Static, TextArea

from coopcoach.domain.answers import Visibility
from coopcoach.domain.coach_notes import Opened, note_keys
from coopcoach.i18n import translator
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.storage.sessions import answers_path, open_answers, open_session, save_answer
from coopcoach.tui.screens.curtain import CurtainScreen
from coopcoach.tui.screens.stage.views import StageView
from coopcoach.tui.widgets.frame.width_aware import WidthAware
from tests.builders.examples import covering, some
from tests.builders.screens import SMALL, app_of, drawn, keys, until
from tests.builders.sessions import CANARIES, NOW, clock, prepared, stage_of
from tests.builders.terminals import Terminal, terminals

NOTES = "NOTESECRET"
SECRETS = (*CANARIES, NOTES)
# Where a person can be on the stage, by the key that leads there.
PLACES = ["1", "2", "3", "f4", "ctrl+n", "ctrl+t", "ctrl+o", "f2", "question_mark"]
# What ends the program is tried elsewhere; a reveal is meant to show something.
NOT_TRIED = {"ctrl+q", "enter"}


def with_notes(workspace, slug):
    """Notes beside the session, with a request to the stage that comes before it is open."""
    t = translator("en")
    window = PrivateWindow(workspace, slug, t, clock)
    for exercise in window.exercises:
        for key in note_keys(exercise):
            window.write_note(key, NOTES, f"{NOTES} {key}")
    window.open_for_me(window.exercises, Opened.ANSWERS)
    window.send_to(window.exercises[1])
    return workspace, slug


def untried(app, tried: set[str]) -> list[str]:
    """One key for each thing that can be done here and was not done before."""
    found = {active.binding.action: key for key, active in app.screen.active_bindings.items()}
    new = {action: key for action, key in found.items() if action not in tried}
    tried.update(new)
    return [key for key in new.values() if key not in NOT_TRIED]


def where(pilot) -> tuple[object, ...]:
    stage = pilot.app.screen_stack[1]
    return (pilot.app.screen, stage._view, stage._part, stage.stage.session.place)


async def back_to(pilot, place: str) -> None:
    while isinstance(pilot.app.screen, CurtainScreen):
        await keys(pilot, "ctrl+l")
    while len(pilot.app.screen_stack) > 2:
        await keys(pilot, "escape")
    await pilot.app.screen._open(StageView.EXERCISE)
    pilot.app.screen.set_focus(None)
    await keys(pilot, place)


def mounted(app) -> str:
    """Everything that any widget of any screen holds, and the clipboard."""
    found = [app.title, app.sub_title, app.clipboard]
    for screen in app.screen_stack:
        for widget in screen.walk_children():
            if isinstance(widget, Static):
                found.append(str(widget.content))
            elif isinstance(widget, Input):
                found.append(widget.value)
            elif isinstance(widget, TextArea):
                found.append(widget.text)
            elif isinstance(widget, WidthAware):
                found.extend(str(line) for line in widget._lines(200))
            found.append(str(widget.tooltip or ""))
    return "\n".join(found)


def clean(app) -> bool:
    return not any(secret in mounted(app) for secret in SECRETS)


async def test_no_key_shows_what_is_sealed(tmp_path):
    # Here the partners have proposed rules, which the board offers once they are revealed.
    stage = stage_of(*with_notes(*prepared(tmp_path)))
    stage.go_to("team-rules")
    tried: set[str] = set()
    async with app_of(stage).run_test(size=SMALL) as pilot:
        for place in PLACES:
            await back_to(pilot, place)
            begun = where(pilot)
            for key in untried(pilot.app, tried):
                await pilot.press(key)
                await pilot.pause()
                assert clean(pilot.app), (place, key)
                assert not any(secret in drawn(pilot) for secret in SECRETS), (place, key)
                if where(pilot) != begun:
                    await back_to(pilot, place)
        assert stage.session.reveals == ()
    assert len(tried) > 30


async def test_no_exercise_shows_what_is_sealed(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        for exercise in covering(stage.exercises, lambda each: {p.kind for p in each.prompts}):
            await pilot.app.screen._go_to(exercise.id)
            await pilot.pause()
            assert clean(pilot.app), exercise.id
            assert not any(secret in drawn(pilot) for secret in SECRETS), exercise.id
        await keys(pilot, "f4", "ctrl+a")
        assert clean(pilot.app)
        assert stage.session.reveals == ()


async def test_the_question_alone_shows_nothing_and_no_means_no(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+r")
        assert clean(pilot.app)
        await keys(pilot, "escape")
        assert stage.session.reveals == ()
        assert clean(pilot.app)


async def test_a_reveal_opens_one_exercise_and_is_recorded(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+r", "left", "enter")
        # The first question has boxes only.
        await until(pilot, lambda: pilot.app.screen.query("PairsView"))
        await keys(pilot, "right")
        await until(pilot, lambda: not clean(pilot.app))
        assert [(r.exercise, r.at) for r in stage.session.reveals] == [("arrive", NOW)]
        await keys(pilot, "f8", "f8")
        assert pilot.app.screen.query("SealedView")
        gc.collect()
        assert clean(pilot.app)
        # Undo takes back what was written, never what was seen.
        await keys(pilot, "f10")
        assert stage.session.is_revealed("arrive")


@pytest.mark.parametrize("visibility", [Visibility.COACH, Visibility.ME])
async def test_what_its_owner_keeps_stays_away_after_the_reveal(tmp_path, visibility):
    workspace, slug = prepared(tmp_path)
    partner = stage_of(workspace, slug).session.partners[0]
    workbook = open_session(workspace, slug).workbooks["en"]
    opened = open_answers(answers_path(workspace, slug, partner.id), workbook)
    for prompt in workbook.exercise("goal-why").prompts:
        kept = opened.answers.answer(prompt.id).model_copy(update={"visibility": visibility})
        opened = save_answer(opened, prompt, kept, NOW)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "f8", "ctrl+r", "left", "enter")
        await until(pilot, lambda: CANARIES[1] in mounted(pilot.app))
        assert CANARIES[0] not in mounted(pilot.app)


async def test_the_coach_guide_and_notes_are_not_on_this_screen(tmp_path):
    workspace, slug = prepared(tmp_path)
    (workspace.session_folder(slug) / "coach-notes.md").write_text("COACHSECRET\n")
    stage = stage_of(workspace, slug)
    said = [line for guide in stage.workbook.guides for line in (guide.opening, *guide.questions)]
    assert said
    async with app_of(stage).run_test(size=SMALL) as pilot:
        for exercise in covering(stage.exercises, lambda each: {each.point}):
            await pilot.app.screen._go_to(exercise.id)
            await keys(pilot, "2")
            here = mounted(pilot.app)
            assert "COACHSECRET" not in here
            assert [line for line in said if line and line in here] == []


# What a terminal sends for the keys that are no letters.
SENT = {
    "F1": "\x1bOP",
    "F2": "\x1bOQ",
    "F3": "\x1bOR",
    "F4": "\x1bOS",
    "F5": "\x1b[15~",
    "F6": "\x1b[17~",
    "F7": "\x1b[18~",
    "F8": "\x1b[19~",
    "F9": "\x1b[20~",
    "F10": "\x1b[21~",
    "Shift+Tab": "\x1b[Z",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "End": "\x1b[F",
}
# Escape as the keyboard protocol has it: nobody can take it for the beginning of another key.
ESCAPE, CURTAIN, WORD = "\x1b[27u", "\x0c", "One moment, please."


def settled(window: Terminal, *pressed: str) -> None:
    """Press keys and wait until they are done: the curtain comes after them, whatever is open."""
    window.press(*pressed, CURTAIN)
    window.wait(WORD)
    window.press(CURTAIN)
    window.wait(lambda shown: WORD not in shown)


def test_no_byte_of_it_reaches_the_terminal(tmp_path):
    workspace, slug = with_notes(*prepared(tmp_path))
    private = PrivateWindow(workspace, slug, translator("en"), lambda: datetime.now(UTC))
    call = ("--lang=en", "--workspace", str(workspace.root), "run", slug)
    with terminals(Terminal(*call)) as (window,):
        window.wait("Exercise 1 of")
        private.send_to(private.exercises[1])
        window.wait("Exercise 2 of")
        controls = [chr(code) for code in (1, 5, 7, 14, 15, 18, 20, 21)]
        for key in some(some([*"abcdefghijklmnopqrstuvwxyz123?.,", *controls, *SENT.values()])):
            settled(window, key, ESCAPE)
            if "Leave the session?" in window.shown:
                settled(window, ESCAPE)
        private.write_note("goal-why", NOTES, f"{NOTES} again")
        private.draw_curtain(drawn=True)
        window.wait(WORD)
        private.draw_curtain(drawn=False)
        window.wait("Exercise")
        assert window.quit() == 0
        sent = bytes(window.raw)
    assert b"Meier" in sent
    commands = re.findall(rb"\x1b\]([0-9]+);(.*?)(?:\x07|\x1b\\)", sent, re.DOTALL)
    assert {text for number, text in commands if number in {b"0", b"1", b"2"}} <= {b"coopcoach"}
    copied = [
        base64.b64decode(text.rpartition(b";")[2]) for number, text in commands if number == b"52"
    ]
    for secret in SECRETS:
        assert secret.encode() not in sent
        assert not any(secret.encode() in text for text in copied)
    assert stage_of(workspace, slug).session.reveals == ()
