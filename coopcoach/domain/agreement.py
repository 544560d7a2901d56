"""The agreement outline: what two partners have settled so far, section by section, for their lawyer.

*Agreed* is only what a ground rule says to whose exact wording both voices stand. What both wrote down
together in the session is *noted together*: nobody voted on its wording. All else is *open*, also what one
of them wrote alone, or *for the lawyer*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date as Date
from enum import StrEnum

from coopcoach.domain.agreement_sections import PLAN, SectionId, SectionPlan, View
from coopcoach.domain.answers import Answer, OptionsValue, TableValue
from coopcoach.domain.exercise import Frozen, Prompt, StarterRule
from coopcoach.domain.ground_rules import GroundRule, Voice
from coopcoach.domain.session import ParkedTopic

# What is longer has been rewritten, and need not be searched for.
_LONGEST_STARTER = 400


class Standing(StrEnum):
    """How far something is settled."""

    AGREED = "agreed"
    NOTED = "noted"
    OPEN = "open"
    LAWYER = "lawyer"


class Term(Frozen):
    """A ground rule, the voices to it, and the questions that it came from."""

    number: int
    rule: GroundRule
    voices: tuple[Voice, ...]
    sources: tuple[str, ...] = ()

    def is_agreed(self, partners: Sequence[str]) -> bool:
        """Whether every one of at least two partners consents to this exact wording."""
        return self.rule.model_copy(update={"voices": self.voices}).is_agreed(partners)


class Given(Frozen):
    """A joint answer to a question."""

    prompt: Prompt
    answer: Answer


class Alone(Frozen):
    """What each partner wrote alone to one question, by partner id; who is missing showed nothing."""

    prompt: Prompt
    answers: dict[str, Answer]


class Material(Frozen):
    """What an outline may be made of; nothing else of a session is in it.

    Attributes:
        partners: The partners' ids.
        terms: Ground rules with both voices.
        joint: What both wrote down together.
        own: What each wrote alone, and both let out.
        parked: The topics for another day.
        starters: The library of ground rules, in the language in which the rules are written.
    """

    partners: tuple[str, ...]
    terms: tuple[Term, ...] = ()
    joint: tuple[Given, ...] = ()
    own: tuple[Alone, ...] = ()
    parked: tuple[ParkedTopic, ...] = ()
    starters: tuple[StarterRule, ...] = ()


class Item(Frozen):
    """One thing in a section, how far it is settled, and where it comes from."""

    standing: Standing
    term: Term | None = None
    given: Given | None = None
    alone: Alone | None = None


class Section(Frozen):
    """A section of the outline; the questions and the title are message ids."""

    id: SectionId
    title: str
    items: tuple[Item, ...] = ()
    to_settle: tuple[str, ...] = ()
    lawyer: tuple[str, ...] = ()

    def count(self, standing: Standing) -> int:
        """Return how many things in it stand so."""
        asked = {Standing.OPEN: len(self.to_settle), Standing.LAWYER: len(self.lawyer)}
        return sum(item.standing is standing for item in self.items) + asked.get(standing, 0)


class LookAgain(Frozen):
    """A day on which some ground rules are looked at again, or their trial ends."""

    on: Date
    rules: tuple[int, ...]
    trial_ends: bool = False


class Outline(Frozen):
    """The whole outline."""

    sections: tuple[Section, ...]
    looks: tuple[LookAgain, ...]
    parked: tuple[ParkedTopic, ...]


def outline(material: Material) -> Outline:
    """Return the agreement outline of a session."""
    terms = [term for term in material.terms if term.is_agreed(material.partners)]
    homes = {term.number: _home(term, material.starters) for term in terms}
    return Outline(
        sections=tuple(
            _section(plan, [t for t in terms if homes[t.number] == plan.id], material)
            for plan in PLAN
        ),
        looks=_looks(terms),
        parked=material.parked,
    )


def _section(plan: SectionPlan, terms: Sequence[Term], material: Material) -> Section:
    joint = [g for wanted in plan.joint for g in material.joint if g.prompt.id == wanted]
    own = [alone for wanted in plan.views for alone in _views(wanted, material)]
    settled = {g.prompt.id for g in joint if _says_something(g.answer)}
    settled.update(source for term in terms for source in term.sources)
    return Section(
        id=plan.id,
        title=plan.title,
        items=(
            *(Item(standing=Standing.AGREED, term=term) for term in terms),
            *(Item(standing=_standing(g.answer), given=g) for g in joint),
            *(Item(standing=Standing.OPEN, alone=alone) for alone in own),
        ),
        to_settle=tuple(q.text for q in plan.to_settle if not settled & set(q.settled_by)),
        lawyer=plan.lawyer,
    )


def _standing(answer: Answer) -> Standing:
    return Standing.NOTED if _says_something(answer) else Standing.OPEN


def _says_something(answer: Answer) -> bool:
    """Whether more was said than that the answer is still to come."""
    return answer.stance is None or not Answer(value=answer.value).is_blank


def _views(wanted: View, material: Material) -> Iterable[Alone]:
    """What each wrote alone to a question, where no joint answer has taken its place."""
    settled = {g.prompt.id for g in material.joint if _says_something(g.answer)}
    if settled & set(wanted.instead_of):
        return
    for alone in material.own:
        if alone.prompt.id == wanted.prompt:
            parts = {who: _part(answer, wanted.rows) for who, answer in alone.answers.items()}
            views = {who: part for who, part in parts.items() if part is not None}
            if views:
                yield alone.model_copy(update={"answers": views})


def _part(answer: Answer, rows: tuple[str, ...]) -> Answer | None:
    """The rows of an answer that belong here, or all of it; None where it says nothing."""
    if not _says_something(answer):
        return None
    if not rows:
        is_unticked = answer.value == OptionsValue() and not answer.remark
        return None if is_unticked else answer
    value = answer.value
    kept = tuple(r for r in value.rows if r.row in rows) if isinstance(value, TableValue) else ()
    # The remark belongs to the whole table.
    return Answer(value=TableValue(rows=kept)) if kept else None


def _home(term: Term, starters: Sequence[StarterRule]) -> SectionId:
    for source in term.sources:
        for plan in PLAN:
            if source in {*plan.joint, *(view.prompt for view in plan.views if not view.rows)}:
                return plan.id
    starter = next((s.id for s in starters if _comes_from(s, term.rule.sentence)), None)
    for plan in PLAN:
        if starter in plan.starters:
            return plan.id
    return next((plan.id for plan in PLAN if term.rule.point in plan.points), "processes")


def _comes_from(starter: StarterRule, sentence: str) -> bool:
    """Whether a sentence is a starter rule with its blanks filled."""
    if len(sentence) > 2 * _LONGEST_STARTER:
        return False
    pieces = re.split(r"\{[^{}]*\}", " ".join(starter.sentence.split()))
    pattern = ".+?".join(map(re.escape, pieces))
    return re.fullmatch(pattern, " ".join(sentence.split())) is not None


def _looks(terms: Sequence[Term]) -> tuple[LookAgain, ...]:
    days: dict[tuple[Date, bool], list[int]] = {}
    for term in terms:
        if term.rule.look_again:
            days.setdefault((term.rule.look_again, False), []).append(term.number)
        if term.rule.trial_until:
            days.setdefault((term.rule.trial_until, True), []).append(term.number)
    return tuple(
        LookAgain(on=on, rules=tuple(numbers), trial_ends=ends)
        for (on, ends), numbers in sorted(days.items())
    )
