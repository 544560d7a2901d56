"""The report model of a partner's workbook on paper."""

from __future__ import annotations

from enum import StrEnum

from coopcoach.domain.exercise import Frozen
from coopcoach.export.form.model import ExerciseForm, PromptForm, WorkbookForm
from coopcoach.markup.answer_view import AnswerView


class Fill(StrEnum):
    """The answers in a printed workbook.

    - BLANK: none, to be filled in by hand.
    - RELEASED: the partner's printable answers.
    - OWN: all answers of the partner, for the partner alone.
    """

    BLANK = "blank"
    RELEASED = "released"
    OWN = "own"


class ExerciseState(StrEnum):
    """Whether the answers to an exercise are printed, sealed or withheld for lack of consent."""

    OPEN = "open"
    SEALED = "sealed"
    WITHHELD = "kept"


class PrintedPrompt(Frozen):
    """A prompt with its answer, or with room for one.

    Attributes:
        form: The prompt in the workbook to fill in.
        answer: The answer, if it is printed.
        is_whole: Whether the prompt and its answer are kept on one page.
        seen_by: The answer's visibility in words unless both partners see it.
        is_withheld: Whether the note stands here that the prompt is not answered or not shown.
    """

    form: PromptForm
    answer: AnswerView | None = None
    is_whole: bool = True
    seen_by: str = ""
    is_withheld: bool = False


class PrintedExercise(Frozen):
    """An exercise with its printed prompts."""

    form: ExerciseForm
    state: ExerciseState
    prompts: tuple[PrintedPrompt, ...]


class PrintedWorkbook(Frozen):
    """A workbook on paper; ``form`` is the one to fill in."""

    form: WorkbookForm
    fill: Fill
    exercises: tuple[PrintedExercise, ...]
    has_answers: bool
    has_consent: bool
