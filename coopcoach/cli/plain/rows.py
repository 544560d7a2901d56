"""Ask for the rows of a table and for ground rules line by line.

An empty line leaves a cell as it is. Existing rows are changed by their number, new ones are added behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from coopcoach.domain.answers import Answer, Cell, Row
from coopcoach.domain.exercise import CellQuestion, Option
from coopcoach.markup.kinds import cell_words
from coopcoach.markup.kinds.codec import RowsCodec

_MANY_ROWS = 99


def ask_rows(
    codec: RowsCodec[Any, Any],
    answer: Answer,
    cell: Callable[[CellQuestion], Cell | None],
    short: Callable[[str], str],
    write: Callable[[str], None],
) -> Iterator[Answer]:
    """Yield the answer after each row that was filled in or changed.

    Args:
        codec: The codec of the question.
        answer: The answer so far.
        cell: Asks for one cell; None leaves it as it is.
        short: Asks for one short line.
        write: Shows a line.
    """
    rows = list(codec.rows_of(answer.value)) if isinstance(answer.value, codec.value) else []
    asking = _Asking(codec, cell, short, write)
    for _ in asking.fixed(rows) if codec.fixed_rows else asking.free(rows):
        filled = tuple(row for row in rows if row.cells)
        yield answer.model_copy(update={"value": codec.from_rows(filled)})


class _Asking:
    def __init__(
        self,
        codec: RowsCodec[Any, Any],
        cell: Callable[[CellQuestion], Cell | None],
        short: Callable[[str], str],
        write: Callable[[str], None],
    ) -> None:
        self.codec, self.t = codec, codec.t
        self.cell, self.short, self.write = cell, short, write
        self.limit = codec.most_rows or _MANY_ROWS

    def fixed(self, rows: list[Row]) -> Iterator[None]:
        for row in self.codec.fixed_rows:
            self.write(f"- {row.label}")
            place = next((i for i, each in enumerate(rows) if each.row == row.id), None)
            before = Row(row=row.id) if place is None else rows[place]
            after = self._filled(before)
            if after == before:
                continue
            if place is None:
                rows.insert(_place_of(row, self.codec.fixed_rows, rows), after)
            else:
                rows[place] = after
            yield

    def free(self, rows: list[Row]) -> Iterator[None]:
        if self.limit == 1:
            before = rows[0] if rows else Row()
            after = self._filled(before)
            if after != before:
                rows[:1] = [after]
                yield
            return
        yield from self._changes(rows)
        if len(rows) < self.limit:
            self.write(self.codec.instruction())
        while len(rows) < self.limit:
            self.write(self.codec.row_title(len(rows) + 1))
            new = self._filled(Row())
            if not new.cells:
                return
            rows.append(new)
            yield

    def _changes(self, rows: list[Row]) -> Iterator[None]:
        asked = self.t(
            "Which one do you want to change? Type its number, or an empty line for none:"
        )
        while rows and (typed := self.short(f"{asked} ")):
            if not typed.isdecimal() or not 1 <= int(typed) <= len(rows):
                self.write(
                    self.t("That is not one of them; please try again. An empty line moves on.")
                )
                continue
            place = int(typed) - 1
            rows[place] = self._filled(rows[place])
            yield

    def _filled(self, row: Row) -> Row:
        cells = dict(row.cells)
        for column in self.codec.columns:
            before = cells.get(column.id)
            so_far = "" if before is None else cell_words(column, before, self.t)
            label = self.t("{label} (so far: {answer})", label=column.label, answer=so_far)
            self.write(f"  {label if so_far else column.label}")
            cell = self.cell(column)
            if cell is not None:
                cells[column.id] = cell
            elif self.codec.needs_first_cell and not cells:
                break
        return row.model_copy(update={"cells": cells})


def _place_of(row: Option, fixed: tuple[Option, ...], rows: list[Row]) -> int:
    """Return the index of a fixed row among those that are filled in."""
    before = {each.id for each in fixed[: fixed.index(row)]}
    return sum(each.row in before for each in rows)
