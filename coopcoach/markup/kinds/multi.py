"""``multi``: any number of several options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from coopcoach.domain.answers import OptionsValue
from coopcoach.domain.exercise import MultiQuestion, OptionsQuestion
from coopcoach.markup.answer_view import AnswerView
from coopcoach.markup.blocks import Block, Item
from coopcoach.markup.form import ON, AnswerForm, Field, Parts, field_name, field_title, is_filled
from coopcoach.markup.kinds.bounds import read_bounds, web_bounds
from coopcoach.markup.kinds.options import OptionsCodec, takes_other
from coopcoach.markup.reading import FaultCollector

Q = TypeVar("Q", bound=OptionsQuestion)


class TicksCodec(OptionsCodec[Q, OptionsValue]):
    """The codec of a kind whose value is a list of ticked options."""

    value = OptionsValue

    def write(self, value: OptionsValue | None) -> str:
        given = value or OptionsValue()
        return self.write_tasks(given.options, given.other)

    def read(self, lines: list[str]) -> OptionsValue | None:
        found = self.read_tasks(lines)
        return self._value(found.options, found.other) if found else None

    def room(self) -> Iterator[str]:
        yield self.blank_tasks()

    def read_loosely(self, text: str) -> tuple[OptionsValue | None, str]:
        chosen, other, rest = self.find_ticked(text)
        return self._value(chosen, other), rest

    def form(self, value: OptionsValue | None) -> AnswerForm:
        given, asked = value or OptionsValue(), self.question
        ticked = {*given.options, *(["other"] if given.other is not None else [])}
        fields = [
            Field(
                name=field_name(asked.id, "tick", option_id),
                shape="tick",
                title=field_title(asked.label, label),
                label=label,
                value=ON if option_id in ticked else "",
            )
            for option_id, label in self.labels
        ]
        if takes_other(asked):
            title = field_title(asked.label, self.t("in your own words"))
            name = field_name(asked.id, "other")
            fields.append(Field(name=name, shape="area", title=title, value=given.other or ""))
        return AnswerForm(layout="ticks", fields=tuple(fields))

    def read_form(self, parts: Parts, others: Sequence[Q]) -> tuple[OptionsValue | None, list[str]]:
        ticked = {part[1] for part, text in parts.items() if part[0] == "tick" and is_filled(text)}
        known = {option.id for option in self.question.options}
        own = parts.get(("other",), "")
        own = own if own.strip() else ""
        other = own if "other" in ticked or own else None
        unread = sorted(ticked - known - {"other"})
        if other is not None and not takes_other(self.question):
            unread, other = [*unread, other], None
        return self._value([*ticked & known], other), [text for text in unread if text]

    def instructions(self) -> list[str]:
        asked = self.t("The numbers of all that fit, such as 1 3; 0 for none of them.")
        return [*super().instructions(), asked]

    def read_typed(self, typed: str) -> OptionsValue | None:
        numbers = self.read_numbers(typed, zero=True)
        if numbers is None:
            return OptionsValue(other=typed) if takes_other(self.question) else None
        chosen = [self.question.options[number - 1].id for number in {*numbers} - {0}]
        return self._value(chosen, None)

    def view(self, value: OptionsValue) -> AnswerView:
        labels = [self.question.option_label(option) for option in value.options]
        return AnswerView(shape="items", items=(*labels, *([value.other] if value.other else [])))

    def _value(self, chosen: Sequence[str], other: str | None) -> OptionsValue:
        order = [option.id for option in self.question.options]
        return OptionsValue(options=tuple(sorted(chosen, key=order.index)), other=other)


class MultiCodec(TicksCodec[MultiQuestion]):
    """The codec of ``multi``."""

    attributes = ("other", "min", "max")

    @classmethod
    def question_fields(cls, source: Block | Item, faults: FaultCollector) -> dict[str, Any]:
        options = cls.read_enough(source, faults, 2)
        other = cls.read_other(source, faults)
        return {**read_bounds(source, faults), "options": options, "other": other}

    def hints(self) -> Iterator[str]:
        yield self.t("Put an x wherever it fits.")

    def web(self) -> dict[str, object]:
        return {**super().web(), **web_bounds(self.question.minimum, self.question.maximum)}
