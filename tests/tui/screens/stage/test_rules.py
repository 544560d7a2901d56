"""The ground-rules board: where a rule comes from, what it says while somebody types, what it needs."""

from __future__ import annotations

import json

import pytest
from textual.widgets import Input, OptionList, Static

from coopcoach.domain.answers import Answer, Row, TableValue, TextValue
from coopcoach.domain.ground_rules import RuleState, Says
from coopcoach.services.documents.catalogue import export_summary
from tests.builders.calls import call
from tests.builders.examples import deep
from tests.builders.pdf.text import words_of
from tests.builders.screens import LARGE, SMALL, app_of, drawn, keys, until
from tests.builders.screens import text as screen_text
from tests.builders.sessions import CANARIES, NOW, prepared, stage_of


async def choose(pilot, words: str) -> None:
    """Choose the entry of the open list that holds these words."""
    await until(pilot, lambda: pilot.app.screen.query(OptionList))
    options = pilot.app.screen.query_one(OptionList)
    at = next(n for n, o in enumerate(options.options) if words in str(o.prompt))
    options.highlighted = at
    await keys(pilot, "enter")


async def test_a_rule_from_the_library_is_on_the_board_in_one_step(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    starter = next(r for r in stage.workbook.starter_rules if r.title == "Settle up soon")
    stage.go_to("goal-why")
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "f4", "ctrl+a")
        assert "Where does the ground rule come from?" in drawn(pilot)
        await choose(pilot, starter.title)
        await until(pilot, lambda: pilot.app.screen.query("#field-days"))
        await keys(pilot, "f2")
        await until(pilot, lambda: pilot.app.screen.query("#field-sentence"))
        await keys(pilot, "f2")
        await until(pilot, lambda: stage.session.rules)
        (rule,) = stage.session.rules
        assert (rule.sentence, rule.sign) == (starter.filled({}), starter.sign)
        assert rule.consequence == starter.consequence
        assert rule.revision == 1
        await keys(pilot, "f10")
        assert not stage.session.rules


async def test_a_rule_from_a_joint_answer_is_linked_to_it_and_shows_it(tmp_path):
    workspace, slug = prepared(tmp_path, pack="full")
    stage = stage_of(workspace, slug)
    stage.go_to("talk-pact")
    pact = next(p for e in stage.exercises for p in stage.joint_prompts(e) if p.id == "talk.pact")
    cells = {column.id: TextValue(text=f"cell {column.id}") for column in pact.question.columns}
    stage.set_joint(pact, Answer(value=TableValue(rows=(Row(cells=cells),))))
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "f4", "ctrl+a")
        await choose(pilot, "cell occasion")
        await until(pilot, lambda: pilot.app.screen.query("#field-sentence"))
        await keys(pilot, "f2")
        await until(pilot, lambda: pilot.app.screen.query("RulePage"))
        (rule,) = stage.session.rules
        assert rule.sources == ("talk.pact",)
        assert rule.sentence.startswith("cell occasion")
        await keys(pilot, "ctrl+u")
        await until(pilot, lambda: "Both together" in drawn(pilot))
        assert pact.label.split()[0] in drawn(pilot)


