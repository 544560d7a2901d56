"""A whole session on the stage, with keys alone, to the PDF; and what a coach may do on the way."""

import pytest
from textual.widgets import Input, TextArea

from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.exercise import Phase
from coopcoach.domain.ground_rules import RuleState
from tests.builders.examples import deep
from tests.builders.screens import LARGE, SMALL, app_of, drawn, faint, keys, typed, until
from tests.builders.sessions import prepared, stage_of

LAST = {"de": "die letzte Übung", "en": "the last exercise"}
DONE = {"de": "zusammenfassung.pdf", "en": "summary.pdf"}
AGREED = {"de": "● vereinbart", "en": "● agreed"}


async def reveal_here(pilot):
    await keys(pilot, "ctrl+r", "left", "enter")
    await until(pilot, lambda: not pilot.app.screen.query("SealedView"))


# By default the keys of ninety minutes walk through every exercise.
@pytest.mark.parametrize(("lang", "size"), [deep("en", LARGE)])
async def test_something_is_typed_into_every_exercise_on_the_way_to_the_pdf(tmp_path, lang, size):
    workspace, slug = prepared(tmp_path, lang)
    stage = stage_of(workspace, slug, lang)
    async with app_of(stage).run_test(size=size) as pilot:
        await pilot.pause()
        seen, wrote = set(), 0
        while LAST[lang] not in drawn(pilot):
            seen.add(stage.session.place)
            if pilot.app.screen.query("SealedView"):
                await reveal_here(pilot)
            if isinstance(pilot.app.focused, TextArea | Input):
                wrote += 1
                await typed(pilot, "so")
                await keys(pilot, "escape")
            assert faint(pilot.app) == []
            await keys(pilot, "f8")
        assert [e.id for e in stage.exercises if e.id not in seen] == []
        assert all(item.done for item in stage.session.agenda)
        assert wrote > 5
        asked = {e.id for e in stage.exercises if stage.prepared_prompts(e)}
        assert {r.exercise for r in stage.session.reveals} == asked
        assert "so" in stage.session.joint_answer("goal.sentence").value.text
        await keys(pilot, "f9")
        await until(pilot, lambda: DONE[lang] in drawn(pilot))
    assert (workspace.exports / slug / DONE[lang]).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("lang", ["de", deep("en")])
async def test_a_rule_from_the_first_word_to_both_voices(tmp_path, lang):
    workspace, slug = prepared(tmp_path, lang)
    stage = stage_of(workspace, slug, lang)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "f8", "f8", "f8", "f8", "ctrl+a", "enter")
        await typed(pilot, "we call back")
        await keys(pilot, "f2")
        await until(pilot, lambda: pilot.app.screen.query("RulePage"))
        (rule,) = stage.session.rules
        assert rule.sentence == "we call back"
        await keys(pilot, "1", "enter")
        assert rule.state(stage.session.partner_ids) is RuleState.PROPOSED
        assert AGREED[lang] not in drawn(pilot)
        await keys(pilot, "2", "down", "enter")
        await typed(pilot, "not in winter")
        await keys(pilot, "enter")
        await until(pilot, lambda: AGREED[lang] in drawn(pilot))
        assert "not in winter" in drawn(pilot)
        (rule,) = stage.session.agreed_rules()
        # Another wording needs both voices again, and says so.
        await keys(pilot, "ctrl+w")
        await typed(pilot, "once ")
        await keys(pilot, "f2")
        await until(pilot, lambda: AGREED[lang] not in drawn(pilot))
        assert stage.session.agreed_rules() == ()
        (rule,) = stage.session.rules
        assert len(rule.lost_voices()) == 2
        await keys(pilot, "f10")
        await until(pilot, lambda: AGREED[lang] in drawn(pilot))
        await keys(pilot, "ctrl+x")
        assert stage.session.rules[0].state(stage.session.partner_ids) is RuleState.PARKED
        await keys(pilot, "1")
        assert pilot.app.screen.query("RulePage")
        await keys(pilot, "ctrl+x", "delete")
        assert stage.session.rules[0].state(stage.session.partner_ids) is RuleState.DROPPED


