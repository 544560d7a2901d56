"""The parts that several documents of a session have in common, as report models."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Any

from coopcoach.domain.agreement import AgreedRule, OwnAnswers
from coopcoach.domain.answers import Answer, DateValue, Row, TableValue, TextValue
from coopcoach.domain.exercise import Frozen
from coopcoach.domain.ground_rules import Says, Voice
from coopcoach.domain.session import Partner
from coopcoach.export.answers import FULL_WIDTH, answer_view, is_short
from coopcoach.export.figures.model import Figure
from coopcoach.export.release import Released, ReleasedVersion
from coopcoach.i18n import N_, Translator, language_of
from coopcoach.markup.answer_view import AnswerView, TableView
from coopcoach.markup.conflicts import RULE
from coopcoach.markup.formats.session_file import NOTE, SECTION_TITLES
from coopcoach.wording.labels import point_title

FIRST_WIN_PROMPT = "goal.first_win"
UNSETTLED = N_(
    "Two programs changed the following at the same time. The document shows the first version; here is the second, until you choose one or join both."
)


class UnsettledView(Frozen):
    """A second version that two programs left, until somebody chooses one or joins both.

    Attributes:
        title: The question, the ground rule or the list.
        answer: The second version of an answer; None where it is no answer, or not for both.
        lines: The second version of a list.
        is_rule: Whether it is a ground rule.
    """

    title: str
    answer: AnswerView | None = None
    lines: tuple[str, ...] = ()
    is_rule: bool = False


class SessionDocument(Frozen):
    """A document of a session; ``answers_language`` is that of joint answers and ground rules."""

    title: str
    language: str
    answers_language: str
    partners: tuple[Partner, ...]
    coach: str
    date: datetime | None
    made: datetime
    unsettled: tuple[UnsettledView, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The partners' names."""
        return tuple(partner.name for partner in self.partners)


class PartnerAnswerView(Frozen):
    """One partner's answer, None if it is not shown; with ``is_whole`` it is kept on one page.

    The name and the language are empty for a joint answer.
    """

    name: str
    language: str
    answer: AnswerView | None
    is_whole: bool


class PromptView(Frozen):
    """A prompt with the joint answer or the partners' own answers.

    Attributes:
        label: The text of the prompt.
        answers: The answers.
        is_whole: Whether the prompt and its answers are kept on one page.
        is_wide: Whether the answers stand one below the other, each in the full width.
        comparison: Both answers in one table.
        figure: Both answers as a figure.
    """

    label: str
    answers: tuple[PartnerAnswerView, ...]
    is_whole: bool
    is_wide: bool = False
    comparison: TableView | None = None
    figure: Figure | None = None

    @property
    def shows_values(self) -> bool:
        """Whether the table or the figure shows both values, which leaves the remarks to be printed."""
        return self.comparison is not None or (self.figure is not None and self.figure.says_all)


class VoiceView(Frozen):
    """A partner's consent to a ground rule: the day, and a reservation if there is one."""

    name: str
    on: Date
    lives_with: bool
    reservation: str


class RuleView(Frozen):
    """An agreed ground rule."""

    number: int
    sentence: str
    point: str
    sign: str
    consequence: str
    looks_after: str
    look_again: Date | None
    trial_until: Date | None
    voices: tuple[VoiceView, ...]

    @property
    def together_on(self) -> Date | None:
        """The day on which all consented without reservation; None if they differ."""
        days = {voice.on for voice in self.voices}
        plain = not any(voice.lives_with for voice in self.voices)
        return next(iter(days)) if plain and len(days) == 1 else None


class ParkedView(Frozen):
    """A parked topic and the title of its point."""

    text: str
    point: str


def common_fields(
    released: Released, t: Translator, now: datetime, answers_language: str
) -> dict[str, Any]:
    """Return the values of the fields of a `SessionDocument`."""
    return {
        "title": released.title,
        "language": t.lang,
        "answers_language": language_of(answers_language).written_code,
        "partners": released.partners,
        "coach": released.coach,
        "date": released.date,
        "made": now,
        "unsettled": tuple(_unsettled(version, released, t) for version in released.conflicts),
    }


