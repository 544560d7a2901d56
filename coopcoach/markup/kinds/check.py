"""``check``: which of several things are done; in a table's column, yes or no."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopcoach.domain.answers import CheckValue
from coopcoach.domain.exercise import CheckQuestion
from coopcoach.markup.blocks import Block, Item
from coopcoach.markup.form import NO_ANSWER, Field, FieldPlace, select
from coopcoach.markup.kinds.codec import CellCodec
from coopcoach.markup.kinds.multi import TicksCodec
from coopcoach.markup.reading import FaultCollector
from coopcoach.wording.typed_words import NO, YES

_YES = frozenset({"[x]", "x", "✓", "☑"}) | YES
_NO = frozenset({"[ ]", "☐"}) | NO


class CheckCodec(TicksCodec[CheckQuestion]):
    """The codec of ``check``."""

    @classmethod
    def question_fields(cls, source: Block | Item, faults: FaultCollector) -> dict[str, Any]:
        return {"options": cls.read_enough(source, faults, 1)}

    def hints(self) -> Iterator[str]:
        yield self.t("Put an x where it is done.")


class YesNoCodec(CellCodec[CheckQuestion, CheckValue]):
    """The codec of a ``check`` column."""

    value = CheckValue
    keeps_unread = True

    def write_text(self, value: CheckValue) -> str:
        return "[x]" if value.value else "[ ]"

    def read_text(self, text: str) -> CheckValue | None:
        written = text.casefold()
        return CheckValue(value=written in _YES) if written in _YES | _NO else None

    def words(self, value: CheckValue, *, long_dates: bool = False) -> str:
        return self.t.context("cell", "yes") if value.value else self.t.context("cell", "no")

    def width(self) -> int:
        return self.head_width(26)

    def fields(self, value: CheckValue | None, place: FieldPlace) -> tuple[Field, ...]:
        labels = [self.words(CheckValue(value=yes)) for yes in (True, False)]
        shown = self.words(value) if value else NO_ANSWER
        return (select(place.name, place.title, labels, shown),)
