"""The controls of ``table``: a list of rows, with the row at the cursor as a form below it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.widget import Widget
from textual.widgets import Static

from coopcoach.domain.answers import Cell, TableValue, Value
from coopcoach.domain.exercise import ScaleQuestion, TableQuestion
from coopcoach.i18n import Translator
from coopcoach.markup.kinds import CELLS
from coopcoach.tui.messages import ShowMessage
from coopcoach.tui.widgets.answers.cells import CellField
from coopcoach.tui.widgets.answers.control import ValueControl
from coopcoach.tui.widgets.answers.item_list import ItemList, Line, SortableList
from coopcoach.tui.widgets.answers.rows import Rows
from coopcoach.tui.widgets.frame.sanitize import content
from coopcoach.wording.scale_ends import ends_words

_SIGNS = "▲ ▼ ✕"
_UP, _DOWN, _OUT = "▲", "▼", "✕"


class FormControl(ValueControl[TableQuestion]):
    """A table of exactly one row."""

    def __init__(self, question: TableQuestion, t: Translator) -> None:
        super().__init__(question, t)
        self.rows = Rows(question)
        self.fields = [CellField(column, t) for column in question.columns]

    def compose(self) -> ComposeResult:
        """Lay out one field for each column."""
        yield from self.fields

    @property
    def value(self) -> TableValue | None:
        """The row, if it has any cell."""
        return self.rows.value

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show the row."""
        self.rows.show(value)
        for field in self.fields:
            field.show(self.rows.cell(0, field.column.id))

    def first_field(self) -> Widget:
        """Return the first field."""
        return self.fields[0].first_field()

    @on(CellField.Edited)
    def _cell_edited(self, event: CellField.Edited) -> None:
        event.stop()
        self.rows.set_cell(0, event.field.column.id, event.field.cell)
        self.edited()


class OneColumnControl(ValueControl[TableQuestion]):
    """A table of fixed rows with one column of one line: a field for each row."""

    DEFAULT_CSS = """
    OneColumnControl {
        .cell--label { width: 40%; }
        .table--column { height: auto; padding: 0 1; }
    }
    """

    def __init__(self, question: TableQuestion, t: Translator) -> None:
        super().__init__(question, t)
        self.rows = Rows(question)
        self.column = question.columns[0]
        self.fields = [CellField(self.column, t, row.label, ends=False) for row in question.rows]

    def compose(self) -> ComposeResult:
        """Lay out the column's label, and one field for each row."""
        ends = ends_words(self.column, "   ·   ") if isinstance(self.column, ScaleQuestion) else ""
        asked = f"{self.column.label}   ({ends})" if ends else self.column.label
        yield Static(content(asked), classes="table--column")
        yield from self.fields

    @property
    def value(self) -> TableValue | None:
        """The rows with any cell."""
        return self.rows.value

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show the rows."""
        self.rows.show(value)
        for place, field in enumerate(self.fields):
            field.show(self.rows.cell(place, self.column.id))

    def first_field(self) -> Widget:
        """Return the first row's field."""
        return self.fields[0].first_field()

    @on(CellField.Edited)
    def _cell_edited(self, event: CellField.Edited) -> None:
        event.stop()
        place = self.fields.index(event.field)
        self.rows.set_cell(place, self.column.id, event.field.cell)
        self.edited()


