"""The workbook of one partner on paper: what stands on its pages, and what is still to be filled in by hand."""

from __future__ import annotations

from enum import StrEnum

from coopcoach.domain.exercise import Frozen
from coopcoach.export.answer_view import AnswerView
from coopcoach.export.form.model import PromptForm, WorkbookForm


class Fill(StrEnum):
    """How the workbook is printed.

    - BLANK: to be filled in with a pen.
    - RELEASED: with what may be printed of what the partner wrote.
    - OWN: with all that the partner wrote, for the partner alone.
    """

    BLANK = "blank"
    RELEASED = "released"
    OWN = "own"


class ExerciseState(StrEnum):
    """What the page says of an exercise before its questions."""

    OPEN = "open"
    SEALED = "sealed"
    KEPT = "kept"


class PrintedPrompt(Frozen):
    """A question with its answer, or with room for one.

    ``is_whole`` keeps it on one page; ``seen_by`` says who sees the answer where that is not both.
    """

    form: PromptForm
    answer: AnswerView | None = None
    is_whole: bool = True
    seen_by: str = ""
    is_withheld: bool = False


class PrintedExercise(Frozen):
    """An exercise with its questions; ``point`` is set where a new point begins."""

    id: str
    title: str
    opening: str
    point: str
    state: ExerciseState
    prompts: tuple[PrintedPrompt, ...]


class PrintedWorkbook(Frozen):
    """Everything that stands on paper; ``form`` is what a workbook to fill in says, too."""

    form: WorkbookForm
    fill: Fill
    exercises: tuple[PrintedExercise, ...]
    has_answers: bool
    has_consent: bool
