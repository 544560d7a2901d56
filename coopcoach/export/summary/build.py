"""Turn what was released of a session into its summary."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime

from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.exercise import FIVE_POINTS, Exercise, Point
from coopcoach.domain.ground_rules import RuleState, Says
from coopcoach.domain.session import ParkedTopic
from coopcoach.export.answer_view import AnswerView, TableView, matrix, view
from coopcoach.export.figures.build import build_figure
from coopcoach.export.release import (
    AgreedRule,
    JointAnswer,
    OwnAnswers,
    Released,
    ReleasedExercise,
)
from coopcoach.export.summary.dates import days_of, dues_of, next_meeting
from coopcoach.export.summary.first_win import FIRST_WIN_PROMPT, first_win
from coopcoach.export.summary.model import (
    ActionView,
    Chapter,
    CommitmentView,
    ExerciseView,
    GivenView,
    OpenView,
    ParkedView,
    PromptView,
    RuleView,
    SaidView,
    Summary,
)
from coopcoach.export.summary.room import (
    FULL,
    HALF,
    JOINT,
    SHORT,
    fits_beside,
    is_short,
    lines,
    lines_of_table,
)
from coopcoach.export.summary.standing import firmness, settled, where_both_stand
from coopcoach.i18n import Translator
from coopcoach.markup.formats.session_file import note_prompt
from coopcoach.wording.labels import point_title

GOAL_PROMPT = "goal.sentence"


def summarise(released: Released, t: Translator, now: datetime, answers_language: str) -> Summary:
    """Return the report model of a session's summary.

    Args:
        released: What may be printed.
        t: The language of the document.
        now: When it is made.
        answers_language: The language that joint answers were written in.
    """
    win, win_on = first_win(_answer(released, FIRST_WIN_PROMPT))
    rules = tuple(_rule(n, agreed, released, t) for n, agreed in enumerate(released.rules, 1))
    dues = dues_of(released, rules, (win, win_on), now.date())
    days = days_of(dues)
    return Summary(
        title=released.title,
        language=t.lang,
        answers_language=answers_language,
        partners=released.partners,
        coach=released.coach,
        date=released.date,
        made=now,
        goal=_goal(released),
        first_win=win,
        first_win_on=win_on,
        opening=_unless_empty(_chapter("arrive", 0, released, t)),
        chapters=tuple(_chapter(p, n, released, t) for n, p in enumerate(FIVE_POINTS, 1)),
        closing=_unless_empty(_chapter("close", 0, released, t)),
        rules=rules,
        meeting=next_meeting(released, rules, now.date()),
        days=days,
        more_dates=len(dues) - sum(len(day.dues) for day in days),
        actions=_actions(released),
        parked=tuple(_parked(topic, t) for topic in released.parked),
        open=tuple(_open(released, t)),
        commitment=_commitment(released, t),
        firmness=firmness(released, t),
        consents=released.consents,
        individual=any(exercise.own for exercise in released.exercises),
    )


def _chapter(point: Point, number: int, released: Released, t: Translator) -> Chapter:
    of_point = [e for e in released.exercises if e.exercise.point == point]
    stand = where_both_stand(point, released, t)
    return Chapter(
        point=point,
        number=number,
        title=point_title(point, t),
        exercises=tuple(_exercise(e, released, t) for e in of_point if not e.is_empty),
        settled=settled(point, released, t),
        stands=stand.chart if stand else None,
        stands_on=stand.question if stand else "",
    )


def _unless_empty(chapter: Chapter) -> Chapter | None:
    return chapter if chapter.exercises else None


def _exercise(released: ReleasedExercise, whole: Released, t: Translator) -> ExerciseView:
    return ExerciseView(
        title=released.exercise.title,
        joint=tuple(_joint(answer, whole, t) for answer in released.joint),
        note=view(note_prompt(released.exercise.id), released.note, t) if released.note else None,
        own=tuple(_own(answers, released.exercise, whole, t) for answers in released.own),
    )


def _joint(joint: JointAnswer, whole: Released, t: Translator) -> PromptView:
    name = next((p.name for p in whole.partners if p.id == joint.partner), "")
    answer = view(joint.prompt, joint.answer, t)
    short = is_short(answer, JOINT)
    given = GivenView(name=name, language="", answer=answer, is_whole=short)
    return PromptView(label=joint.prompt.label, answers=(given,), is_whole=short)


def _own(own: OwnAnswers, exercise: Exercise, whole: Released, t: Translator) -> PromptView:
    given = []
    for partner in whole.partners:
        answer = own.answers.get(partner.id)
        shown = view(own.prompt, answer, t) if answer else None
        short = is_short(shown, FULL)
        given.append(
            GivenView(name=partner.name, language=partner.language, answer=shown, is_whole=short)
        )
    shown_answers = [g.answer for g in given]
    drawn = build_figure(exercise, own.prompt, own.answers, whole.partners, t)
    says_all = drawn is not None and drawn.says_all and _remarks_fit(shown_answers)
    if drawn is not None and drawn.says_all and not says_all:
        drawn = None
    compared = None if says_all else _compared(own, whole, t, shown_answers)
    wide = not says_all and compared is None and not fits_beside(shown_answers)
    if compared:
        taken = lines_of_table(compared, FULL)
    elif says_all:
        taken = max(lines(a.beside, HALF) for a in shown_answers if a)
    else:
        taken = sum(lines(answer, FULL) for answer in shown_answers)
    short = taken + (drawn.lines if drawn else 0) <= SHORT
    return PromptView(
        label=own.prompt.label,
        answers=tuple(given),
        # Answers side by side never break: a cell that breaks may begin later than its neighbour.
        is_whole=short or says_all or not (wide or compared),
        is_wide=wide,
        matrix=compared,
        figure=drawn,
    )


def _remarks_fit(shown: list[AnswerView | None]) -> bool:
    return fits_beside([answer.beside if answer else None for answer in shown])


def _compared(
    own: OwnAnswers, whole: Released, t: Translator, shown: list[AnswerView | None]
) -> TableView | None:
    """Both answers in one table, where that is what they are, and their remarks fit below it."""
    if not _remarks_fit(shown):
        return None
    return matrix(own.prompt, [(p.name, own.answers.get(p.id)) for p in whole.partners], t)


def _rule(number: int, agreed: AgreedRule, whole: Released, t: Translator) -> RuleView:
    names = {p.id: p.name for p in whole.partners}
    rule = agreed.rule
    return RuleView(
        number=number,
        sentence=rule.sentence,
        point=point_title(rule.point, t),
        sign=rule.sign.strip(),
        consequence=rule.consequence.strip(),
        looks_after=names.get(rule.looks_after, rule.looks_after).strip(),
        look_again=rule.look_again,
        trial_until=rule.trial_until,
        voices=tuple(
            SaidView(
                name=names[voice.partner],
                on=voice.at.date(),
                lives_with=voice.says is Says.LIVE_WITH,
                reservation=voice.reason.strip() if voice.says is Says.LIVE_WITH else "",
            )
            for voice in agreed.voices
        ),
    )


def _answer(released: Released, prompt_id: str) -> Answer | None:
    joint = (j for exercise in released.exercises for j in exercise.joint)
    return next((j.answer for j in joint if j.prompt.id == prompt_id), None)


def _goal(released: Released) -> str:
    answer = _answer(released, GOAL_PROMPT)
    value = answer.value if answer else None
    return value.text.strip() if isinstance(value, TextValue) else ""


def _actions(released: Released) -> tuple[ActionView, ...]:
    """Open ones first, by date; the order of the session decides between equals."""
    names = {p.id: p.name for p in released.partners}
    ordered = sorted(released.actions, key=lambda a: (a.done, a.until or Date.max))
    return tuple(
        ActionView(what=a.what, who=names.get(a.who, a.who), until=a.until, done=a.done)
        for a in ordered
    )


def _parked(topic: ParkedTopic, t: Translator) -> ParkedView:
    return ParkedView(text=topic.text, point=point_title(topic.point, t) if topic.point else "")


def _open(released: Released, t: Translator) -> list[OpenView]:
    found = []
    for point in FIVE_POINTS:
        counts = {o.state: o.count for o in released.open_rules if o.point == point}
        of_point = (e for e in released.exercises if e.exercise.point == point)
        open_here = OpenView(
            title=point_title(point, t),
            in_discussion=counts.get(RuleState.IN_DISCUSSION, 0),
            parked=counts.get(RuleState.PARKED, 0),
            dropped=counts.get(RuleState.DROPPED, 0),
            exercises=tuple(e.exercise.title for e in of_point if not e.talked_about),
        )
        if counts or open_here.exercises:
            found.append(open_here)
    return found


def _commitment(released: Released, t: Translator) -> tuple[CommitmentView, ...]:
    """What each said at the end; empty where nobody was asked."""
    prompt = released.commitment_prompt
    if prompt is None or not released.commitment:
        return ()
    views = {who: view(prompt, answer, t) for who, answer in released.commitment.items()}
    return tuple(_commits(partner.name, views.get(partner.id)) for partner in released.partners)


def _commits(name: str, answer: AnswerView | None) -> CommitmentView:
    return CommitmentView(name=name, answer=answer, is_whole=is_short(answer, HALF))