async def test_actions_and_parked_topics_are_at_hand_from_anywhere(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "f4", "ctrl+n", "ctrl+a")
        await typed(pilot, "call the bank")
        await keys(pilot, "enter")
        await typed(pilot, "anna")
        await keys(pilot, "enter")
        await typed(pilot, "in 2 weeks")
        await keys(pilot, "enter")
        (action,) = stage.session.actions
        assert (action.what, action.who, str(action.until)) == (
            "call the bank",
            "anna-meier",
            "2027-01-29",
        )
        await keys(pilot, "ctrl+d")
        assert stage.session.actions[0].done
        await keys(pilot, "ctrl+t", "ctrl+a")
        await typed(pilot, "prices")
        await keys(pilot, "f2")
        assert [t.text for t in stage.session.parked] == ["prices"]
        await keys(pilot, "delete")
        assert stage.session.parked == ()
        await keys(pilot, "f10")
        assert [t.text for t in stage.session.parked] == ["prices"]
        await keys(pilot, "escape")
        assert pilot.app.screen.query("SealedView")


async def test_a_day_that_is_none_is_asked_again(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+n", "ctrl+a")
        await typed(pilot, "x")
        await keys(pilot, "tab", "tab")
        await typed(pilot, "31.2.")
        await keys(pilot, "enter")
        assert stage.session.actions == ()
        assert "That isn’t a date" in " ".join(drawn(pilot).split())


async def test_it_goes_on_where_it_was_left(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    app = app_of(stage)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+o", "down", "down", "enter")
        place = stage.session.place
        assert place == stage.exercises[2].id
        await keys(pilot, "escape")
        # No desk is below, and Enter stays.
        assert "Other sessions" not in drawn(pilot)
        await keys(pilot, "enter", "escape", "left", "enter")
    assert app.return_code == 0
    again = stage_of(workspace, slug)
    async with app_of(again).run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert again.session.place == place
        assert again.here.title in drawn(pilot)


async def test_the_agenda_is_arranged(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        first, second, *_ = (item.exercise for item in stage.session.agenda)
        await keys(pilot, "ctrl+o", "shift+down")
        assert [i.exercise for i in stage.session.agenda][:2] == [second, first]
        await keys(pilot, "ctrl+d", "backspace", "backspace")
        await typed(pilot, "25")
        await keys(pilot, "enter")
        assert stage.session.agenda[1].minutes == 25
        await keys(pilot, "delete")
        assert first not in [i.exercise for i in stage.session.agenda]
        await keys(pilot, "ctrl+a", "enter")
        assert first in [i.exercise for i in stage.session.agenda]


async def test_no_key_does_nothing_without_saying_why(tmp_path):
    stage = stage_of(*prepared(tmp_path))
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        for key in [
            "f8",
            "f3",
            "ctrl+r",
            "f4",
            "ctrl+n",
            "ctrl+t",
            "ctrl+o",
            "f10",
            "f3",
            "f4",
            "f8",
            "question_mark",
        ]:
            while pilot.app.screen is not screen:
                await keys(pilot, "escape")
            await screen._go_to(stage.exercises[1].id)
            screen.say("")
            await keys(pilot, "2")
            before = drawn(pilot)
            await keys(pilot, key)
            assert pilot.app.screen is not screen or drawn(pilot) != before, key


async def test_a_resize_keeps_place_and_loses_nothing(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=LARGE) as pilot:
        await reveal_here(pilot)
        for size, beside in ((LARGE, True), (SMALL, True), ((50, 24), False)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            sides = list(pilot.app.screen.query(".pair--side"))
            assert (sides[0].region.y == sides[1].region.y) is beside
        await keys(pilot, "f8", "tab")
        await pilot.resize_terminal(*LARGE)
        await pilot.pause()
        assert pilot.app.focused is not None


async def test_a_pdf_is_stopped_by_the_same_key(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    prompt = stage.workbook.find_prompt("goal.sentence", Phase.SESSION)
    # So long that it is not done before the second key, on a busy machine either.
    stage.set_joint(prompt, Answer(value=TextValue(text="We quote together.\n\n" * 300)))
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "f9")
        assert "PDF:" in drawn(pilot)
        await keys(pilot, "f9")
        await until(pilot, lambda: "was stopped" in drawn(pilot))
    assert not list(workspace.exports.rglob("*.pdf"))
