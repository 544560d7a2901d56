"""``date``: a calendar day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Date

from coopcoach.domain.answers import DateValue
from coopcoach.domain.exercise import DateQuestion
from coopcoach.markup.form import AnswerForm, Field, FieldPlace
from coopcoach.markup.kinds.codec import CellCodec
from coopcoach.markup.numbers import first_line, read_date, read_typed_date


class DateCodec(CellCodec[DateQuestion, DateValue]):
    """The codec of ``date``."""

    value = DateValue
    layout = "measured"
    keeps_unread = True

    def write_text(self, value: DateValue) -> str:
        return value.value.isoformat()

    def read_text(self, text: str) -> DateValue | None:
        return _value(read_date(text))

    def read_typed(self, typed: str) -> DateValue | None:
        return _value(read_typed_date(typed))

    def words(self, value: DateValue, *, long_dates: bool = False) -> str:
        return self.t.date(value.value) if long_dates else self.t.short_date(value.value)

    def hints(self) -> Iterator[str]:
        yield self.t("Write a date, such as {example}.", example="2027-01-15")

    def head_hint(self) -> str:
        return self.t("DD/MM/YYYY")

    def read_loosely(self, text: str) -> tuple[DateValue | None, str]:
        first, rest = first_line(text)
        value = self.read_text(first)
        return value, text if value is None else rest

    def form(self, value: DateValue | None) -> AnswerForm:
        return super().form(value).model_copy(update={"unit": self.head_hint()})

    def fields(self, value: DateValue | None, place: FieldPlace) -> tuple[Field, ...]:
        shown = self.t.short_date(value.value) if value else ""
        title = f"{place.title} ({self.head_hint()})"
        return (Field(name=place.name, shape="line", title=title, value=shown),)

    def read_fields(
        self, text: str, other: str, others: Sequence[DateQuestion]
    ) -> tuple[DateValue | None, list[str]]:
        typed = self.read_typed(text)
        return (typed, []) if typed else super().read_fields(text, other, others)


def _value(day: Date | None) -> DateValue | None:
    return None if day is None else DateValue(value=day)
