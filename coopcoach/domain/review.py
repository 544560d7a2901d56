"""A review: both partners' answers beside the plan and the review before it, and warning signs.

The answers of a review are sealed until its reveal. Only answers that both partners may see are handed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from coopcoach.domain.answers import (
    Answer,
    NumberValue,
    Row,
    ScaleValue,
    TableValue,
    TextValue,
)
from coopcoach.domain.exercise import FIVE_POINTS, Frozen, Point

RULES, CHASING, HOURS, GAIN, BALANCE, FIVE = (
    "review.rules",
    "review.chasing",
    "review.hours",
    "review.gain",
    "review.balance",
    "review.five",
)
EFFORT = frozenset({"goal.effort", "goal.numbers"})

# On scales from 1 to 5: giving and taking are even; a ground rule below BARELY_KEPT is not kept; a balance by OFF
# from EVEN is a warning sign.
EVEN = 3
BARELY_KEPT = 3
OFF = 2

_MONTH = Decimal(30)


class KeptRule(Frozen):
    """A partner's answer on how well a ground rule was kept, from 1 to 5."""

    rule: str
    kept: int
    remark: str = ""


class ReviewAnswers(Frozen):
    """One partner's answers in a review; None where there is none."""

    partner: str
    rules: tuple[KeptRule, ...] = ()
    chasing: Decimal | None = None
    hours: Decimal | None = None
    gain: Decimal | None = None
    balance: int | None = None
    five: dict[Point, int] = Field(default_factory=dict)


class Review(Frozen):
    """One review, the day of the session or review before it, and the decision on how to go on."""

    on: Date
    since: Date
    answers: tuple[ReviewAnswers, ...] = ()
    decision: str = ""

    def of(self, partner: str) -> ReviewAnswers:
        """Return a partner's answers; blank ones where there are none."""
        found = (answers for answers in self.answers if answers.partner == partner)
        return next(found, ReviewAnswers(partner=partner))

    def chasing_a_month(self, partner: str) -> Decimal | None:
        """Return how often a partner had to ask again in 30 days: the time between reviews varies."""
        counted = self.of(partner).chasing
        if counted is None or self.since >= self.on:
            return None
        return (counted * _MONTH / (self.on - self.since).days).quantize(Decimal("0.1"))


class EffortPlan(Frozen):
    """The hours and the gain a month that a partner planned before the cooperation began."""

    partner: str
    hours: Decimal | None = None
    gain: Decimal | None = None


class WarningKind(StrEnum):
    """The kinds of warning signs."""

    CHASING_RISES = "chasing-rises"
    RULE_NOT_KEPT = "rule-not-kept"
    HOURS_OVER_PLAN = "hours-over-plan"
    GIVES_MORE = "gives-more"
    TAKES_MORE = "takes-more"
    BOTH_GIVE = "both-give"
    BOTH_TAKE = "both-take"


class WarningSign(Frozen):
    """A warning sign, with the partner, the ground rule and the numbers that it follows from."""

    kind: WarningKind
    partner: str = ""
    rule: str = ""
    before: Decimal | None = None
    now: Decimal | None = None


class ReviewSeries(Frozen):
    """One partner's answers to one topic over all reviews.

    ``topic`` is a point or the id of a prompt; ``plan`` is the value of the plan, where there is one.
    """

    topic: str
    partner: str
    values: tuple[Decimal | None, ...]
    plan: Decimal | None = None


def review_answers(partner: str, answers: Mapping[str, Answer]) -> ReviewAnswers:
    """Read a partner's answers to the prompts of a review, by prompt id."""
    return ReviewAnswers(
        partner=partner,
        rules=tuple(_kept_rules(answers.get(RULES))),
        chasing=_number(answers.get(CHASING)),
        hours=_number(answers.get(HOURS)),
        gain=_number(answers.get(GAIN)),
        balance=_scale(answers.get(BALANCE)),
        five=_five(answers.get(FIVE)),
    )


def effort_plan(partner: str, effort: Answer) -> EffortPlan:
    """Read a partner's plan from the answer to a prompt of EFFORT."""
    rows = _rows(effort)
    cells = rows[0].cells if rows else {}
    hours, gain = cells.get("hours"), cells.get("gain")
    return EffortPlan(
        partner=partner,
        hours=hours.value if isinstance(hours, NumberValue) else None,
        gain=gain.value if isinstance(gain, NumberValue) else None,
    )


def warnings(reviews: Sequence[Review], plans: Sequence[EffortPlan]) -> tuple[WarningSign, ...]:
    """Return the warning signs of the last review; the reviews are in the order of their days."""
    if not reviews:
        return ()
    now = reviews[-1]
    before = reviews[-2] if len(reviews) > 1 else None
    partners = [answers.partner for answers in now.answers]
    found: list[WarningSign] = []
    for partner in partners:
        found.extend(_chasing(partner, before, now))
    found.extend(_rules(now))
    for partner in partners:
        found.extend(_hours(partner, now, plans))
    found.extend(_balance(now))
    return tuple(found)


