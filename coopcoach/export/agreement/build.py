"""Turn what was released of a session into its agreement outline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from coopcoach.domain.agreement import (
    Alone,
    Given,
    Item,
    LookAgain,
    Material,
    Section,
    Standing,
    Term,
    outline,
)
from coopcoach.domain.exercise import Prompt, StarterRule
from coopcoach.domain.ground_rules import RuleState
from coopcoach.export.agreement.model import DayView, ItemView, OutlineView, SectionView
from coopcoach.export.answer_view import AnswerView, view
from coopcoach.export.release import Released
from coopcoach.export.summary.build import summarise
from coopcoach.export.summary.model import GivenView, ParkedView, PromptView, RuleView
from coopcoach.export.summary.room import FULL, HALF, fits_beside, is_short
from coopcoach.i18n import Translator
from coopcoach.wording.labels import point_title

_WAITING = frozenset({RuleState.IN_DISCUSSION, RuleState.PARKED})

# What is more stands with each rule.
_MOST_DAYS = 8


def agreement_outline(
    released: Released,
    t: Translator,
    now: datetime,
    answers_language: str,
    starters: tuple[StarterRule, ...] = (),
) -> OutlineView:
    """Return the agreement outline of a session.

    Args:
        released: What may be printed.
        t: The language of the document.
        now: When it is made.
        answers_language: The language that joint answers and rules were written in.
        starters: The library of ground rules in that language.
    """
    made = outline(material(released, starters))
    rules = {r.number: r for r in summarise(released, t, now, answers_language).rules}
    days = _days(released, made.looks, t)
    proposals = sum(o.count for o in released.open_rules if o.state in _WAITING)
    # What stands in a section beside its items: topics and proposals that wait, and days.
    beside: Counter[tuple[str, Standing]] = Counter(("term", day.standing) for day in days)
    beside["questions", Standing.OPEN] = len(made.parked) + proposals
    writer = _Writer(released, t, answers_language, rules, beside)
    return OutlineView(
        title=released.title,
        language=t.lang,
        answers_language=answers_language,
        partners=released.partners,
        coach=released.coach,
        date=released.date,
        made=now,
        sections=tuple(writer.section(n, s) for n, s in enumerate(made.sections, 1)),
        days=days[:_MOST_DAYS],
        more_days=len(days[_MOST_DAYS:]),
        parked=tuple(
            ParkedView(text=p.text, point=point_title(p.point, t) if p.point else "")
            for p in made.parked
        ),
        proposals=proposals,
    )


def material(released: Released, starters: tuple[StarterRule, ...]) -> Material:
    """Return what of a released session an outline may be made of."""
    exercises = released.exercises
    return Material(
        partners=tuple(p.id for p in released.partners),
        terms=tuple(
            Term(number=n, rule=agreed.rule, voices=agreed.voices, sources=agreed.sources)
            for n, agreed in enumerate(released.rules, 1)
        ),
        joint=tuple(
            Given(prompt=j.prompt, answer=j.answer)
            for e in exercises
            for j in e.joint
            if not j.partner
        ),
        own=tuple(
            Alone(
                prompt=o.prompt, answers={who: a for who, a in o.answers.items() if a is not None}
            )
            for e in exercises
            for o in e.own
        ),
        parked=released.parked,
        starters=starters,
    )


def _days(released: Released, looks: Iterable[LookAgain], t: Translator) -> tuple[DayView, ...]:
    found = [_look(look, t) for look in looks]
    meeting = released.next_meeting
    for on, words in (
        (meeting.date() if meeting else None, t("Our next meeting")),
        (released.review, t("First review")),
    ):
        if on:
            found.append(DayView(on=on, words=words, standing=Standing.NOTED))
    return tuple(sorted(found, key=lambda day: day.on))


def _look(look: LookAgain, t: Translator) -> DayView:
    count, rules = len(look.rules), t.and_list([str(number) for number in look.rules])
    if look.trial_ends:
        words = t.plural(
            "The trial of ground rule {rules} ends",
            "The trial of ground rules {rules} ends",
            count,
            rules=rules,
        )
        return DayView(on=look.on, words=words, standing=Standing.AGREED)
    words = t.plural(
        "We look at ground rule {rules} again",
        "We look at ground rules {rules} again",
        count,
        rules=rules,
    )
    # When a rule is looked at again is no part of the wording that both said yes to.
    return DayView(on=look.on, words=words, standing=Standing.NOTED)


def _is_broad(answer: AnswerView | None) -> bool:
    """Whether it is a table whose sentences would have to stand in a sixth of the page."""
    table = answer.table if answer else None
    return table is not None and table.has_heads and len(table.columns) > 1


class _Writer:
    """Puts the sections into words of one language."""

    def __init__(
        self,
        released: Released,
        t: Translator,
        language: str,
        rules: dict[int, RuleView],
        beside: Counter[tuple[str, Standing]],
    ) -> None:
        self._t = t
        self._beside = beside
        self._language = language
        self._rules = rules
        self._partners = {p.id: p for p in released.partners}
        self._exercises = {
            prompt.id: e.exercise.title for e in released.exercises for prompt in e.exercise.prompts
        }

    def section(self, number: int, section: Section) -> SectionView:
        t = self._t
        return SectionView(
            id=section.id,
            number=number,
            title=t(section.title),
            items=tuple(
                self._item(f"{number}.{n}", item) for n, item in enumerate(section.items, 1)
            ),
            to_settle=tuple(map(t, section.to_settle)),
            lawyer=tuple(map(t, section.lawyer)),
            counts=tuple(
                section.count(standing) + self._beside[section.id, standing]
                for standing in Standing
            ),
        )

    def _item(self, number: str, item: Item) -> ItemView:
        if item.term is not None:
            return self._rule(number, item.term)
        if item.alone is not None:
            return self._alone(number, item.alone)
        assert item.given is not None
        return self._given(number, item.standing, item.given)

    def _rule(self, number: str, term: Term) -> ItemView:
        t = self._t
        rule = self._rules[term.number]
        titles = self._titles(term.sources)
        return ItemView(
            number=number,
            standing=Standing.AGREED,
            title=t("Ground rule {number}", number=term.number),
            source=t("came from {titles}", titles=t.and_list(titles)) if titles else "",
            language=self._language,
            rule=rule,
        )

    def _titles(self, prompts: Iterable[str]) -> list[str]:
        t = self._t
        titles = (self._exercises[p] for p in prompts if p in self._exercises)
        return [t.quoted(title) for title in dict.fromkeys(titles)]

    def _given(self, number: str, standing: Standing, given: Given) -> ItemView:
        t = self._t
        answer = view(given.prompt, given.answer, t)
        return ItemView(
            number=number,
            standing=standing,
            title=given.prompt.label,
            source=t("joint answer to {title}", title=self._title(given.prompt)),
            language=self._language,
            answer=answer,
            is_whole=is_short(answer, FULL),
        )

    def _alone(self, number: str, alone: Alone) -> ItemView:
        t = self._t
        given = []
        for who, partner in self._partners.items():
            answer = view(alone.prompt, alone.answers[who], t) if who in alone.answers else None
            given.append(
                GivenView(
                    name=partner.name,
                    language=partner.language,
                    answer=answer,
                    is_whole=is_short(answer, FULL),
                )
            )
        whole = all(is_short(g.answer, HALF) for g in given)
        return ItemView(
            number=number,
            standing=Standing.OPEN,
            title=alone.prompt.label,
            source=t(
                "each one’s own view, written alone for {title}", title=self._title(alone.prompt)
            ),
            language=self._language,
            alone=PromptView(
                label=alone.prompt.label,
                answers=tuple(given),
                is_whole=whole,
                is_wide=any(_is_broad(g.answer) for g in given)
                or not fits_beside([g.answer for g in given]),
            ),
            is_whole=whole,
        )

    def _title(self, prompt: Prompt) -> str:
        return self._t.quoted(self._exercises[prompt.id])
