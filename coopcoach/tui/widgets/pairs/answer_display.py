"""An answer to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from textual.content import Content

from coopcoach.domain.answers import Answer, Row, TableValue, Value
from coopcoach.domain.exercise import Prompt, Question, TableQuestion
from coopcoach.i18n import Translator
from coopcoach.markup.answer_view import ScaleView
from coopcoach.markup.kinds import cell_words, value_view
from coopcoach.markup.kinds.codec import plain_text
from coopcoach.markup.kinds.table import row_head
from coopcoach.tui.widgets.drawings.grid import grid
from coopcoach.tui.widgets.drawings.lines import hanging, wrapped
from coopcoach.tui.widgets.drawings.prose import prose_lines
from coopcoach.tui.widgets.drawings.wide import widened_lines
from coopcoach.tui.widgets.frame.sanitize import content, one_line, sanitize
from coopcoach.tui.widgets.frame.width_aware import Lines, WidthAware
from coopcoach.wording.labels import STANCE_LABELS

# Columns below this width would break most words; the table is then shown row by row.
_NARROWEST = 11


class AnswerDisplay(WidthAware):
    """One answer to be read.

    Args:
        prompt: The prompt.
        answer: The answer.
        t: The language of the screen.
        heading: The name of its owner, above it.
        withheld: Whether its owner keeps it from the partner.
        is_drawn: Whether a picture shows the value; only remark and stance are then shown.
        is_wide: Whether its letters are two cells wide.
        classes: The classes of the widget.
    """

    DEFAULT_CSS = "AnswerDisplay { padding: 0 1; }"

    def __init__(
        self,
        prompt: Prompt,
        answer: Answer,
        t: Translator,
        withheld: bool = False,
        *,
        heading: Content | None = None,
        is_drawn: bool = False,
        is_wide: bool = False,
        classes: str | None = None,
    ) -> None:
        super().__init__(self._all_lines, classes=classes)
        self.prompt = prompt
        # A withheld answer is not kept: text of hidden widgets can be copied.
        self.answer = Answer() if withheld else answer
        self.withheld = withheld
        self.heading = heading
        self.is_drawn = is_drawn
        self.is_wide = is_wide
        self.t = t

    def _all_lines(self, width: int) -> list[Content]:
        """Return the lines of name, value, remark and stance, or of a sentence in their place."""
        lines = []
        if self.heading is not None:
            lines = [*wrapped(self.heading, width), *([Content("")] if self.is_wide else [])]
        return [*lines, *self._answer_lines(width)]

    def _answer_lines(self, width: int) -> Iterator[Content]:
        t, answer = self.t, self.answer
        if self.withheld or answer.is_blank:
            instead = t("private for now") if self.withheld else t("left blank")
            yield from _quiet(instead, width)
            return
        shown = None if self.is_drawn else value_lines(self.prompt, answer, t)
        if shown is not None:
            yield from self._in_type(shown)(width)
        if answer.remark:
            if shown is not None:
                yield Content("")
            yield from self._in_type(_prose(answer.remark))(width)
        if answer.stance is not None:
            yield from _quiet(t(STANCE_LABELS[answer.stance].reported), width)
        elif self.is_drawn and not answer.remark:
            yield from _quiet(t("no remark"), width)

    def _in_type(self, lines: Lines) -> Lines:
        return widened_lines(lines) if self.is_wide else lines


def _quiet(sentence: str, width: int) -> list[Content]:
    return wrapped(Content.styled(sanitize(sentence), "italic $text-muted"), width)


def value_lines(prompt: Prompt, answer: Answer, t: Translator) -> Lines | None:
    """Return the lines of an answer's value; None if it has none."""
    view = value_view(prompt.question, answer.value, t)
    match view.shape:
        case "words":
            return _literal(content(view.words))
        case "prose":
            return _prose(view.prose)
        case "items":
            return _listed([("✓", item) for item in view.items])
        case "ranking":
            places = [
                f"{n}." if n <= view.top else f"({n}.)" for n in range(1, len(view.items) + 1)
            ]
            return _listed(list(zip(places, view.items, strict=True)))
        case "scale":
            return _literal(_scale(view.scale, t)) if view.scale else None
        case "table":
            return _table(prompt.question, answer.value, t)
        case "rules":
            signs = t("We notice it:")
            return _listed([(f"{n}.", _rule(*r, signs)) for n, r in enumerate(view.rules, 1)])
        case "none":
            return None
        case _:
            assert_never(view.shape)


