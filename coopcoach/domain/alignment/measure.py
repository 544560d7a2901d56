"""Measure the gap between two values of a question of any kind."""

from __future__ import annotations

from coopcoach.domain.alignment.choices import choice_gap, options_gap, yes_no_gap
from coopcoach.domain.alignment.gap import BOTH_BLANK, ONE_BLANK, TO_READ, Comparable, Gap, filled
from coopcoach.domain.alignment.rankings import ranking_gap
from coopcoach.domain.alignment.scales import date_gap, number_gap, scale_gap
from coopcoach.domain.answers import Cell
from coopcoach.domain.exercise import Kind, Question


def value_gap(question: Question, first: Comparable, second: Comparable) -> Gap | None:
    """Return the gap between two values; None where it cannot be measured."""
    match question.kind:
        case Kind.SCALE:
            return scale_gap(question, first, second)
        case Kind.NUMBER:
            return number_gap(first, second)
        case Kind.DATE:
            return date_gap(first, second)
        case Kind.CHOICE:
            return choice_gap(question, first, second)
        case Kind.CHECK:
            return yes_no_gap(first, second) or options_gap(first, second)
        case Kind.MULTI:
            return options_gap(first, second)
        case Kind.RANKING:
            return ranking_gap(question, first, second)
    return None


def cell_gap(column: Question, first: Cell | None, second: Cell | None) -> Gap:
    """Return the gap between two cells of a column."""
    first, second = filled(first), filled(second)
    if first is None and second is None:
        return BOTH_BLANK
    if first is None or second is None:
        return ONE_BLANK
    return value_gap(column, first, second) or TO_READ
