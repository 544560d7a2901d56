"""Dialogs: by keyboard alone, by mouse alone, in a small window."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from textual import events
from textual.widgets import Button, Input, TextArea

from coopcoach.domain.ground_rules import Says
from coopcoach.i18n import translator
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.themes import DARK_THEME, LIGHT_THEME
from coopcoach.tui.widgets.forms.choose import VoiceDialog
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog, FieldSpec, FormDialog
from coopcoach.tui.widgets.forms.form_inputs import moment_echo
from tests.builders import screens as drawn

T = translator("en")


def confirm(**options) -> ConfirmDialog:
    return ConfirmDialog("Show [both] answers?", "Show", "Not yet", **options)


def no_comma(text: str) -> str:
    return "write it without a comma" if "," in text else ""


def form(**options) -> FormDialog:
    fields = [
        FieldSpec("what", "What", check=no_comma, hint="such as the offer"),
        FieldSpec("why", "Why", value="eins\r\nzwei", long=True),
        FieldSpec("who", "Who"),
    ]
    return FormDialog("A new action", fields, T, **options)


async def ask(pilot, dialog) -> list:
    answers: list = []
    pilot.app.push_screen(dialog, answers.append)
    await pilot.pause()
    return answers


def app() -> CoopcoachApp:
    return CoopcoachApp(T, BaseScreen[None](T))


@pytest.mark.parametrize(
    ("keys", "options", "answer"),
    [
        (["enter"], {}, False),
        (["enter"], {"yes_first": True}, True),
        (["left", "enter"], {}, True),
        (["tab", "enter"], {}, True),
        (["right", "right", "enter"], {}, False),
        (["escape"], {"yes_first": True}, False),
    ],
)
async def test_a_question_is_answered_by_keys(keys, options, answer):
    async with app().run_test(size=(80, 24)) as pilot:
        answers = await ask(pilot, confirm(**options))
        await pilot.press(*keys)
        await pilot.pause()
        assert answers == [answer]


async def test_the_key_bar_names_what_saving_a_form_does():
    async with app().run_test(size=(80, 24)) as pilot:
        await ask(pilot, form(save_label="Write the e-mails"))
        assert "F2 Write the e-mails" in drawn.text(pilot.app)


@pytest.mark.parametrize(("button", "answer"), [("#yes", True), ("#no", False)])
async def test_a_question_is_answered_by_mouse(button, answer):
    async with app().run_test(size=(80, 24)) as pilot:
        answers = await ask(pilot, confirm(details="It cannot be taken back."))
        await pilot.click(button)
        await pilot.pause()
        assert answers == [answer]


async def test_a_long_question_leaves_its_answers_on_the_screen():
    async with app().run_test(size=(80, 24)) as pilot:
        answers = await ask(pilot, confirm(details="many words " * 400))
        assert pilot.app.screen.query_one("#yes", Button).region.bottom <= 24
        await pilot.click("#yes")
        await pilot.pause()
        assert answers == [True]


async def test_a_form_returns_what_was_typed():
    async with app().run_test(size=(80, 24)) as pilot:
        answers = await ask(pilot, form())
        await pilot.press(*"offer", "enter", "tab", *"Anna", "enter")
        await pilot.pause()
        assert answers == [{"what": "offer", "why": "eins\r\nzwei", "who": "Anna"}]


async def test_f2_keeps_a_form_from_inside_a_text_of_several_lines():
    async with app().run_test(size=(80, 24)) as pilot:
        answers = await ask(pilot, form())
        pilot.app.screen.query_one(TextArea).focus()
        await pilot.press("down", "end", "enter", "x", "f2")
        await pilot.pause()
        assert answers[0]["why"].splitlines() == ["eins", "zwei", "x"]


async def test_a_form_is_kept_and_cancelled_by_mouse():
    for button, kept in [("#save", True), ("#cancel", False)]:
        async with app().run_test(size=(80, 24)) as pilot:
            answers = await ask(pilot, form())
            await pilot.click(button)
            await pilot.pause()
            assert (answers[0] is not None) is kept


async def test_what_is_wrong_is_said_beside_the_field():
    async with app().run_test(size=(80, 24)) as pilot:
        answers = await ask(pilot, form())
        await pilot.press(*"a,b", "f2")
        await pilot.pause()
        assert answers == []
        assert "write it without a comma" in drawn.text(pilot.app)
        assert pilot.app.focused is pilot.app.screen.query_one("#field-what")
        pilot.app.screen.query_one("#field-what", Input).value = "ab"
        await pilot.press("f2")
        await pilot.pause()
        assert answers[0]["what"] == "ab"


async def test_escape_throws_nothing_away_unasked():
    async with app().run_test(size=(80, 24)) as pilot:
        answers = await ask(pilot, form())
        await pilot.press("x", "escape")
        await pilot.pause()
        assert answers == []
        assert "Press Escape again to throw away" in drawn.text(pilot.app)
        await pilot.press("escape")
        await pilot.pause()
        assert answers == [None]


async def test_an_empty_form_is_left_by_one_escape():
    async with app().run_test(size=(80, 24)) as pilot:
        answers = await ask(pilot, form())
        await pilot.press("escape")
        await pilot.pause()
        assert answers == [None]


async def test_a_dying_program_hands_over_what_stands_in_a_form():
    rescued: list[dict[str, str]] = []
    async with app().run_test(size=(80, 24)) as pilot:
        await ask(pilot, form(rescue=rescued.append))
        await pilot.press(*"offer", "ctrl+q")
        await pilot.pause()
    assert rescued[0]["what"] == "offer"


@pytest.mark.parametrize("theme", [LIGHT_THEME, DARK_THEME])
@pytest.mark.parametrize("make", [confirm, form])
async def test_every_text_of_a_dialog_stands_out(theme, make):
    shell = app()
    shell.theme = theme
    async with shell.run_test(size=(80, 24)) as pilot:
        await ask(pilot, make())
        assert drawn.faint(shell, "Vertical") == []


def burst(shell, *keys: str) -> None:
    """Press keys faster than anything is drawn, as a paste or a slow machine does."""
    for key in keys:
        shell.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_what_was_typed_in_the_same_moment_is_saved_too():
    async with app().run_test(size=(80, 24)) as pilot:
        answers = await ask(pilot, form())
        burst(pilot.app, *"abcdefgh", "f2")
        async with asyncio.timeout(10):
            while not answers:
                await pilot.pause()
        assert answers[0]["what"] == "abcdefgh"


async def test_a_voice_is_the_one_that_was_chosen_however_fast_it_was_saved():
    async with app().run_test(size=(80, 24)) as pilot:
        answers = await ask(pilot, VoiceDialog("Anna", "We reply", None, T))
        burst(pilot.app, "down", "down", "down", "f2")
        async with asyncio.timeout(10):
            while not answers:
                await pilot.pause()
        assert answers[0].says is Says.NOT_YET


def test_a_day_with_a_time_is_shown_as_it_is_understood():
    echo = moment_echo(date(2027, 1, 15), translator("de"))
    assert echo("1.2. 10 Uhr") == "→ Montag, 1. Februar 2027, 10:00"
    assert echo("bald") == echo(" ") == ""
