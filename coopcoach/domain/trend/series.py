"""The course of each topic over the reviews. What is not known stays None: nothing is compared with it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from coopcoach.domain.exercise import FIVE_POINTS, Frozen
from coopcoach.domain.review import BALANCE, CHASING, GAIN, HOURS, Review
from coopcoach.domain.trend.plan import EffortPlan


class ReviewSeries(Frozen):
    """One partner's answers to one topic over all reviews.

    ``topic`` is a point, the id of a prompt or that of a ground rule; ``plan`` is the planned value, where there is
    one.
    """

    topic: str
    partner: str
    values: tuple[Decimal | None, ...]
    plan: Decimal | None = None

    @property
    def change(self) -> Decimal | None:
        """The last value less the known one before it; None where the last review has none, or it is the only one."""
        known = [value for value in self.values if value is not None]
        if len(known) < 2 or self.values[-1] is None:
            return None
        return known[-1] - known[-2]


def trend(
    reviews: Sequence[Review], partners: Sequence[str], plans: Sequence[EffortPlan] = ()
) -> tuple[ReviewSeries, ...]:
    """Return a series for each topic and partner: the five points, balance, chasing, hours and gain."""
    planned = {p.partner: p for p in plans}
    found = []
    for topic in (*FIVE_POINTS, BALANCE, CHASING, HOURS, GAIN):
        for who in partners:
            plan = planned.get(who, EffortPlan(partner=who))
            found.append(
                ReviewSeries(
                    topic=topic,
                    partner=who,
                    values=tuple(_value(topic, review, who) for review in reviews),
                    plan={HOURS: plan.hours, GAIN: plan.gain}.get(topic),
                )
            )
    return tuple(found)


def rule_trend(reviews: Sequence[Review], partners: Sequence[str]) -> tuple[ReviewSeries, ...]:
    """Return a series for each ground rule and partner: how well it was kept, in the order of the first mention."""
    said = (kept.rule for review in reviews for a in review.answers for kept in a.rules)
    return tuple(
        ReviewSeries(topic=rule, partner=who, values=tuple(_kept(rule, r, who) for r in reviews))
        for rule in dict.fromkeys(said)
        for who in partners
    )


def _value(topic: str, review: Review, who: str) -> Decimal | None:
    answers = review.of(who)
    if topic == CHASING:
        return review.chasing_a_month(who)
    numbers = {HOURS: answers.hours, GAIN: answers.gain}
    if topic in numbers:
        return numbers[topic]
    if topic == BALANCE:
        return _decimal(answers.balance)
    return next((Decimal(n) for point, n in answers.five.items() if point == topic), None)


def _kept(rule: str, review: Review, who: str) -> Decimal | None:
    given = (kept.kept for kept in review.of(who).rules if kept.rule == rule)
    return _decimal(next(given, None))


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
