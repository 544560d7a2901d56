"""A review: both partners' answers beside the plan and the review before it, and warning signs.

A review is a small session: its folder ``reviews/<day>/`` holds ``review.md`` and one answers file for each
partner. The answers are sealed until its reveal. `Review` holds what may be shown of it: only answers that both
partners may see are handed in.

Ground rules are named by their ids, which stay the same when a rule is reworded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Date
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from pydantic import Field

from coopcoach.domain.agreement import JointAnswer, OwnAnswers
from coopcoach.domain.answers import (
    Answer,
    NumberValue,
    Row,
    ScaleValue,
    TableValue,
)
from coopcoach.domain.exercise import FIVE_POINTS, Frozen, Phase, Point, Workbook
from coopcoach.domain.ground_rules import GroundRule, RuleState
from coopcoach.domain.trend.monthly import monthly_answer

RULES, CHASING, HOURS, GAIN, BALANCE, FIVE = (
    "review.rules",
    "review.chasing",
    "review.hours",
    "review.gain",
    "review.balance",
    "review.five",
)
NEXT = "review.next"
LEDGER = "value.ledger"
EXIT = "team.exit"

# The ids of its exercises: the rules, which are asked about one by one, and the two that are settled jointly.
RULES_EXERCISE = "review-rules"
NEXT_EXERCISE = "review-next"
END_EXERCISE = "review-end"

# On scales from 1 to 5: giving and taking are even; a ground rule below BARELY_KEPT is not kept; a balance by OFF
# from EVEN is a warning sign.
EVEN = 3
BARELY_KEPT = 3
OFF = 2

_MONTH = Decimal(30)
_RULE_PROMPT: Final = re.compile(r"review\.(rule_\d+)")


class Decision(StrEnum):
    """The ways to go on: the options of the prompt NEXT."""

    CARRY_ON = "carry-on"
    ADJUST = "adjust"
    PAUSE = "pause"
    END = "end"


class Outcome(StrEnum):
    """The outcome of a review for one ground rule."""

    RENEWED = "renewed"
    AMENDED = "amended"
    RETIRED = "retired"
    OPEN = "open"


class ReviewedRule(Frozen):
    """A ground rule as a review asked about it, and what became of it there.

    Attributes:
        id: The id of the ground rule.
        number: Its number in the review.
        sentence: The sentence that was asked about.
        wording: The digest of the wording that was asked about.
        votes: How many votes it had then: a rule is renewed by those that follow, whatever clocks say.
        outcome: OPEN as long as one of the two voices is missing.
        amended: The new sentence of an amended rule.
        reason: The reasons for retiring it, by whoever gave one.
        settled: When the second voice was given.
    """

    id: str
    number: int
    sentence: str
    wording: str = ""
    votes: int = 0
    outcome: Outcome = Outcome.OPEN
    amended: str = ""
    reason: str = ""
    settled: datetime | None = None

    @property
    def prompt_id(self) -> str:
        """The id of the prompt that asks how well it was kept."""
        return f"review.{self.id.replace('-', '_')}"


def rule_of_prompt(prompt_id: str) -> str:
    """Return the id of the ground rule that a prompt asks about; "" for other prompts."""
    asked = _RULE_PROMPT.fullmatch(prompt_id)
    return asked[1].replace("_", "-") if asked else ""


def rules_to_review(
    rules: Sequence[GroundRule], partners: Sequence[str]
) -> tuple[ReviewedRule, ...]:
    """Return the agreed rules as a review asks about them, numbered as they are printed."""
    agreed = (rule for rule in rules if rule.is_agreed(partners))
    return tuple(
        ReviewedRule(
            id=rule.id,
            number=number,
            sentence=_one_line(rule.sentence),
            wording=rule.wording,
            votes=len(rule.voices),
        )
        for number, rule in enumerate(agreed, 1)
    )


def settled(
    asked: ReviewedRule, rule: GroundRule | None, partners: Sequence[str], *, is_revealed: bool
) -> ReviewedRule:
    """Return a reviewed rule with what became of it.

    Args:
        asked: The rule as the review asked about it.
        rule: The rule as it is now; None where it is gone.
        partners: The ids of both partners.
        is_revealed: Whether the answers about it are revealed; nothing is settled before.
    """
    open_ = asked.model_copy(
        update={"outcome": Outcome.OPEN, "amended": "", "reason": "", "settled": None}
    )
    voices = [rule.voice_of(partner) for partner in partners] if rule else []
    given = [voice for voice in voices if voice is not None]
    if rule is None or not is_revealed or not given or len(given) < len(voices):
        return open_
    state, at = rule.state(partners), max(voice.at for voice in given)
    if state is RuleState.RETIRED:
        reasons = dict.fromkeys(voice.reason.strip() for voice in given)
        reason = " · ".join(filter(None, reasons))
        return open_.model_copy(
            update={"outcome": Outcome.RETIRED, "reason": reason, "settled": at}
        )
    if state is not RuleState.AGREED:
        return open_
    if rule.wording != asked.wording:
        update = {"outcome": Outcome.AMENDED, "amended": _one_line(rule.sentence), "settled": at}
        return open_.model_copy(update=update)
    if all(votes_again(asked, rule, partner) for partner in partners):
        return open_.model_copy(update={"outcome": Outcome.RENEWED, "settled": at})
    return open_


def votes_again(asked: ReviewedRule, rule: GroundRule, partner: str) -> bool:
    """Return whether a partner has voted on the present wording since a review asked about the rule."""
    later = rule.voices[asked.votes :]
    return any(v.partner == partner and v.wording == rule.wording for v in later)


def _one_line(text: str) -> str:
    return " ".join(text.split())


class KeptRule(Frozen):
    """A partner's answer on how well a ground rule was kept, from 1 to 5; ``rule`` is the id of the ground rule."""

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
    """One review, as far as it may be shown.

    Attributes:
        on: Its day.
        since: The day of the session or review before it.
        answers: The answers that are revealed and for both.
        decision: How to go on: an option of the prompt NEXT; "" where it is open.
        rules: The ground rules that it asked about, and what became of each.
        new_rules: The ids of the ground rules that were agreed in it for the first time.
        joint: Its joint answers, among them those on a good end.
        next: The day of the next review.
        ledger: Both lists of giving and taking, as far as they are revealed and for both; None where neither is.
        revealed: When the answers about the rules were revealed; None where they are sealed.
    """

    on: Date
    since: Date
    answers: tuple[ReviewAnswers, ...] = ()
    decision: str = ""
    rules: tuple[ReviewedRule, ...] = ()
    new_rules: tuple[str, ...] = ()
    joint: tuple[JointAnswer, ...] = ()
    next: Date | None = None
    ledger: OwnAnswers | None = None
    revealed: datetime | None = None

    def rule(self, rule_id: str) -> ReviewedRule | None:
        """Return a ground rule as it was asked about, by its id."""
        return next((r for r in self.rules if r.id == rule_id), None)

    def sentence(self, rule_id: str) -> str:
        """Return the sentence of a ground rule as it was asked about; the id where that is not known."""
        found = self.rule(rule_id)
        return found.sentence if found else rule_id

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


def review_answers(
    partner: str, answers: Mapping[str, Answer], workbook: Workbook | None = None
) -> ReviewAnswers:
    """Read a partner's answers to the prompts of a review.

    Args:
        partner: The id of the partner.
        answers: The answers by prompt id.
        workbook: The exercises of the review; hours and gain are read by the month, whatever unit they ask for.
            None takes them as they are.
    """

    def by_month(prompt_id: str) -> Decimal | None:
        if workbook is None:
            return _number(answers.get(prompt_id))
        prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
        return monthly_answer(prompt.question if prompt else None, answers.get(prompt_id))

    return ReviewAnswers(
        partner=partner,
        rules=tuple(_kept_rules(answers)),
        chasing=_number(answers.get(CHASING)),
        hours=by_month(HOURS),
        gain=by_month(GAIN),
        balance=_scale(answers.get(BALANCE)),
        five=_five(answers.get(FIVE)),
    )


def _kept_rules(answers: Mapping[str, Answer]) -> Iterator[KeptRule]:
    for prompt_id, answer in answers.items():
        rule = rule_of_prompt(prompt_id)
        if rule and isinstance(answer.value, ScaleValue):
            yield KeptRule(rule=rule, kept=answer.value.value, remark=answer.remark.strip())


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
