"""``ranking``: options in an order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from coopcoach.domain.answers import RankingValue
from coopcoach.domain.exercise import RankingQuestion
from coopcoach.i18n import N_
from coopcoach.markup.answer_view import AnswerView
from coopcoach.markup.blocks import Block, Item
from coopcoach.markup.form import (
    NO_ANSWER,
    AnswerForm,
    Parts,
    field_name,
    field_title,
    is_filled,
    numbered,
    select,
)
from coopcoach.markup.kinds.options import OptionsCodec, find_option, label_and_id, web_options
from coopcoach.markup.literal import encode_line
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.markup.loose.lists import BoxItem, find_items, without
from coopcoach.markup.reading import FaultCollector

_HINT = N_("Number them in the brackets: [1] for the most important, then [2] and so on.")
_HINT_TOP = N_(
    "Number your {n} most important in the brackets: [1] for the first, then [2] and so on. Leave the"
    " others empty."
)
_NUMBERED = re.compile(r"\d+[.)][ \t]+(?P<rest>.*)\Z")
_PLACE_BEHIND = re.compile(r"\W*(\d{1,2})\W*")


class RankingCodec(OptionsCodec[RankingQuestion, RankingValue]):
    """The codec of ``ranking``."""

    value = RankingValue
    attributes = ("top",)

    @classmethod
    def question_fields(cls, source: Block | Item, faults: FaultCollector) -> dict[str, Any]:
        options = cls.read_enough(source, faults, 2)
        written = source.attributes.get("top")
        top = faults.number(source.line, "top", written, minimum=1) if written else None
        return {"options": options, "top": None if top is None else int(top)}

    def write(self, value: RankingValue | None) -> str:
        return "\n".join(
            f"{place}. {encode_line(self.question.option_label(option_id))} {{#{option_id}}}"
            for place, option_id in enumerate(value.order if value else (), 1)
        )

    def read(self, lines: list[str]) -> RankingValue | None:
        order: list[str] = []
        for line in lines:
            match = _NUMBERED.match(line)
            label, option_id = label_and_id(match["rest"]) if match else ("", "")
            option = find_option(self.question.options, label, option_id) if match else None
            if option is None or option.id in order:
                return None
            order.append(option.id)
        return RankingValue(order=tuple(order))

    def hints(self) -> Iterator[str]:
        top = self.question.top
        is_short = top is not None and top < len(self.question.options)
        yield self.t(_HINT_TOP, n=top) if is_short else self.t(_HINT)

    def room(self) -> Iterator[str]:
        yield self.blank_tasks()

    def read_loosely(self, text: str) -> tuple[RankingValue | None, str]:
        items, label = find_items(text, self.labels), self.question.option_label
        rest = without(text, items).strip()
        behind = [f"{label(i.id)} {i.behind}" for i in items if _has_words(i)]
        remark = "\n".join([*([rest] if rest else []), *behind])
        places = [(place, item) for item in items if (place := _place(item)) is not None]
        if self._is_blank_list(items, [place for place, _ in places]):
            return None, remark
        ids = [item.id for _, item in sorted(places, key=lambda pair: pair[0])]
        is_clear = len({place for place, _ in places}) == len(places) == len(set(ids))
        if is_clear and sum(item.ticked for item in items) <= len(places):
            return RankingValue(order=tuple(ids)), remark
        marks = ((item.box or item.number, item) for item in items)
        written = [f"[{mark}] {label(item.id)}" for mark, item in marks if mark]
        return None, "\n".join([*written, *([remark] if remark else [])])

    def _is_blank_list(self, items: Sequence[BoxItem], places: Sequence[int]) -> bool:
        """Whether a program has numbered our own list: then nobody has ranked anything."""
        if any(item.box is not None for item in items) or not self.question.top:
            return False
        is_whole = len(items) == len(self.question.options) > self.question.top
        return is_whole and [*places] == [*range(1, len(items) + 1)]

    def form(self, value: RankingValue | None) -> AnswerForm:
        asked = self.question
        order = [asked.option_label(option) for option in (value.order if value else ())]
        labels = tuple(option.label for option in asked.options)
        blanks = [NO_ANSWER] * ((asked.top or len(labels)) - len(order))
        fields = tuple(
            select(
                field_name(asked.id, "place", place),
                field_title(asked.label, self.t("place {number}", number=place)),
                labels,
                label,
            )
            for place, label in enumerate([*order, *blanks], 1)
        )
        return AnswerForm(layout="ranking", fields=fields, listed=labels)

    def read_form(
        self, parts: Parts, others: Sequence[RankingQuestion]
    ) -> tuple[RankingValue | None, list[str]]:
        places = sorted(numbered(parts, "place").items())
        last = max((place for place, text in places if is_filled(text)), default=0)
        options = [option for question in (self.question, *others) for option in question.options]
        order: list[str] = []
        unread: list[str] = []
        for place, text in places[:last]:
            option = find_option(options, text) if is_filled(text) else None
            if option is None or option.id in order:
                unread.append(f"{place}. {text if is_filled(text) else NO_ANSWER}")
            else:
                order.append(option.id)
        return RankingValue(order=tuple(order)), unread

    def instructions(self) -> list[str]:
        asked = self.t("The numbers in your order, the most important first, such as 4 1 2.")
        return [*super().instructions(), asked]

    def read_typed(self, typed: str) -> RankingValue | None:
        numbers = self.read_numbers(typed)
        if numbers is None or len(set(numbers)) < len(numbers):
            return None
        return RankingValue(order=tuple(self.question.options[n - 1].id for n in numbers))

    def web(self) -> dict[str, object]:
        return {"options": web_options(self.question.options), "top": self.question.top}

    def view(self, value: RankingValue) -> AnswerView:
        labels = tuple(map(self.question.option_label, value.order))
        return AnswerView(shape="ranking", items=labels, top=self.question.top or len(labels))


def _has_words(item: BoxItem) -> bool:
    return bool(alnum_key(item.behind)) and not _PLACE_BEHIND.fullmatch(item.behind)


def _place(item: BoxItem) -> int | None:
    inside = re.fullmatch(r"\D{0,2}(\d{1,2})\D{0,2}", item.box or "")
    if inside is not None:
        return int(inside[1])
    if item.number is not None and item.box is None:
        return item.number
    behind = _PLACE_BEHIND.fullmatch(item.behind)
    return int(behind[1]) if behind and not item.box else None
