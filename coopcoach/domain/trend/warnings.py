"""The warning signs of the last review: places to begin a talk, no verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum

from coopcoach.domain.exercise import Frozen
from coopcoach.domain.review import BARELY_KEPT, EVEN, OFF, Review
from coopcoach.domain.trend.plan import EffortPlan


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
    """A warning sign, with the partner, the id of the ground rule and the numbers that it follows from."""

    kind: WarningKind
    partner: str = ""
    rule: str = ""
    before: Decimal | None = None
    now: Decimal | None = None


def warnings(reviews: Sequence[Review], plans: Sequence[EffortPlan]) -> tuple[WarningSign, ...]:
    """Return the warning signs of the last review; the reviews are in the order of their days."""
    if not reviews:
        return ()
    now = reviews[-1]
    partners = [answers.partner for answers in now.answers]
    return (
        *(sign for partner in partners for sign in _chasing(partner, reviews)),
        *_rules(now),
        *(sign for partner in partners for sign in _hours(partner, now, plans)),
        *_balance(now),
    )


def _chasing(partner: str, reviews: Sequence[Review]) -> Iterator[WarningSign]:
    """Yield that a partner had to ask again more often than in the last review with a number of theirs."""
    *earlier, now = (review.chasing_a_month(partner) for review in reviews)
    before = next((count for count in reversed(earlier) if count is not None), None)
    if now is not None and before is not None and now > before:
        yield WarningSign(kind=WarningKind.CHASING_RISES, partner=partner, before=before, now=now)


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
