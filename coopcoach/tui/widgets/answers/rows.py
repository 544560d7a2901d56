"""The rows of a table while it is filled in, with empty ones."""

from __future__ import annotations

from coopcoach.domain.answers import Cell, Row, TableValue, Value
from coopcoach.domain.exercise import TableQuestion
from coopcoach.i18n import Translator
from coopcoach.markup.kinds import cell_words
from coopcoach.tui.widgets.frame.sanitize import one_line

# The limit of a table that declares none.
_MANY = 99


class Rows:
    """Rows that can be filled, added, moved and removed.

    Args:
        question: The table.
    """

    def __init__(self, question: TableQuestion) -> None:
        self.question = question
        self.fixed = bool(question.rows)
        self.limit = question.max_rows or _MANY
        self._rows: list[Row] = []
        self._beside: tuple[Row, ...] = ()
        self.show(None)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def value(self) -> TableValue | None:
        """The rows with any cell; None if there are none."""
        filled = (*(row for row in self._rows if row.cells), *self._beside)
        return TableValue(rows=filled) if filled else None

    def show(self, value: Value | Cell | None) -> None:
        """Take the rows of an answer."""
        rows = value.rows if isinstance(value, TableValue) else ()
        if self.fixed:
            by_id = {row.row: row for row in rows}
            known = [fixed.id for fixed in self.question.rows]
            self._rows = [by_id.get(row_id, Row(row=row_id)) for row_id in known]
            # Rows that this workbook does not know are kept.
            self._beside = tuple(row for row in rows if row.row not in known)
        else:
            self._rows = list(rows) or [Row()]

    def cell(self, place: int, column_id: str) -> Cell | None:
        """Return a cell."""
        return self._rows[place].cells.get(column_id)

    def set_cell(self, place: int, column_id: str, cell: Cell | None) -> None:
        """Fill or empty a cell."""
        row = self._rows[place]
        cells = {key: kept for key, kept in row.cells.items() if key != column_id}
        if cell is not None:
            cells[column_id] = cell
        order = [column.id for column in self.question.columns]
        ordered = sorted(cells, key=lambda key: order.index(key) if key in order else len(order))
        self._rows[place] = Row(row=row.row, cells={key: cells[key] for key in ordered})

    def is_empty(self, place: int) -> bool:
        """Return whether a row has no cells."""
        return not self._rows[place].cells

    def first_empty(self) -> int | None:
        """Return the place of the first empty row."""
        return next((place for place in range(len(self)) if self.is_empty(place)), None)

    def add(self) -> bool:
        """Add an empty row; return whether there was room."""
        if self.fixed or len(self) >= self.limit:
            return False
        self._rows.append(Row())
        return True

    def move(self, place: int, step: int) -> bool:
        """Move a row up or down; return whether it could be moved."""
        target = place + step
        if self.fixed or not (0 <= place < len(self) and 0 <= target < len(self)):
            return False
        self._rows.insert(target, self._rows.pop(place))
        return True

    def remove(self, place: int) -> None:
        """Remove a row, or empty it if it is fixed."""
        if self.fixed:
            self._rows[place] = Row(row=self._rows[place].row)
        else:
            del self._rows[place]
            self._rows = self._rows or [Row()]

    def label(self, place: int) -> str:
        """Return the label of a fixed row; "" for a free one."""
        return self.question.rows[place].label if self.fixed else ""

    def words(self, place: int, t: Translator) -> tuple[str, ...]:
        """Return the cells of a row, each in one line; "" for an empty one."""
        cells = ((column, self.cell(place, column.id)) for column in self.question.columns)
        return tuple(
            one_line(cell_words(column, cell, t)) if cell else "" for column, cell in cells
        )
