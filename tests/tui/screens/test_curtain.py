"""The curtain: drawn at once from anywhere, and below it everything stays exactly as it was."""

from __future__ import annotations

import pytest
from textual import events
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from coopcoach.domain.answers import TextValue
from coopcoach.i18n import translator
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.curtain import CurtainScreen
from coopcoach.tui.screens.stage.stage import StageScreen
from tests.builders.screens import SMALL, app_of, drawn, faint, keys, typed, until
from tests.builders.sessions import prepared, stage_of

SESSION_WORDS = ("Meier", "Roth", "Anna", "Ben", "Carla", "Arriving", "Goal", "minutes")


def is_closed(pilot) -> bool:
    return isinstance(pilot.app.screen, CurtainScreen)


def shows_nothing(pilot) -> bool:
    return not any(word in drawn(pilot) for word in SESSION_WORDS)


@pytest.mark.parametrize(
    "way", [[], ["f4"], ["ctrl+n", "ctrl+a"], ["question_mark"], ["ctrl+r"], ["escape"]]
)
async def test_it_hides_any_view_and_gives_it_back_as_it_was(tmp_path, way):
    stage = stage_of(*prepared(tmp_path))
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, *way)
        before, focus = drawn(pilot), pilot.app.screen.focused
        await keys(pilot, "ctrl+l")
        assert is_closed(pilot)
        assert shows_nothing(pilot)
        assert "One moment, please." in drawn(pilot)
        assert "Ctrl+L" in drawn(pilot)
        assert faint(pilot.app) == []
        await keys(pilot, "ctrl+l")
        assert drawn(pilot) == before
        assert pilot.app.screen.focused is focus


async def typed_behind(pilot, field: Input | TextArea) -> str:
    field.focus()
    await typed(pilot, "before")
    # Typed and hidden in one go, as a startled person does.
    await pilot.press("x", "y", "ctrl+l")
    await pilot.pause()
    assert shows_nothing(pilot)
    await typed(pilot, "lost")
    await keys(pilot, "ctrl+l")
    await typed(pilot, "after")
    return field.value if isinstance(field, Input) else field.text


async def test_nothing_typed_is_lost_and_typing_goes_on_where_it_was(tmp_path):
    stage = stage_of(*prepared(tmp_path))
    stage.go_to("goal-sentence")
    async with app_of(stage).run_test(size=SMALL) as pilot:
        while not pilot.app.screen.query("JointView"):
            await keys(pilot, "f8")
        field = pilot.app.screen.query(TextArea).first()
        assert await typed_behind(pilot, field) == "beforexyafter"
        pilot.app.screen.flush()
    written = [a.value.text for a in stage.session.joint.values() if isinstance(a.value, TextValue)]
    assert "beforexyafter" in written


async def test_it_hides_a_form_too(tmp_path):
    async with app_of(stage_of(*prepared(tmp_path))).run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+n", "ctrl+a")
        field = pilot.app.screen.query(Input).first()
        assert await typed_behind(pilot, field) == "beforexyafter"


@pytest.mark.parametrize(
    "key", ["f8", "escape", "enter", "space", "tab", "question_mark", "f1", "f9"]
)
async def test_no_other_key_opens_it(tmp_path, key):
    async with app_of(stage_of(*prepared(tmp_path))).run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+l", key)
        assert is_closed(pilot)
        assert shows_nothing(pilot)


async def test_a_click_on_the_way_back_opens_it_and_one_beside_it_does_not(tmp_path):
    async with app_of(stage_of(*prepared(tmp_path))).run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+l")
        await pilot.click(offset=(1, 1))
        assert is_closed(pilot)
        await pilot.click("#way-back")
        assert not is_closed(pilot)


async def test_it_speaks_the_readers_language_and_names_a_key_of_ones_own(tmp_path):
    stage = stage_of(*prepared(tmp_path), lang="de")
    app = CoopcoachApp(translator("de"), StageScreen(stage), {"curtain": ("ctrl+k",)})
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+l")
        assert not is_closed(pilot)
        await keys(pilot, "ctrl+k")
        assert "Einen Moment, bitte." in drawn(pilot)
        assert "Strg+K" in drawn(pilot)
        await keys(pilot, "ctrl+k")
        assert not is_closed(pilot)


@pytest.mark.parametrize("key", ["escape", "ctrl+r", "f1"])
async def test_what_opens_in_the_same_moment_opens_below_it(tmp_path, key):
    async with app_of(stage_of(*prepared(tmp_path))).run_test(size=SMALL) as pilot:
        await pilot.pause()
        for each in (key, "ctrl+l"):
            pilot.app.post_message(events.Key(each, None))
        await until(pilot, lambda: is_closed(pilot))
        await pilot.pause()
        assert is_closed(pilot)
        assert shows_nothing(pilot)


async def test_what_opens_while_it_is_drawn_opens_below_it(tmp_path):
    async with app_of(stage_of(*prepared(tmp_path))).run_test(size=SMALL) as pilot:
        stage = pilot.app.screen
        await keys(pilot, "ctrl+l")
        stage.action_reveal()
        await until(pilot, lambda: len(pilot.app.screen_stack) == 4)
        assert is_closed(pilot)
        assert shows_nothing(pilot)
        await keys(pilot, "ctrl+l")
        assert isinstance(pilot.app.screen, ModalScreen)
