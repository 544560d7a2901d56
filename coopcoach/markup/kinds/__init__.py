"""The kinds of question: one codec each.

``KINDS`` holds the codec of every kind. Another kind is registered here; CONTRIBUTING lists the other places.
"""

from __future__ import annotations

from typing import Any

from coopcoach.domain.answers import Cell, Value
from coopcoach.domain.exercise import CellQuestion, Kind, Question
from coopcoach.i18n import Translator
from coopcoach.markup.answer_view import AnswerView
from coopcoach.markup.kinds.cells import CELLS, cell_codec_of
from coopcoach.markup.kinds.check import CheckCodec
from coopcoach.markup.kinds.choice import ChoiceCodec
from coopcoach.markup.kinds.codec import Codec, plain_text
from coopcoach.markup.kinds.date import DateCodec
from coopcoach.markup.kinds.long import LongCodec
from coopcoach.markup.kinds.multi import MultiCodec
from coopcoach.markup.kinds.number import NumberCodec
from coopcoach.markup.kinds.ranking import RankingCodec
from coopcoach.markup.kinds.rules import RulesCodec
from coopcoach.markup.kinds.scale import ScaleCodec
from coopcoach.markup.kinds.table import TableCodec
from coopcoach.markup.kinds.text import TextCodec

__all__ = ["CELLS", "KINDS", "cell_codec_of", "cell_words", "codec_of", "value_view"]

KINDS: dict[Kind, type[Codec[Any, Any]]] = {
    Kind.TEXT: TextCodec,
    Kind.LONG: LongCodec,
    Kind.CHOICE: ChoiceCodec,
    Kind.MULTI: MultiCodec,
    Kind.SCALE: ScaleCodec,
    Kind.RANKING: RankingCodec,
    Kind.NUMBER: NumberCodec,
    Kind.DATE: DateCodec,
    Kind.TABLE: TableCodec,
    Kind.CHECK: CheckCodec,
    Kind.RULES: RulesCodec,
}


def codec_of(question: Question, t: Translator) -> Codec[Any, Any]:
    """Return the codec of a question."""
    return KINDS[question.kind](question, t)


def value_view(question: Question, value: Value | None, t: Translator) -> AnswerView:
    """Return a value as its readers see it; an empty view where there is none."""
    if value is None or value.is_blank:
        return AnswerView()
    codec = codec_of(question, t)
    if not isinstance(value, codec.value):
        return AnswerView(shape="words", words=plain_text(value))
    return codec.view(value)


def cell_words(column: CellQuestion, cell: Cell, t: Translator, *, long_dates: bool = False) -> str:
    """Return a cell in words."""
    return cell_codec_of(column, t).cell_words(cell, long_dates=long_dates)
