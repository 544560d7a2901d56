"""The passages of an answer: its sentences, items and rows, each to be quoted alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from coopcoach.markup.answer_view import AnswerView, TableRow
from coopcoach.markup.prose import Paragraph, prose

Passages = tuple[str, ...]
"""The passages of one paragraph, in their order."""

# A list's mark or a heading's at the beginning of a line of Markdown.
_MARK: Final = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)]|#{1,6}|>)\s+(?:\[[ xX]\]\s+)?")
_SIGNS: Final = re.compile(r"[*_~`\\]")
_SPACE: Final = r"[\"“”»«’')\]]*\s+(?=[\"“„»«‚'(\[]?[^\W\d_a-zäöüß])"
# Not behind “15.”, “z.” or “Dr.”: these end no sentence.
_SENTENCE_END: Final = re.compile(
    rf"(?<=[.!?…:])(?<!\b\w\.)(?<!\d\.)(?<!\bca\.)(?<!\b(?:Dr|Mr|Ms|St|Nr|No)\.)(?<!Mrs\.)(?<!bzw\.)(?<![:]){_SPACE}"
)


def passages(view: AnswerView, remark: str = "") -> tuple[Passages, ...]:
    """Return the passages of a value and of the remark beside it, paragraph by paragraph."""
    return tuple(p for p in (*_of_view(view), *_of_prose(remark)) if p)


def sentences(text: str) -> Passages:
    """Return the sentences of a paragraph."""
    line = " ".join(text.split())
    found, start = [], 0
    for end in _SENTENCE_END.finditer(line):
        found.append(line[start : end.end()].strip())
        start = end.end()
    return tuple(s for s in (*found, line[start:]) if s)


def _of_view(view: AnswerView) -> Iterator[Passages]:
    yield from _of_prose(view.prose)
    if view.words:
        yield (" ".join(view.words.split()),)
    for item in view.items[: view.top or None]:
        yield (" ".join(item.split()),)
    if view.scale:
        yield (f"{view.scale.value} / {view.scale.maximum}",)
    for rule, sign in view.rules:
        yield (" ".join(rule.split()),)
        yield (" ".join(sign.split()),) if sign else ()
    if view.table:
        for row in view.table.rows:
            yield (row_words(row),)


def row_words(row: TableRow) -> str:
    """Return a row of a table as a sentence."""
    words = ", ".join(cell for cell in row.cells if cell)
    return f"{row.head}: {words}" if row.head else words


def _of_prose(text: str) -> Iterator[Passages]:
    """Yield the paragraphs of Markdown; each item of a list is one."""
    flowing: list[str] = []
    for line in (*text.splitlines(), ""):
        mark = _MARK.match(line)
        if flowing and (mark or not line.strip()):
            yield sentences(_without_signs(" ".join(flowing)))
            flowing = []
        if line.strip():
            flowing.append(line[mark.end() :] if mark else line)


def _without_signs(text: str) -> str:
    """Return the words of a paragraph of Markdown without the signs of emphasis: as a rule's wording they would stay."""
    if not _SIGNS.search(text):
        return text
    match prose(text):
        case (Paragraph(words),):
            return "".join(run.text for run in words)
        case _:
            return text
