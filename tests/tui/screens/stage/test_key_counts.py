"""How many keys the frequent steps of a call take; what is typed does not count.

| step | before | now |
| --- | --- | --- |
| reveal | 2, and Enter alone revealed | 3: the answer that changes nothing is under Enter |
| joint answer from a passage of an answer, on its page | not possible: typed from memory | 3 |
| rule from a marked sentence, both voices | not possible | 5 |
| rule from a proposal, both voices | 7 | 5 |
| action with person and day | 6 | 6 |
| close: dates, PDF and mail | 5 | 5 |
"""

from __future__ import annotations

from coopcoach.domain.answers import Answer, ProposedRule, RulesValue
from coopcoach.markup.passages import sentences
from tests.builders.screens import SMALL, app_of, drawn, keys, typed, until
from tests.builders.sessions import answer_as, prepared, stage_of

WORDS = ("Anna pays. Then Ben pays.", "Ben wants one price.")


async def press(pilot, sequence: str, *words: str) -> int:
    """Press keys; a dot stands for the next of the words, which are typed. Return the number of keys."""
    left = list(words)
    tokens = sequence.split()
    for token in tokens:
        if token == ".":
            await typed(pilot, left.pop(0))
        else:
            await keys(pilot, token)
    return len(tokens) - tokens.count(".")


async def test_the_frequent_steps_take_few_keys(tmp_path):
    workspace, slug = prepared(tmp_path, words=WORDS)
    stage = stage_of(workspace, slug)
    first, second = stage.session.partner_ids
    proposed = RulesValue(rules=(ProposedRule(rule="We reply the same day."),))
    answer_as(workspace, slug, first, "en", {"team.rules": Answer(value=proposed)})
    async with app_of(stage).run_test(size=SMALL) as pilot:
        screen = pilot.app.screen
        await screen._go_to("goal-why")
        assert await press(pilot, "ctrl+r left enter") == 3
        assert stage.session.is_revealed("goal-why")

        await keys(pilot, "f8")
        assert await press(pilot, "alt+up down enter") == 3
        screen.flush()
        note = stage.joint_prompts(stage.here)[-1].id
        assert stage.session.joint_answer(note).value.text == "Then Ben pays. goal.why"

        await keys(pilot, "up")
        assert await press(pilot, "ctrl+a f2 enter tab enter") == 5
        (rule,) = stage.session.agreed_rules()
        assert rule.sentence == sentences(WORDS[0])[0]

        await screen._go_to("team-rules")
        stage.reveal(stage.here)
        await keys(pilot, "1", "3")
        assert await press(pilot, "enter tab enter tab enter") == 5
        await keys(pilot, "escape")
        assert [r.sentence for r in stage.session.agreed_rules()][1] == "We reply the same day."
        assert "We reply the same day." in drawn(pilot)

        asked = ("Call the bank", "anna", "in 2 weeks")
        assert await press(pilot, "ctrl+n ctrl+a . enter . enter . enter escape", *asked) == 6
        (action,) = stage.session.actions
        assert (action.what, action.who) == ("Call the bank", first)
        assert action.until is not None

        dates = ("in 8 weeks", "1.2. 10:00")
        assert await press(pilot, "f2 ctrl+d . tab . f2 ctrl+w", *dates) == 5
        await until(pilot, lambda: list(workspace.exports.rglob("*.eml")))
    assert second in {voice.partner for voice in rule.voices}
