"""The key bar names the keys that work now, buttons and results are not cut, and undo shows its place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coopcoach.domain.ground_rules import Says
from coopcoach.tui.screens.stage.changes import change_words, value_text
from coopcoach.tui.widgets.frame.buttons import CommandButton
from tests.builders.answers import text, value_for
from tests.builders.screens import LARGE, SMALL, app_of, drawn, keys, lines, typed, until
from tests.builders.sessions import NOW, prepared, stage_of
from tests.builders.stage_holders import other_stage


def opened(folder, exercise="close", *, reveal=False, lang="en"):
    stage = stage_of(*prepared(folder), lang) if lang != "en" else stage_of(*prepared(folder))
    stage.go_to(exercise)
    if reveal:
        stage.reveal(stage.here)
    return stage


async def test_the_bar_is_hidden_behind_a_dialog_and_back_after_it(tmp_path):
    async with app_of(opened(tmp_path)).run_test(size=SMALL) as pilot:
        await keys(pilot)
        assert "F8 Go on" in drawn(pilot)
        await keys(pilot, "escape")
        await until(pilot, lambda: "Leave the session?" in drawn(pilot))
        assert "F8 Go on" not in drawn(pilot)
        await keys(pilot, "escape")
        assert "F8 Go on" in drawn(pilot)


async def test_the_bar_names_the_answers_only_where_there_are_some(tmp_path):
    async with app_of(opened(tmp_path)).run_test(size=LARGE) as pilot:
        await keys(pilot)
        assert "Answers" not in lines(pilot.app)[-1]


async def test_the_bar_of_a_stage_that_only_looks_names_how_to_take_over(tmp_path):
    stage = opened(tmp_path)
    with other_stage(stage.workspace.sessions / stage.session.slug, NOW):
        async with app_of(stage).run_test(size=LARGE) as pilot:
            await keys(pilot)
            assert "F5 Take the session over" in lines(pilot.app)[-1]


@pytest.mark.parametrize("again", [False, True])
async def test_undo_and_redo_scroll_to_what_they_changed(tmp_path, again):
    async with app_of(opened(tmp_path)).run_test(size=SMALL) as pilot:
        await keys(pilot)
        await typed(pilot, "zebra")
        assert "zebra" in drawn(pilot)
        await keys(pilot, "escape", "f10", *["ctrl+y"] * again)
        assert ("Redone" if again else "Undone") in drawn(pilot)
        assert "What we take from this" in drawn(pilot)


async def test_what_was_taken_back_is_done_again_from_within_the_field(tmp_path):
    stage = opened(tmp_path, "goal-why")
    stage.reveal(stage.here)
    note = stage.joint_prompts(stage.here)[-1].id
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "f8")
        await typed(pilot, "zebra")
        await keys(pilot, "ctrl+z")
        assert pilot.app.focused.text == ""
        await keys(pilot, "ctrl+y")
        assert pilot.app.focused.text == "zebra"
        await keys(pilot, "f10")
        assert stage.session.joint_answer(note).is_blank
        await keys(pilot, "ctrl+y")
        assert stage.session.joint_answer(note).value.text == "zebra"
        assert "Redone" in drawn(pilot)


async def test_undo_names_the_rule_whose_vote_it_takes_back(tmp_path):
    stage = opened(tmp_path)
    stage.board.propose_rule("goal", "We reply in a day")
    stage.board.give_voice(stage.session.rules[0].id, stage.session.partner_ids[0], Says.YES)
    async with app_of(stage).run_test(size=LARGE) as pilot:
        await keys(pilot, "f4", "f10")
        assert "“We reply in a day”" in pilot.app.screen.message_line.text


@pytest.mark.parametrize("key", ["ctrl+n", "ctrl+t", "ctrl+o", "f2"])
async def test_no_button_of_a_board_is_cut_at_80_columns(tmp_path, key):
    stage = opened(tmp_path, lang="de")
    stage.board.put_action("Anrufen")
    stage.board.park_topic("Lieferwagen")
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, key)
        buttons = list(pilot.app.screen.query(CommandButton))
        assert buttons
        for button in buttons:
            assert str(button.label) in drawn(pilot)


async def test_an_empty_board_offers_only_what_can_be_done(tmp_path):
    stage = opened(tmp_path)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+t")
        assert "Ctrl+A parks a topic" in drawn(pilot)
        assert "Change" not in drawn(pilot)
        stage.board.park_topic("Van")
        pilot.app.screen.redraw()
        await pilot.pause()
        assert "Change (Enter)" in drawn(pilot)


async def test_a_single_question_has_no_number_and_no_turns(tmp_path):
    stage = opened(tmp_path, "tools-decision", reveal=True)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot)
        assert len(stage.pairs(stage.here)) == 1
        assert "1/1" not in drawn(pilot)
        assert "Next" not in drawn(pilot)


async def test_the_match_stands_whole_beside_the_number_of_the_question(tmp_path):
    stage = opened(tmp_path, "goal-why", reveal=True, lang="de")
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot)
        count = len(stage.pairs(stage.here))
        assert f"1/{count} · «» in eigenen Worten: lesen Sie beides" in drawn(pilot)


async def test_each_partner_has_the_sign_where_each_answers_on_the_joint_page(tmp_path):
    async with app_of(opened(tmp_path)).run_test(size=LARGE) as pilot:
        await keys(pilot)
        assert "● Anna Meier" in drawn(pilot)
        assert "◆ Ben Roth" in drawn(pilot)


async def test_the_bar_names_no_letter_that_goes_into_a_field(tmp_path):
    async with app_of(opened(tmp_path)).run_test(size=SMALL) as pilot:
        await keys(pilot)
        assert "F4 Ground rules" in drawn(pilot)
        assert "g Ground rules" not in drawn(pilot)
        assert "▸Together" in drawn(pilot)
        await keys(pilot, "ctrl+n")
        assert "g Ground rules" in drawn(pilot)


async def test_behind_the_closing_page_there_is_nothing(tmp_path):
    stage = opened(tmp_path)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "f8", "f8")
        assert "What we agreed" in drawn(pilot)
        assert "That was the last exercise." in drawn(pilot)
        # A message goes with its page.
        await keys(pilot, "f3")
        assert "That was the last exercise." not in drawn(pilot)
        assert "▸Together" in drawn(pilot)


async def test_undo_quotes_the_words_that_changed(tmp_path):
    stage = opened(tmp_path, "goal-why")
    note = stage.joint_prompts(stage.here)[-1]
    long = "This beginning stays as it is, however long it may be, and nobody changes a word of it."
    stage.set_joint(note, text(long))
    stage.live_session.change("another", stage.session)
    stage.set_joint(note, text(f"{long} Ben calls Anna."))
    change = stage.live_session.undo()
    words = change_words(stage, change, is_back=True)
    assert "“Ben calls Anna.”" in words
    assert "beginning" not in words
    assert "“Ben calls Anna.”" in change_words(stage, stage.live_session.redo(), is_back=False)


def test_undo_has_words_for_each_kind(tmp_path):
    stage = opened(tmp_path)
    prompts = {p.kind: p for e in stage.workbook.exercises for p in e.prompts}
    for kind, asked in prompts.items():
        value = value_for(asked, lambda question, seed: f"word {seed}", 1)
        assert value_text(asked, value, stage.t).strip(" ,"), kind


def test_a_stage_that_only_looks_shows_the_time_of_the_exercise_in_view(tmp_path):
    stage = opened(tmp_path)
    stage.begin_time()
    later = stage_of(stage.workspace, stage.slug, now=lambda: NOW + timedelta(minutes=9))
    assert later.pace.spent_here == timedelta(minutes=9)
    later.look_at("goal-why")
    assert later.pace.spent_here == timedelta()
    assert later.pace.spent == timedelta(minutes=9)
