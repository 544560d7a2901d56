"""The agreement outline for a lawyer: the results of two partners, section by section.

*Agreed* is a ground rule with both voices to its exact wording. A joint answer is *noted together*: its
wording was not voted on. An answer that one partner wrote alone is *open*, and so is a question without an
answer; some questions are *for the lawyer*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date as Date
from enum import StrEnum

from coopcoach.domain.agreement_sections import PLAN, OwnView, SectionId, SectionPlan
from coopcoach.domain.answers import Answer, OptionsValue, TableValue
from coopcoach.domain.exercise import Frozen, Prompt, StarterRule
from coopcoach.domain.ground_rules import GroundRule, Voice

# A longer sentence was rewritten: it is not compared with the starter rules.
_LONGEST_STARTER = 400


class Standing(StrEnum):
    """How far something is settled."""

    AGREED = "agreed"
    NOTED = "noted"
    OPEN = "open"
    LAWYER = "lawyer"


class AgreedRule(Frozen):
    """A ground rule with its number in documents, its voices and the ids of the prompts it came from."""

    number: int
    rule: GroundRule
    voices: tuple[Voice, ...]
    sources: tuple[str, ...] = ()

    def is_agreed(self, partners: Sequence[str]) -> bool:
        """Whether every one of at least two partners consents to this exact wording."""
        return self.rule.model_copy(update={"voices": self.voices}).is_agreed(partners)


class JointAnswer(Frozen):
    """A joint answer; ``partner`` is the id where each partner answered aloud for themselves."""

    prompt: Prompt
    answer: Answer
    partner: str = ""


class OwnAnswers(Frozen):
    """The own answers to one prompt by partner id; None where the answer is blank or not shown."""

    prompt: Prompt
    answers: dict[str, Answer | None]


class Material(Frozen):
    """The released parts of a session that an outline is made of.

    Attributes:
        partners: The partners' ids.
        rules: Ground rules with both voices.
        joint: Joint answers of both partners.
        own: Own answers that both partners may see.
        starters: The starter rules in the language of the ground rules.
    """

    partners: tuple[str, ...]
    rules: tuple[AgreedRule, ...] = ()
    joint: tuple[JointAnswer, ...] = ()
    own: tuple[OwnAnswers, ...] = ()
    starters: tuple[StarterRule, ...] = ()


class OutlineItem(Frozen):
    """A ground rule, a joint answer or own answers in a section, and how far they are settled."""

    standing: Standing
    rule: AgreedRule | None = None
    joint: JointAnswer | None = None
    own: OwnAnswers | None = None


class OutlineSection(Frozen):
    """A section of the outline; the title and the questions are message ids."""

    id: SectionId
    title: str
    items: tuple[OutlineItem, ...] = ()
    to_settle: tuple[str, ...] = ()
    lawyer: tuple[str, ...] = ()

    def count(self, standing: Standing) -> int:
        """Return the number of items and questions with this standing."""
        asked = {Standing.OPEN: len(self.to_settle), Standing.LAWYER: len(self.lawyer)}
        return sum(item.standing is standing for item in self.items) + asked.get(standing, 0)


class RuleDate(Frozen):
    """A day on which the partners look at some ground rules again, or their trial ends."""

    on: Date
    rules: tuple[int, ...]
    trial_ends: bool = False


class Outline(Frozen):
    """The agreement outline."""

    sections: tuple[OutlineSection, ...]
    rule_dates: tuple[RuleDate, ...]


def outline(material: Material) -> Outline:
    """Return the agreement outline of a session."""
    rules = [rule for rule in material.rules if rule.is_agreed(material.partners)]
    homes = {rule.number: _home(rule, material.starters) for rule in rules}
    return Outline(
        sections=tuple(
            _section(plan, [r for r in rules if homes[r.number] == plan.id], material)
            for plan in PLAN
        ),
        rule_dates=rule_dates(rules),
    )


def _section(plan: SectionPlan, rules: Sequence[AgreedRule], material: Material) -> OutlineSection:
    joint = [j for wanted in plan.joint for j in material.joint if j.prompt.id == wanted]
    own = [view for wanted in plan.views for view in _own_views(wanted, material)]
    settled = {j.prompt.id for j in joint if _says_something(j.answer)}
    settled.update(source for rule in rules for source in rule.sources)
    return OutlineSection(
        id=plan.id,
        title=plan.title,
        items=(
            *(OutlineItem(standing=Standing.AGREED, rule=rule) for rule in rules),
            *(OutlineItem(standing=_standing(j.answer), joint=j) for j in joint),
            *(OutlineItem(standing=Standing.OPEN, own=view) for view in own),
        ),
        to_settle=tuple(q.text for q in plan.to_settle if not settled & set(q.settled_by)),
        lawyer=plan.lawyer,
    )


def _standing(answer: Answer) -> Standing:
    return Standing.NOTED if _says_something(answer) else Standing.OPEN


def _says_something(answer: Answer) -> bool:
    """Whether an answer is more than a stance."""
    return answer.stance is None or not Answer(value=answer.value).is_blank


def _own_views(wanted: OwnView, material: Material) -> Iterable[OwnAnswers]:
    """Yield the own answers to a prompt that were not replaced by a joint answer."""
    settled = {j.prompt.id for j in material.joint if _says_something(j.answer)}
    if settled & set(wanted.instead_of):
        return
    for own in material.own:
        if own.prompt.id == wanted.prompt:
            parts = {who: _part(a, wanted.rows) for who, a in own.answers.items() if a is not None}
            shown = {who: part for who, part in parts.items() if part is not None}
            if shown:
                yield own.model_copy(update={"answers": shown})


def _part(answer: Answer, rows: tuple[str, ...]) -> Answer | None:
    """Return some rows of an answer, or all of it; None where it says nothing."""
    if not _says_something(answer):
        return None
    if not rows:
        is_unticked = answer.value == OptionsValue() and not answer.remark
        return None if is_unticked else answer
    value = answer.value
    kept = tuple(r for r in value.rows if r.row in rows) if isinstance(value, TableValue) else ()
    # The remark belongs to the whole table.
    return Answer(value=TableValue(rows=kept)) if kept else None


def _home(agreed: AgreedRule, starters: Sequence[StarterRule]) -> SectionId:
    for source in agreed.sources:
        for plan in PLAN:
            if source in {*plan.joint, *(view.prompt for view in plan.views if not view.rows)}:
                return plan.id
    starter = next((s.id for s in starters if _comes_from(s, agreed.rule.sentence)), None)
    for plan in PLAN:
        if starter in plan.starters:
            return plan.id
    return "conduct"


def _comes_from(starter: StarterRule, sentence: str) -> bool:
    """Whether a sentence is a starter rule with its blanks filled."""
    if len(sentence) > 2 * _LONGEST_STARTER:
        return False
    pieces = re.split(r"\{[^{}]*\}", " ".join(starter.sentence.split()))
    pattern = ".+?".join(map(re.escape, pieces))
    return re.fullmatch(pattern, " ".join(sentence.split())) is not None


def rule_dates(rules: Sequence[AgreedRule]) -> tuple[RuleDate, ...]:
    """Return the dates of some ground rules by day."""
    days: dict[tuple[Date, bool], list[int]] = {}
    for agreed in rules:
        if agreed.rule.look_again:
            days.setdefault((agreed.rule.look_again, False), []).append(agreed.number)
        if agreed.rule.trial_until:
            days.setdefault((agreed.rule.trial_until, True), []).append(agreed.number)
    return tuple(
        RuleDate(on=on, rules=tuple(numbers), trial_ends=ends)
        for (on, ends), numbers in sorted(days.items())
    )
