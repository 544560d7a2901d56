"""The private window: it follows, it keeps what is typed, and it opens nothing unasked."""

from __future__ import annotations

import asyncio
import os

import pytest
from textual.widgets import Static, TextArea

from coopcoach.domain.coach_notes import Opened
from coopcoach.i18n import translator
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.services.workspace.desk import create, partner_from
from coopcoach.storage.notes import notes_path
from coopcoach.storage.workspace import make_workspace
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.notes.notes import NotesScreen
from coopcoach.tui.widgets.frame.saved_mark import SaveState
from tests.builders.screens import LARGE, SMALL, drawn, faint, keys, typed, until
from tests.builders.sessions import CANARIES, NAMES, NOW, prepared, stage_of, ticking

TINY = (60, 20)


@pytest.fixture
def made(tmp_path):
    return prepared(tmp_path)


def app_of(made, lang="en"):
    t = translator(lang)
    return CoopcoachApp(t, NotesScreen(PrivateWindow(*made, t, ticking(NOW))))


def notes_of(made):
    return PrivateWindow(*made, translator("en"), ticking(NOW)).notes


@pytest.mark.parametrize(("lang", "words"), [("en", "do not share"), ("de", "bitte nicht teilen")])
@pytest.mark.parametrize("size", [TINY, SMALL, LARGE], ids=str)
async def test_it_says_at_the_top_that_it_is_private(made, lang, words, size):
    async with app_of(made, lang).run_test(size=size) as pilot:
        for key in ("1", "3", "4", "2"):
            await keys(pilot, key)
            assert words in drawn(pilot).splitlines()[1]
            assert pilot.app.title == "coopcoach"
            assert faint(pilot.app) == []


async def test_it_follows_the_stage_also_while_one_writes(made):
    stage = stage_of(*made)
    async with app_of(made).run_test(size=SMALL) as pilot:
        assert "Exercise 1 of" in drawn(pilot)
        assert "To open with" in drawn(pilot)
        await keys(pilot, "2")
        await typed(pilot, "first")
        stage.go_on()
        await until(pilot, lambda: "Exercise 2 of" in drawn(pilot))
        await typed(pilot, "second")
        await until(pilot, lambda: pilot.app.screen.title_bar.mark.state is SaveState.SAVED)
        assert isinstance(pilot.app.screen.focused, TextArea)
    assert notes_of(made).notes == {"arrive": "first", "goal-why": "second"}


async def test_a_note_to_the_point_and_a_time_mark(made):
    stage = stage_of(*made)
    async with app_of(made).run_test(size=SMALL) as pilot:
        await keys(pilot, "f9")
        await typed(pilot, "for the point")
        await keys(pilot, "f9", "f2")
        await typed(pilot, "said it")
        await keys(pilot, "escape", "f2")
        await typed(pilot, "again")
        await pilot.app.action_quit()
        await until(pilot, lambda: pilot.app.return_code is not None)
    notes = notes_of(made).notes
    assert notes["point.arrive"] == "for the point"
    first, second = notes["arrive"].splitlines()
    assert first == "- **10:00** said it"
    assert second == "- **10:00** again"
    assert stage.place == 0


async def test_looking_elsewhere_leaves_the_stage_where_it_is(made):
    async with app_of(made).run_test(size=SMALL) as pilot:
        await keys(pilot, "alt+right", "alt+right")
        assert "The stage is at" in drawn(pilot)
        await keys(pilot, "2")
        await typed(pilot, "ahead")
        await keys(pilot, "escape")
        assert notes_of(made).request is None
        await keys(pilot, "f6")
        await until(pilot, lambda: notes_of(made).request is not None)
        assert notes_of(made).request.go == "goal-effort"
        assert notes_of(made).note("goal-effort") == "ahead"
        await keys(pilot, "alt+up", "alt+left")
        assert "no more exercises" in drawn(pilot)
        await keys(pilot, "f3")
        assert "at the first exercise" in drawn(pilot)


def mounted(pilot) -> str:
    found = [str(widget.content) for widget in pilot.app.screen.query(Static)]
    return "\n".join(found) + drawn(pilot)


def secret(pilot) -> bool:
    return any(canary in mounted(pilot) for canary in CANARIES)


async def test_nothing_is_opened_unasked(made):
    async with app_of(made).run_test(size=SMALL) as pilot:
        await keys(pilot, "alt+right")
        for key in ("1", "f4", "escape", "f4", "f4"):
            await keys(pilot, key)
            assert not secret(pilot)
        await keys(pilot, "tab", "enter")
        assert "not shared" in " ".join(drawn(pilot).replace("│", " ").split())
        await keys(pilot, "enter")  # the focus is on “Leave it sealed”
        assert not secret(pilot)
        assert notes_of(made).openings == ()


async def test_opened_for_the_coach_it_is_shown_and_on_record(made):
    async with app_of(made).run_test(size=SMALL) as pilot:
        await keys(pilot, "alt+right", "4", "tab", "enter", "left", "enter")
        await until(pilot, lambda: secret(pilot))
        assert "do not know each other" in drawn(pilot)
        await keys(pilot, "alt+right")
        assert not secret(pilot)
    (opening,) = notes_of(made).openings
    assert (opening.exercise, opening.opened) == ("goal-why", Opened.ANSWERS)
    assert not stage_of(*made).session.reveals


