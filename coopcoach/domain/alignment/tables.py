"""Compare tables: pair their rows, and compare cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from coopcoach.domain.alignment.choices import mirrored_cell
from coopcoach.domain.alignment.gap import (
    ONE_BLANK,
    TO_READ,
    Comparison,
    Gap,
    Match,
    answers_gap,
    combined,
    combined_of_both,
    filled,
    filled_rows,
    shared_fields,
)
from coopcoach.domain.alignment.texts import folded_text
from coopcoach.domain.answers import Answer, Cell, ChoiceValue, Row
from coopcoach.domain.exercise import CellQuestion, Frozen, TableQuestion

NO_ROW = Row()
CellGap = Callable[[CellQuestion, Cell | None, Cell | None], Gap]


class RowPair(Frozen):
    """Two rows that belong together; None where a partner has no such row."""

    row: str | None
    first: Row | None
    second: Row | None

    def cells(self, column_id: str) -> tuple[Cell | None, Cell | None]:
        """Return the two cells of a column; None for an empty one."""
        first, second = self.first or NO_ROW, self.second or NO_ROW
        return filled(first.cells.get(column_id)), filled(second.cells.get(column_id))


class CellComparison(Gap):
    """Two cells of a column."""

    column: str
    first: Cell | None
    second: Cell | None


class RowComparison(Gap):
    """Two rows that belong together.

    ``row`` is the id of a fixed row. Rows that the partners added have none; they are paired by the cells of their
    first column, ``first_name`` and ``second_name``.
    """

    row: str | None
    first_name: Cell | None = None
    second_name: Cell | None = None
    cells: tuple[CellComparison, ...] = ()


class TableComparison(Comparison):
    """Two tables, row by row."""

    rows: tuple[RowComparison, ...] = ()


def pair_rows(question: TableQuestion, first: Answer, second: Answer) -> tuple[RowPair, ...]:
    """Return the rows of two tables in pairs.

    Fixed rows are paired by their id, the rows of a form always. Rows that the partners added are paired where their
    first column holds the same option, or the same text apart from upper case and spaces. Similar texts, or texts in
    two languages, are not paired.
    """
    ours, theirs = filled_rows(first), filled_rows(second)
    if question.is_form:
        pairs = [RowPair(row=None, first=_only(ours), second=_only(theirs))]
    elif question.rows:
        a, b = _by_id(ours), _by_id(theirs)
        listed = [row.id for row in question.rows]
        listed += sorted((a.keys() | b.keys()) - set(listed))
        pairs = [RowPair(row=row, first=a.get(row), second=b.get(row)) for row in listed]
    else:
        pairs = list(_pair_by_name(question, ours, theirs))
    return tuple(pair for pair in pairs if pair.first or pair.second)


def compare_table(
    question: TableQuestion, first: Answer, second: Answer, cell_gap: CellGap
) -> TableComparison:
    """Compare two answers to a ``table``, whose cells are compared by ``cell_gap``."""
    pairs = pair_rows(question, first, second)
    rows = tuple(_compare_rows(question, pair, cell_gap) for pair in pairs)
    return TableComparison.model_validate(
        {
            **shared_fields(question, answers_gap(first, second, combined_of_both(rows))),
            "rows": rows,
        }
    )


def _compare_rows(question: TableQuestion, pair: RowPair, cell_gap: CellGap) -> RowComparison:
    named = bool(not question.rows and not question.is_form and question.columns)
    columns = question.columns[1:] if named else question.columns
    cells: list[CellComparison] = []
    for column in columns:
        a, b = pair.cells(column.id)
        gap = cell_gap(column, a, b)
        cells.append(
            CellComparison(column=column.id, first=a, second=b, match=gap.match, width=gap.width)
        )
    names = pair.cells(question.columns[0].id) if named else (None, None)
    if pair.first and pair.second:
        whole = combined(cells)
        if whole.match is Match.BOTH_BLANK and named:
            # Nothing but the names is filled in: they are compared.
            whole = cell_gap(question.columns[0], *names)
    else:
        # A row named in the partner's own words may mean another row of the other partner; an option cannot.
        name = names[0] or names[1]
        by_option = isinstance(name, ChoiceValue) and name.option is not None
        whole = ONE_BLANK if by_option or not named else TO_READ
    return RowComparison(
        row=pair.row,
        first_name=names[0],
        second_name=names[1],
        cells=tuple(cells),
        match=whole.match,
        width=whole.width,
    )


def _only(rows: tuple[Row, ...]) -> Row | None:
    return rows[0] if rows else None


def _by_id(rows: tuple[Row, ...]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        if row.row is not None:
            found.setdefault(row.row, row)
    return found


def _pair_by_name(
    question: TableQuestion, ours: tuple[Row, ...], theirs: tuple[Row, ...]
) -> Iterator[RowPair]:
    left = dict(_named(question, theirs, is_first=False))
    for name, row in _named(question, ours, is_first=True):
        yield RowPair(row=None, first=row, second=left.pop(name, None))
    for row in left.values():
        yield RowPair(row=None, first=None, second=row)


def _named(
    question: TableQuestion, rows: tuple[Row, ...], *, is_first: bool
) -> Iterator[tuple[object, Row]]:
    """Yield the rows by a key to pair them; rows of the same name are numbered."""
    seen: Counter[object] = Counter()
    for row in rows:
        column = question.columns[0] if question.columns else None
        name = _name(column, filled(row.cells.get(column.id)), is_first) if column else is_first
        seen[name] += 1
        yield (name, seen[name]), row


def _name(column: CellQuestion, cell: Cell | None, is_first: bool) -> object:
    """Return what two rows of the same name have in common; a row without a name is not paired."""
    if cell is None:
        return is_first
    named = folded_text(cell)
    return named if is_first else mirrored_cell(column, named)
