"""Answers in words, ready to be drawn in a document of one language."""

from __future__ import annotations

from collections.abc import Sequence

from coopcoach.domain.answers import Answer, TableValue
from coopcoach.domain.exercise import CellQuestion, Prompt, TableQuestion
from coopcoach.i18n import Translator
from coopcoach.markup.answer_view import AnswerView, TableRow, TableView
from coopcoach.markup.kinds import CELLS, cell_words, value_view
from coopcoach.markup.safe_html import safe_html
from coopcoach.wording.labels import STANCE_LABELS


def view(prompt: Prompt, answer: Answer, t: Translator) -> AnswerView:
    """Return an answer in words; prose and remark as HTML."""
    shown = value_view(prompt.question, answer.value, t)
    return shown.model_copy(
        update={
            "prose": safe_html(shown.prose) if shown.prose else "",
            "remark": safe_html(answer.remark) if answer.remark.strip() else "",
            "stance": t(STANCE_LABELS[answer.stance].own) if answer.stance else "",
        }
    )


def matrix(
    prompt: Prompt, given: Sequence[tuple[str, Answer | None]], t: Translator
) -> TableView | None:
    """Return answers row by row, a column for each name; None where their tables are no such rows.

    Two columns of short cells stand side by side for each name. Stances and remarks are left out.
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
