"""Agreed means: both, to this exact wording."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.ground_rules import (
    CONSENTING,
    GroundRule,
    RuleState,
    Says,
    SetAside,
)

AT = datetime(2027, 1, 15, 10, 0, tzinfo=UTC)
BOTH = ("anna", "ben")


def rule(sentence: str = "We reply within two days.") -> GroundRule:
    return GroundRule(id="rule-1", point="talk", sentence=sentence)


def agreed() -> GroundRule:
    return rule().with_voice("anna", Says.YES, AT).with_voice("ben", Says.LIVE_WITH, AT, "In July?")


def test_two_voices_agree() -> None:
    assert agreed().state(BOTH) is RuleState.AGREED


def test_a_rule_that_nobody_spoke_to_is_proposed() -> None:
    assert rule().state(BOTH) is RuleState.PROPOSED


def test_one_partner_cannot_agree_alone() -> None:
    alone = rule().with_voice("anna", Says.YES, AT).with_voice("anna", Says.YES, AT)
    assert alone.state(BOTH) is RuleState.IN_DISCUSSION
    assert alone.state(("anna", "anna")) is RuleState.IN_DISCUSSION
    assert alone.state(("anna",)) is RuleState.IN_DISCUSSION


def test_one_changed_character_needs_both_voices_again() -> None:
    changed = agreed().reworded(
        sentence="We reply within two days!", sign="", consequence="", trial_until=None
    )
    assert changed.state(BOTH) is RuleState.IN_DISCUSSION
    assert [voice.partner for voice in changed.lost_voices()] == ["anna", "ben"]


def test_a_wording_changed_back_needs_both_voices_again() -> None:
    there = agreed().reworded(sentence="Other.", sign="", consequence="", trial_until=None)
    back = there.reworded(
        sentence="We reply within two days.", sign="", consequence="", trial_until=None
    )
    assert back.sentence == agreed().sentence
    assert back.state(BOTH) is RuleState.IN_DISCUSSION


def test_what_is_signed_is_more_than_the_sentence() -> None:
    for terms in (
        {"sign": "Nobody asks twice."},
        {"consequence": "We call."},
        {"trial_until": date(2027, 3, 1)},
    ):
        wanted = {"sentence": rule().sentence, "sign": "", "consequence": "", "trial_until": None}
        changed = agreed().reworded(**{**wanted, **terms})  # type: ignore[arg-type]
        assert changed.state(BOTH) is RuleState.IN_DISCUSSION


def test_terms_cannot_be_shifted_from_one_field_to_the_next() -> None:
    first = GroundRule(id="rule-1", point="talk", sentence="ab", sign="c")
    second = GroundRule(id="rule-1", point="talk", sentence="a", sign="bc")
    assert first.wording != second.wording


def test_a_parked_rule_is_not_agreed() -> None:
    for aside in SetAside:
        assert not agreed().model_copy(update={"set_aside": aside}).is_agreed(BOTH)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(BOTH), st.sampled_from(list(Says))),
        st.sampled_from(["We reply.", "We reply within two days.", ""]),
    ),
    max_size=12,
)


@given(STEPS)
def test_agreed_exactly_when_the_last_voice_of_each_to_this_revision_consents(
    steps: list[tuple[str, Says] | str],
) -> None:
    now = rule()
    last: dict[str, Says] = {}
    for step in steps:
        if isinstance(step, str):
            if step != now.sentence:
                last.clear()
            now = now.reworded(sentence=step, sign="", consequence="", trial_until=None)
        else:
            partner, says = step
            now = now.with_voice(partner, says, AT)
            last[partner] = says
    wanted = all(last.get(partner) in CONSENTING for partner in BOTH)
    assert now.is_agreed(BOTH) is wanted
    assert len(now.voices) == sum(isinstance(step, tuple) for step in steps)