async def test_the_list_names_questions_and_no_word_of_an_answer(made):
    async with app_of(made).run_test(size=LARGE) as pilot:
        await keys(pilot, "f4", "f4", "tab", "enter", "left", "enter")
        await until(pilot, lambda: "In the others" in drawn(pilot))
        assert not secret(pilot)
        assert "sealed" in drawn(pilot)
    assert {opening.opened for opening in notes_of(made).openings} == {Opened.GAPS}


async def test_the_mouse_does_it_all(made):
    async with app_of(made).run_test(size=SMALL) as pilot:
        tabs = list(pilot.app.screen.query("PartBar > _PartTab"))
        await pilot.click(tabs[3])
        await until(pilot, lambda: "Open for me alone" in drawn(pilot))
        await pilot.click("#open-answers")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 3)
        await pilot.click("#yes")
        await until(pilot, lambda: notes_of(made).openings)
        await pilot.click(tabs[1])
        await pilot.pause()
        assert isinstance(pilot.app.screen.focused, TextArea)
        await pilot.click("KeyBar", offset=(2, 0))
        await until(pilot, lambda: notes_of(made).request is not None)


async def test_nothing_handed_in_and_no_exercise(tmp_path):
    workspace = make_workspace(tmp_path)
    first = partner_from(NAMES[0], "en")
    partners = (first, partner_from(NAMES[1], "en", [first.id]))
    slug = create(workspace, title="New", partners=partners, now=NOW, language="en")
    async with app_of((workspace, slug)).run_test(size=TINY) as pilot:
        for key in ("3", "4"):
            await keys(pilot, key)
            assert "Nobody has handed in any answers yet" in drawn(pilot)
    stage = stage_of(workspace, slug)
    stage.arrange_agenda(())
    async with app_of((workspace, slug)).run_test(size=TINY) as pilot:
        for key in ("1", "2", "3", "4", "f8", "f3", "f2", "f9", "f6"):
            await keys(pilot, key)
            assert "no exercise" in drawn(pilot)


async def test_a_stage_that_is_not_open_is_named(made):
    async with app_of(made).run_test(size=SMALL) as pilot:
        await keys(pilot, "f8")
        await until(pilot, lambda: "has not moved" in drawn(pilot))


async def test_what_others_write_into_the_notes_is_shown(made):
    async with app_of(made).run_test(size=SMALL) as pilot:
        await keys(pilot, "2")
        await typed(pilot, "mine")
        await until(pilot, lambda: notes_of(made).note("arrive") == "mine")
        path = notes_path(*made)
        path.write_text(path.read_text().replace("mine", "from the other machine"))
        await until(pilot, lambda: "from the other machine" in drawn(pilot))
    assert notes_of(made).notes == {"arrive": "from the other machine"}


async def test_what_both_write_to_one_note_is_kept_twice(made):
    async with app_of(made).run_test(size=SMALL) as pilot:
        await keys(pilot, "2")
        await typed(pilot, "mine")
        await until(pilot, lambda: notes_of(made).note("arrive") == "mine")
        path = notes_path(*made)
        # Without a pause between the two, so that neither is in the file before the other.
        pilot.app.screen.focused.insert(" too")
        path.write_text(path.read_text().replace("mine", "theirs"))
        await until(pilot, lambda: "Both versions" in drawn(pilot))
    assert set(notes_of(made).notes.values()) == {"mine too", "theirs"}


async def test_hostile_notes_are_drawn_harmlessly_and_stay_as_they_are(made):
    beside = PrivateWindow(*made, translator("en"), ticking(NOW))
    text = "a\x1b[31mred\x1b]2;title\x07 [b]bold[/b] \u202eright\u2028line"
    beside.write_note("arrive", "Arriving", text)
    async with app_of(made).run_test(size=SMALL) as pilot:
        await keys(pilot, "2")
        area = pilot.app.screen.focused
        assert "[b]bold[/b]" in drawn(pilot)
        assert not set(area.text) & {"\x1b", "\x07", "\u202e"}
        await keys(pilot, "escape", "f4")
    assert notes_of(made).note("arrive") == text


async def test_letters_that_come_while_it_draws_itself_anew_are_kept(made):
    # Whatever message is on its way when the next letter comes.
    async with app_of(made).run_test(size=SMALL) as pilot:
        await keys(pilot, "2")
        screen = pilot.app.screen
        letters = [chr(ord("a") + n % 26) for n in range(120)]
        for number, letter in enumerate(letters):
            screen.focused.insert(letter)
            for _ in range(number % 12):
                await asyncio.sleep(0)
            screen.redraw()
        await until(pilot, lambda: screen.title_bar.mark.state is SaveState.SAVED)
        assert screen.focused.text == "".join(letters)
    assert notes_of(made).note("arrive") == "".join(letters)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
async def test_a_disk_that_refuses_is_said(made):
    workspace, slug = made
    folder = workspace.session_folder(slug)
    async with app_of(made).run_test(size=SMALL) as pilot:
        await keys(pilot, "2")
        folder.chmod(0o500)
        await typed(pilot, "kept")
        await until(pilot, lambda: "Not saved" in drawn(pilot))
        folder.chmod(0o700)
        await until(pilot, lambda: pilot.app.screen.title_bar.mark.state is SaveState.SAVED)
    assert notes_of(made).note("arrive") == "kept"
