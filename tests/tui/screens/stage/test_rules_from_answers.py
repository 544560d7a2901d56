"""Rules from what was said: few keys, both voices on one line, nothing offered twice."""

from __future__ import annotations

from textual.widgets import Input, OptionList

from coopcoach.domain.answers import Answer, ProposedRule, RulesValue
from coopcoach.domain.ground_rules import Says
from coopcoach.services.session.proposals import open_proposals, proposals
from coopcoach.tui.widgets.rules.voices import VoiceField
from tests.builders.screens import LARGE, SMALL, app_of, drawn, keys, lines, typed
from tests.builders.sessions import answer_as, prepared, stage_of

PROPOSED = (("We reply the same day.", "Nobody waits."), ("No offer goes out unseen.", ""))


def with_proposals(folder):
    workspace, slug = prepared(folder)
    stage = stage_of(workspace, slug)
    for partner, (rule, sign) in zip(stage.session.partner_ids, PROPOSED, strict=True):
        value = RulesValue(rules=(ProposedRule(rule=rule, sign=sign),))
        answer_as(workspace, slug, partner, "en", {"team.rules": Answer(value=value)})
    stage.go_to("team-rules")
    return stage


async def test_a_proposal_is_agreed_in_five_keys_and_is_not_offered_again(tmp_path):
    stage = with_proposals(tmp_path)
    first, second = stage.session.partner_ids
    async with app_of(stage).run_test(size=SMALL) as pilot:
        # Sealed, nothing of it is listed.
        await keys(pilot, "3")
        assert PROPOSED[0][0] not in drawn(pilot)
        stage.reveal(stage.here)
        await keys(pilot, "1", "3")
        assert all(rule in drawn(pilot) for rule, _ in PROPOSED)
        await keys(pilot, "1")

        # A key that is pressed too often gives nobody's vote, nor that of the other one.
        await keys(pilot, "3", "enter", "enter")
        assert stage.session.rules[0].voices == ()
        assert "Tab leads to the votes" in drawn(pilot)
        await keys(pilot, "tab", "enter", "enter")
        assert [v.partner for v in stage.session.rules[0].voices] == [first]
        await keys(pilot, "tab", "enter")
        (rule,) = stage.session.agreed_rules()
        assert (rule.sentence, rule.sign) == PROPOSED[0]
        assert (rule.proposed_by, rule.sources, rule.point) == (first, ("team.rules",), "team")
        assert [v.partner for v in rule.voices] == [first, second]
        voices = next(line for line in lines(pilot.app) if "◆ Ben Roth" in line)
        assert voices.count("✓ yes") == 2

        # The list goes on with the proposals that are left.
        await keys(pilot, "escape")
        assert [p.rule.rule for p in open_proposals(stage)] == [PROPOSED[1][0]]
        await keys(pilot, "ctrl+a")
        await typed(pilot, "proposed reply the same")
        assert pilot.app.screen.query_one(OptionList).option_count == 0
        await keys(pilot, "escape", "enter")
        assert [r.sentence for r in stage.session.rules] == [rule for rule, _ in PROPOSED]


def test_a_reworded_proposal_is_still_that_rule(tmp_path):
    stage = with_proposals(tmp_path)
    stage.reveal(stage.here)
    proposal = proposals(stage)[0]
    rule = stage.board.propose_rule(
        "team", proposal.rule.rule, by=proposal.partner, sources=(proposal.prompt,)
    )
    stage.board.reword_rule(rule.id, sentence="We reply the same day, by 6 pm.")
    assert [p.rule.rule for p in open_proposals(stage)] == [PROPOSED[1][0]]


async def test_another_voice_than_yes_asks_for_its_reason(tmp_path):
    stage = with_proposals(tmp_path)
    rule = stage.board.propose_rule("team", "We call back")
    async with app_of(stage).run_test(size=LARGE) as pilot:
        await keys(pilot, "f4", "enter", "tab")
        field = pilot.app.screen.query(VoiceField).first()
        assert field.has_focus
        await keys(pilot, "right", "enter")
        assert isinstance(pilot.app.screen.focused, Input)
        await typed(pilot, "in summer")
        await keys(pilot, "enter")
        voice = stage.session.rule(rule.id).voice_of(stage.session.partner_ids[0])
        assert (voice.says, voice.reason) == (Says.LIVE_WITH, "in summer")
        # The other one is next.
        await keys(pilot, "tab")
        assert pilot.app.screen.query(VoiceField).last().has_focus
        assert stage.session.rule(rule.id).voice_of(stage.session.partner_ids[1]) is None


async def test_the_library_is_searched_by_what_is_typed(tmp_path):
    stage = with_proposals(tmp_path)
    starter = next(r for r in stage.workbook.starter_rules if r.title == "Settle up soon")
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "f4", "ctrl+a")
        options = pilot.app.screen.query_one(OptionList)
        assert options.option_count > 25
        await typed(pilot, "settle soon")
        assert [o.id for o in options.options if o.id] == [f"starter-{starter.id}"]
        await keys(pilot, "enter")
        assert pilot.app.screen.query("#field-days")