def trend(
    reviews: Sequence[Review], partners: Sequence[str], plans: Sequence[EffortPlan] = ()
) -> tuple[ReviewSeries, ...]:
    """Return a series for each topic and partner; the five points come first."""
    planned = {p.partner: p for p in plans}
    found = []
    for point in FIVE_POINTS:
        for who in partners:
            values = tuple(_decimal(r.of(who).five.get(point)) for r in reviews)
            found.append(ReviewSeries(topic=point, partner=who, values=values))
    for topic in (BALANCE, CHASING, HOURS, GAIN):
        for who in partners:
            known = planned.get(who, EffortPlan(partner=who))
            found.append(
                ReviewSeries(
                    topic=topic,
                    partner=who,
                    values=tuple(_value(topic, r, who) for r in reviews),
                    plan={HOURS: known.hours, GAIN: known.gain}.get(topic),
                )
            )
    return tuple(found)


def _value(topic: str, review: Review, who: str) -> Decimal | None:
    answers = review.of(who)
    if topic == CHASING:
        return review.chasing_a_month(who)
    return {BALANCE: _decimal(answers.balance), HOURS: answers.hours, GAIN: answers.gain}[topic]


def _chasing(partner: str, before: Review | None, now: Review) -> Iterator[WarningSign]:
    if before is None:
        return
    earlier, later = before.chasing_a_month(partner), now.chasing_a_month(partner)
    if earlier is not None and later is not None and later > earlier:
        yield WarningSign(
            kind=WarningKind.CHASING_RISES, partner=partner, before=earlier, now=later
        )


def _rules(now: Review) -> Iterator[WarningSign]:
    """Yield each ground rule that a partner found badly kept, once, with the lower number."""
    lowest: dict[str, tuple[int, str]] = {}
    for answers in now.answers:
        for kept in answers.rules:
            if kept.kept < BARELY_KEPT and kept.kept < lowest.get(kept.rule, (9, ""))[0]:
                lowest[kept.rule] = (kept.kept, answers.partner)
    for rule, (value, who) in lowest.items():
        yield WarningSign(
            kind=WarningKind.RULE_NOT_KEPT, partner=who, rule=rule, now=Decimal(value)
        )


def _hours(partner: str, now: Review, plans: Sequence[EffortPlan]) -> Iterator[WarningSign]:
    planned = next((p.hours for p in plans if p.partner == partner), None)
    spent = now.of(partner).hours
    if planned is not None and spent is not None and spent > planned:
        yield WarningSign(
            kind=WarningKind.HOURS_OVER_PLAN, partner=partner, before=planned, now=spent
        )


def _balance(now: Review) -> Iterator[WarningSign]:
    """Yield a partner's balance that is off, and a sum that is: the giving of one is the taking of the other."""
    off = {a.partner: a.balance - EVEN for a in now.answers if a.balance is not None}
    for partner, by in off.items():
        if abs(by) >= OFF:
            kind = WarningKind.GIVES_MORE if by < 0 else WarningKind.TAKES_MORE
            yield WarningSign(kind=kind, partner=partner, now=Decimal(EVEN + by))
    together = sum(off.values())
    if len(off) > 1 and abs(together) >= OFF and min(map(abs, off.values())) > 0:
        yield WarningSign(kind=WarningKind.BOTH_GIVE if together < 0 else WarningKind.BOTH_TAKE)


def _kept_rules(answer: Answer | None) -> Iterator[KeptRule]:
    for row in _rows(answer):
        rule, kept, remark = (row.cells.get(c) for c in ("rule", "kept", "remark"))
        if isinstance(rule, TextValue) and rule.text.strip() and isinstance(kept, ScaleValue):
            words = remark.text.strip() if isinstance(remark, TextValue) else ""
            yield KeptRule(rule=" ".join(rule.text.split()), kept=kept.value, remark=words)


def _five(answer: Answer | None) -> dict[Point, int]:
    found: dict[Point, int] = {}
    for row in _rows(answer):
        now = row.cells.get("now")
        point = next((p for p in FIVE_POINTS if p == row.row), None)
        if point and isinstance(now, ScaleValue):
            found[point] = now.value
    return found


def _rows(answer: Answer | None) -> tuple[Row, ...]:
    value = answer.value if answer else None
    return value.rows if isinstance(value, TableValue) else ()


def _number(answer: Answer | None) -> Decimal | None:
    value = answer.value if answer else None
    return value.value if isinstance(value, NumberValue) else None


def _scale(answer: Answer | None) -> int | None:
    value = answer.value if answer else None
    return value.value if isinstance(value, ScaleValue) else None


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
