"""How much room an answer takes on a page, as a guess in lines.

Short answers stay on one page and two of them stand side by side; long ones have to break somewhere.
Nobody but the layout knows the true height, and it knows too late to choose.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from html import unescape

from coopcoach.export.answer_view import AnswerView, TableView

# Letters in a line: in half a page, in a whole one, and in a joint answer, whose letters are larger.
HALF = 46
FULL = 96
JOINT = 80

# A block of so many lines can move to the next page without leaving a hole in this one.
SHORT = 9

# Two answers longer than this, side by side, are too much to move.
_LONG_BESIDE = 22

# What lies between the columns of a table, in letters.
_GUTTER = 2

_TAG = re.compile(r"<[^>]*>")
_NEW_LINE = re.compile(r"<(?:p|li|tr|br|h[1-6]|pre)\b[^>]*>")


def is_short(answer: AnswerView | None, width: int) -> bool:
    """Whether an answer may be kept on one page."""
    return lines(answer, width) <= SHORT


def fits_beside(answers: Sequence[AnswerView | None]) -> bool:
    """Whether these answers can stand side by side."""
    return all(
        answer is None or (_is_narrow(answer.table) and lines(answer, HALF) <= _LONG_BESIDE)
        for answer in answers
    )


def lines(answer: AnswerView | None, width: int) -> int:
    """Return how many lines an answer takes at so many letters in a line."""
    if answer is None:
        return 1
    taken = sum(_wrapped(part, width) for part in (answer.words, answer.stance) if part)
    taken += sum(_wrapped(item, width - 4) for item in answer.items)
    taken += sum(_prose(prose, width) for prose in (answer.prose, answer.remark) if prose)
    taken += lines_of_table(answer.table, width) if answer.table else 0
    return taken + (2 if answer.scale else 0)


def lines_of_table(table: TableView, width: int) -> int:
    """Return how many lines a table takes at so many letters in a line."""
    if table.is_form:
        return sum(_wrapped(cell, width * 3 // 5) for row in table.rows for cell in row.cells)
    # Rows stand further apart than lines do.
    return math.ceil(1.4 * sum(_row(cells, table.shares, width) for cells in _all_rows(table)))


def _all_rows(table: TableView) -> list[tuple[str, ...]]:
    rows = [("", table.columns), *((row.head, row.cells) for row in table.rows)]
    return [(head, *cells) if table.has_heads else cells for head, cells in rows]


def _row(cells: Sequence[str], shares: Sequence[int], width: int) -> int:
    taken = (
        _wrapped(cell, width * share // 100 - _GUTTER)
        for cell, share in zip(cells, shares, strict=True)
    )
    return max(taken, default=1)


def _is_narrow(table: TableView | None) -> bool:
    if table is None or table.is_form:
        return True
    return sum(need + _GUTTER for need in table.needs) <= HALF + _GUTTER


def _prose(prose: str, width: int) -> int:
    blocks = (unescape(_TAG.sub("", block)).strip() for block in _NEW_LINE.split(prose))
    return sum(_wrapped(block, width) for block in blocks if block)


def _wrapped(text: str, width: int) -> int:
    return sum(max(1, math.ceil(len(line) / max(1, width))) for line in text.split("\n"))
