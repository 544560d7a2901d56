"""Compare two answers by the kind of their question."""

from __future__ import annotations

from typing import assert_never

from coopcoach.domain.alignment.choices import compare_choice, compare_options
from coopcoach.domain.alignment.gap import Comparison
from coopcoach.domain.alignment.rankings import compare_ranking
from coopcoach.domain.alignment.scales import compare_date, compare_number, compare_scale
from coopcoach.domain.alignment.tables import compare_table
from coopcoach.domain.alignment.texts import compare_rules, compare_text
from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import (
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
            return compare_table(question, first, second)
        case RulesQuestion():
            return compare_rules(question, first, second)
        case _:
            assert_never(question)
