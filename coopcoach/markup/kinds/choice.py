"""``choice``: one of several options, or words of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from coopcoach.domain.answers import Cell, ChoiceValue
from coopcoach.domain.exercise import ChoiceQuestion
from coopcoach.i18n import SPOKEN, translator
from coopcoach.markup.blocks import Block, Item
from coopcoach.markup.form import NO_ANSWER, AnswerForm, Field, FieldPlace, is_filled, select
from coopcoach.markup.kinds.codec import CellCodec
from coopcoach.markup.kinds.options import OTHER, OptionsCodec, find_option, folded
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.markup.loose.lists import find_items
from coopcoach.markup.reading import FaultCollector


class ChoiceCodec(
    OptionsCodec[ChoiceQuestion, ChoiceValue], CellCodec[ChoiceQuestion, ChoiceValue]
):
    """The codec of ``choice``."""

    value = ChoiceValue
    attributes = ("other",)
    layout = "choice"

    @classmethod
    def question_fields(cls, source: Block | Item, faults: FaultCollector) -> dict[str, Any]:
        options = cls.read_enough(source, faults, 2)
        return {"options": options, "other": cls.read_other(source, faults)}

    def write(self, value: ChoiceValue | None) -> str:
        given = value or ChoiceValue()
        return self.write_tasks([given.option] if given.option else [], given.other)

    def read(self, lines: list[str]) -> ChoiceValue | None:
        found = self.read_tasks(lines)
        if found is None or len(found.options) + (found.other is not None) > 1:
            return None
        return ChoiceValue(option=found.options[0] if found.options else None, other=found.other)

    def write_text(self, value: ChoiceValue) -> str:
        return self.question.option_label(value.option) if value.option else value.other or ""

    def read_text(self, text: str) -> ChoiceValue | None:
        # An id counts only as it is written: other words may differ from it by upper case alone.
        written = folded(text)
        for option in self.question.options:
            if written in map(folded, (option.label, *option.also)) or option.id == text:
                return ChoiceValue(option=option.id)
        return ChoiceValue(other=text) if self.question.other else None

    def hints(self) -> Iterator[str]:
        yield self.t("Put an x where it fits best.")

    def column_hint(self) -> str:
        label = " ".join(self.question.label.split())
        options = " / ".join(option.label for option in self.question.options)
        return self.t("{label}: one of “{options}”.", label=label, options=options)

    def width(self) -> int:
        longest = max((len(option.label) for option in self.question.options), default=0)
        return self.head_width(12 + round(1.65 * longest))

    def room(self) -> Iterator[str]:
        yield self.blank_tasks()

    def read_loosely(self, text: str) -> tuple[ChoiceValue | None, str]:
        chosen, other, rest = self.find_ticked(text)
        if len(chosen) == 1 and not other:
            return ChoiceValue(option=chosen[0]), rest
        if not chosen:
            return (None if other is None else ChoiceValue(other=other)), rest
        labels = [f"[x] {self.question.option_label(option)}" for option in chosen]
        own = [] if other is None else [f"[x] {self.t(OTHER)}: {other}"]
        return None, "\n".join([*labels, *own, *([rest] if rest else [])])

    def read_cell_loosely(self, text: str) -> Cell:
        wanted = alnum_key(text)
        options = self.question.options
        same = [o.id for o in options if wanted and wanted in map(alnum_key, (o.label, *o.also))]
        if len(same) == 1:
            return ChoiceValue(option=same[0])
        items = [i for i in find_items(text, [(o.id, o.label) for o in options]) if i.ticked]
        if len(items) == 1 and not alnum_key(items[0].behind):
            return ChoiceValue(option=items[0].id)
        return super().read_cell_loosely(text)

    def form(self, value: ChoiceValue | None) -> AnswerForm:
        listed = tuple(option.label for option in self.question.options)
        return super().form(value).model_copy(update={"listed": listed})

    def fields(self, value: ChoiceValue | None, place: FieldPlace) -> tuple[Field, ...]:
        shown = NO_ANSWER
        if value and value.option is not None:
            shown = self.question.option_label(value.option)
        elif value and value.other is not None:
            shown = self.t(OTHER)
        chosen = select(place.name, place.title, [label for _, label in self.labels], shown)
        if not self.question.other:
            return (chosen,)
        title = " – ".join((place.title, self.t("in your own words")))
        words = value.other or "" if value else ""
        own = Field(name=place.other, shape="area", title=title, label=self.t(OTHER), value=words)
        return chosen, own

    def read_fields(
        self, text: str, other: str, others: Sequence[ChoiceQuestion]
    ) -> tuple[ChoiceValue | None, list[str]]:
        own = other if other.strip() else ""
        is_other = self.question.other and folded(text) in _words_for_other()
        if is_other or (own and not is_filled(text)):
            return ChoiceValue(other=own), []
        if not is_filled(text):
            return None, []
        options = [option for question in (self.question, *others) for option in question.options]
        option = find_option(options, text)
        if option is None:
            return None, [words for words in (text, own) if words]
        return ChoiceValue(option=option.id), [own] if own else []

    def read_typed(self, typed: str) -> ChoiceValue | None:
        numbers = self.read_numbers(typed)
        if numbers is not None and len(numbers) == 1:
            return ChoiceValue(option=self.question.options[numbers[0] - 1].id)
        return ChoiceValue(other=typed) if self.question.other and numbers is None else None


def _words_for_other() -> set[str]:
    return {folded(translator(lang)(OTHER)) for lang in SPOKEN}
