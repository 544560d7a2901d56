"""The outcomes of a review that the votes bear out."""

from __future__ import annotations

from collections.abc import Sequence

from coopcoach.domain.ground_rules import CONSENTING, EarlierWording, GroundRule, Says, Voice
from coopcoach.domain.review import Outcome, ReviewedRule


def confirmed(
    asked: ReviewedRule, rule: GroundRule | None, partners: Sequence[str]
) -> ReviewedRule | None:
    """Return a reviewed rule as it may be told; None where both never agreed to what was asked about.

    An outcome that the votes do not bear out counts as open: the file of a review can be edited.
    """
    if rule is None or not _by_both(rule, partners, asked.wording):
        return None
    open_ = asked.model_copy(
        update={"outcome": Outcome.OPEN, "amended": "", "reason": "", "settled": None}
    )
    if asked.outcome is Outcome.RETIRED:
        return asked if _by_both(rule, partners, asked.wording, retired=True) else open_
    if asked.outcome is Outcome.AMENDED:
        known: list[EarlierWording | GroundRule] = [*rule.earlier, rule]
        wordings = {" ".join(w.sentence.split()): w.wording for w in known}
        digest = wordings.get(asked.amended, "")
        return asked if digest and _by_both(rule, partners, digest) else open_
    return asked


def _by_both(
    rule: GroundRule, partners: Sequence[str], digest: str, *, retired: bool = False
) -> bool:
    """Return whether both consented to a wording, or retired it."""

    def counts(voice: Voice) -> bool:
        return voice.says is Says.RETIRE if retired else voice.says in CONSENTING

    given = {v.partner for v in rule.voices if v.wording == digest and counts(v)}
    return len(set(partners)) >= 2 and set(partners) <= given
