"""Build the fillable workbook of one partner, without reading the other partner's answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from coopcoach.domain.answers import Answer, PartnerAnswers, Stance, Visibility
from coopcoach.domain.exercise import Exercise, Pack, Phase, Prompt, Workbook
from coopcoach.domain.packs.asked import (
    asked_exercises,
    minutes_stated,
    minutes_to_prepare,
    numbered_prompts,
)
from coopcoach.domain.packs.essentials import essentials_words
from coopcoach.domain.packs.minutes import whole_minutes
from coopcoach.domain.session import Partner, Session
from coopcoach.export.direction import isolated
from coopcoach.export.form.identity import Identity
from coopcoach.export.form.model import (
    ExerciseForm,
    ExtraForm,
    PointForm,
    PromptForm,
    WorkbookForm,
)
from coopcoach.i18n import Translator
from coopcoach.markup.form import (
    EXTRA_PAGE,
    FINISHED,
    IDENTITY,
    NO_ANSWER,
    Field,
    field_name,
    field_title,
)
from coopcoach.markup.kinds import KINDS, codec_of
from coopcoach.wording.labels import FINISHED as FINISHED_LABEL
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
    also: Collection[str] = (),
) -> WorkbookForm:
    """Return the fillable workbook of one partner.

    It asks what is on the agenda, and what was answered already.

    Args:
        session: The session.
        partner: The partner.
        workbook: The exercises in the partner's language.
        answers: The partner's answers so far, to fill in.
        made: The time of making.
        t: The partner's language.
        also: The ids of more prompts that are answered.
    """
    identity = Identity(session=session.slug, partner=partner.id, language=t.lang, made=made)
    answered = {i for i, answer in answers.answers.items() if not answer.is_blank}
    numbers = {prompt.id: n for n, prompt in enumerate(numbered_prompts(session, workbook), 1)}
    asked = sorted(
        asked_exercises(session, workbook, {*answered, *also}),
        key=lambda e: numbers[e.prompts_in(Phase.PREPARE, session.pack)[0].id],
    )
    exercises = _exercises(asked, session.pack, numbers, answers, t)
    other = next((p for p in session.partners if p.id != partner.id), None)
    return WorkbookForm(
        title=isolated(session.title),
        language=t.lang,
        name=isolated(partner.name),
        firm=isolated(partner.firm),
        with_name=isolated(other.name) if other else "",
        with_firm=isolated(other.firm) if other else "",
        coach=isolated(session.coach),
        date=session.date,
        minutes=minutes_stated(asked, session.pack),
        essentials=essentials_words(asked, session.pack, t),
        made=made,
        identity=identity.line,
        identity_field=Field(
            name=IDENTITY,
            shape="line",
            title=t("Which workbook this is; please leave it as it is"),
            value=identity.line,
        ),
        points=_points(asked, session.pack, t),
        exercises=exercises,
        extras=tuple(_extra(number, exercises, t) for number in range(1, _EXTRAS + 1)),
        finished=Field(
            name=FINISHED, shape="tick", title=t(FINISHED_LABEL), label=t(FINISHED_LABEL)
        ),
    )


def _exercises(
    asked: Sequence[Exercise],
    pack: Pack,
    numbers: Mapping[str, int],
    answers: PartnerAnswers,
    t: Translator,
) -> tuple[ExerciseForm, ...]:
    forms: list[ExerciseForm] = []
    point = ""
    for exercise in asked:
        prompts = exercise.prompts_in(Phase.PREPARE, pack)
        form = ExerciseForm(
            id=exercise.id,
            title=exercise.title,
            opening=exercise.opening,
            point=point_title(exercise.point, t) if exercise.point != point else "",
            prompts=tuple(prompt_form(p, answers.answer_to(p), numbers[p.id], t) for p in prompts),
        )
        forms.append(form)
        point = exercise.point
    return tuple(forms)


def _points(asked: Sequence[Exercise], pack: Pack, t: Translator) -> tuple[PointForm, ...]:
    """Return the points in the contents; their minutes add up to those of the workbook."""
    points: list[PointForm] = []
    before: list[Exercise] = []
    named, scale = 0, Decimal(0)
    if asked:
        scale = minutes_stated(asked, pack) / max(minutes_to_prepare(asked, pack), Decimal("0.01"))
    for point, group in groupby(asked, key=lambda e: e.point):
        exercises = list(group)
        before += exercises
        minutes = max(1, whole_minutes(scale * minutes_to_prepare(before, pack)) - named)
        named += minutes
        title = point_title(point, t)
        points.append(PointForm(title=title, minutes=minutes, exercise=exercises[0].id))
    return tuple(points)


def prompt_form(prompt: Prompt, answer: Answer, number: int, t: Translator) -> PromptForm:
    """Return a prompt with its fields."""
    codec = codec_of(prompt.question, t)
    value = answer.value if isinstance(answer.value, codec.value) else None
    return PromptForm(
        **dict(codec.form(value)),
        id=prompt.id,
        number=number,
        kind=prompt.kind,
        label=prompt.label,
        help=prompt.help,
        example=prompt.example,
        remark=_remark(prompt, answer, t),
        stance=_stance(prompt, answer.stance, t),
        visibility=_visibility(prompt, answer.visibility, t),
    )


def _remark(prompt: Prompt, answer: Answer, t: Translator) -> Field | None:
    codec = KINDS[prompt.kind]
    if codec.is_words:
        return None
    label = t("Why?") if codec.asks_why else t("A note, if you like")
    return Field(
        name=field_name(prompt.id, "remark"),
        shape="area",
        title=field_title(prompt.label, label),
        label=label,
        value=answer.remark,
        lines=2 if codec.asks_why else 1,
    )


def _stance(prompt: Prompt, stance: Stance | None, t: Translator) -> Field:
    label = t("Instead of an answer")
    value = t(STANCE_LABELS[stance].own) if stance else NO_ANSWER
    options = (NO_ANSWER, *(t(label.own) for label in STANCE_LABELS.values()))
    return _select(prompt, "stance", label, value, options)


def _visibility(prompt: Prompt, visibility: Visibility, t: Translator) -> Field:
    options = tuple(t(label) for label in VISIBILITY_LABELS.values())
    value = t(VISIBILITY_LABELS[visibility])
    return _select(prompt, "visibility", t("Who sees it"), value, options)


def _select(prompt: Prompt, part: str, label: str, value: str, options: tuple[str, ...]) -> Field:
    return Field(
        name=field_name(prompt.id, part),
        shape="select",
        title=field_title(prompt.label, label),
        label=label,
        value=value,
        options=options,
    )


def extra_choice(number: int, label: str) -> str:
    """Return the label of a prompt in the selects of the extra page; an import reads its number."""
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
