"""An answer as its readers see it, in one language: words, lists and tables without a medium."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from coopcoach.domain.exercise import Frozen
from coopcoach.wording.scale_ends import ends_words

# Widths in letters: of a page, of a column while others wait for room, of a word that is not broken, of any column.
_PAGE = 88
_WIDEST = 42
_LONGEST_WORD = 14
_NARROWEST = 5
_GUTTER = 3


class ScaleView(Frozen):
    """A step of a scale, and the names of its ends."""

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
    """A row: its head where the question names rows, and the cells in words."""

    head: str
    cells: tuple[str, ...]


class TableView(Frozen):
    """A table in words, with the labels of the question's columns."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    has_heads: bool
    is_form: bool

    @property
    def needs(self) -> tuple[int, ...]:
        """The least width of each column in letters, the heads of rows first."""
        return tuple(_longest_word(column) for column in self._columns())

    @property
    def shares(self) -> tuple[int, ...]:
        """The width of each column in percent: room for its longest word first, the rest by the length of its texts."""
        columns = self._columns()
        needs = [_longest_word(column) + _GUTTER for column in columns]
        wishes = [min(_WIDEST, max(map(len, column))) + _GUTTER for column in columns]
        more = [max(0, wish - need) for need, wish in zip(needs, wishes, strict=True)]
        room = min(sum(more), max(0, _PAGE - sum(needs)))
        widths = [
            need + (room * wish / sum(more) if room else 0)
            for need, wish in zip(needs, more, strict=True)
        ]
        return tuple(int(100 * width / sum(widths)) for width in widths)

    def _columns(self) -> list[tuple[str, ...]]:
        columns = [
            (label, *(row.cells[place] for row in self.rows))
            for place, label in enumerate(self.columns)
        ]
        return [tuple(row.head for row in self.rows), *columns] if self.has_heads else columns


class AnswerView(Frozen):
    """One answer in one of several shapes; stance and remark stand below any of them.

    Attributes:
        prose: Markdown, until a document has drawn it as HTML.
        top: The number of ``items`` of a ranking that count.
        rules: Proposed ground rules, each with its sign.
    """

    shape: Literal["words", "prose", "items", "ranking", "scale", "table", "rules", "none"] = "none"
    words: str = ""
    prose: str = ""
    items: tuple[str, ...] = ()
    top: int = 0
    scale: ScaleView | None = None
    table: TableView | None = None
    rules: tuple[tuple[str, str], ...] = ()
    remark: str = ""
    stance: str = ""

    @property
    def beside(self) -> AnswerView | None:
        """The stance and the remark alone, where there are any."""
        has_any = self.remark or self.stance
        return AnswerView(remark=self.remark, stance=self.stance) if has_any else None


def _longest_word(texts: Sequence[str]) -> int:
    words = (len(word) for text in texts for word in text.split())
    return max(_NARROWEST, min(_LONGEST_WORD, max(words, default=0)))
