"""List the prompts to talk about first, for the coach's private window.

The list is computed from sealed answers. It holds prompts and reasons, and no text of an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from pydantic import Field

from coopcoach.domain.alignment.dispatch import compare
from coopcoach.domain.alignment.effort import EffortComparison, Pays
from coopcoach.domain.alignment.gap import ONE_BLANK, TO_TALK, Comparison, Match, is_unanswered
from coopcoach.domain.alignment.guess import GuessComparison
from coopcoach.domain.alignment.needs import NeedsComparison
from coopcoach.domain.alignment.practice import PracticeComparison
from coopcoach.domain.alignment.tables import TableComparison
from coopcoach.domain.answers import Answer, PartnerAnswers
from coopcoach.domain.exercise import Exercise, Frozen, Pack, Phase, Point, Prompt

# Its prompts ask about the set-up of the room: a difference there is no reason to talk.
_WITHOUT_GAPS: Point = "arrive"


class Reason(StrEnum):
    """The reason to talk about a prompt first.

    - GAP: the answers are apart.
    - MISSED_EXPECTATION: a partner does not do what the other expects.
    - NEED_WITHOUT_OFFER: a partner needs what the other answered and does not offer.
    - GUESS: a guess is wrong, or in a partner's own words.
    - NEVER_PAYS: the cooperation never pays for a partner, or for both together.
    - STANCE: at least one answer is a stance.
    - ONE_BLANK: only one partner answered.
    """

    GAP = "gap"
    MISSED_EXPECTATION = "missed-expectation"
    NEED_WITHOUT_OFFER = "need-without-offer"
    GUESS = "guess"
    NEVER_PAYS = "never-pays"
    STANCE = "stance"
    ONE_BLANK = "one-blank"


class TalkFirst(Frozen):
    """A prompt to talk about first, with the reason and the ids of the fixed rows concerned.

    ``width`` orders the list, from 1.0 to 0.0, and is not shown.
    """

    exercise: str
    prompt: str
    reason: Reason
    rows: tuple[str, ...] = ()
    width: float = Field(ge=0.0, le=1.0)


def talk_first(
    exercises: Iterable[Exercise],
    pack: Pack,
    first: PartnerAnswers,
    second: PartnerAnswers,
    phase: Phase = Phase.PREPARE,
) -> tuple[TalkFirst, ...]:
    """Return the prompts to talk about first, the widest gap first, then in the order of the exercises.

    The caller passes only answers that the coach may see. ONE_BLANK is left out while a partner has answered nothing.
    """
    asked = [
        (exercise, prompt)
        for exercise in sorted(exercises, key=lambda e: (e.order, e.id))
        for prompt in exercise.prompts_in(phase, pack)
    ]
    both_began = all(
        any(not is_unanswered(answers.answer(prompt.id)) for _, prompt in asked)
        for answers in (first, second)
    )
    found = [
        item
        for exercise, prompt in asked
        for item in _reasons(exercise, prompt, first, second)
        if both_began or item.reason is not Reason.ONE_BLANK
    ]
    return tuple(sorted(found, key=lambda item: -item.width))


def _reasons(
    exercise: Exercise, prompt: Prompt, first: PartnerAnswers, second: PartnerAnswers
) -> Iterator[TalkFirst]:
    def because(reason: Reason, width: float, rows: Iterable[str | None] = ()) -> TalkFirst:
        fixed = tuple(row for row in rows if row is not None)
        return TalkFirst(
            exercise=exercise.id, prompt=prompt.id, reason=reason, rows=fixed, width=width
        )

    compared = compare(exercise, prompt, first, second)
    unspoken = _unspoken(first.answer(prompt.id), second.answer(prompt.id))
    if unspoken is not None:
        yield because(unspoken, (TO_TALK if unspoken is Reason.STANCE else ONE_BLANK).width)
    match compared:
        case GuessComparison(first=one, second=other):
            widths = [g.width for g in (one, other) if g.match in {Match.TO_READ, Match.DIFFERENT}]
            if widths:
                yield because(Reason.GUESS, max(widths))
            return
        case EffortComparison(first=one, second=other, both=both):
            if Pays.NEVER in {one.pays, other.pays, both.pays}:
                yield because(Reason.NEVER_PAYS, 1.0)
                return
    if unspoken is None and compared.width:
        yield from (because(*found) for found in _gaps(exercise, compared))


def _gaps(
    exercise: Exercise, compared: Comparison
) -> Iterator[tuple[Reason, float, tuple[str | None, ...]]]:
    rows: tuple[str | None, ...] = ()
    match compared:
        case PracticeComparison(missed=missed) if missed:
            rows = tuple(row.row for row in missed)
            yield Reason.MISSED_EXPECTATION, compared.width, rows
            return
        case NeedsComparison(without_offer=without) if without:
            rows = tuple(row.row for row in without)
            yield Reason.NEED_WITHOUT_OFFER, compared.width, rows
            return
        case TableComparison():
            apart = [row for row in compared.rows if row.match is Match.DIFFERENT]
            rows = tuple(row.row for row in sorted(apart, key=lambda row: -row.width))
    if exercise.point != _WITHOUT_GAPS:
        yield Reason.GAP, compared.width, rows


def _unspoken(first: Answer, second: Answer) -> Reason | None:
    if first.stance is not None or second.stance is not None:
        return Reason.STANCE
    return Reason.ONE_BLANK if is_unanswered(first) != is_unanswered(second) else None
