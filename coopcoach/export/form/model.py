"""The workbook of one partner as a fillable form."""

from __future__ import annotations

from datetime import datetime

from coopcoach.domain.exercise import Frozen, Kind
from coopcoach.markup.form import AnswerForm, Field


class PromptForm(AnswerForm):
    """One prompt with all its fields, in the order of the tab key."""

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
    """One exercise with its prompts; ``point`` is set where a new point begins."""

    id: str
    title: str
    opening: str
    point: str = ""
    prompts: tuple[PromptForm, ...]


class PointForm(Frozen):
    """A point as the cover names it: its minutes, and the exercise it begins with."""

    title: str
    minutes: int
    exercise: str


class ExtraForm(Frozen):
    """Room for more: to which question it belongs, and the text."""

    prompt: Field
    text: Field


class WorkbookForm(Frozen):
    """Everything that is printed into one partner's PDF."""

    title: str
    language: str
    name: str
    firm: str
    with_name: str
    with_firm: str
    coach: str
    date: datetime | None
    minutes: int
    made: datetime
    identity: str
    identity_field: Field
    points: tuple[PointForm, ...]
    exercises: tuple[ExerciseForm, ...]
    extras: tuple[ExtraForm, ...]
    encrypts: bool = False
