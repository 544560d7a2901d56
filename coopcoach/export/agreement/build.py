"""Build the agreement outline of a released session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import datetime

from coopcoach.domain.agreement import (
    AgreedRule,
    JointAnswer,
    Material,
    OutlineItem,
    OutlineSection,
    OwnAnswers,
    RuleDate,
    Standing,
    outline,
)
from coopcoach.domain.exercise import Prompt, StarterRule
from coopcoach.domain.ground_rules import RuleState
from coopcoach.export.agreement.model import (
    OpenPointView,
    OutlineDayView,
    OutlineItemView,
    OutlineSectionView,
    OutlineView,
)
from coopcoach.export.answers import FULL_WIDTH, HALF_WIDTH, answer_view, fits_beside, is_short
from coopcoach.export.document import (
    PromptView,
    common_fields,
    own_answer_views,
    parked_views,
    rule_views,
)
from coopcoach.export.release import Released
from coopcoach.i18n import Translator
from coopcoach.markup.answer_view import AnswerView

_WAITING = frozenset({RuleState.IN_DISCUSSION, RuleState.PARKED})

# Further dates stand beside their rules.
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
        released: The printable part of the session.
        t: The language of the document.
        now: The time of making.
        answers_language: The language of joint answers and ground rules.
        starters: The starter rules in that language.
    """
    made = outline(_material(released, starters))
    days = _days(released, made.rule_dates, t)
    proposals = sum(o.count for o in released.open_rules if o.state in _WAITING)
    # Dates, parked topics and waiting proposals stand beside the items of their sections.
    beside: Counter[tuple[str, Standing]] = Counter(("term", day.standing) for day in days)
    beside["questions", Standing.OPEN] = len(released.parked) + proposals
    common = common_fields(released, t, now, answers_language)
    builder = _SectionBuilder(released, t, common["answers_language"], beside, now.date())
    sections = tuple(builder.section(n, s) for n, s in enumerate(made.sections, 1))
    return OutlineView(
        **common,
        sections=sections,
        open_points=_open_points(sections, t),
        days=days[:_MOST_DAYS],
        more_days=len(days[_MOST_DAYS:]),
        parked=parked_views(released, t),
        proposals=proposals,
    )


def _rows_of(item: OutlineItemView) -> tuple[str, ...]:
    """Return the heads of the rows that own answers have, each once."""
    answers = (given.answer for given in item.own.answers) if item.own else ()
    rows = (row for answer in answers if answer and answer.table for row in answer.table.rows)
    return tuple(dict.fromkeys(row.head for row in rows if row.head))


def _open_points(
    sections: Sequence[OutlineSectionView], t: Translator
) -> tuple[OpenPointView, ...]:
    """Return all open points, numbered through; a question that is open in several sections names its rows."""
    found: list[tuple[int, Standing, str]] = []
    times = Counter(item.title for section in sections for item in section.items)
    for section in sections:
        views = (item for item in section.items if item.standing is Standing.OPEN)
        titles = (" ".join([v.title, *(_rows_of(v) if times[v.title] > 1 else ())]) for v in views)
        texts = [(Standing.OPEN, t("Agree on: {title}", title=title)) for title in titles]
        texts.extend((Standing.OPEN, text) for text in section.to_settle)
        texts.extend((Standing.LAWYER, text) for text in section.lawyer)
        found.extend((section.number, standing, text) for standing, text in texts)
    return tuple(
        OpenPointView(number=number, section=section, standing=standing, text=text)
        for number, (section, standing, text) in enumerate(found, 1)
    )


def _material(released: Released, starters: tuple[StarterRule, ...]) -> Material:
    return Material(
        partners=tuple(p.id for p in released.partners),
        rules=released.rules,
        joint=tuple(j for e in released.exercises for j in e.joint if not j.partner),
        own=tuple(own for e in released.exercises for own in e.own),
        starters=starters,
    )


