"""The workbook of one partner as a form: what stands on its pages, and every field with its name and value."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from coopcoach.domain.exercise import Frozen, Kind
from coopcoach.wording.values import ends_words

Shape = Literal["area", "line", "select", "tick"]


class Field(Frozen):
    """One field of the form.

    ``title`` is what a reader who listens hears, and what others see when they rest on it. A select's
    options are what is shown and what is stored: fillers differ in which of the two they draw.
    """

    name: str
    shape: Shape
    title: str
    label: str = ""
    value: str = ""
    options: tuple[str, ...] = ()
    lines: int = 1


class Column(Frozen):
    """A column of a table: its label, how its cells are meant, and its width in millimetres.

    A width of 0 takes what is left.
    """

    label: str
    hint: str = ""
    width: int = 0


class FormRow(Frozen):
    """A row of a table: its head where the prompt names rows, and for each column the fields of its cell."""

    head: str
    cells: tuple[tuple[Field, ...], ...]


class PromptForm(Frozen):
    """One prompt with all its fields, in the order of the tab key."""

    id: str
    number: int
    kind: Kind
    label: str
    help: str = ""
    example: str = ""
    fields: tuple[Field, ...] = ()
    listed: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[FormRow, ...] = ()
    is_form: bool = False
    unit: str = ""
    low: str = ""
    high: str = ""
    minimum: int = 0
    maximum: int = 0
    remark: Field | None = None
    stance: Field
    visibility: Field

    @property
    def ends(self) -> str:
        """The labels of a scale's ends."""
        return ends_words(self)


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
