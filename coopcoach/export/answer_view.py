"""Answers in words, ready to be drawn: what a reader sees of a value, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from coopcoach.domain.answers import (
    Answer,
    ChoiceValue,
    DateValue,
    NumberValue,
    OptionsValue,
    RankingValue,
    Row,
    ScaleValue,
    TableValue,
    TextValue,
)
from coopcoach.domain.exercise import Frozen, Kind, Prompt, Question
from coopcoach.i18n import Translator
from coopcoach.markup.safe_html import safe_html
from coopcoach.wording.labels import STANCE_LABELS
from coopcoach.wording.values import cell_words, ends_words

# No column is wider than this many of its letters while others wait for room.
_WIDEST = 42
_LONGEST_WORD = 14
_NARROWEST = 5
_GUTTER = 3

# What such a column holds is said in a word or two.
_BRIEF = frozenset({Kind.CHOICE, Kind.SCALE, Kind.NUMBER, Kind.DATE, Kind.CHECK})


class ScaleView(Frozen):
    """A point on a scale, and what its ends mean."""

    value: int
    minimum: int
    maximum: int
    low: str
    high: str

    @property
    def ends(self) -> str:
        """The labels of its ends."""
        return ends_words(self)

    @property
    def steps(self) -> tuple[bool, ...]:
        """Whether each step above none is reached: 3 of 10 are three of ten."""
        lowest = max(1, self.minimum)
        return tuple(step <= self.value for step in range(lowest, self.maximum + 1))


class TableRow(Frozen):
    """A row: its head where the prompt names rows, and the cells in words."""

    head: str
    cells: tuple[str, ...]


class TableView(Frozen):
    """A table in words, with the labels of the prompt's columns."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    has_heads: bool
    is_form: bool

    @property
    def needs(self) -> tuple[int, ...]:
        """How many letters each column has to hold in a line, the heads of rows first."""
        return tuple(_longest_word(column) for column in self._columns())

    @property
    def shares(self) -> tuple[int, ...]:
        """The width of each column in percent: what is longer gets more room."""
        wishes = [
            max(_longest_word(column), min(_WIDEST, max(map(len, column)))) + _GUTTER
            for column in self._columns()
        ]
        return tuple(100 * wish // sum(wishes) for wish in wishes)

    def _columns(self) -> list[tuple[str, ...]]:
        columns = [
            (label, *(row.cells[place] for row in self.rows))
            for place, label in enumerate(self.columns)
        ]
        return [tuple(row.head for row in self.rows), *columns] if self.has_heads else columns


class AnswerView(Frozen):
    """One answer, as one of several shapes; the remark and the stance stand below any of them."""

    shape: Literal["words", "prose", "items", "ranking", "scale", "table", "none"] = "none"
    words: str = ""
    prose: str = ""
    items: tuple[str, ...] = ()
    scale: ScaleView | None = None
    table: TableView | None = None
    remark: str = ""
    stance: str = ""

    @property
    def beside(self) -> AnswerView | None:
        """The stance and the remark alone, where there are any."""
        has_any = self.remark or self.stance
        return AnswerView(remark=self.remark, stance=self.stance) if has_any else None


def view(prompt: Question, answer: Answer, t: Translator) -> AnswerView:
    """Return an answer in words."""
    is_blank = Answer(value=answer.value).is_blank
    shape = AnswerView() if is_blank else _shape(prompt, answer, t)
    return shape.model_copy(
        update={
            "remark": safe_html(answer.remark) if answer.remark.strip() else "",
            "stance": t(STANCE_LABELS[answer.stance].own) if answer.stance else "",
        }
    )


def _shape(prompt: Question, answer: Answer, t: Translator) -> AnswerView:
    match answer.value:
        case TextValue(text=text) if prompt.kind is Kind.LONG:
            return AnswerView(shape="prose", prose=safe_html(text))
        case TextValue(text=text):
            return AnswerView(shape="words", words=text)
        case OptionsValue(options=options, other=other):
            labels = [prompt.option_label(option) for option in options]
            return AnswerView(shape="items", items=(*labels, *([other] if other else [])))
        case RankingValue(order=order):
            return AnswerView(shape="ranking", items=tuple(map(prompt.option_label, order)))
        case ScaleValue(value=value):
            return AnswerView(shape="scale", scale=_scale(prompt, value))
        case TableValue() as table if isinstance(prompt, Prompt):
            return AnswerView(shape="table", table=_table(prompt, table, t))
        case ChoiceValue() | NumberValue() | DateValue() as cell:
            return AnswerView(shape="words", words=cell_words(prompt, cell, t, long_dates=True))
    return AnswerView()


def _scale(question: Question, value: int) -> ScaleView:
    return ScaleView(
        value=value,
        minimum=int(question.minimum or 0),
        maximum=int(question.maximum or value),
        low=question.low,
        high=question.high,
    )


def _table(prompt: Prompt, table: TableValue, t: Translator) -> TableView:
    return TableView(
        columns=tuple(column.label for column in prompt.columns),
        rows=tuple(
            TableRow(
                head=_row_head(prompt, row),
                cells=tuple(_in_row(column, row, t) for column in prompt.columns),
            )
            for row in table.rows
        ),
        has_heads=bool(prompt.rows),
        is_form=prompt.is_form,
    )


def matrix(
    prompt: Prompt, given: Sequence[tuple[str, Answer | None]], t: Translator
) -> TableView | None:
    """Return answers row by row, a column for each name; None where their tables are no such rows.

    Two columns of short cells stand side by side for each name. Stances and remarks are not in it.
    """
    if not prompt.rows or not _fits_twice(prompt.columns):
        return None
    values = [answer.value if answer else None for _, answer in given]
    tables = [value for value in values if isinstance(value, TableValue)]
    if len(tables) < len(given):
        return None
    places = [(table, column) for table in tables for column in prompt.columns]
    rows = []
    for fixed in prompt.rows:
        cells = [(column, table.cell(fixed.id, column.id)) for table, column in places]
        if any(cell for _, cell in cells):
            words = tuple(cell_words(column, c, t) if c is not None else "–" for column, c in cells)
            rows.append(TableRow(head=fixed.label, cells=words))
    heads = tuple(_head(name, column, prompt, t) for name, _ in given for column in prompt.columns)
    return TableView(columns=heads, rows=tuple(rows), has_heads=True, is_form=False)


def _fits_twice(columns: Sequence[Question]) -> bool:
    return len(columns) == 1 or (len(columns) == 2 and all(c.kind in _BRIEF for c in columns))


def _head(name: str, column: Question, prompt: Prompt, t: Translator) -> str:
    if len(prompt.columns) == 1:
        return name
    return t("{name}: {question}", name=name, question=column.label)


def _longest_word(texts: Sequence[str]) -> int:
    words = (len(word) for text in texts for word in text.split())
    return max(_NARROWEST, min(_LONGEST_WORD, max(words, default=0)))


def _row_head(prompt: Prompt, row: Row) -> str:
    known = next((fixed.label for fixed in prompt.rows if fixed.id == row.row), None)
    return known or row.row or ""


def _in_row(column: Question, row: Row, t: Translator) -> str:
    cell = row.cells.get(column.id)
    return cell_words(column, cell, t) if cell is not None else ""