class TableControl(ValueControl[TableQuestion]):
    """A list of rows, with the fields of the one at the cursor below."""

    DEFAULT_CSS = """
    TableControl {
        .table--row { height: auto; margin-top: 1; border-left: outer $border-blurred; }
        .table--heading { height: auto; padding: 0 1; text-style: bold; }
    }
    """

    def __init__(self, question: TableQuestion, t: Translator) -> None:
        super().__init__(question, t)
        self.rows = Rows(question)
        self.list: ItemList = (
            ItemList(keeps_mark=True) if question.rows else SortableList(keeps_mark=True)
        )
        self.heading = Static("", markup=False, classes="table--heading")
        self.fields = [CellField(column, t) for column in question.columns]
        self._doomed: int | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list of rows, and the fields of the open row."""
        yield self.list
        with VerticalGroup(classes="table--row"):
            yield self.heading
            yield from self.fields

    @property
    def value(self) -> Value | None:
        """The rows with any cell."""
        return self.rows.value

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show the rows."""
        self.rows.show(value)
        self._draw(min(self.list.place, len(self.rows) - 1))

    def first_field(self) -> Widget:
        """Return the list if it has filled or fixed rows, else the first field."""
        return self.list if self.rows.value or self.rows.fixed else self.fields[0].first_field()

    @property
    def at(self) -> int:
        """The place of the open row."""
        return min(self.list.place, len(self.rows) - 1)

    # Editing

    @on(CellField.Edited)
    def _cell_edited(self, event: CellField.Edited) -> None:
        event.stop()
        self.rows.set_cell(self.at, event.field.column.id, event.field.cell)
        self._doomed = None
        self.list.show(self._lines(), self.at)
        self.edited()

    @on(ItemList.Walked)
    def _walked(self, event: ItemList.Walked) -> None:
        event.stop()
        self._doomed = None
        self._open()

    @on(ItemList.Pressed)
    def _pressed(self, event: ItemList.Pressed) -> None:
        event.stop()
        if event.place >= len(self.rows):
            self._add()
        elif event.sign in (_UP, _DOWN):
            self._move(event.place, -1 if event.sign == _UP else 1)
        elif event.sign == _OUT:
            self._remove(event.place)
        else:
            self.fields[0].first_field().focus()

    @on(ItemList.Cleared)
    def _cleared(self, event: ItemList.Cleared) -> None:
        event.stop()
        self._remove(event.place)

    @on(ItemList.Moved)
    def _moved(self, event: ItemList.Moved) -> None:
        event.stop()
        self._move(event.place, event.step)

    @on(ItemList.Digit)
    def _digit(self, event: ItemList.Digit) -> None:
        event.stop()
        if event.digit <= len(self.rows):
            self.list.walk_to(event.digit - 1)

    def _add(self) -> None:
        empty = self.rows.first_empty()
        if empty is None and not self.rows.add():
            limit = self.rows.limit
            self.post_message(
                ShowMessage(self.t("There is room for {count} rows here.", count=limit))
            )
            return
        self._draw(len(self.rows) - 1 if empty is None else empty)
        self.fields[0].first_field().focus()

    def _move(self, place: int, step: int) -> None:
        if self.rows.fixed:
            self.post_message(ShowMessage(self.t("The rows of this table stay in their order.")))
        elif self.rows.move(place, step):
            self._draw(place + step)
            self.edited()

    def _remove(self, place: int) -> None:
        if place >= len(self.rows):
            return
        if not self.rows.is_empty(place) and self._doomed != place:
            self._doomed = place
            sentence = self.t("Once more, and everything in this row is gone.")
            self.post_message(ShowMessage(sentence))
            return
        self._doomed = None
        self.rows.remove(place)
        self._draw(min(place, len(self.rows) - 1))
        self.edited()

    # Drawing

    def _draw(self, place: int) -> None:
        self.list.show(self._lines(), place)
        self._open()

    def _open(self) -> None:
        place = self.at
        self.heading.update(content(self._heading(place)))
        for field in self.fields:
            field.show(self.rows.cell(place, field.column.id))

    def _heading(self, place: int) -> str:
        return self.rows.label(place) or self.t("Row {number}", number=place + 1)

    def _lines(self) -> list[Line]:
        lines = [self._line(place) for place in range(len(self.rows))]
        if not self.rows.fixed and len(self.rows) < self.rows.limit:
            lines.append(Line("  +", self.t("Another row")))
        return lines

    def _line(self, place: int) -> Line:
        summary = self.rows.summary(place, self.t)
        if self.rows.fixed:
            label = self.rows.label(place)
            words = f"{label}: {summary}" if summary else label
            return Line(" ✓ " if summary else " – ", words)
        return Line(f"{place + 1:>2}.", summary or self.t("(still empty)"), _SIGNS)


def table_control(question: TableQuestion, t: Translator) -> ValueControl[TableQuestion]:
    """Return the control that fits a table's shape."""
    if question.is_form:
        return FormControl(question, t)
    if question.rows and len(question.columns) == 1 and CELLS[question.columns[0].kind].is_brief:
        return OneColumnControl(question, t)
    return TableControl(question, t)
