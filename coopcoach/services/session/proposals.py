"""The ground rules that the partners proposed alone, and which of them are rules by now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from coopcoach.domain.answers import ProposedRule, RulesValue
from coopcoach.domain.exercise import Kind, Point, own_point
from coopcoach.domain.ground_rules import GroundRule
from coopcoach.services.session.stage import Stage

# The share of equal letters from which a rule of the same partner and prompt is the proposal, reworded.
_REWORDED: Final = 0.6


@dataclass(frozen=True)
class Proposal:
    """A proposed rule.

    Attributes:
        partner: The id of the partner who proposed it.
        place: Whether that is the first (0) or the second (1) partner.
        prompt: The id of the prompt that it answers.
        point: The point of that prompt's exercise.
        rule: The rule, and the sign that it holds.
    """

    partner: str
    place: int
    prompt: str
    point: Point
    rule: ProposedRule


def proposals(stage: Stage) -> tuple[Proposal, ...]:
    """Return all proposals that are revealed."""
    return tuple(_proposals(stage))


def open_proposals(stage: Stage) -> tuple[Proposal, ...]:
    """Return the revealed proposals of which no ground rule was made."""
    rules = stage.session.rules
    return tuple(p for p in _proposals(stage) if not any(is_made(p, rule) for rule in rules))


def is_made(proposal: Proposal, rule: GroundRule) -> bool:
    """Return whether a ground rule was made of a proposal, also if it was reworded since."""
    proposed, written = (" ".join(s.split()) for s in (proposal.rule.rule, rule.sentence))
    if proposed.casefold() == written.casefold():
        return True
    is_from_it = rule.proposed_by == proposal.partner and proposal.prompt in rule.sources
    return is_from_it and SequenceMatcher(None, proposed, written).ratio() >= _REWORDED


def _proposals(stage: Stage) -> Iterator[Proposal]:
    for exercise in stage.exercises:
        asked = [p for p in stage.prepared_prompts(exercise) if p.kind is Kind.RULES]
        if not asked or not stage.session.is_revealed(exercise.id):
            continue
        point = own_point(exercise)
        for pair in stage.pairs(exercise):
            for place, side in enumerate((pair.first, pair.second)):
                if isinstance(side.answer.value, RulesValue):
                    for rule in side.answer.value.rules:
                        yield Proposal(side.partner.id, place, pair.prompt.id, point, rule)
