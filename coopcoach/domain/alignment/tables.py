"""Tables: which row stands beside which, and the gap cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coopcoach.domain.alignment.choices import seen_from_the_other_chair
from coopcoach.domain.alignment.gap import (
    ONE_BLANK,
    TO_READ,
    Comparison,
    Gap,
    Match,
    filled,
    filled_rows,
    merged,
    merged_of_both,
    settled,
    shared_fields,
)
from coopcoach.domain.alignment.measure import cell_gap
from coopcoach.domain.answers import Answer, Cell, ChoiceValue, Row, TextValue
from coopcoach.domain.exercise import Frozen, Prompt, Question

NO_ROW = Row()


class RowPair(Frozen):
    """Two rows that belong together; a side is None where only the other partner has such a row."""

    row: str | None
    first: Row | None
    second: Row | None

    def cells(self, column_id: str) -> tuple[Cell | None, Cell | None]:
        """Return what stands in a column, of the first partner and of the second."""
        first, second = self.first or NO_ROW, self.second or NO_ROW
        return filled(first.cells.get(column_id)), filled(second.cells.get(column_id))


class CellComparison(Gap):
    """Two cells of one column."""

    column: str
    first: Cell | None
    second: Cell | None


class RowComparison(Gap):
    """Two rows side by side.

    ``row`` is the id of a fixed row. Rows of the partners' own have none; ``first_name`` and
    ``second_name`` are the cells of their first column, by which they were put side by side.
    """

    row: str | None
    first_name: Cell | None = None
    second_name: Cell | None = None
    cells: tuple[CellComparison, ...] = ()


class TableComparison(Comparison):
    """Two tables, row by row."""

    rows: tuple[RowComparison, ...] = ()


def pair_rows(prompt: Prompt, first: Answer, second: Answer) -> tuple[RowPair, ...]:
    """Return which row of one partner's table stands beside which row of the other's.

    Fixed rows belong together by their id, the single rows of a form always. Rows that partners add
    themselves belong together when their first column names the same: the same option, or the
    same text but for upper case and spaces. Nothing is matched that merely resembles: a row that is
    named in other words, or in the other language, stands alone, and people see that it belongs.
    """
    ours, theirs = filled_rows(first), filled_rows(second)
    if prompt.is_form:
        pairs = [RowPair(row=None, first=_only(ours), second=_only(theirs))]
    elif prompt.rows:
        a, b = _by_id(ours), _by_id(theirs)
        listed = [row.id for row in prompt.rows]
        listed += sorted((a.keys() | b.keys()) - set(listed))
        pairs = [RowPair(row=row, first=a.get(row), second=b.get(row)) for row in listed]
    else:
        pairs = list(_pair_by_name(prompt, ours, theirs))
    return tuple(pair for pair in pairs if pair.first or pair.second)


def compare_table(prompt: Prompt, first: Answer, second: Answer) -> TableComparison:
    """Set two answers to a ``table`` side by side."""
    rows = tuple(_compare_rows(prompt, pair) for pair in pair_rows(prompt, first, second))
    return TableComparison.model_validate(
        {
            **shared_fields(prompt, settled(first, second, merged_of_both(rows))),
            "rows": rows,
        }
    )


def _compare_rows(prompt: Prompt, pair: RowPair) -> RowComparison:
    named = bool(not prompt.rows and not prompt.is_form and prompt.columns)
    columns = prompt.columns[1:] if named else prompt.columns
    cells: list[CellComparison] = []
    for column in columns:
        a, b = pair.cells(column.id)
        gap = cell_gap(column, a, b)
        cells.append(
            CellComparison(column=column.id, first=a, second=b, match=gap.match, width=gap.width)
        )
    names = pair.cells(prompt.columns[0].id) if named else (None, None)
    if pair.first and pair.second:
        whole = merged(cells)
        if whole.match is Match.BOTH_BLANK and named:
            # Both name it and say no more: then the names are all there is.
            whole = cell_gap(prompt.columns[0], *names)
    else:
        # In words of one's own, another row may mean the same; an option says for sure that none does.
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
    prompt: Prompt, ours: tuple[Row, ...], theirs: tuple[Row, ...]
) -> Iterator[RowPair]:
    left = dict(_named(prompt, theirs, is_first=False))
    for name, row in _named(prompt, ours, is_first=True):
        yield RowPair(row=None, first=row, second=left.pop(name, None))
    for row in left.values():
        yield RowPair(row=None, first=None, second=row)


def _named(
    prompt: Prompt, rows: tuple[Row, ...], *, is_first: bool
) -> Iterator[tuple[object, Row]]:
    """Return the rows, each with what it is found by; the second of one name is another row."""
    seen: Counter[object] = Counter()
    for row in rows:
        column = prompt.columns[0] if prompt.columns else None
        name = _name(column, filled(row.cells.get(column.id)), is_first) if column else is_first
        seen[name] += 1
        yield (name, seen[name]), row


def _name(column: Question, cell: Cell | None, is_first: bool) -> object:
    match cell:
        case None:
            # A row without a name belongs to nobody else's.
            return is_first
        case TextValue(text=text):
            return "text", " ".join(text.casefold().split())
        case ChoiceValue(option=str(option)) if not is_first:
            mirrored = seen_from_the_other_chair(column, option)
            return cell.model_copy(update={"option": mirrored})
    return cell
