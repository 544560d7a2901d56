"""Turn a session's exercises into the form of one partner; nothing of the other partner is looked at."""

from __future__ import annotations

import math
from datetime import datetime
from itertools import groupby

from coopcoach.domain.answers import Answer, PartnerAnswers, Stance, Visibility
from coopcoach.domain.exercise import Exercise, Kind, Phase, Prompt, Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.export.form.fields import NO_ANSWER, answer_fields, columns
from coopcoach.export.form.identity import Identity
from coopcoach.export.form.model import (
    ExerciseForm,
    ExtraForm,
    Field,
    PointForm,
    PromptForm,
    WorkbookForm,
)
from coopcoach.export.form.names import EXTRA_PAGE, IDENTITY, field_name
from coopcoach.i18n import Translator
from coopcoach.wording.labels import STANCE_LABELS, VISIBILITY_LABELS, point_title
from coopcoach.wording.shortening import shortened

_EXTRAS = 3


def workbook_form(
    session: Session,
    partner: Partner,
    workbook: Workbook,
    answers: PartnerAnswers,
    made: datetime,
    t: Translator,
) -> WorkbookForm:
    """Return what is printed into one partner's PDF.

    Args:
        session: Of which the workbook is.
        partner: For whom it is.
        workbook: The exercises in the partner's language.
        answers: What this partner has written so far; may be blank.
        made: When it is made.
        t: The partner's language.
    """
    identity = Identity(session=session.slug, partner=partner.id, language=t.lang, made=made)
    exercises = _exercises(session, workbook, answers, t)
    minutes = sum(e.minutes_alone(session.pack) for e in workbook.for_pack(session.pack))
    other = next((p for p in session.partners if p.id != partner.id), None)
    return WorkbookForm(
        title=session.title,
        language=t.lang,
        name=partner.name,
        firm=partner.firm,
        with_name=other.name if other else "",
        with_firm=other.firm if other else "",
        coach=session.coach,
        date=session.date,
        minutes=5 * max(1, round(minutes / 5)),
        made=made,
        identity=identity.line,
        identity_field=Field(
            name=IDENTITY,
            shape="line",
            title=t("Which workbook this is; please leave it as it is"),
            value=identity.line,
        ),
        points=_points(session, workbook, t),
        exercises=exercises,
        extras=tuple(_extra(number, exercises, t) for number in range(1, _EXTRAS + 1)),
    )


def _exercises(
    session: Session, workbook: Workbook, answers: PartnerAnswers, t: Translator
) -> tuple[ExerciseForm, ...]:
    found: list[ExerciseForm] = []
    number, point = 0, ""
    for exercise in workbook.for_pack(session.pack):
        prompts = []
        for prompt in exercise.prompts_in(Phase.PREPARE, session.pack):
            number += 1
            prompts.append(prompt_form(prompt, answers.answer(prompt.id), number, t))
        if prompts:
            begins = point_title(exercise.point, t) if exercise.point != point else ""
            found.append(_exercise(exercise, tuple(prompts), begins))
            point = exercise.point
    return tuple(found)


def _exercise(exercise: Exercise, prompts: tuple[PromptForm, ...], point: str) -> ExerciseForm:
    return ExerciseForm(
        id=exercise.id,
        title=exercise.title,
        opening=exercise.opening,
        point=point,
        prompts=prompts,
    )


def _points(session: Session, workbook: Workbook, t: Translator) -> tuple[PointForm, ...]:
    asked = [e for e in workbook.for_pack(session.pack) if e.minutes_alone(session.pack)]
    found = []
    for point, group in groupby(asked, key=lambda e: e.point):
        exercises = list(group)
        minutes = sum(e.minutes_alone(session.pack) for e in exercises)
        title = point_title(point, t)
        found.append(PointForm(title=title, minutes=math.ceil(minutes), exercise=exercises[0].id))
    return tuple(found)


def prompt_form(prompt: Prompt, answer: Answer, number: int, t: Translator) -> PromptForm:
    """Return one prompt with all its fields."""
    fields = answer_fields(prompt, answer, t)
    is_listed = prompt.kind in {Kind.CHOICE, Kind.RANKING}
    return PromptForm(
        id=prompt.id,
        number=number,
        kind=prompt.kind,
        label=prompt.label,
        help=prompt.help,
        example=prompt.example,
        fields=fields.fields,
        rows=fields.rows,
        listed=tuple(option.label for option in prompt.options) if is_listed else (),
        columns=columns(prompt, t),
        is_form=prompt.is_form,
        unit=fields.unit,
        low=prompt.low,
        high=prompt.high,
        minimum=int(prompt.minimum or 0),
        maximum=int(prompt.maximum or 0),
        remark=_remark(prompt, answer, t),
        stance=_stance(prompt, answer.stance, t),
        visibility=_visibility(prompt, answer.visibility, t),
    )


def _remark(prompt: Prompt, answer: Answer, t: Translator) -> Field | None:
    if prompt.kind in {Kind.TEXT, Kind.LONG}:
        return None
    label = t("Why?") if prompt.kind is Kind.SCALE else t("A note, if you like")
    return Field(
        name=field_name(prompt.id, "remark"),
        shape="area",
        title=_titled(prompt, label),
        label=label,
        value=answer.remark,
        lines=2 if prompt.kind is Kind.SCALE else 1,
    )


def _stance(prompt: Prompt, stance: Stance | None, t: Translator) -> Field:
    label = t("Instead of an answer")
    return Field(
        name=field_name(prompt.id, "stance"),
        shape="select",
        title=_titled(prompt, label),
        label=label,
        value=t(STANCE_LABELS[stance].own) if stance else NO_ANSWER,
        options=(NO_ANSWER, *(t(label.own) for label in STANCE_LABELS.values())),
    )


def _visibility(prompt: Prompt, visibility: Visibility, t: Translator) -> Field:
    label = t("Who sees it")
    return Field(
        name=field_name(prompt.id, "visibility"),
        shape="select",
        title=_titled(prompt, label),
        label=label,
        value=t(VISIBILITY_LABELS[visibility]),
        options=tuple(t(label) for label in VISIBILITY_LABELS.values()),
    )


def _titled(prompt: Prompt, words: str) -> str:
    return f"{shortened(prompt.label, 120)} – {words}"


def extra_choice(number: int, label: str) -> str:
    """Return how a prompt is named where room for more is taken; its number is what counts."""
    return f"{number}. {shortened(label, 70)}"


def _extra(number: int, exercises: tuple[ExerciseForm, ...], t: Translator) -> ExtraForm:
    prompts = [prompt for exercise in exercises for prompt in exercise.prompts]
    label = t("Which question does it belong to?")
    return ExtraForm(
        prompt=Field(
            name=field_name(EXTRA_PAGE, number, "prompt"),
            shape="select",
            title=label,
            label=label,
            value=NO_ANSWER,
            options=(NO_ANSWER, *(extra_choice(p.number, p.label) for p in prompts)),
        ),
        text=Field(
            name=field_name(EXTRA_PAGE, number, "text"),
            shape="area",
            title=t("Room for more, {number}", number=number),
            lines=12,
        ),
    )