async def test_the_answers_behind_a_rule_are_shown_only_when_they_are_revealed(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    rule = stage.board.propose_rule("goal", "We call back", sources=("goal.why", "value.mine"))
    async with app_of(stage).run_test(size=LARGE) as pilot:
        await keys(pilot, "f4", "enter", "ctrl+u")
        await until(pilot, lambda: "still sealed" in drawn(pilot))
        assert not any(canary in drawn(pilot) for canary in CANARIES)
        await keys(pilot, "escape")
        stage.reveal(next(e for e in stage.exercises if e.id == "goal-why"))
        await keys(pilot, "ctrl+u")
        await until(pilot, lambda: all(canary in drawn(pilot) for canary in CANARIES))
        await pilot.click("#links")
        await choose(pilot, "☑")
        await until(pilot, lambda: pilot.app.screen.query(OptionList))
        await pilot.click("#cancel")
        await until(pilot, lambda: stage.session.rule(rule.id).sources == ("value.mine",))
    assert stage.session.rule(rule.id).revision == 1


DAYS = {
    "de": {
        "in 2 Wochen": "Freitag, 29. Januar 2027",
        "Fr": "Freitag, 22. Januar 2027",
        "15.1.": "Freitag, 15. Januar 2027",
        "morgen": "Samstag, 16. Januar 2027",
    },
    "en": {
        "next Friday": "Friday, 22 January 2027",
        "Jan 15": "Friday, 15 January 2027",
    },
}


@pytest.mark.parametrize("lang", DAYS)
async def test_a_form_says_at_once_which_day_it_understands(tmp_path, lang):
    workspace, slug = prepared(tmp_path, lang)
    stage = stage_of(workspace, slug, lang)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+n", "ctrl+a")
        await until(pilot, lambda: pilot.app.screen.query("#field-until"))
        field = pilot.app.screen.query_one("#field-until", Input)
        hint = pilot.app.screen.query_one("#hint-until", Static)
        before = str(hint.content)
        for words, day in DAYS[lang].items():
            field.value = words
            await pilot.pause()
            assert str(hint.content) == f"→ {day}"
            field.value = "xyz"
            await pilot.pause()
            assert str(hint.content) == before
        field.value = words
        pilot.app.screen.query_one("#field-what", Input).value = "call"
        await keys(pilot, "f2")
        await until(pilot, lambda: stage.session.actions)
        assert day in drawn(pilot)


@pytest.mark.parametrize("lang", ["de", deep("en")])
async def test_one_character_changed_after_both_voices_is_in_discussion_everywhere(
    tmp_path, lang, renderer
):
    workspace, slug = prepared(tmp_path, lang)
    stage = stage_of(workspace, slug, lang)
    stage.go_to("goal-why")
    agreed, discussed = stage.t("agreed"), stage.t("in discussion")
    rule = stage.board.propose_rule("goal", "We call back within 2 days", sign="Nobody waits")
    async with app_of(stage).run_test(size=(120, 40)) as pilot:
        await keys(pilot, "f4", "enter", "1", "enter", "2", "enter")
        await until(pilot, lambda: f"● {agreed}" in drawn(pilot))
        await keys(pilot, "ctrl+w")
        await until(pilot, lambda: pilot.app.screen.query("#field-sentence"))
        pilot.app.screen.query_one("#field-sentence").replace("3", (0, 20), (0, 21))
        await keys(pilot, "f2")
        await until(pilot, lambda: f"◐ {discussed}" in drawn(pilot))
        # The page, the board, the tab of the exercise, and the agenda.
        assert f"● {agreed}" not in drawn(pilot)
        for screen in (["f4"], ["f4", "3"], ["ctrl+o"]):
            await keys(pilot, *screen)
            assert f"● {agreed}" not in screen_text(pilot.app)
            assert f"◐ {discussed}" in screen_text(pilot.app) or screen == ["ctrl+o"]
    changed = stage.session.rule(rule.id)
    assert changed.sentence == "We call back within 3 days"
    assert changed.state(stage.session.partner_ids) is RuleState.IN_DISCUSSION
    assert not stage.session.agreed_rules()

    # The file: both voices stand there as given to an earlier wording, none to this one.
    file = (workspace.session_folder(slug) / "session.md").read_text(encoding="utf-8")
    assert changed.wording not in file
    assert file.count(changed.voices[0].wording) == 2
    assert stage_of(workspace, slug).session.rule(rule.id) == changed

    # What the program says of it.
    shown = call("show", slug, "--json", folder=workspace.root)
    assert json.loads(shown.stdout)["rules"][0]["state"] == "in-discussion"

    # And the page that both take home: neither wording stands there as agreed.
    printed = words_of(export_summary(workspace, slug, now=NOW, renderer=renderer))
    assert "within 2 days" not in printed
    assert "within 3 days" not in printed or discussed in printed
    for partner in stage.session.partner_ids:
        stage.board.give_voice(rule.id, partner, Says.YES)
    printed = words_of(export_summary(workspace, slug, now=NOW, renderer=renderer))
    assert "within 3 days" in printed


async def test_the_same_letter_put_back_needs_both_voices_again(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    rule = stage.board.propose_rule("goal", "We call back")
    for partner in stage.session.partner_ids:
        stage.board.give_voice(rule.id, partner, Says.YES)
    stage.board.reword_rule(rule.id, sentence="We call back.")
    stage.board.reword_rule(rule.id, sentence="We call back")
    assert not stage.session.agreed_rules()
