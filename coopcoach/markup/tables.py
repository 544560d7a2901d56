"""Tables of an answer: a Markdown table, one row a line, cells typed by their column."""

from __future__ import annotations

import re

from coopcoach.domain.answers import (
    Cell,
    CheckValue,
    ChoiceValue,
    DateValue,
    NumberValue,
    Row,
    ScaleValue,
    TableValue,
    TextValue,
    UnreadValue,
    Value,
)
from coopcoach.domain.exercise import Kind, Prompt, Question
from coopcoach.i18n import Translator
from coopcoach.markup.literal import decode_line, encode_line
from coopcoach.markup.numbers import read_date, read_number, write_number
from coopcoach.wording.typed_words import NO, YES

_RULER = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*\Z")
_YES = frozenset({"[x]", "x", "✓", "☑"}) | YES
_NO = frozenset({"[ ]", "☐"}) | NO


def write_table(prompt: Prompt, value: Value | None, t: Translator) -> str:
    """Return the table's lines: head, ruler, and rows; fixed rows stand there even when empty."""
    rows = value.rows if isinstance(value, TableValue) else ()
    head = [encode_line(column.label) for column in prompt.columns]
    if prompt.rows:
        head.insert(0, " ")
    lines = [_line(head), _line(["---"] * len(head))]
    if prompt.rows:
        by_id = {row.row: row for row in rows}
        for fixed in prompt.rows:
            row = by_id.get(fixed.id, Row(row=fixed.id))
            lines.append(_line([encode_line(fixed.label), *_cells(prompt, row, t)]))
    else:
        lines.extend(_line(_cells(prompt, row, t)) for row in rows)
    return "\n".join(lines)


def read_table(prompt: Prompt, lines: list[str], language: str) -> TableValue | None:
    """Read a table; None where its lines do not make one with the prompt's columns."""
    if len(lines) < 2 or not _RULER.match(lines[1].strip()):
        return None
    width = len(prompt.columns) + bool(prompt.rows)
    grid = [split_row(line) for line in [lines[0], *lines[2:]]]
    if any(len(cells) != width for cells in grid):
        return None
    return _read_grid(prompt, grid[1:], language)


def _read_grid(prompt: Prompt, grid: list[list[str]], language: str) -> TableValue | None:
    rows: list[Row] = []
    for place, cells in enumerate(grid):
        row_id: str | None = None
        if prompt.rows:
            row_id = _row_id(prompt, decode_line(cells[0]), place, len(grid))
            if row_id is None or any(row.row == row_id for row in rows):
                return None
        pairs = zip(prompt.columns, cells[bool(prompt.rows) :], strict=True)
        read = {column.id: read_cell(column, cell, language) for column, cell in pairs}
        filled = {column_id: cell for column_id, cell in read.items() if cell is not None}
        if filled:
            rows.append(Row(row=row_id, cells=filled))
    return TableValue(rows=tuple(rows))


def split_row(line: str) -> list[str]:
    """Return the cells of a table's line; a pipe behind a backslash does not part them."""
    line = line.strip(" \t")
    line = line[1:] if line.startswith("|") else line
    cells: list[str] = []
    cell = ""
    position = 0
    while position < len(line):
        if line[position] == "\\":
            cell += line[position : position + 2]
            position += 2
        elif line[position] == "|":
            cells.append(cell.strip(" \t"))
            cell = ""
            position += 1
        else:
            cell += line[position]
            position += 1
    if cell.strip(" \t"):
        cells.append(cell.strip(" \t"))
    return cells


def write_cell(column: Question, cell: Cell | None, t: Translator) -> str:
    """Return a cell's text as it stands in the file."""
    match cell:
        case TextValue(text=text) | UnreadValue(text=text):
            return encode_line(text)
        case ChoiceValue(option=option, other=other):
            return encode_line(column.option_label(option) if option else other or "")
        case ScaleValue(value=value):
            return str(value)
        case NumberValue(value=number):
            return write_number(number, column.unit, t.lang)
        case DateValue(value=day):
            return day.isoformat()
        case CheckValue(value=yes):
            return "[x]" if yes else "[ ]"
    return ""


def read_cell(column: Question, written: str, language: str) -> Cell | None:
    """Read a cell by its column's kind; what cannot be read is kept as it was written."""
    if not written:
        return None
    text = decode_line(written)
    return _typed(column, text, language) or UnreadValue(text=text)


def _typed(column: Question, text: str, language: str) -> Cell | None:
    match column.kind:
        case Kind.TEXT | Kind.LONG:
            return TextValue(text=text)
        case Kind.CHOICE:
            folded = " ".join(text.casefold().split())
            labels = {" ".join(o.label.casefold().split()): o.id for o in column.options}
            option = labels.get(folded) or (text if column.option(text) else None)
            if option is not None:
                return ChoiceValue(option=option)
            return ChoiceValue(other=text) if column.other else None
        case Kind.SCALE:
            return _scale(column, text)
        case Kind.NUMBER:
            number = read_number(text, column.unit, language)
            return NumberValue(value=number) if number is not None else None
        case Kind.DATE:
            day = read_date(text)
            return DateValue(value=day) if day is not None else None
        case Kind.CHECK:
            return _yes_no(text.casefold())
    return None


def _scale(column: Question, text: str) -> ScaleValue | None:
    if not re.fullmatch(r"[0-9]{1,3}", text):
        return None
    value = int(text)
    inside = (column.minimum is None or value >= column.minimum) and (
        column.maximum is None or value <= column.maximum
    )
    return ScaleValue(value=value) if inside else None


def _yes_no(text: str) -> CheckValue | None:
    if text in _YES:
        return CheckValue(value=True)
    return CheckValue(value=False) if text in _NO else None


def _row_id(prompt: Prompt, label: str, place: int, count: int) -> str | None:
    folded = " ".join(label.casefold().split())
    for row in prompt.rows:
        if folded in {" ".join(row.label.casefold().split()), row.id}:
            return row.id
    return prompt.rows[place].id if count == len(prompt.rows) else None


def _cells(prompt: Prompt, row: Row, t: Translator) -> list[str]:
    return [write_cell(column, row.cells.get(column.id), t) for column in prompt.columns]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
