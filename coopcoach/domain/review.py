"""A review: what both say of the weeks behind them, set against the plan, and what should be talked about.

Only what both may see goes in here: the answers of a review are sealed until its reveal like all others.
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
EFFORT = "goal.effort"

# On the scale from 1 to 5: giving and taking are even; a rule below this is not really kept.
EVEN = 3
BARELY_KEPT = 3
OFF = 2

_MONTH = Decimal(30)


class Kept(Frozen):
    """How well a ground rule was kept, from 1 to 5."""

    rule: str
    kept: int
    remark: str = ""


class Said(Frozen):
    """What one partner said in a review; None where there is no answer."""

    partner: str
    rules: tuple[Kept, ...] = ()
    chasing: Decimal | None = None
    hours: Decimal | None = None
    gain: Decimal | None = None
    balance: int | None = None
    five: dict[Point, int] = Field(default_factory=dict)


class Review(Frozen):
    """One review: its day, the day of the talk before it, what each said, and how it goes on."""

    on: Date
    since: Date
    said: tuple[Said, ...] = ()
    decision: str = ""

    def of(self, partner: str) -> Said:
        """Return what a partner said; nothing where there is no answer."""
        return next((s for s in self.said if s.partner == partner), Said(partner=partner))

    def chasing_a_month(self, partner: str) -> Decimal | None:
        """Return how often a partner had to ask again, for 30 days: reviews lie differently far apart."""
        counted = self.of(partner).chasing
        if counted is None or self.since >= self.on:
            return None
        return (counted * _MONTH / (self.on - self.since).days).quantize(Decimal("0.1"))


class Plan(Frozen):
    """What a partner planned a month before it began."""

    partner: str
    hours: Decimal | None = None
    gain: Decimal | None = None


class Sign(StrEnum):
    """What should be talked about."""

    CHASING_RISES = "chasing-rises"
    RULE_NOT_KEPT = "rule-not-kept"
    HOURS_OVER_PLAN = "hours-over-plan"
    GIVES_MORE = "gives-more"
    TAKES_MORE = "takes-more"
    BOTH_GIVE = "both-give"
    BOTH_TAKE = "both-take"


class WarningSign(Frozen):
    """A warning sign: who said it, which rule it is about, and the numbers that it follows from."""

    sign: Sign
    partner: str = ""
    rule: str = ""
    before: Decimal | None = None
    now: Decimal | None = None


class Series(Frozen):
    """One thing that was asked, over all reviews, as one partner answered it."""

    asked: str
    partner: str
    values: tuple[Decimal | None, ...]
    plan: Decimal | None = None


def said(partner: str, answers: Mapping[str, Answer]) -> Said:
    """Return what a partner's answers to the prompts of a review say."""
    return Said(
        partner=partner,
        rules=tuple(_kept(answers.get(RULES))),
        chasing=_number(answers.get(CHASING)),
        hours=_number(answers.get(HOURS)),
        gain=_number(answers.get(GAIN)),
        balance=_scale(answers.get(BALANCE)),
        five=_five(answers.get(FIVE)),
    )


def plan(partner: str, effort: Answer) -> Plan:
    """Return what a partner's estimate of effort and gain planned."""
    rows = _rows(effort)
    cells = rows[0].cells if rows else {}
    hours, gain = cells.get("hours"), cells.get("gain")
    return Plan(
        partner=partner,
        hours=hours.value if isinstance(hours, NumberValue) else None,
        gain=gain.value if isinstance(gain, NumberValue) else None,
    )


def warnings(reviews: Sequence[Review], plans: Sequence[Plan]) -> tuple[WarningSign, ...]:
    """Return the warning signs of the last of these reviews, which are in the order of their days."""
    if not reviews:
        return ()
    now = reviews[-1]
    before = reviews[-2] if len(reviews) > 1 else None
    partners = [s.partner for s in now.said]
    found: list[WarningSign] = []
    for partner in partners:
        found.extend(_chasing(partner, before, now))
    found.extend(_rules(now))
    for partner in partners:
        found.extend(_hours(partner, now, plans))
    found.extend(_balance(now))
    return tuple(found)