def _prose(text: str) -> Lines:
    """Return the lines of Markdown: long answers and remarks."""
    return lambda width: prose_lines(text, width)


def _literal(words: Content) -> Lines:
    return lambda width: wrapped(words, width)


def _listed(pairs: Sequence[tuple[str, str]]) -> Lines:
    """Return lines with a mark before each, wrapped beside the mark."""
    indent = max((len(mark) for mark, _ in pairs), default=1) + 1

    def lines(width: int) -> list[Content]:
        return [
            line
            for mark, words in pairs
            for line in hanging(mark, wrapped(content(words), width - indent), indent=indent)
        ]

    return lines


def _rule(rule: str, sign: str, signs: str) -> str:
    return f"{rule}\n{signs} {sign}" if sign else rule


def _scale(scale: ScaleView, t: Translator) -> Content:
    steps = range(scale.minimum, scale.maximum + 1)
    drawn = "".join("●" if step == scale.value else "○" for step in steps)
    number = t("{value} of {maximum}", value=scale.value, maximum=scale.maximum)
    line = Content.assemble((number, "bold"), "   ", drawn)
    named = {scale.minimum: scale.low, scale.maximum: scale.high}
    ends = "   ·   ".join(f"{at} = {one_line(name)}" for at, name in named.items() if name)
    return Content("\n").join([line, Content(ends)]) if ends else line


def _table(question: Question, value: Value | None, t: Translator) -> Lines | None:
    if not isinstance(question, TableQuestion) or not isinstance(value, TableValue):
        return None
    listed = _listed(list(_rows_in_words(question, value.rows, t)))
    columns = {column.id for column in question.columns}
    if question.is_form or any(row.cells.keys() - columns for row in value.rows):
        return listed
    cells = [[content(column.label) for column in question.columns]]
    for row in value.rows:
        given = [(column, row.cells.get(column.id)) for column in question.columns]
        cells.append([content(cell_words(c, cell, t) if cell else "") for c, cell in given])
    if question.rows:
        heads = ["", *(row_head(question, row) for row in value.rows)]
        cells = [[content(head), *row] for head, row in zip(heads, cells, strict=True)]
    return lambda width: grid(cells, width, narrowest=_NARROWEST) or listed(width)


def _rows_in_words(
    question: TableQuestion, rows: tuple[Row, ...], t: Translator
) -> Iterator[tuple[str, str]]:
    for place, row in enumerate(rows, 1):
        cells = _cells(question, row, t)
        if question.is_form:
            yield from (("·", f"{label}: {words}") for label, words in cells)
            continue
        head = row_head(question, row)
        words = _row_in_words(head, cells, alone=len(question.columns) == 1)
        yield "·" if head else f"{place}.", words


def _cells(question: TableQuestion, row: Row, t: Translator) -> list[tuple[str, str]]:
    found = [(column, row.cells.get(column.id)) for column in question.columns]
    known = [(c.label, cell_words(c, cell, t)) for c, cell in found if cell is not None]
    columns = {column.id for column in question.columns}
    strange = [(key, plain_text(cell)) for key, cell in row.cells.items() if key not in columns]
    return known + strange


def _row_in_words(head: str, cells: list[tuple[str, str]], *, alone: bool) -> str:
    if alone:
        words = " · ".join(words for _, words in cells)
        return f"{head}: {words}" if head else words
    lines = [f"{label}: {words}" for label, words in cells]
    if head:
        return "\n".join([head, *(f"  {line}" for line in lines)])
    return "\n".join(lines)
