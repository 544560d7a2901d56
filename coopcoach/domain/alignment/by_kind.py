"""Compare two answers, or two cells of a table, by the kind of their question."""

from __future__ import annotations

from typing import assert_never

from coopcoach.domain.alignment.choices import (
    choice_gap,
    compare_choice,
    compare_options,
    yes_no_gap,
)
from coopcoach.domain.alignment.gap import BOTH_BLANK, ONE_BLANK, TO_READ, Comparison, Gap, filled
from coopcoach.domain.alignment.rankings import compare_ranking
from coopcoach.domain.alignment.scales import (
    compare_date,
    compare_number,
    compare_scale,
    date_gap,
    number_gap,
    scale_gap,
)
from coopcoach.domain.alignment.tables import compare_table
from coopcoach.domain.alignment.texts import compare_rules, compare_text
from coopcoach.domain.answers import Answer, Cell
from coopcoach.domain.exercise import (
    CellQuestion,
    CheckQuestion,
    ChoiceQuestion,
    DateQuestion,
    LongQuestion,
    MultiQuestion,
    NumberQuestion,
    Question,
    RankingQuestion,
    RulesQuestion,
    ScaleQuestion,
    TableQuestion,
    TextQuestion,
)


def compare_by_kind(question: Question, first: Answer, second: Answer) -> Comparison:  # noqa: PLR0911 - one a kind
    """Compare two answers by the kind of their question."""
    match question:
        case TextQuestion() | LongQuestion():
            return compare_text(question, first, second)
        case ChoiceQuestion():
            return compare_choice(question, first, second)
        case MultiQuestion() | CheckQuestion():
            return compare_options(question, first, second)
        case ScaleQuestion():
            return compare_scale(question, first, second)
        case RankingQuestion():
            return compare_ranking(question, first, second)
        case NumberQuestion():
            return compare_number(question, first, second)
        case DateQuestion():
            return compare_date(question, first, second)
        case TableQuestion():
            return compare_table(question, first, second, cell_gap)
        case RulesQuestion():
            return compare_rules(question, first, second)
        case _:
            assert_never(question)


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
