"""One answer in words, as paragraphs, lists and tables of a Word document."""

from __future__ import annotations

from coopcoach.export.answer_view import AnswerView, ScaleView, TableView
from coopcoach.export.word.document import WordDocument
from coopcoach.export.word.prose import write_prose
from coopcoach.i18n import Translator

_NARROWEST = 15


def write_answer(document: WordDocument, answer: AnswerView, language: str, t: Translator) -> None:
    """Write an answer of any shape; the stance and the remark stand below it."""
    if answer.shape == "words":
        document.paragraph(answer.words, language=language)
    elif answer.shape == "prose":
        write_prose(document, answer.prose, language)
    elif answer.shape in {"items", "ranking"}:
        document.bullets(answer.items, language=language, ordered=answer.shape == "ranking")
    elif answer.scale:
        _write_scale(document, answer.scale, t)
    elif answer.table:
        _write_table(document, answer.table, language)
    if answer.stance:
        document.paragraph(answer.stance, italic=True)
    if answer.remark:
        write_prose(document, answer.remark, language)


def _write_scale(document: WordDocument, scale: ScaleView, t: Translator) -> None:
    words = t("{value} of {maximum}", value=scale.value, maximum=scale.maximum)
    if scale.low or scale.high:
        ends = t(
            "{minimum} = {low}, {maximum} = {high}",
            minimum=scale.minimum,
            low=scale.low,
            maximum=scale.maximum,
            high=scale.high,
        )
        words = f"{words} ({ends})"
    document.paragraph(words)


def _write_table(document: WordDocument, table: TableView, language: str) -> None:
    if table.is_form:
        facts = [(column, table.rows[0].cells[n]) for n, column in enumerate(table.columns)]
        shown = [fact for fact in facts if fact[1]]
        document.table(shown, shares=(1, 2), heads=True, language=language)
        return
    rows = [((row.head,) if table.has_heads else ()) + row.cells for row in table.rows]
    header = (("",) if table.has_heads else ()) + table.columns
    # Letters of Word are wider than ours: a date needs a seventh of the page.
    shares = [max(share, _NARROWEST) for share in table.shares]
    document.table(rows, header=header, shares=shares, heads=table.has_heads, language=language)