def trend(
    reviews: Sequence[Review], partners: Sequence[str], plans: Sequence[Plan] = ()
) -> tuple[Series, ...]:
    """Return all that was asked over all reviews, thing by thing, partner by partner.

    The five points come first, by the names of the points.
    """
    planned = {p.partner: p for p in plans}
    found = []
    for point in FIVE_POINTS:
        for who in partners:
            values = tuple(_decimal(r.of(who).five.get(point)) for r in reviews)
            found.append(Series(asked=point, partner=who, values=values))
    for asked in (BALANCE, CHASING, HOURS, GAIN):
        for who in partners:
            known = planned.get(who, Plan(partner=who))
            found.append(
                Series(
                    asked=asked,
                    partner=who,
                    values=tuple(_asked(asked, r, who) for r in reviews),
                    plan={HOURS: known.hours, GAIN: known.gain}.get(asked),
                )
            )
    return tuple(found)


def _asked(asked: str, review: Review, who: str) -> Decimal | None:
    given = review.of(who)
    if asked == CHASING:
        return review.chasing_a_month(who)
    return {BALANCE: _decimal(given.balance), HOURS: given.hours, GAIN: given.gain}[asked]


def _chasing(partner: str, before: Review | None, now: Review) -> Iterator[WarningSign]:
    if before is None:
        return
    earlier, later = before.chasing_a_month(partner), now.chasing_a_month(partner)
    if earlier is not None and later is not None and later > earlier:
        yield WarningSign(sign=Sign.CHASING_RISES, partner=partner, before=earlier, now=later)


def _rules(now: Review) -> Iterator[WarningSign]:
    """Each rule that anybody found badly kept, once, with the lower number."""
    lowest: dict[str, tuple[int, str]] = {}
    for given in now.said:
        for kept in given.rules:
            if kept.kept < BARELY_KEPT and kept.kept < lowest.get(kept.rule, (9, ""))[0]:
                lowest[kept.rule] = (kept.kept, given.partner)
    for rule, (value, who) in lowest.items():
        yield WarningSign(sign=Sign.RULE_NOT_KEPT, partner=who, rule=rule, now=Decimal(value))


def _hours(partner: str, now: Review, plans: Sequence[Plan]) -> Iterator[WarningSign]:
    planned = next((p.hours for p in plans if p.partner == partner), None)
    spent = now.of(partner).hours
    if planned is not None and spent is not None and spent > planned:
        yield WarningSign(sign=Sign.HOURS_OVER_PLAN, partner=partner, before=planned, now=spent)


def _balance(now: Review) -> Iterator[WarningSign]:
    """Off for one of them; or for both together, for what one gives the other should be taking."""
    off = {s.partner: s.balance - EVEN for s in now.said if s.balance is not None}
    for partner, by in off.items():
        if abs(by) >= OFF:
            sign = Sign.GIVES_MORE if by < 0 else Sign.TAKES_MORE
            yield WarningSign(sign=sign, partner=partner, now=Decimal(EVEN + by))
    together = sum(off.values())
    if len(off) > 1 and abs(together) >= OFF and min(map(abs, off.values())) > 0:
        yield WarningSign(sign=Sign.BOTH_GIVE if together < 0 else Sign.BOTH_TAKE)


def _kept(answer: Answer | None) -> Iterator[Kept]:
    for row in _rows(answer):
        rule, kept, remark = (row.cells.get(c) for c in ("rule", "kept", "remark"))
        if isinstance(rule, TextValue) and rule.text.strip() and isinstance(kept, ScaleValue):
            words = remark.text.strip() if isinstance(remark, TextValue) else ""
            yield Kept(rule=" ".join(rule.text.split()), kept=kept.value, remark=words)


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
