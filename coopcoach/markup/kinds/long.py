"""``long``: Markdown of any length."""

from __future__ import annotations

from collections.abc import Iterator

from coopcoach.domain.answers import TextValue
from coopcoach.markup.answer_view import AnswerView
from coopcoach.markup.kinds.text import TextCodec


class LongCodec(TextCodec):
    """The codec of ``long``."""

    is_long = True
    lines = 9
    cell_lines = 3

    def room(self) -> Iterator[str]:
        yield "\n\n\n"

    def instructions(self) -> list[str]:
        return [self.t("As many lines as you like; an empty line ends it.")]

    def view(self, value: TextValue) -> AnswerView:
        return AnswerView(shape="prose", prose=value.text)
