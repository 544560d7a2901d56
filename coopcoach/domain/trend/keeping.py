"""The keeping of a ground rule in each review, as events of its history."""

from __future__ import annotations

from collections.abc import Sequence

from coopcoach.domain.review import Review
from coopcoach.domain.rule_history import RuleEvent, RuleEventKind


def keeping(reviews: Sequence[Review], rule_id: str) -> tuple[RuleEvent, ...]:
    """Return what was said in each review on how well a rule was kept; none where nobody said anything."""
    events = []
    for review in reviews:
        said = [(a.partner, k) for a in review.answers for k in a.rules if k.rule == rule_id]
        if said:
            kept = {who: given.kept for who, given in said}
            events.append(RuleEvent(kind=RuleEventKind.KEPT, on=review.on, kept=kept))
    return tuple(events)