def _days(
    released: Released, dates: Iterable[RuleDate], t: Translator
) -> tuple[OutlineDayView, ...]:
    days = [_rule_day(date, t) for date in dates]
    meeting = released.next_meeting
    for on, words in (
        (meeting.date() if meeting else None, t("Our next meeting")),
        (released.review, t("First review")),
    ):
        if on:
            days.append(OutlineDayView(on=on, words=words, standing=Standing.NOTED))
    return tuple(sorted(days, key=lambda day: day.on))


def _rule_day(date: RuleDate, t: Translator) -> OutlineDayView:
    count, rules = len(date.rules), t.and_list([str(number) for number in date.rules])
    if date.trial_ends:
        words = t.plural(
            "The trial of ground rule {rules} ends",
            "The trial of ground rules {rules} ends",
            count,
            rules=rules,
        )
        return OutlineDayView(on=date.on, words=words, standing=Standing.AGREED)
    words = t.plural(
        "We look at ground rule {rules} again",
        "We look at ground rules {rules} again",
        count,
        rules=rules,
    )
    # This day is no part of the agreed wording.
    return OutlineDayView(on=date.on, words=words, standing=Standing.NOTED)


def _needs_width(answer: AnswerView | None) -> bool:
    """Whether an answer is a table whose columns would get a sixth of the page side by side."""
    table = answer.table if answer else None
    return table is not None and table.has_heads and len(table.columns) > 1


class _SectionBuilder:
    """Builds the sections in one language; ``beside`` counts what stands beside their items."""

    def __init__(
        self,
        released: Released,
        t: Translator,
        language: str,
        beside: Counter[tuple[str, Standing]],
        today: Date,
    ) -> None:
        self._released = released
        self._t = t
        self._language = language
        self._beside = beside
        self._rules = {rule.number: rule for rule in rule_views(released, t, today)}
        self._exercises = {
            prompt.id: e.exercise.title for e in released.exercises for prompt in e.exercise.prompts
        }

    def section(self, number: int, section: OutlineSection) -> OutlineSectionView:
        t = self._t
        return OutlineSectionView(
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

    def _item(self, number: str, item: OutlineItem) -> OutlineItemView:
        if item.rule is not None:
            return self._rule(number, item.rule)
        if item.own is not None:
            return self._own(number, item.own)
        assert item.joint is not None
        return self._joint(number, item.standing, item.joint)

    def _rule(self, number: str, agreed: AgreedRule) -> OutlineItemView:
        t = self._t
        titles = dict.fromkeys(self._exercises[p] for p in agreed.sources if p in self._exercises)
        listed = t.and_list([t.quoted(title) for title in titles])
        return OutlineItemView(
            number=number,
            standing=Standing.AGREED,
            title=t("Ground rule {number}", number=agreed.number),
            source=t("came from {titles}", titles=listed) if titles else "",
            language=self._language,
            rule=self._rules[agreed.number],
        )

    def _joint(self, number: str, standing: Standing, joint: JointAnswer) -> OutlineItemView:
        t = self._t
        answer = answer_view(joint.prompt, joint.answer, t)
        return OutlineItemView(
            number=number,
            standing=standing,
            title=joint.prompt.label,
            source=t("joint answer to {title}", title=self._title(joint.prompt)),
            language=self._language,
            joint=answer,
            is_whole=is_short(answer, FULL_WIDTH),
        )

    def _own(self, number: str, own: OwnAnswers) -> OutlineItemView:
        t = self._t
        views = own_answer_views(own, self._released, t)
        answers = [each.answer for each in views]
        whole = all(is_short(answer, HALF_WIDTH) for answer in answers)
        return OutlineItemView(
            number=number,
            standing=Standing.OPEN,
            title=own.prompt.label,
            source=t(
                "each partner’s own view, written alone for {title}", title=self._title(own.prompt)
            ),
            language=self._language,
            own=PromptView(
                label=own.prompt.label,
                answers=views,
                is_whole=whole,
                is_wide=any(map(_needs_width, answers)) or not fits_beside(answers),
            ),
            is_whole=whole,
        )

    def _title(self, prompt: Prompt) -> str:
        return self._t.quoted(self._exercises[prompt.id])
