"""Measure the minutes that a workbook takes: words are read at 200 a minute and written at 20.

The words of an answer are those of people who write what they would say; a choice counts as the time to think of it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from coopcoach.domain.exercise import CellQuestion, Question

READ: Final = 200
WRITTEN: Final = 20

_LINE: Final = 12
_PASSAGE: Final = 40
# By kind; of a kind that is not here, as many as of a line. A scale asks for the reason, too; of the rules, two are usual.
_ANSWERS: Final = {
    "text": _LINE,
    "long": _PASSAGE,
    "choice": 2,
    "number": 2,
    "date": 2,
    "scale": 10,
    "rules": 40,
}
_PER_OPTION: Final = {"multi": 1, "check": 1, "ranking": 2}
_CELLS: Final = {"text": 4, "long": _LINE}
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
    """Return the words of a question's options, rows, columns and ends, whatever its kind."""
    own = [item.label for name in ("options", "rows") for item in getattr(question, name, ())]
    ends = [getattr(question, name, "") for name in ("low", "high")]
    columns = getattr(question, "columns", ())
    return [*own, *ends, *(words for c in columns for words in (c.label, *_labels(c)))]


def _words(question: Question) -> int:
    """Return the words that an answer takes; a choice counts as the time to think of it."""
    columns = getattr(question, "columns", ())
    if columns:
        rows = len(getattr(question, "rows", ()))
        most = getattr(question, "max_rows", None) or _ROWS
        return (rows or min(most, _ROWS)) * sum(_CELLS.get(c.kind.value, 1) for c in columns)
    if question.kind.value in _PER_OPTION:
        options = len(getattr(question, "options", ()))
        return _PER_OPTION[question.kind.value] * (getattr(question, "top", None) or options)
    return _ANSWERS.get(question.kind.value, _LINE)


def _rounded(minutes: Decimal) -> Decimal:
    return minutes.quantize(Decimal("0.01"))


def whole_minutes(minutes: Decimal) -> int:
    """Return minutes as a whole number, halves rounded up as in the web workbook."""
    return int(minutes.to_integral_value(ROUND_HALF_UP))


def stated_minutes(minutes: Decimal | int) -> int:
    """Return minutes as a partner is told them: an estimate, to the nearest five, and never none."""
    return 5 * max(1, whole_minutes(Decimal(minutes) / 5))
