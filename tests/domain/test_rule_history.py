"""The life of a ground rule, worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from coopcoach.domain.ground_rules import VOTES, GroundRule, RuleState, Says, SetAside
from coopcoach.domain.rule_history import RuleEvent, RuleEventKind, rule_history

BOTH = ("anna", "ben")
JANUARY = datetime(2027, 1, 15, 11, 0, tzinfo=UTC)
MARCH = datetime(2027, 3, 12, 10, 0, tzinfo=UTC)
MAY = datetime(2027, 5, 7, 10, 0, tzinfo=UTC)
KINDS = RuleEventKind


def proposed() -> GroundRule:
    return GroundRule(
        id="rule-1", point="talk", sentence="First.", proposed_by="ben", proposed_at=JANUARY
    )


def both(rule: GroundRule, says: Says, at: datetime, reason: str = "") -> GroundRule:
    """Return the rule with the voice of both, ten minutes apart."""
    first = rule.with_voice("anna", says, at, reason)
    return first.with_voice("ben", says, at + timedelta(minutes=10))


def told(rule: GroundRule) -> list[tuple[RuleEventKind, date | None, str]]:
    return [(e.kind, e.on, e.sentence) for e in rule_history(rule, BOTH)]


def test_a_rule_is_proposed_agreed_amended_renewed_and_retired() -> None:
    rule = both(proposed(), Says.YES, JANUARY)
    rule = rule.reworded(sentence="Second.", sign="s", consequence="", trial_until=None, at=MARCH)
    rule = both(both(rule, Says.YES, MARCH), Says.YES, MAY)
    rule = both(rule, Says.RETIRE, MAY + timedelta(days=60), "it goes without saying")
    assert told(rule) == [
        (KINDS.PROPOSED, date(2027, 1, 15), "First."),
        (KINDS.AGREED, date(2027, 1, 15), ""),
        (KINDS.AMENDED, date(2027, 3, 12), "Second."),
        (KINDS.AGREED, date(2027, 3, 12), ""),
        (KINDS.RENEWED, date(2027, 5, 7), ""),
        (KINDS.RETIRED, date(2027, 7, 6), ""),
    ]
    assert rule.state(BOTH) is RuleState.RETIRED
    assert rule_history(rule, BOTH)[0].by == "ben"
    assert [v.reason for v in rule_history(rule, BOTH)[-1].voices] == ["it goes without saying", ""]


def test_one_who_wants_to_retire_a_rule_does_not_retire_it() -> None:
    rule = both(proposed(), Says.YES, JANUARY).with_voice("ben", Says.RETIRE, MARCH)
    assert rule.state(BOTH) is RuleState.IN_DISCUSSION
    assert [kind for kind, *_ in told(rule)] == [KINDS.PROPOSED, KINDS.AGREED]
    kept = rule.with_voice("ben", Says.YES, MARCH)
    assert kept.is_agreed(BOTH)
    # Only Ben spoke again: nothing was renewed by both.
    assert [kind for kind, *_ in told(kept)] == [KINDS.PROPOSED, KINDS.AGREED]


def test_a_vote_corrected_on_the_same_day_renews_nothing() -> None:
    rule = both(both(proposed(), Says.YES, JANUARY), Says.LIVE_WITH, JANUARY)
    assert [kind for kind, *_ in told(rule)] == [KINDS.PROPOSED, KINDS.AGREED]


def test_a_no_to_an_agreed_rule_opens_it_again() -> None:
    rule = both(proposed(), Says.YES, JANUARY).with_voice("anna", Says.NO, MARCH, "too slow")
    assert told(rule)[-1] == (KINDS.REOPENED, date(2027, 3, 12), "")
    assert rule.state(BOTH) is RuleState.IN_DISCUSSION


def test_what_was_set_aside_names_its_day() -> None:
    rule = proposed().model_copy(update={"set_aside": SetAside.PARKED, "set_aside_at": MARCH})
    assert told(rule)[-1] == (KINDS.PARKED, date(2027, 3, 12), "")


def test_a_review_comes_before_what_is_decided_on_its_day() -> None:
    rule = both(both(proposed(), Says.YES, JANUARY), Says.YES, MAY)
    kept = [
        RuleEvent(kind=KINDS.KEPT, on=MARCH.date(), kept={"anna": 2, "ben": 4}),
        RuleEvent(kind=KINDS.KEPT, on=MAY.date(), kept={"anna": 4}),
    ]
    kinds = [e.kind for e in rule_history(rule, BOTH, kept)]
    assert kinds == [KINDS.PROPOSED, KINDS.AGREED, KINDS.KEPT, KINDS.KEPT, KINDS.RENEWED]


def test_a_wording_that_nobody_voted_on_is_not_kept() -> None:
    rule = proposed().reworded(sentence="Second.", sign="", consequence="", trial_until=None)
    assert rule.earlier == ()
    assert told(rule) == [(KINDS.PROPOSED, date(2027, 1, 15), "Second.")]


@pytest.mark.parametrize(
    ("says", "may"),
    [((), False), ((Says.YES, Says.NO), False), ((Says.YES, Says.LIVE_WITH), True), ((Says.RETIRE,), True)],
)  # fmt: skip
def test_only_an_agreed_rule_can_be_retired(says: tuple[Says, ...], may: bool) -> None:
    rule = proposed()
    for partner, one in zip(BOTH, says, strict=False):
        rule = rule.with_voice(partner, one, JANUARY)
    assert rule.votes(BOTH) == ((*VOTES, Says.RETIRE) if may else VOTES)
