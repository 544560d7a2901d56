"""``table``: rows of cells; a Markdown table in our own files, one row a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coopcoach.domain.answers import Cell, Row, TableValue
from coopcoach.domain.exercise import Kind, TableQuestion
from coopcoach.i18n import N_, Translator
from coopcoach.markup.answer_view import AnswerView, TableRow, TableView
from coopcoach.markup.blocks import Block, Item
from coopcoach.markup.form import AnswerForm, Column, FieldPlace, FormRow, Parts, field_name
from coopcoach.markup.kinds.cells import CELLS, cell_codec_of
from coopcoach.markup.kinds.codec import RowsCodec
from coopcoach.markup.kinds.options import find_option, read_options
from coopcoach.markup.literal import decode_line, encode_line
from coopcoach.markup.loose.entries import read_entries
from coopcoach.markup.reading import FaultCollector
from coopcoach.wording.shortening import shortened

ENTRIES = N_(
    "Write after the colons. If you need more room, copy an entry; leave empty what you don’t need."
)
_ENTRY = N_("Entry {n}")

_BLANK_ENTRIES = 4
_BLANK_ROWS = 6
# Millimetres: a table, the heads of its rows, the least width of a column of text.
_PAGE, _ROW_HEAD, _TEXT_COLUMN = 166, 36, 30

_RULER = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*\Z")
_COLUMN_ID = re.compile(r"[a-z0-9_-]+\Z")


class TableCodec(RowsCodec[TableQuestion, TableValue]):
    """The codec of ``table``."""

    value = TableValue
    attributes = ("rows",)

    def __init__(self, question: TableQuestion, t: Translator) -> None:
        super().__init__(question, t)
        self.columns = question.columns
        self.fixed_rows = question.rows
        self.most_rows = question.max_rows
        self.cells = {column.id: cell_codec_of(column, t) for column in question.columns}

    # The exercise format

    @classmethod
    def question_fields(cls, source: Block | Item, faults: FaultCollector) -> dict[str, Any]:
        assert isinstance(source, Block)
        columns, rows_block = source.block_of_class("columns"), source.block_of_class("rows")
        rows = read_options(rows_block.items, faults) if rows_block else ()
        written = source.attributes.get("rows")
        most = faults.number(source.line, "rows", written, minimum=1) if written else None
        if columns is None or not columns.items:
            faults.add(
                source.line,
                N_("a table needs columns"),
                N_("add “### … {{.columns}}” with a list of columns"),
            )
            return {}
        if bool(rows) == (most is not None):
            faults.add(
                source.line,
                N_("a table has either fixed rows or a maximum number of free ones"),
                N_("add “### … {{.rows}}” with a list, or rows=6"),
            )
        ids = [item.attributes.id for item in columns.items]
        for item in columns.items:
            if _COLUMN_ID.match(item.attributes.id) and ids.count(item.attributes.id) > 1:
                faults.duplicate(item.line, item.attributes.id)
        return {
            "columns": [_read_column(item, faults) for item in columns.items],
            "rows": rows,
            "max_rows": None if most is None else int(most),
        }

    # Our own files

    def write(self, value: TableValue | None) -> str:
        rows = value.rows if value else ()
        head = [encode_line(column.label) for column in self.columns]
        if self.fixed_rows:
            head.insert(0, " ")
        lines = [_line(head), _line(["---"] * len(head))]
        by_id = {row.row: row for row in rows}
        for fixed in self.fixed_rows:
            row = by_id.get(fixed.id, Row())
            lines.append(_line([encode_line(fixed.label), *self._written(row)]))
        if not self.fixed_rows:
            lines.extend(_line(self._written(row)) for row in rows)
        return "\n".join(lines)

    def _written(self, row: Row) -> list[str]:
        return [self.cells[c.id].write_cell(row.cells.get(c.id)) for c in self.columns]

    def read(self, lines: list[str]) -> TableValue | None:
        if len(lines) < 2 or not _RULER.match(lines[1].strip()):
            return None
        width = len(self.columns) + bool(self.fixed_rows)
        grid = [split_row(line) for line in [lines[0], *lines[2:]]]
        if any(len(cells) != width for cells in grid):
            return None
        rows: list[Row] = []
        for place, cells in enumerate(grid[1:]):
            row_id: str | None = None
            if self.fixed_rows:
                row_id = self._row_id(decode_line(cells[0]), place, len(grid) - 1)
                if row_id is None or any(row.row == row_id for row in rows):
                    return None
            written = zip(self.columns, cells[bool(self.fixed_rows) :], strict=True)
            found = {c.id: self.cells[c.id].read_cell(cell) for c, cell in written}
            filled = {column_id: cell for column_id, cell in found.items() if cell is not None}
            if filled:
                rows.append(Row(row=row_id, cells=filled))
        return TableValue(rows=tuple(rows))

    def _row_id(self, label: str, place: int, count: int) -> str | None:
        found = find_option(self.fixed_rows, label)
        if found is None and count == len(self.fixed_rows):
            found = self.fixed_rows[place]
        return found.id if found else None

    # The workbook for text editors

    def hints(self) -> Iterator[str]:
        is_numbered = not self.fixed_rows and not self.question.is_form
        yield self.t(ENTRIES) if is_numbered else self.t("Write after the colons.")
        yield from filter(None, (self.cells[column.id].column_hint() for column in self.columns))

    def room(self) -> Iterator[str]:
        for head in self._entry_heads():
            if head:
                yield f"**{head}**"
            yield "\n".join(f"- {field_label(column.label)} " for column in self.columns)

    def _entry_heads(self) -> list[str]:
        if self.fixed_rows:
            return [" ".join(row.label.split()) for row in self.fixed_rows]
        if self.question.is_form:
            return [""]
        count = min(self.most_rows or _BLANK_ENTRIES, _BLANK_ENTRIES)
        return [self.t(_ENTRY, n=number) for number in range(1, count + 1)]

    def read_loosely(self, text: str) -> tuple[TableValue | None, str]:
        drawn = self._read_drawn(text)
        if drawn is not None:
            return drawn
        labels = [(column.id, column.label) for column in self.columns]
        rows = [(row.id, row.label) for row in self.fixed_rows]
        is_numbered = not self.fixed_rows and not self.question.is_form
        head = self.t(_ENTRY).partition("{")[0] if is_numbered else ""
        entries, rest = read_entries(text, labels, rows, head)
        found: list[Row] = []
        for entry in entries:
            cells = self._loose_cells(entry.fields)
            is_doubled = any(row.row == entry.row for row in found)
            if self.fixed_rows and cells and (entry.row is None or is_doubled):
                rest = "\n".join([rest, *entry.fields.values()]).strip()
            elif cells:
                found.append(Row(row=entry.row, cells=cells))
        if self.fixed_rows:
            order = [row.id for row in self.fixed_rows]
            found.sort(key=lambda row: order.index(row.row or ""))
        return TableValue(rows=tuple(found)), rest

    def _loose_cells(self, fields: Mapping[str, str]) -> dict[str, Cell]:
        filled = {name: text for name, text in fields.items() if text.strip()}
        return {name: self.cells[name].read_cell_loosely(text) for name, text in filled.items()}

    def _read_drawn(self, text: str) -> tuple[TableValue, str] | None:
        lines = text.split("\n")
        drawn = [index for index, line in enumerate(lines) if line.lstrip().startswith("|")]
        if len(drawn) < 2 or drawn != list(range(drawn[0], drawn[-1] + 1)):
            return None
        value = self.read([line.strip() for line in lines[drawn[0] : drawn[-1] + 1]])
        rest = [*lines[: drawn[0]], *lines[drawn[-1] + 1 :]]
        return (value, "\n".join(rest).strip()) if value is not None else None

    # The form

    def form(self, value: TableValue | None) -> AnswerForm:
        given = value.rows if value else ()
        if self.fixed_rows:
            known = {row.row: row for row in given}
            named = [(row.id, row.label, known.get(row.id, Row())) for row in self.fixed_rows]
        else:
            count = max(self.most_rows or _BLANK_ROWS, len(given))
            rows = enumerate([*given, *[Row()] * (count - len(given))], 1)
            named = [(str(n), self.t("row {number}", number=n), row) for n, row in rows]
        return AnswerForm(
            layout="form" if self.question.is_form else "table",
            columns=self._form_columns(),
            rows=tuple(self._form_row(*row) for row in named),
        )

    def _form_row(self, row_id: str, head: str, row: Row) -> FormRow:
        heard = shortened(self.question.label, 120) if self.question.is_form else head
        cells = []
        for column in self.columns:
            name = field_name(self.question.id, "row", row_id, column.id)
            place = FieldPlace(name, f"{name}/other", f"{heard}: {column.label}", in_table=True)
            cells.append(self.cells[column.id].cell_fields(row.cells.get(column.id), place))
        return FormRow(head=head if self.fixed_rows else "", cells=tuple(cells))

    def _form_columns(self) -> tuple[Column, ...]:
        """Return columns as wide as their cells; columns of text share the space that is left."""
        cells = [self.cells[column.id] for column in self.columns]
        widths = [cell.width() for cell in cells]
        left = _PAGE - (_ROW_HEAD if self.fixed_rows else 0) - _TEXT_COLUMN * widths.count(0)
        if sum(widths) > left:
            widths = [0] * len(widths)
        return tuple(
            Column(label=column.label, hint=cell.head_hint(), width=width)
            for column, cell, width in zip(self.columns, cells, widths, strict=True)
        )

    def read_form(
        self, parts: Parts, others: Sequence[TableQuestion]
    ) -> tuple[TableValue | None, list[str]]:
        ids = [row.id for row in self.fixed_rows]
        if not ids:
            numbers = {part[1] for part in parts if part[0] == "row" and part[1].isdecimal()}
            ids = [str(number) for number in sorted(map(int, numbers))]
        rows, unread = [], []
        for row_id in ids:
            cells: dict[str, Cell] = {}
            for column in self.columns:
                twins = [c for c in (other.column(column.id) for other in others) if c]
                text = parts.get(("row", row_id, column.id), "")
                own = parts.get(("row", row_id, column.id, "other"), "")
                cell, left = self.cells[column.id].read_cell_fields(text, own, twins)
                unread.extend(left)
                if cell is not None:
                    cells[column.id] = cell
            if cells:
                rows.append(Row(row=row_id if self.fixed_rows else None, cells=cells))
        return TableValue(rows=tuple(rows)), unread

    # Row by row, and the readers

    def rows_of(self, value: TableValue) -> tuple[Row, ...]:
        return value.rows

    def from_rows(self, rows: tuple[Row, ...]) -> TableValue:
        return TableValue(rows=rows)

    def view(self, value: TableValue) -> AnswerView:
        rows = tuple(
            TableRow(head=row_head(self.question, row), cells=self._words(row))
            for row in value.rows
        )
        table = TableView(
            columns=tuple(column.label for column in self.columns),
            rows=rows,
            has_heads=bool(self.fixed_rows),
            is_form=self.question.is_form,
        )
        return AnswerView(shape="table", table=table)

    def _words(self, row: Row) -> tuple[str, ...]:
        cells = [(self.cells[column.id], row.cells.get(column.id)) for column in self.columns]
        return tuple(codec.cell_words(cell) if cell else "" for codec, cell in cells)


def _read_column(item: Item, faults: FaultCollector) -> dict[str, Any]:
    if not _COLUMN_ID.match(item.attributes.id):
        faults.bad_id(item.line, item.attributes.id)
        return {}
    kind = faults.member(item.line, "kind", item.attributes.get("kind"), Kind)
    if kind is None:
        return {}
    if kind not in CELLS:
        faults.add(
            item.line,
            N_("a column cannot be of the kind “{name}”"),
            N_("take one of: {known}"),
            name=kind.value,
            known=", ".join(sorted(CELLS)),
        )
        return {}
    return CELLS[kind].read_question(kind, item, faults, ("kind",))


def row_head(question: TableQuestion, row: Row) -> str:
    """Return the label of a fixed row; its id where the question does not know it."""
    known = next((fixed.label for fixed in question.rows if fixed.id == row.row), None)
    return known or row.row or ""


def field_label(label: str) -> str:
    """Return a label with the colon behind which the answer is written."""
    label = " ".join(label.split())
    return label if label.endswith(("?", "…", ":")) else f"{label}:"


def split_row(line: str) -> list[str]:
    """Return the cells of a table's line; a pipe behind a backslash does not part them."""
    line = line.strip(" \t")
    line = line[1:] if line.startswith("|") else line
    cells = [""]
    for piece in re.findall(r"\\.|[^\\]|\\\Z", line, re.DOTALL):
        if piece == "|":
            cells.append("")
        else:
            cells[-1] += piece
    if not cells[-1].strip(" \t"):
        cells.pop()
    return [cell.strip(" \t") for cell in cells]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
