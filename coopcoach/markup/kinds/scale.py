"""``scale``: a step of a scale whose ends are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from coopcoach.domain.answers import Cell, ScaleValue
from coopcoach.domain.exercise import ScaleQuestion
from coopcoach.i18n import N_
from coopcoach.markup.answer_view import AnswerView, ScaleView
from coopcoach.markup.blocks import Block, Item
from coopcoach.markup.form import AnswerForm, Field, FieldPlace, Parts, select
from coopcoach.markup.kinds.bounds import read_bounds, web_bounds
from coopcoach.markup.kinds.codec import CellCodec
from coopcoach.markup.reading import FaultCollector
from coopcoach.wording.scale_ends import ends_words
from coopcoach.wording.typed_words import OF, OUT_OF, any_of

_HINT = N_(
    "Write a number from {low} ({low_end}) to {high} ({high_end}), and below it, if you like, why."
)
_HINT_PLAIN = N_("Write a number from {low} to {high}, and below it, if you like, why.")
_COLUMN_HINT = N_("{label}: a number from {low} ({low_end}) to {high} ({high_end}).")

_WRITTEN = re.compile(rf"\**(?P<value>\d+)\**(?:[ \t]*(?:{any_of(*OF)}|/)[ \t]*\d+)?[ \t]*\Z")
_LOOSE = re.compile(
    r"[\s>*_\[(]*(?P<value>\d{1,3})(?![\d.,/–\-]*\d)[\])*_]*"
    rf"(?:[ \t]*(?:{any_of(*OF, *OUT_OF)}|/)[ \t]*\d{{1,3}}\b)?[*_]*(?P<rest>.*)\Z",
    re.DOTALL,
)
_CELL = re.compile(r"(?P<value>[0-9]{1,3})\Z")
_SELECTED = re.compile(r"\s*(?P<value>\d{1,3})(?!\d)")


class ScaleCodec(CellCodec[ScaleQuestion, ScaleValue]):
    """The codec of ``scale``."""

    value = ScaleValue
    attributes = ("min", "max", "low", "high")
    layout = "scale"
    asks_why = True

    @classmethod
    def question_fields(cls, source: Block | Item, faults: FaultCollector) -> dict[str, Any]:
        bounds = read_bounds(source, faults)
        ends = {name: source.attributes.get(name) for name in ("low", "high")}
        if None in bounds.values() or not all(ends.values()):
            faults.add(
                source.line,
                N_("a scale needs its bounds and both ends named"),
                N_('add min=1 max=5 low="…" high="…"'),
            )
        return {**bounds, **ends}

    def write(self, value: ScaleValue | None) -> str:
        of = self.t("of")
        return f"**{value.value}** {of} {self.question.maximum}" if value else ""

    def read(self, lines: list[str]) -> ScaleValue | None:
        return self._step(_WRITTEN.match(lines[0])) if len(lines) == 1 else None

    def write_text(self, value: ScaleValue) -> str:
        return str(value.value)

    def read_text(self, text: str) -> ScaleValue | None:
        return self._step(_CELL.match(text))

    def words(self, value: ScaleValue, *, long_dates: bool = False) -> str:
        return self.t("{value} of {maximum}", value=value.value, maximum=self.question.maximum)

    def hints(self) -> Iterator[str]:
        has_ends = self.question.low and self.question.high
        yield self.t(_HINT if has_ends else _HINT_PLAIN, **self._ends)

    def column_hint(self) -> str:
        return self.t(_COLUMN_HINT, label=" ".join(self.question.label.split()), **self._ends)

    def head_hint(self) -> str:
        return ends_words(self.question)

    def width(self) -> int:
        return self.head_width(26)

    def read_loosely(self, text: str) -> tuple[ScaleValue | None, str]:
        match = _LOOSE.match(text)
        value = self._step(match)
        if match is None or value is None:
            return None, text
        return value, match["rest"].lstrip(" \t.,;:–—-\n")

    def read_cell_loosely(self, text: str) -> Cell:
        match = _LOOSE.match(text)
        value = self._step(match) if match and not match["rest"].strip(" .") else None
        return value or super().read_cell_loosely(text)

    def form(self, value: ScaleValue | None) -> AnswerForm:
        steps = self.question.steps
        ends = {"low": self.question.low, "high": self.question.high}
        update = {**ends, "minimum": steps[0], "maximum": steps[-1]}
        return super().form(value).model_copy(update=update)

    def fields(self, value: ScaleValue | None, place: FieldPlace) -> tuple[Field, ...]:
        ends = self.head_hint()
        title = f"{place.title} ({ends})" if ends else place.title
        shown = [str(value.value)] if value else []
        return (select(place.name, title, map(str, self.question.steps), *shown),)

    def read_form(
        self, parts: Parts, others: Sequence[ScaleQuestion]
    ) -> tuple[ScaleValue | None, list[str]]:
        value = self._step(_SELECTED.match(parts.get(("value",), "")))
        return (value, []) if value else super().read_form(parts, others)

    def instructions(self) -> list[str]:
        steps, ends = self.question.steps, ends_words(self.question)
        return [f"  {steps[0]}–{steps[-1]}" + (f" ({ends})" if ends else "")]

    def web(self) -> dict[str, object]:
        bounds = web_bounds(self.question.minimum, self.question.maximum)
        return {**bounds, "low": self.question.low, "high": self.question.high}

    def view(self, value: ScaleValue) -> AnswerView:
        steps = self.question.steps
        scale = ScaleView(
            value=value.value,
            minimum=steps[0],
            maximum=steps[-1],
            low=self.question.low,
            high=self.question.high,
        )
        return AnswerView(shape="scale", scale=scale)

    def _step(self, match: re.Match[str] | None) -> ScaleValue | None:
        """Return the value of matched digits where it lies within the scale."""
        value = int(match["value"]) if match else None
        if value is None or not self.question.minimum <= value <= self.question.maximum:
            return None
        return ScaleValue(value=value)

    @property
    def _ends(self) -> dict[str, object]:
        asked = self.question
        return {
            "low": asked.minimum,
            "high": asked.maximum,
            "low_end": asked.low,
            "high_end": asked.high,
        }
