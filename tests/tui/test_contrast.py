"""Every text that the stage really draws stands out by 7 : 1, in the light and in the dark."""

from __future__ import annotations

from textual.screen import ModalScreen

from coopcoach.domain.ground_rules import Says, SetAside
from coopcoach.tui.themes import DARK_THEME, LIGHT_THEME
from tests.builders.screens import app_of, faint, keys
from tests.builders.sessions import prepared, stage_of


async def assert_clear(pilot, where: str) -> None:
    """No faint text here, in both themes; what lies below a dialog is veiled on purpose."""
    for theme in (LIGHT_THEME, DARK_THEME):
        pilot.app.theme = theme
        await pilot.pause()
        within = "Vertical" if isinstance(pilot.app.screen, ModalScreen) else ""
        assert faint(pilot.app, within) == [], (where, theme)


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


async def test_every_exercise_in_both_themes(tmp_path):
    stage = stage_of(*prepared(tmp_path))
    async with app_of(stage).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await assert_clear(pilot, "sealed")
        for exercise in stage.exercises:
            stage.reveal(exercise)
        for exercise in stage.exercises:
            await pilot.app.screen._go_to(exercise.id)
            for part in ("1", "2"):
                await keys(pilot, part)
                await assert_clear(pilot, f"{exercise.id} {part}")


async def test_every_board_and_every_dialog_in_both_themes(tmp_path):
    stage = stage_of(*prepared(tmp_path))
    with_results(stage)
    async with app_of(stage).run_test(size=(80, 24)) as pilot:
        for way in (
            ["g"],
            ["down"],
            ["enter"],
            ["1"],
            ["escape", "w"],
            ["escape", "d"],
            ["escape", "escape", "w"],
            ["escape", "a"],
            ["w"],
            ["escape", "p"],
            ["o"],
            ["m"],
            ["escape", "c"],
            ["d"],
            ["escape", "question_mark"],
            ["escape", "ctrl+l"],
            ["ctrl+l", "escape", "escape"],
        ):
            await keys(pilot, *way)
            await assert_clear(pilot, " ".join(way))
