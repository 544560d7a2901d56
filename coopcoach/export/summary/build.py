"""Build the summary of a released session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from datetime import datetime

from coopcoach.domain.agreement import JointAnswer, OwnAnswers
from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.exercise import FIVE_POINTS, Exercise, Point
from coopcoach.domain.ground_rules import RuleState
from coopcoach.domain.session import Action
from coopcoach.export.answers import (
    FULL_WIDTH,
    HALF_WIDTH,
    JOINT_WIDTH,
    SHORT,
    answer_view,
    comparison_table,
    fits_beside,
    is_short,
    lines,
    lines_of_table,
)
from coopcoach.export.document import (
    FIRST_WIN_PROMPT,
    PartnerAnswerView,
    PromptView,
    common_fields,
    first_win,
    own_answer_views,
    parked_views,
    rule_views,
)
from coopcoach.export.figures.build import build_figure
from coopcoach.export.release import Released, ReleasedExercise
from coopcoach.export.summary.charts import commitment_figure, scale_chart, settled_chart
from coopcoach.export.summary.dates import days_of, dues_of, next_meeting, room_for_dates
from coopcoach.export.summary.model import (
    Chapter,
    ExerciseView,
    OpenPointView,
    Summary,
)
from coopcoach.i18n import Translator
from coopcoach.markup.formats.session_file import note_prompt
from coopcoach.wording.labels import point_title

GOAL_PROMPT = "goal.sentence"


def summarise(released: Released, t: Translator, now: datetime, answers_language: str) -> Summary:
    """Return the summary of a session.

    Args:
        released: The printable part of the session.
        t: The language of the document.
        now: The time of making.
        answers_language: The language of joint answers and ground rules.
    """
    win, win_on = first_win(_answer(released, FIRST_WIN_PROMPT))
    dues = dues_of(released, (win, win_on), now.date())
    goal = _goal(released)
    chapters = tuple(_chapter(p, n, released, t) for n, p in enumerate(FIVE_POINTS, 1))
    scales = sum(chapter.scale is not None for chapter in chapters)
    days = days_of(dues, room_for_dates(goal, win, scales))
    return Summary(
        **common_fields(released, t, now, answers_language),
        goal=goal,
        first_win=win,
        first_win_on=win_on,
        opening=_unless_empty(_chapter("arrive", 0, released, t)),
        chapters=chapters,
        closing=_unless_empty(_chapter("close", 0, released, t)),
        rules=rule_views(released, t, now.date()),
        meeting=next_meeting(dues),
        days=days,
        more_dates=len(dues) - sum(len(day.dues) for day in days),
        actions=_actions(released),
        parked=parked_views(released, t),
        open=tuple(_open_points(released, t)),
        commitment=_commitment(released, t),
        commitment_figure=commitment_figure(released, t),
        consents=released.consents,
        shows_own_answers=any(exercise.own for exercise in released.exercises),
    )


def _chapter(point: Point, number: int, released: Released, t: Translator) -> Chapter:
    of_point = [e for e in released.exercises if e.exercise.point == point]
    scale_label, scale = scale_chart(point, released, t)
    return Chapter(
        point=point,
        number=number,
        title=point_title(point, t),
        exercises=tuple(_exercise(e, released, t) for e in of_point if not e.is_empty),
        settled=settled_chart(point, released, t),
        scale=scale,
        scale_label=scale_label,
    )


def _unless_empty(chapter: Chapter) -> Chapter | None:
    return chapter if chapter.exercises else None


def _exercise(exercise: ReleasedExercise, released: Released, t: Translator) -> ExerciseView:
    note = note_prompt(exercise.exercise.id)
    return ExerciseView(
        title=exercise.exercise.title,
        joint=tuple(_joint(answer, released, t) for answer in exercise.joint),
        note=answer_view(note, exercise.note, t) if exercise.note else None,
        own=tuple(_own(answers, exercise.exercise, released, t) for answers in exercise.own),
    )


def _joint(joint: JointAnswer, released: Released, t: Translator) -> PromptView:
    name = next((p.name for p in released.partners if p.id == joint.partner), "")
    answer = answer_view(joint.prompt, joint.answer, t)
    short = is_short(answer, JOINT_WIDTH)
    shown = PartnerAnswerView(name=name, language="", answer=answer, is_whole=short)
    return PromptView(label=joint.prompt.label, answers=(shown,), is_whole=short)


def _own(own: OwnAnswers, exercise: Exercise, released: Released, t: Translator) -> PromptView:
    """Show own answers as a figure or a table if it holds both, else side by side or one below the other."""
    views = own_answer_views(own, released, t)
    answers = [each.answer for each in views]
    remarks_fit = fits_beside([answer.beside if answer else None for answer in answers])
    figure = build_figure(exercise, own.prompt, own.answers, released.partners, t)
    if figure is not None and figure.says_all and not remarks_fit:
        figure = None
    says_all = figure is not None and figure.says_all
    compared = None
    if remarks_fit and not says_all:
        named = [(p.name, own.answers.get(p.id)) for p in released.partners]
        compared = comparison_table(own.prompt, named, t)
    wide = not says_all and compared is None and not fits_beside(answers)
    if compared:
        taken = lines_of_table(compared, FULL_WIDTH)
    elif says_all:
        taken = max(lines(answer.beside, HALF_WIDTH) for answer in answers if answer)
    else:
        taken = sum(lines(answer, FULL_WIDTH) for answer in answers)
    short = taken + (figure.lines if figure else 0) <= SHORT
    return PromptView(
        label=own.prompt.label,
        answers=views,
        # Answers side by side do not break: one cell could begin on a later page than the other.
        is_whole=short or says_all or not (wide or compared),
        is_wide=wide,
        comparison=compared,
        figure=figure,
    )


def _answer(released: Released, prompt_id: str) -> Answer | None:
    joint = (j for exercise in released.exercises for j in exercise.joint)
    return next((j.answer for j in joint if j.prompt.id == prompt_id), None)


def _goal(released: Released) -> str:
    answer = _answer(released, GOAL_PROMPT)
    value = answer.value if answer else None
    return value.text.strip() if isinstance(value, TextValue) else ""


def _actions(released: Released) -> tuple[Action, ...]:
    """Return the actions with names: open ones first, by date, then in the order of the session."""
    names = {p.id: p.name for p in released.partners}
    ordered = sorted(released.actions, key=lambda a: (a.done, a.until or Date.max))
    return tuple(a.model_copy(update={"who": names.get(a.who, a.who)}) for a in ordered)


def _open_points(released: Released, t: Translator) -> Iterator[OpenPointView]:
    for point in FIVE_POINTS:
        counts = {o.state: o.count for o in released.open_rules if o.point == point}
        of_point = (e for e in released.exercises if e.exercise.point == point)
        open_point = OpenPointView(
            title=point_title(point, t),
            in_discussion=counts.get(RuleState.IN_DISCUSSION, 0),
            parked=counts.get(RuleState.PARKED, 0),
            dropped=counts.get(RuleState.DROPPED, 0),
            exercises=tuple(e.exercise.title for e in of_point if not e.talked_about),
        )
        if counts or open_point.exercises:
            yield open_point


def _commitment(released: Released, t: Translator) -> tuple[PartnerAnswerView, ...]:
    """Return the answers about commitment; empty where no partner answered."""
    prompt = released.commitment_prompt
    if prompt is None or not released.commitment:
        return ()
    views = {who: answer_view(prompt, answer, t) for who, answer in released.commitment.items()}
    return tuple(
        PartnerAnswerView(
            name=partner.name,
            language="",
            answer=views.get(partner.id),
            is_whole=is_short(views.get(partner.id), HALF_WIDTH),
        )
        for partner in released.partners
    )
