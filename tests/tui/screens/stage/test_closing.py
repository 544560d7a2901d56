"""The closing page: what is open is named, the commitment comes once, people stand there with their names."""

from __future__ import annotations

import pytest

from coopcoach.domain.answers import Answer, ScaleValue
from coopcoach.domain.ground_rules import Says
from coopcoach.tui.widgets.answers import AnswerEditor
from coopcoach.tui.widgets.forms.form_inputs import who_from
from tests.builders.screens import LARGE, app_of, drawn, keys
from tests.builders.sessions import prepared, stage_of

BOTH = "Anna Meier & Ben Roth"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ich", "Carla Coach"),
        ("I", "Carla Coach"),
        ("beide", BOTH),
        ("both of us", BOTH),
        ("Anna und Ben", BOTH),
        ("Ben Roth and Anna", BOTH),
        ("anna", "anna-meier"),
        ("Ben & the bank", "Ben & the bank"),
        ("", ""),
    ],
)
def test_a_person_is_stored_by_name(tmp_path, typed, stored):
    session = stage_of(*prepared(tmp_path)).session
    assert who_from(typed, session) == stored
    # What is shown can be saved again.
    assert who_from(session.name_of(stored), session) == stored


async def test_the_page_names_what_is_open_and_asks_for_no_commitment_again(tmp_path):
    stage = stage_of(*prepared(tmp_path))
    first, second = stage.session.partner_ids
    for sentence in ("We reply", "We bill", "We wait"):
        stage.board.propose_rule("goal", sentence)
    agreed, discussed, _ = (rule.id for rule in stage.session.rules)
    for partner in (first, second):
        stage.board.give_voice(agreed, partner, Says.YES)
    stage.board.give_voice(discussed, first, Says.NO)
    # As an earlier version wrote it, in another language than the screen's.
    stage.board.put_action("Call the bank", who="beide")
    (commit,) = (p for p in stage.joint_prompts(stage.exercises[-1]) if p.by_each)
    stage.set_joint(commit, Answer(value=ScaleValue(value=8), remark="in winter"), first)
    async with app_of(stage).run_test(size=LARGE) as pilot:
        await keys(pilot, "f2")
        assert not pilot.app.screen.query(AnswerEditor)
        shown = drawn(pilot)
        assert "● We reply" in shown
        assert "◐ We bill (in discussion)" in shown
        assert f"Call the bank ({BOTH}, no date)" in shown
        assert "○ We wait (proposed)" in shown
        assert "● Anna Meier: 8 / 10, in winter" in shown
        # A digit asks, and the answer that changes nothing is under Enter.
        before = stage.session.joint
        await keys(pilot, "1", "enter")
        assert stage.session.joint == before


async def test_the_help_of_a_prompt_that_each_answers_stands_there_once(tmp_path):
    stage = stage_of(*prepared(tmp_path))
    stage.go_to("close")
    async with app_of(stage).run_test(size=LARGE) as pilot:
        await pilot.pause()
        (commit,) = (p for p in stage.joint_prompts(stage.here) if p.by_each)
        assert drawn(pilot).count(commit.help.split("\n")[0][:30]) == 1
