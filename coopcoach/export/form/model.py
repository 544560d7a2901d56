"""The report model of a partner's fillable workbook."""

from __future__ import annotations

from datetime import datetime

from coopcoach.domain.exercise import Frozen, Kind
from coopcoach.markup.form import AnswerForm, Field


class PromptForm(AnswerForm):
    """A prompt with its fields, in tab order."""

    id: str
    number: int
    kind: Kind
    label: str
    help: str = ""
    example: str = ""
    remark: Field | None = None
    stance: Field
    visibility: Field


class ExerciseForm(Frozen):
    """An exercise; ``point`` is the title of its point if it is the first one there."""

    id: str
    title: str
    opening: str
    point: str = ""
    prompts: tuple[PromptForm, ...]


class PointForm(Frozen):
    """A point in the contents: its minutes, and the id of its first exercise."""

    title: str
    minutes: int
    exercise: str


class ExtraForm(Frozen):
    """Extra room for an answer: the select of the prompt, and the text."""

    prompt: Field
    text: Field


class WorkbookForm(Frozen):
    """The workbook of one partner; ``with_name`` and ``with_firm`` are the other partner's."""

    title: str
    language: str
    name: str
    firm: str
    with_name: str
    with_firm: str
    coach: str
    date: datetime | None
    minutes: int
    essentials: str
    made: datetime
    identity: str
    identity_field: Field
    points: tuple[PointForm, ...]
    exercises: tuple[ExerciseForm, ...]
    extras: tuple[ExtraForm, ...]
    finished: Field
    encrypts: bool = False
    link: str = ""
