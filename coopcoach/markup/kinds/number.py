"""``number``: a number, with or without a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from coopcoach.domain.answers import Cell, NumberValue
from coopcoach.domain.exercise import UNITS, NumberQuestion
from coopcoach.i18n import N_
from coopcoach.markup.blocks import Block, Item
from coopcoach.markup.form import AnswerForm, Field, FieldPlace
from coopcoach.markup.kinds.bounds import read_bounds, web_bounds
from coopcoach.markup.kinds.codec import CellCodec
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.markup.numbers import first_line, read_number, write_number
from coopcoach.markup.reading import FaultCollector
from coopcoach.wording.typed_words import ROUGHLY, any_of
from coopcoach.wording.units import number_words, unit_signs, unit_words

_WITH_UNIT = re.compile(r"(?P<number>[+\-−]?\d[\d.,'’ ]*?)[ \t]*(?P<unit>[^\d\s].*)\Z")
_ROUGHLY = re.compile(rf"(?i)(?:(?:{any_of(*ROUGHLY)})\.?|~|≈)[ \t]*")
_BEGINNING = re.compile(r"[\d.,'’ ]*\d(?:[ \t]*[^\s\d,;(]+)?")


class NumberCodec(CellCodec[NumberQuestion, NumberValue]):
    """The codec of ``number``."""

    value = NumberValue
    attributes = ("unit", "min", "max")
    layout = "measured"
    keeps_unread = True

    @classmethod
    def question_fields(cls, source: Block | Item, faults: FaultCollector) -> dict[str, Any]:
        unit = source.attributes.get("unit") or None
        if unit:
            faults.known(source.line, N_("unknown unit “{name}”"), unit, UNITS)
        return {**read_bounds(source, faults), "unit": unit}

    def write_text(self, value: NumberValue) -> str:
        return write_number(value.value, self.question.unit, self.t.lang)

    def read_text(self, text: str) -> NumberValue | None:
        return _value(read_number(text, self.question.unit, self.t.lang))

    def words(self, value: NumberValue, *, long_dates: bool = False) -> str:
        return number_words(value.value, self.question.unit, self.t)

    def hints(self) -> Iterator[str]:
        unit = self._unit
        yield self.t("Write a number: {unit}.", unit=unit) if unit else self.t("Write a number.")

    def column_hint(self) -> str:
        label = " ".join(self.question.label.split())
        unit = self._unit
        return self.t("{label}: a number, {unit}.", label=label, unit=unit) if unit else ""

    def read_loosely(self, text: str) -> tuple[NumberValue | None, str]:
        first, rest = first_line(text)
        number = self._read_with_unit_words(first)
        if number is not None:
            return NumberValue(value=number), rest
        # “about 6 hours”, “6 hours, rather less”: the number is the value, all words are the remark.
        bare = _ROUGHLY.sub("", first, count=1)
        found = self._read_with_unit_words(bare)
        head = _BEGINNING.match(bare) if found is None else None
        if head is not None and not re.search(r"\d", bare[head.end() :]):
            found = read_number(head[0], self.question.unit, self.t.lang)
        return _value(found), text

    def read_cell_loosely(self, text: str) -> Cell:
        return self.as_cell(_value(self._read_with_unit_words(text.strip())), text)

    def form(self, value: NumberValue | None) -> AnswerForm:
        return super().form(value).model_copy(update={"unit": self._unit})

    def fields(self, value: NumberValue | None, place: FieldPlace) -> tuple[Field, ...]:
        unit = self._unit
        title = f"{place.title} ({unit})" if unit else place.title
        shown = write_number(value.value, None, self.t.lang) if value else ""
        return (Field(name=place.name, shape="line", title=title, label=unit, value=shown),)

    def web(self) -> dict[str, object]:
        signs = unit_signs(self.question.unit)
        return {
            **web_bounds(self.question.minimum, self.question.maximum),
            "unit": signs[0] if signs else "",
            "units": [sign.casefold() for sign in signs],
            "unitWords": self._unit,
        }

    @property
    def _unit(self) -> str:
        return unit_words(self.question.unit, self.t)

    def _read_with_unit_words(self, text: str) -> Decimal | None:
        """Read a number with or without its unit, which may be in the words of the workbook."""
        number = read_number(text, self.question.unit, self.t.lang)
        match = _WITH_UNIT.match(text) if number is None and self._unit else None
        if match is None or alnum_key(match["unit"]) != alnum_key(self._unit):
            return number
        return read_number(match["number"], self.question.unit, self.t.lang)


def _value(number: Decimal | None) -> NumberValue | None:
    return None if number is None else NumberValue(value=number)
