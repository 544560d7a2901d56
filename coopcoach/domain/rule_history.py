"""The life of a ground rule: proposed, agreed, amended, kept, renewed and retired, by day.

It follows from the voices, the earlier wordings and the reviews; none of it is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Date
from datetime import datetime
from enum import StrEnum

from pydantic import Field

from coopcoach.domain.exercise import Frozen
from coopcoach.domain.ground_rules import (
    CONSENTING,
    EarlierWording,
    GroundRule,
    Says,
    SetAside,
    Voice,
)


class RuleEventKind(StrEnum):
    """The kinds of events in the history of a ground rule."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    AMENDED = "amended"
    KEPT = "kept"
    RENEWED = "renewed"
    REOPENED = "reopened"
    RETIRED = "retired"
    PARKED = "parked"
    DROPPED = "dropped"


class RuleEvent(Frozen):
    """One event in the life of a ground rule.

    Attributes:
        on: Its day; None where nobody wrote it down.
        sentence: The sentence that holds from then on, for PROPOSED and AMENDED; "" where it stayed the same.
        is_firm: Whether a trial ended by AMENDED.
        by: The id of the partner who proposed the rule; "" elsewhere.
        voices: The votes that it follows from.
        kept: How well each partner found the rule kept, from 1 to 5, by partner id.
    """

    kind: RuleEventKind
    on: Date | None = None
    sentence: str = ""
    is_firm: bool = False
    by: str = ""
    voices: tuple[Voice, ...] = ()
    kept: dict[str, int] = Field(default_factory=dict)


def rule_history(
    rule: GroundRule, partners: Sequence[str], kept: Sequence[RuleEvent] = ()
) -> tuple[RuleEvent, ...]:
    """Return the events in the life of a rule, in their order.

    Args:
        rule: The rule.
        partners: The ids of the partners.
        kept: What was said on it in each review, as KEPT events by day.
    """
    events = list(_events(rule, partners))
    # A review comes before what is decided on its day.
    for review in kept:
        day = review.on
        later = (
            place
            for place, event in enumerate(events)
            if event.kind is not RuleEventKind.KEPT
            and event.on is not None
            and day is not None
            and event.on >= day
        )
        events.insert(next(later, len(events)), review)
    return tuple(events)


def _events(rule: GroundRule, partners: Sequence[str]) -> Iterator[RuleEvent]:
    now = rule.wording_until(None)
    begun = rule.proposed_at
    before: EarlierWording | None = None
    for wording in (*rule.earlier, now):
        yield _begun(wording, before, rule, _day(begun))
        before = wording
        digest = wording.wording
        given = [voice for voice in rule.voices if voice.wording == digest]
        yield from _of_wording(given, partners)
        begun = wording.until
    if rule.set_aside is not None:
        parked = rule.set_aside is SetAside.PARKED
        kind = RuleEventKind.PARKED if parked else RuleEventKind.DROPPED
        yield RuleEvent(kind=kind, on=_day(rule.set_aside_at))


def _begun(
    wording: EarlierWording, before: EarlierWording | None, rule: GroundRule, on: Date | None
) -> RuleEvent:
    """Return the event that a wording began with."""
    if before is None:
        by = rule.proposed_by or ""
        return RuleEvent(kind=RuleEventKind.PROPOSED, on=on, sentence=wording.sentence, by=by)
    return RuleEvent(
        kind=RuleEventKind.AMENDED,
        on=on,
        sentence="" if wording.sentence == before.sentence else wording.sentence,
        is_firm=before.trial_until is not None and wording.trial_until is None,
    )


def _of_wording(voices: Sequence[Voice], partners: Sequence[str]) -> Iterator[RuleEvent]:
    """Yield what follows from the voices to one wording."""
    latest: dict[str, Voice] = {}
    settled: Date | None = None
    is_agreed = False
    for voice in voices:
        if voice.partner not in partners:
            continue
        latest[voice.partner] = voice
        if len(latest) < max(2, len(set(partners))):
            continue
        both = tuple(latest[partner] for partner in dict.fromkeys(partners))
        on = voice.at.date()
        if all(v.says in CONSENTING for v in both):
            # Votes on the day of the agreement correct it; later ones of both renew it.
            if settled is None or all(v.at.date() > settled for v in both):
                kind = RuleEventKind.AGREED if settled is None else RuleEventKind.RENEWED
                yield RuleEvent(kind=kind, on=on, voices=both)
                settled = on
            is_agreed = True
        elif all(v.says is Says.RETIRE for v in both):
            yield RuleEvent(kind=RuleEventKind.RETIRED, on=on, voices=both)
            is_agreed = False
        elif is_agreed and voice.says is not Says.RETIRE:
            yield RuleEvent(kind=RuleEventKind.REOPENED, on=on, voices=(voice,))
            is_agreed = False


def _day(at: datetime | None) -> Date | None:
    return at.date() if at else None
