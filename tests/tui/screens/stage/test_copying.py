"""What stands on the stage can be selected with the mouse and copied, and the copy is plain text."""

from __future__ import annotations

import unicodedata

import pytest

from coopcoach.domain.ground_rules import Says
from coopcoach.tui.widgets.pairs.answer_display import AnswerDisplay
from tests.builders.screens import LARGE, app_of, drawn, keys, until
from tests.builders.sessions import prepared, stage_of

HOSTILE = "keep \x1b[31mred\x1b]52;c;eA==\x07 \u202eback\u202c \x00\x85 and **this**"


def assert_plain(text: str) -> None:
    bad = [c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co"} and c != "\n"]
    assert not bad


async def drag_over(pilot, widget) -> None:
    """Select a widget's text with the mouse, from its first cell to its last."""
    region = widget.region
    await pilot.mouse_down(widget, offset=(0, 0))
    await pilot.hover(widget, offset=(region.width - 1, region.height - 1))
    await pilot.mouse_up(widget, offset=(region.width - 1, region.height - 1))
    await pilot.pause()


async def test_an_answer_is_copied_without_anything_a_terminal_obeys(tmp_path):
    workspace, slug = prepared(tmp_path, words=(HOSTILE, HOSTILE))
    stage = stage_of(workspace, slug)
    stage.go_to("goal-why")
    stage.reveal(stage.here)
    async with app_of(stage).run_test(size=LARGE) as pilot:
        await until(pilot, lambda: pilot.app.screen.query(AnswerDisplay))
        answer = pilot.app.screen.query(AnswerDisplay).first()
        await drag_over(pilot, answer)
        await keys(pilot, "ctrl+c")
        assert "keep [31mred]52;c;eA==" in pilot.app.clipboard
        assert "and this goal.why" in pilot.app.clipboard.replace("\n", " ")
        assert_plain(pilot.app.clipboard)
        # What was copied is said nowhere else, and the keys still work.
        await keys(pilot, "f4")
        assert "All ground rules" in drawn(pilot)


@pytest.mark.parametrize("exercise", ["goal-motives", "talk-reply", "value-ledger"])
async def test_a_picture_can_be_copied_as_its_lines(tmp_path, exercise):
    workspace, slug = prepared(tmp_path, pack="full")
    stage = stage_of(workspace, slug)
    stage.go_to(exercise)
    stage.reveal(stage.here)
    async with app_of(stage).run_test(size=LARGE) as pilot:
        await until(pilot, lambda: pilot.app.screen.query(".pair--picture"))
        await drag_over(pilot, pilot.app.screen.query(".pair--picture").first())
        await keys(pilot, "ctrl+c")
        assert "Anna Meier" in pilot.app.clipboard
        assert_plain(pilot.app.clipboard)


async def test_a_rule_is_copied_as_plain_text(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    rule = stage.board.propose_rule("goal", HOSTILE, sign=HOSTILE)
    stage.board.give_voice(rule.id, stage.session.partner_ids[0], Says.NO, HOSTILE)
    async with app_of(stage).run_test(size=LARGE) as pilot:
        await keys(pilot, "f4", "enter")
        await until(pilot, lambda: "Votes on this wording" in drawn(pilot))
        await drag_over(pilot, pilot.app.screen.query_one("#rule"))
        await keys(pilot, "ctrl+c")
        assert pilot.app.clipboard.count("keep [31mred") == 3
        assert_plain(pilot.app.clipboard)
