"""The kinds that may be a table's column."""

from __future__ import annotations

from typing import Any

from coopcoach.domain.exercise import CellQuestion, Kind
from coopcoach.i18n import Translator
from coopcoach.markup.kinds.check import YesNoCodec
from coopcoach.markup.kinds.choice import ChoiceCodec
from coopcoach.markup.kinds.codec import CellCodec
from coopcoach.markup.kinds.date import DateCodec
from coopcoach.markup.kinds.long import LongCodec
from coopcoach.markup.kinds.number import NumberCodec
from coopcoach.markup.kinds.scale import ScaleCodec
from coopcoach.markup.kinds.text import TextCodec

CELLS: dict[Kind, type[CellCodec[Any, Any]]] = {
    Kind.TEXT: TextCodec,
    Kind.LONG: LongCodec,
    Kind.CHOICE: ChoiceCodec,
    Kind.SCALE: ScaleCodec,
    Kind.NUMBER: NumberCodec,
    Kind.DATE: DateCodec,
    Kind.CHECK: YesNoCodec,
}


def cell_codec_of(column: CellQuestion, t: Translator) -> CellCodec[Any, Any]:
    """Return the codec of a column."""
    return CELLS[column.kind](column, t)
