"""Answers in documents: as text, in a table of both, and their approximate height on a page.

The height decides which answers are kept on one page and which stand side by side. The true height is known
after the layout only, which is too late for this choice.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from html import unescape

from coopcoach.domain.answers import Answer, TableValue
from coopcoach.domain.exercise import CellQuestion, Prompt, TableQuestion
from coopcoach.i18n import Translator
from coopcoach.markup.answer_view import AnswerView, TableRow, TableView
from coopcoach.markup.kinds import CELLS, cell_words, value_view
from coopcoach.markup.safe_html import safe_html
from coopcoach.wording.labels import STANCE_LABELS

# Letters in a line of half a page, of a whole page, and of a joint answer, whose letters are larger.
HALF_WIDTH = 42
FULL_WIDTH = 88
JOINT_WIDTH = 74

# A block of so many lines moves to the next page without leaving a large gap.
SHORT = 9

# Two longer answers side by side are too high to be kept on one page.
_LONG_BESIDE = 22

# The gap between the columns of a table, in letters.
_GUTTER = 2

_TAG = re.compile(r"<[^<>]*>")
_NEW_LINE = re.compile(r"<(?:p|li|tr|br|h[1-6]|pre)\b[^<>]*>")


def answer_view(prompt: Prompt, answer: Answer, t: Translator) -> AnswerView:
    """Return an answer in words, long text and remark as HTML."""
    shown = value_view(prompt.question, answer.value, t)
    return shown.model_copy(
        update={
            "prose": safe_html(shown.prose) if shown.prose else "",
            "remark": safe_html(answer.remark) if answer.remark.strip() else "",
            "stance": t(STANCE_LABELS[answer.stance].own) if answer.stance else "",
        }
    )


def comparison_table(
    prompt: Prompt, given: Sequence[tuple[str, Answer | None]], t: Translator
) -> TableView | None:
    """Return the answers of several partners in one table, with one or two columns for each.

    Stances and remarks are left out.

    Args:
        prompt: The prompt.
        given: The partners' names and answers.
        t: The language of the table.

    Returns:
        The table; None unless the prompt has fixed rows and one column, or two columns with short cells.
    """
    question = prompt.question
    if not isinstance(question, TableQuestion) or not question.rows:
        return None
    if not _fits_twice(question.columns):
        return None
    values = [answer.value if answer else None for _, answer in given]
    tables = [value for value in values if isinstance(value, TableValue)]
    if len(tables) < len(given):
        return None
    places = [(table, column) for table in tables for column in question.columns]
    rows = []
    for fixed in question.rows:
        cells = [(column, table.cell(fixed.id, column.id)) for table, column in places]
        if any(cell for _, cell in cells):
            words = tuple(cell_words(column, c, t) if c is not None else "–" for column, c in cells)
            rows.append(TableRow(head=fixed.label, cells=words))
    heads = tuple(
        _head(name, column, question, t) for name, _ in given for column in question.columns
    )
    return TableView(columns=heads, rows=tuple(rows), has_heads=True, is_form=False)


def _fits_twice(columns: Sequence[CellQuestion]) -> bool:
    return len(columns) == 1 or (len(columns) == 2 and all(CELLS[c.kind].is_brief for c in columns))


def _head(name: str, column: CellQuestion, question: TableQuestion, t: Translator) -> str:
    if len(question.columns) == 1:
        return name
    return t("{name}: {question}", name=name, question=column.label)


def is_short(answer: AnswerView | None, width: int) -> bool:
    """Whether an answer can be kept on one page."""
    return lines(answer, width) <= SHORT


def fits_beside(answers: Sequence[AnswerView | None]) -> bool:
    """Whether answers can stand side by side."""
    return all(
        answer is None or (_is_narrow(answer.table) and lines(answer, HALF_WIDTH) <= _LONG_BESIDE)
        for answer in answers
    )


def lines(answer: AnswerView | None, width: int) -> int:
    """Return the height of an answer in lines; ``width`` is in letters."""
    if answer is None:
        return 1
    taken = sum(_wrapped(part, width) for part in (answer.words, answer.stance) if part)
    taken += sum(_wrapped(item, width - 4) for item in answer.items)
    taken += sum(_prose(prose, width) for prose in (answer.prose, answer.remark) if prose)
    taken += lines_of_table(answer.table, width) if answer.table else 0
    return taken + (2 if answer.scale else 0)


def lines_of_table(table: TableView, width: int) -> int:
    """Return the height of a table in lines; ``width`` is in letters."""
    if table.is_form:
        return sum(_wrapped(cell, width * 3 // 5) for row in table.rows for cell in row.cells)
    # The padding of rows adds to the height of their lines.
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
    return sum(need + _GUTTER for need in table.needs) <= HALF_WIDTH + _GUTTER


def _prose(prose: str, width: int) -> int:
    blocks = (unescape(_TAG.sub("", block)).strip() for block in _NEW_LINE.split(prose))
    return sum(_wrapped(block, width) for block in blocks if block)


def _wrapped(text: str, width: int) -> int:
    return sum(max(1, math.ceil(len(line) / max(1, width))) for line in text.split("\n"))
