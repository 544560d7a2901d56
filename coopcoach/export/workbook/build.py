"""Build one partner's workbook on paper with the given answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from coopcoach.domain.answers import BLANK, Answer, PartnerAnswers, Visibility
from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.domain.session import CONSENT_INDIVIDUAL, Partner, Session
from coopcoach.export.answers import FULL_WIDTH, answer_view, is_short
from coopcoach.export.form.build import workbook_form
from coopcoach.export.form.model import ExerciseForm, PromptForm
from coopcoach.export.workbook.model import (
    ExerciseState,
    Fill,
    PrintedExercise,
    PrintedPrompt,
    PrintedWorkbook,
)
from coopcoach.i18n import Translator
from coopcoach.markup.answer_view import AnswerView, TableRow, TableView
from coopcoach.wording.labels import VISIBILITY_LABELS


def printed_workbook(
    session: Session,
    partner: Partner,
    workbook: Workbook,
    answers: Mapping[str, Answer],
    *,
    fill: Fill,
    made: datetime,
    t: Translator,
) -> PrintedWorkbook:
    """Return one partner's workbook on paper.

    Args:
        session: The session.
        partner: The partner.
        workbook: The exercises in the partner's language.
        answers: The answers to print, by prompt id.
        fill: The kind of answers.
        made: The time of making.
        t: The partner's language.
    """
    blank = PartnerAnswers(partner=partner.id)
    given = {} if fill is Fill.BLANK else answers
    answered = [i for i, answer in given.items() if not answer.is_blank]
    form = workbook_form(session, partner, workbook, blank, made, t, answered)
    has_consent = session.both_consent(CONSENT_INDIVIDUAL)
    return PrintedWorkbook(
        form=form,
        fill=fill,
        exercises=tuple(
            _exercise(e, _state(e.id, session, fill, has_consent), workbook, given, fill, t)
            for e in form.exercises
        ),
        has_answers=bool(given),
        has_consent=has_consent,
    )


def _state(exercise: str, session: Session, fill: Fill, has_consent: bool) -> ExerciseState:
    if fill is not Fill.RELEASED:
        return ExerciseState.OPEN
    if not session.is_revealed(exercise):
        return ExerciseState.SEALED
    return ExerciseState.OPEN if has_consent else ExerciseState.WITHHELD


def _exercise(
    form: ExerciseForm,
    state: ExerciseState,
    workbook: Workbook,
    answers: Mapping[str, Answer],
    fill: Fill,
    t: Translator,
) -> PrintedExercise:
    is_shown = fill is Fill.RELEASED and state is ExerciseState.OPEN
    return PrintedExercise(
        form=form,
        state=state,
        prompts=tuple(
            _prompt(p, workbook.find_prompt(p.id, Phase.PREPARE), answers, is_shown, t)
            for p in form.prompts
        ),
    )


def _prompt(
    form: PromptForm,
    prompt: Prompt | None,
    answers: Mapping[str, Answer],
    is_shown: bool,
    t: Translator,
) -> PrintedPrompt:
    answer = answers.get(form.id, BLANK)
    if prompt is None or answer.is_blank:
        return PrintedPrompt(form=form, is_withheld=is_shown)
    shown = _view(prompt, answer, t)
    seen = answer.visibility
    return PrintedPrompt(
        form=form,
        answer=shown,
        is_whole=is_short(shown, FULL_WIDTH),
        seen_by="" if seen is Visibility.BOTH else t(VISIBILITY_LABELS[seen]),
    )


def _view(prompt: Prompt, answer: Answer, t: Translator) -> AnswerView:
    shown = answer_view(prompt, answer, t)
    if shown.shape != "rules":
        return shown
    # A summary prints a rule only with both voices; the workbook prints the proposal of one partner.
    rows = tuple(TableRow(head="", cells=rule) for rule in shown.rules)
    columns = (t("The rule"), t("How we would notice that it holds"))
    table = TableView(columns=columns, rows=rows, has_heads=False, is_form=False)
    return shown.model_copy(update={"shape": "table", "table": table})
