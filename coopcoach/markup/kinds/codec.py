"""The codec of a kind: the forms in which its questions and answers are written and read.

A codec is made for one question and one language. The forms:

- the attributes of a question in the exercise format;
- an answer in our own Markdown files, written and read strictly;
- the workbook for text editors: instructions, room for the answer, and the answer as it comes back, read
  loosely after an editor or a mail program has changed it;
- the fields of a fillable form;
- the line-by-line front end;
- the data of the web workbook;
- the view of a reader.

A text that cannot be read as a value is never dropped: it is returned beside the value and becomes the remark.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Generic, TypeVar, cast

from coopcoach.domain.answers import BaseValue, Cell, Row, UnreadValue
from coopcoach.domain.exercise import BaseQuestion, CellQuestion, Kind, Option
from coopcoach.i18n import N_, Translator
from coopcoach.markup.answer_view import AnswerView
from coopcoach.markup.blocks import Block, Item
from coopcoach.markup.form import (
    AnswerForm,
    Field,
    FieldPlace,
    Layout,
    Parts,
    field_name,
    is_filled,
    with_unread,
)
from coopcoach.markup.literal import decode_line, encode_line
from coopcoach.markup.reading import FaultCollector

Q = TypeVar("Q", bound=BaseQuestion)
V = TypeVar("V", bound=BaseValue)


class Codec(ABC, Generic[Q, V]):
    """The codec of one kind.

    Attributes:
        value: The class of its values.
        attributes: The attributes of its questions in the exercise format, beside those of every prompt.
        is_words: Whether the whole answer is text: then there is no remark.
        asks_why: Whether the remark is the reason for the value, and is asked for.
    """

    value: ClassVar[type[BaseValue]]
    attributes: ClassVar[tuple[str, ...]] = ()
    is_words: ClassVar[bool] = False
    asks_why: ClassVar[bool] = False

    def __init__(self, question: Q, t: Translator) -> None:
        self.question = question
        self.t = t

    @classmethod
    def read_question(
        cls, kind: Kind, source: Block | Item, faults: FaultCollector, shared: Sequence[str]
    ) -> dict[str, Any]:
        """Read a question from the exercise format.

        Args:
            kind: Its kind.
            source: Its heading, or the item of its column.
            faults: Takes the faults.
            shared: The attributes that a question of any kind may have here.

        Returns:
            The fields of the question; incomplete where there are faults.
        """
        for key in source.attributes.values:
            known = (*shared, *cls.attributes)
            faults.known(source.line, N_("unknown attribute “{name}”"), key, known)
        return {
            "kind": kind,
            "id": source.attributes.id,
            "label": source.title if isinstance(source, Block) else source.text,
            "line": source.line,
            **cls.question_fields(source, faults),
        }

    @classmethod
    def question_fields(cls, source: Block | Item, faults: FaultCollector) -> dict[str, Any]:
        """Read the fields that only a question of this kind has."""
        return {}

    @abstractmethod
    def write(self, value: V | None) -> str:
        """Return the lines of a value; a blank list or table is written out to be filled in."""

    @abstractmethod
    def read(self, lines: list[str]) -> V | None:
        """Read a value strictly; None where the lines are something else."""

    def hints(self) -> Iterator[str]:
        """Yield the instructions of the workbook for text editors."""
        yield from ()

    def room(self) -> Iterator[str]:
        """Yield the blocks of the workbook for text editors that are filled in."""
        yield "\n"

    @abstractmethod
    def read_loosely(self, text: str) -> tuple[V | None, str]:
        """Read a value from a text that came back; also return the text that is no part of it."""

    @abstractmethod
    def form(self, value: V | None) -> AnswerForm:
        """Return the fields that hold a value."""

    @abstractmethod
    def read_form(self, parts: Parts, others: Sequence[Q]) -> tuple[V | None, list[str]]:
        """Read a value from the fields of a form; also return the texts that are no part of it.

        Args:
            parts: The texts of the fields.
            others: The question in other languages; a select may hold a label of any of them.
        """

    def web(self) -> dict[str, object]:
        """Return the data of the web workbook that differ from those of a text question."""
        return {}

    @abstractmethod
    def view(self, value: V) -> AnswerView:
        """Return a value as its readers see it."""


class LineCodec(Codec[Q, V]):
    """The codec of a kind whose value is typed in one line of the line-by-line front end.

    Attributes:
        keeps_unread: Whether an unreadable line is kept as remark; otherwise the question is asked again.
        is_long: Whether a value has as many lines as are typed, up to an empty one.
    """

    keeps_unread: ClassVar[bool] = False
    is_long: ClassVar[bool] = False

    def instructions(self) -> list[str]:
        """Return the lines that are shown before the value is typed."""
        return []

    @abstractmethod
    def read_typed(self, typed: str) -> V | None:
        """Read a typed line; None where it cannot be read."""


class RowsCodec(Codec[Q, V]):
    """The codec of a kind whose value is asked row by row.

    Attributes:
        columns: The cells of a row.
        fixed_rows: The rows that the question names; none where rows are added freely.
        most_rows: The number of rows that may be added; None where there is no limit.
        needs_first_cell: Whether a row without its first cell is empty.
    """

    columns: tuple[CellQuestion, ...]
    fixed_rows: tuple[Option, ...] = ()
    most_rows: int | None = None
    needs_first_cell: ClassVar[bool] = False

    def instruction(self) -> str:
        """Return how rows are added line by line."""
        return self.t("Row by row; an empty row ends it.")

    def row_title(self, number: int) -> str:
        """Return the title of a row that is added."""
        return self.t("Row {number}", number=number)

    @abstractmethod
    def rows_of(self, value: V) -> tuple[Row, ...]:
        """Return a value as rows."""

    @abstractmethod
    def from_rows(self, rows: tuple[Row, ...]) -> V:
        """Return the value of some rows."""


class CellCodec(LineCodec[Q, V]):
    """The codec of a kind that may also be a table's column.

    The forms of a prompt follow from those of a cell unless a codec has its own. A cell may hold something
    else than a value of its column's kind: a text that could not be read.

    Attributes:
        layout: The layout of a prompt's fields.
        is_brief: Whether a cell takes one short line.
    """

    layout: ClassVar[Layout]
    is_brief: ClassVar[bool] = True

    @abstractmethod
    def write_text(self, value: V) -> str:
        """Return a value as text in our own files."""

    @abstractmethod
    def read_text(self, text: str) -> V | None:
        """Read a value from its text; None where it cannot be read."""

    def words(self, value: V, *, long_dates: bool = False) -> str:
        """Return a value in words."""
        return self.write_text(value)

    @abstractmethod
    def fields(self, value: V | None, place: FieldPlace) -> tuple[Field, ...]:
        """Return the fields of a value."""

    def read_fields(self, text: str, other: str, others: Sequence[Q]) -> tuple[V | None, list[str]]:
        """Read the fields of a value; also return the texts that are no part of it."""
        value = self.read_text(text) if is_filled(text) else None
        return value, [text] if value is None and is_filled(text) else []

    def column_hint(self) -> str:
        """Return the instructions for a column of the workbook for text editors."""
        return ""

    def head_hint(self) -> str:
        """Return the hint below a column's label in a form."""
        return ""

    def width(self) -> int:
        """Return the width of a form's column in mm; 0 where it takes the space that is left."""
        return self.head_width(30)

    def head_width(self, least: int) -> int:
        """Return the width in mm of the longest word in a column's label, or the least width."""
        return max(least, 3 + round(1.75 * max(map(len, self.question.label.split()), default=0)))

    # A cell

    def write_cell(self, cell: Cell | None) -> str:
        """Return a cell in our own files."""
        return "" if cell is None else encode_line(self._text_of(cell, self.write_text))

    def read_cell(self, written: str) -> Cell | None:
        """Read a cell of our own files."""
        text = decode_line(written)
        return self.as_cell(self.read_text(text), text) if written else None

    def read_cell_loosely(self, text: str) -> Cell:
        """Read a cell of a text that came back."""
        return self.as_cell(self.read_text(text), text)

    def cell_fields(self, cell: Cell | None, place: FieldPlace) -> tuple[Field, ...]:
        """Return the fields of a cell."""
        value = cell if isinstance(cell, self.value) else None
        first, *rest = self.fields(cast("V | None", value), place)
        text = "" if cell is None or value is not None else plain_text(cell)
        return (with_unread(first, text) if text else first, *rest)

    def read_cell_fields(
        self, text: str, other: str, others: Sequence[Q]
    ) -> tuple[Cell | None, list[str]]:
        """Read the fields of a cell; also return the texts that are no part of it."""
        value, unread = self.read_fields(text, other, others)
        if value is None and unread:
            return UnreadValue(text="\n".join(unread)), []
        return cast("Cell | None", value), unread

    def cell_words(self, cell: Cell, *, long_dates: bool = False) -> str:
        """Return a cell in words."""
        return self._text_of(cell, lambda value: self.words(value, long_dates=long_dates))

    def as_cell(self, value: V | None, text: str) -> Cell:
        """Return a value as a cell; where there is none, the text from which it should have been read."""
        return UnreadValue(text=text) if value is None else cast("Cell", value)

    def _text_of(self, cell: Cell, writer: Any) -> str:
        return str(writer(cell)) if isinstance(cell, self.value) else plain_text(cell)

    # A prompt

    def write(self, value: V | None) -> str:
        """Return the text of a value."""
        return "" if value is None else self.write_text(value)

    def read(self, lines: list[str]) -> V | None:
        """Read a value that stands on one line."""
        return self.read_text(lines[0]) if len(lines) == 1 else None

    def read_loosely(self, text: str) -> tuple[V | None, str]:
        """Read a value that is the whole text."""
        value = self.read_text(text)
        return value, text if value is None else ""

    def read_typed(self, typed: str) -> V | None:
        """Read a typed text."""
        return self.read_text(typed)

    def form(self, value: V | None) -> AnswerForm:
        """Return the fields of a prompt."""
        asked = self.question
        name, other = (field_name(asked.id, part) for part in ("value", "other"))
        place = FieldPlace(name, other, asked.label)
        return AnswerForm(layout=self.layout, fields=self.fields(value, place))

    def read_form(self, parts: Parts, others: Sequence[Q]) -> tuple[V | None, list[str]]:
        """Read the fields of a prompt."""
        return self.read_fields(parts.get(("value",), ""), parts.get(("other",), ""), others)

    def view(self, value: V) -> AnswerView:
        """Return a value in words."""
        return AnswerView(shape="words", words=self.words(value, long_dates=True))


def plain_text(value: BaseValue) -> str:
    """Return the content of a value without its question, which is of another kind."""
    parts = value.model_dump(mode="json", exclude={"kind"}).values()
    return ", ".join(str(part) for part in parts if part is not None)