def _unsettled(version: ReleasedVersion, released: Released, t: Translator) -> UnsettledView:
    title = _unsettled_title(version, released, t)
    name = next((p.name for p in released.partners if p.id == version.partner), "")
    view = None
    if version.prompt is not None and version.answer is not None:
        view = answer_view(version.prompt, version.answer, t)
    return UnsettledView(
        title=f"{title} ({name})" if name else title,
        answer=view,
        lines=version.lines,
        is_rule=version.of.startswith(RULE),
    )


def _unsettled_title(version: ReleasedVersion, released: Released, t: Translator) -> str:
    if version.of.startswith(NOTE):
        exercise = version.of.removeprefix(NOTE)
        titles = (e.exercise.title for e in released.exercises if e.exercise.id == exercise)
        return t("What we take from “{title}”", title=next(titles, exercise))
    if version.prompt is not None:
        return version.prompt.label
    rule = next((r.number for r in released.rules if r.rule.id == version.of), 0)
    if rule:
        return t("Ground rule {n}", n=rule)
    if version.of.startswith(RULE):
        return t("A ground rule that lacks a vote")
    return t(SECTION_TITLES.get(version.of, N_("Another part of the session")))


def own_answer_views(
    own: OwnAnswers, released: Released, t: Translator
) -> tuple[PartnerAnswerView, ...]:
    """Return the own answers to a prompt in the order of the partners."""
    views = []
    for partner in released.partners:
        given = own.answers.get(partner.id)
        answer = answer_view(own.prompt, given, t) if given else None
        views.append(
            PartnerAnswerView(
                name=partner.name,
                language=language_of(partner.language).written_code,
                answer=answer,
                is_whole=is_short(answer, FULL_WIDTH),
            )
        )
    return tuple(views)


def rule_views(released: Released, t: Translator, today: Date) -> tuple[RuleView, ...]:
    """Return the agreed ground rules; a day to look again that has passed is that of the next review, or none."""
    names = {partner.id: partner.name for partner in released.partners}
    review = released.review if released.review and released.review >= today else None
    rules = (_rule(agreed, names, t) for agreed in released.rules)
    return tuple(
        rule.model_copy(update={"look_again": review})
        if rule.look_again and rule.look_again < today
        else rule
        for rule in rules
    )


def _rule(agreed: AgreedRule, names: dict[str, str], t: Translator) -> RuleView:
    rule = agreed.rule
    return RuleView(
        number=agreed.number,
        sentence=rule.sentence.strip(),
        point=point_title(rule.point, t),
        sign=rule.sign.strip(),
        consequence=rule.consequence.strip(),
        looks_after=names.get(rule.looks_after, rule.looks_after).strip(),
        look_again=rule.look_again,
        trial_until=rule.trial_until,
        voices=tuple(_voice(voice, names[voice.partner]) for voice in agreed.voices),
    )


def _voice(voice: Voice, name: str) -> VoiceView:
    lives_with = voice.says is Says.LIVE_WITH
    reservation = voice.reason.strip() if lives_with else ""
    return VoiceView(name=name, on=voice.at.date(), lives_with=lives_with, reservation=reservation)


def parked_views(released: Released, t: Translator) -> tuple[ParkedView, ...]:
    """Return the parked topics."""
    return tuple(
        ParkedView(text=topic.text, point=point_title(topic.point, t) if topic.point else "")
        for topic in released.parked
    )


def first_win(answer: Answer | None) -> tuple[str, Date | None]:
    """Return the first win and its day from the answer to its prompt."""
    table = answer.value if answer else None
    row = table.rows[0] if isinstance(table, TableValue) and table.rows else Row()
    what, day = row.cells.get("what"), row.cells.get("date")
    return (
        what.text.strip() if isinstance(what, TextValue) else "",
        day.value if isinstance(day, DateValue) else None,
    )
