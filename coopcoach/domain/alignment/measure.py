"""Measure the gap between two cells of a table."""

from __future__ import annotations

from typing import assert_never

from coopcoach.domain.alignment.choices import choice_gap, yes_no_gap
from coopcoach.domain.alignment.gap import BOTH_BLANK, ONE_BLANK, TO_READ, Gap, filled
from coopcoach.domain.alignment.scales import date_gap, number_gap, scale_gap
from coopcoach.domain.answers import Cell
from coopcoach.domain.exercise import (
    CellQuestion,
    CheckQuestion,
    ChoiceQuestion,
    DateQuestion,
    LongQuestion,
    NumberQuestion,
    ScaleQuestion,
    TextQuestion,
)


def cell_gap(column: CellQuestion, first: Cell | None, second: Cell | None) -> Gap:
    """Return the gap between two cells of one column."""
    first, second = filled(first), filled(second)
    if first is None and second is None:
        return BOTH_BLANK
    if first is None or second is None:
        return ONE_BLANK
    return _measured(column, first, second) or TO_READ


def _measured(column: CellQuestion, first: Cell, second: Cell) -> Gap | None:
    """Return the gap; None where it cannot be measured."""
    match column:
        case TextQuestion() | LongQuestion():
            return None
        case ScaleQuestion():
            return scale_gap(column, first, second)
        case NumberQuestion():
            return number_gap(first, second)
        case DateQuestion():
            return date_gap(first, second)
        case ChoiceQuestion():
            return choice_gap(column, first, second)
        case CheckQuestion():
            return yes_no_gap(first, second)
        case _:
            assert_never(column)
