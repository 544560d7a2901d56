"""The fields of a fillable form that hold one answer, and their names.

A dot in a field's name means a hierarchy to PDF readers, so the dot of a prompt's id is written as a colon:
``goal:motives/place/1``. The parts behind the id:

    value                       text, choice, scale, number, date
    other                       the person's own words beside a choice or ticks
    tick/OPTION, tick/other     multi, check
    place/N                     ranking
    row/ROW/COLUMN              table; ROW is the id of a fixed row or a number
    row/ROW/COLUMN/other        the person's own words beside a choice in a cell
    rule/N, sign/N              rules
    remark, stance, visibility  every prompt
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from coopcoach.domain.exercise import Frozen
from coopcoach.wording.scale_ends import ends_words
from coopcoach.wording.shortening import shortened

Shape = Literal["area", "line", "select", "tick"]
Layout = Literal[
    "words", "choice", "ticks", "scale", "ranking", "measured", "form", "table", "rules"
]

# The text of each field of one answer, by the parts of its name behind the prompt's id.
Parts = dict[tuple[str, ...], str]

# A read-only field that identifies the workbook.
IDENTITY = "coopcoach"
EXTRA_PAGE = "extra"
# A tick on the last page, with which a partner hands in.
FINISHED = "finished"
ON = "on"
# The first option of a select: readers draw no field at all for an empty one.
NO_ANSWER = "–"
_LONGEST_TITLE = 120


class Field(Frozen):
    """One field of a form.

    ``title`` is its accessible name and its tooltip. A select shows and stores the same options: PDF readers
    differ in which of the two they draw.
    """

    name: str
    shape: Shape
    title: str
    label: str = ""
    value: str = ""
    options: tuple[str, ...] = ()
    lines: int = 1


class FieldPlace(NamedTuple):
    """A place for the fields of a value.

    Attributes:
        name: The name of the value's field.
        other: The name of the field for own words beside it.
        title: The accessible name.
        in_table: Whether it is the cell of a table.
    """

    name: str
    other: str
    title: str
    in_table: bool = False


class Column(Frozen):
    """A column of a table: label, a hint for its cells, and the width in mm; 0 takes the space that is left."""

    label: str
    hint: str = ""
    width: int = 0


class FormRow(Frozen):
    """A row of a table: its head where the question names rows, and the fields of each cell."""

    head: str
    cells: tuple[tuple[Field, ...], ...]


class AnswerForm(Frozen):
    """The fields of one answer, in a list or row by row, and the layout that places them on the page."""

    layout: Layout
    fields: tuple[Field, ...] = ()
    listed: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[FormRow, ...] = ()
    unit: str = ""
    low: str = ""
    high: str = ""
    minimum: int = 0
    maximum: int = 0

    @property
    def ends(self) -> str:
        """The labels of a scale's ends."""
        return ends_words(self)


def field_name(prompt_id: str, *parts: str | int) -> str:
    """Return the name of a field."""
    return "/".join([prompt_id.replace(".", ":"), *map(str, parts)])


def split_name(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the prompt's id and the parts behind it; the inverse of ``field_name``."""
    prompt, *parts = name.split("/")
    return prompt.replace(":", "."), tuple(parts)


def field_title(label: str, part: str) -> str:
    """Return the accessible name of a part of an answer."""
    return f"{shortened(label, _LONGEST_TITLE)} – {part}"


def select(name: str, title: str, labels: Iterable[str], shown: str = NO_ANSWER) -> Field:
    """Return a select; a value that is none of its options becomes one more."""
    options = (NO_ANSWER, *labels)
    if shown not in options:
        options = (*options, shown)
    return Field(name=name, shape="select", title=title, value=shown, options=options)


def with_unread(field: Field, text: str) -> Field:
    """Return the field with a text that the column's kind cannot read."""
    if field.shape != "select":
        return field.model_copy(update={"value": text})
    line = " ".join(text.split())
    return field.model_copy(update={"value": line, "options": (*field.options, line)})


def is_filled(text: str) -> bool:
    """Whether a field holds anything but blanks or the dash of a select."""
    return bool(text.strip()) and text.strip() != NO_ANSWER


def numbered(parts: Parts, kind: str) -> dict[int, str]:
    """Return the texts of the fields ``KIND/N`` by their number."""
    return {
        int(part[1]): text
        for part, text in parts.items()
        if len(part) == 2 and part[0] == kind and part[1].isdecimal()
    }
