"""Add an answer to a Word document as paragraphs, lists and tables."""

from __future__ import annotations

from coopcoach.export.word.document import WordDocument
from coopcoach.export.word.prose import add_prose
from coopcoach.i18n import Translator
from coopcoach.markup.answer_view import AnswerView, ScaleView, TableView

# Shares of the page: Word sets wider letters than the PDF, a date needs a seventh.
_NARROWEST = 15


def add_answer(document: WordDocument, answer: AnswerView, language: str, t: Translator) -> None:
    """Add an answer of any shape, with its stance and remark below."""
    if answer.shape == "words":
        document.paragraph(answer.words, language=language)
    elif answer.shape == "prose":
        add_prose(document, answer.prose, language)
    elif answer.shape in {"items", "ranking"}:
        document.bullets(answer.items, language=language, ordered=answer.shape == "ranking")
    elif answer.scale:
        _add_scale(document, answer.scale, t)
    elif answer.table:
        _add_table(document, answer.table, language)
    if answer.stance:
        document.paragraph(answer.stance, italic=True)
    if answer.remark:
        add_prose(document, answer.remark, language)


def _add_scale(document: WordDocument, scale: ScaleView, t: Translator) -> None:
    words = t("{value} of {maximum}", value=scale.value, maximum=scale.maximum)
    document.paragraph(f"{words} ({scale.ends})" if scale.ends else words)


def _add_table(document: WordDocument, table: TableView, language: str) -> None:
    if table.is_form:
        facts = [(column, table.rows[0].cells[n]) for n, column in enumerate(table.columns)]
        shown = [fact for fact in facts if fact[1]]
        document.table(shown, shares=(1, 2), heads=True, language=language)
        return
    rows = [((row.head,) if table.has_heads else ()) + row.cells for row in table.rows]
    header = (("",) if table.has_heads else ()) + table.columns
    shares = [max(share, _NARROWEST) for share in table.shares]
    document.table(rows, header=header, shares=shares, heads=table.has_heads, language=language)
