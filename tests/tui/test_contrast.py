"""Every text that the stage draws has a contrast of 7 : 1, in the light and in the dark theme."""

from __future__ import annotations

from importlib.resources import files

import pytest
from textual.screen import ModalScreen

from coopcoach.domain.ground_rules import Says, SetAside
from coopcoach.export.charts.drawing import Ink
from coopcoach.tui.themes import DARK_THEME, LIGHT, LIGHT_THEME
from tests.builders.examples import covering
from tests.builders.screens import app_of, faint, keys
from tests.builders.sessions import prepared, stage_of

THEMES = (LIGHT_THEME, DARK_THEME)


def assert_clear(pilot, where: str) -> None:
    """No faint text here; what lies below a dialog is veiled on purpose."""
    within = "Vertical" if isinstance(pilot.app.screen, ModalScreen) else ""
    assert faint(pilot.app, within) == [], (where, pilot.app.theme)


def test_each_partner_has_the_same_colour_on_screens_and_on_paper():
    assert (LIGHT.primary, LIGHT.warning) == (Ink().first, Ink().second)
    sheet = (files("coopcoach") / "export/html/base.css").read_text("utf-8")
    assert f"--first: {Ink().first};" in sheet
    assert f"--second: {Ink().second};" in sheet


def with_results(stage) -> None:
    """A rule in each state, an action of each kind, a topic."""
    anna, ben = stage.session.partner_ids
    for sentence in ("We reply", "We bill", "We ask", "We wait"):
        stage.board.propose_rule("goal", sentence)
    agreed, discussed, parked, dropped = (rule.id for rule in stage.session.rules)
    stage.board.give_voice(agreed, anna, Says.YES)
    stage.board.give_voice(agreed, ben, Says.LIVE_WITH, "not in winter")
    stage.board.give_voice(discussed, anna, Says.NO, "too dear")
    stage.board.set_rule_aside(parked, SetAside.PARKED)
    stage.board.set_rule_aside(dropped, SetAside.DROPPED)
    done = stage.board.put_action("Call the bank", who=anna)
    stage.board.tick_action(done.id, True)
    stage.board.put_action("Rent the van")
    stage.board.park_topic("Prices")


@pytest.mark.parametrize("theme", THEMES)
async def test_every_exercise(tmp_path, theme):
    stage = stage_of(*prepared(tmp_path))
    async with app_of(stage).run_test(size=(120, 40)) as pilot:
        pilot.app.theme = theme
        await pilot.pause()
        assert_clear(pilot, "sealed")
        for exercise in stage.exercises:
            stage.reveal(exercise)
        for exercise in covering(stage.exercises, lambda each: {p.kind for p in each.prompts}):
            await pilot.app.screen._go_to(exercise.id)
            for part in ("1", "2"):
                await keys(pilot, part)
                assert_clear(pilot, f"{exercise.id} {part}")


@pytest.mark.parametrize("theme", THEMES)
async def test_every_board_and_every_dialog(tmp_path, theme):
    stage = stage_of(*prepared(tmp_path))
    with_results(stage)
    async with app_of(stage).run_test(size=(80, 24)) as pilot:
        pilot.app.theme = theme
        for way in (
            ["f4"],
            ["down"],
            ["enter"],
            ["1"],
            ["escape", "ctrl+a"],
            ["escape", "ctrl+d"],
            ["escape", "escape", "ctrl+a"],
            ["escape", "ctrl+n"],
            ["ctrl+a"],
            ["escape", "ctrl+t"],
            ["ctrl+o"],
            ["m"],
            ["escape", "f2"],
            ["ctrl+d"],
            ["escape", "question_mark"],
            ["escape", "ctrl+l"],
            ["ctrl+l", "escape", "escape"],
        ):
            await keys(pilot, *way)
            assert_clear(pilot, " ".join(way))
