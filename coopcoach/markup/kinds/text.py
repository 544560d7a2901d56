"""``text``: a line of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from coopcoach.domain.answers import TextValue
from coopcoach.domain.exercise import LongQuestion, TextQuestion
from coopcoach.markup.form import Field, FieldPlace
from coopcoach.markup.kinds.codec import CellCodec

Words = TextQuestion | LongQuestion


class TextCodec(CellCodec[Words, TextValue]):
    """The codec of ``text``.

    Attributes:
        lines: The lines of a prompt's field.
        cell_lines: The lines of a cell's field.
    """

    value = TextValue
    is_words = True
    is_brief = False
    layout = "words"
    lines: ClassVar[int] = 2
    cell_lines: ClassVar[int] = 1

    def write_text(self, value: TextValue) -> str:
        return value.text

    def read_text(self, text: str) -> TextValue | None:
        return TextValue(text=text)

    def read(self, lines: list[str]) -> TextValue | None:
        return TextValue(text="\n".join(lines))

    def width(self) -> int:
        return 0

    def fields(self, value: TextValue | None, place: FieldPlace) -> tuple[Field, ...]:
        lines = self.cell_lines if place.in_table else self.lines
        text = value.text if value else ""
        return (Field(name=place.name, shape="area", title=place.title, value=text, lines=lines),)

    def read_fields(
        self, text: str, other: str, others: Sequence[Words]
    ) -> tuple[TextValue | None, list[str]]:
        return (TextValue(text=text) if text.strip() else None), []
