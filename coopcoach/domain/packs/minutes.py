"""Measure the minutes that a workbook takes: words are read at 200 a minute and written at 20.

The words of an answer are those of people who write what they would say; a choice counts as the time to think of it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, assert_never

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

READ: Final = 200
WRITTEN: Final = 20

_LINE: Final = 12
_PASSAGE: Final = 40
_REASON: Final = 8
_RULE: Final = 20
_RULES: Final = 2
_CELL: Final = 4
# Of a table without fixed rows, people fill in so many.
_ROWS: Final = 3


def minutes_to_read(*texts: str) -> Decimal:
    """Return the minutes that it takes to read texts."""
    return _rounded(Decimal(sum(len(text.split()) for text in texts)) / READ)


def minutes_to_answer(question: Question, *texts: str) -> Decimal:
    """Return the minutes that a question takes: to read it with the texts around it, and to write the answer."""
    read = sum(len(text.split()) for text in (question.label, *texts, *_labels(question)))
    return _rounded(Decimal(read) / READ + Decimal(_words(question)) / WRITTEN)


def _labels(question: Question | CellQuestion) -> list[str]:
    match question:
        case ChoiceQuestion() | MultiQuestion() | CheckQuestion() | RankingQuestion():
            return [option.label for option in question.options]
        case ScaleQuestion():
            return [question.low, question.high]
        case TableQuestion():
            columns = (words for c in question.columns for words in (c.label, *_labels(c)))
            return [*(row.label for row in question.rows), *columns]
        case TextQuestion() | LongQuestion() | NumberQuestion() | DateQuestion() | RulesQuestion():
            return []
        case _:
            assert_never(question)


def _words(question: Question) -> int:
    match question:
        case TextQuestion():
            return _LINE
        case LongQuestion():
            return _PASSAGE
        case ChoiceQuestion() | NumberQuestion() | DateQuestion():
            return 2
        case ScaleQuestion():
            return 2 + _REASON
        case MultiQuestion() | CheckQuestion():
            return len(question.options)
        case RankingQuestion():
            return 2 * (question.top or len(question.options))
        case TableQuestion():
            rows = len(question.rows) or min(question.max_rows or _ROWS, _ROWS)
            return rows * sum(map(_cell, question.columns))
        case RulesQuestion():
            return _RULE * min(question.maximum or _RULES, _RULES)
        case _:
            assert_never(question)


def _cell(column: CellQuestion) -> int:
    match column:
        case LongQuestion():
            return _LINE
        case TextQuestion():
            return _CELL
        case (
            ChoiceQuestion() | ScaleQuestion() | NumberQuestion() | DateQuestion() | CheckQuestion()
        ):
            return 1
        case _:
            assert_never(column)


def _rounded(minutes: Decimal) -> Decimal:
    return minutes.quantize(Decimal("0.01"))
