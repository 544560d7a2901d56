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
from coopcoach.tui.commands import TABLE
from coopcoach.tui.messages import ShowMessage
from coopcoach.tui.widgets.answers.cells import CellField
from coopcoach.tui.widgets.answers.control import ValueControl
from coopcoach.tui.widgets.answers.item_list import ItemList, Line, ListItem, SortableList
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
    """A table, with the fields of the row at the cursor below.

    Tab goes from cell to cell, over the end of a row into the next, and over the last into a new one.
    """

    DEFAULT_CSS = """
    TableControl {
        .table--row { height: auto; margin-top: 1; border-left: blank; }
        .table--columns { height: auto; margin: 0 1; text-style: bold; }
        .table--heading { height: auto; padding: 0 1; text-style: bold; }
    }
    """

    BINDINGS = TABLE.bindings()

    def __init__(self, question: TableQuestion, t: Translator) -> None:
        super().__init__(question, t)
        self.rows = Rows(question)
        self.columns = ListItem(0)
        self.list: ItemList = (
            ItemList(keeps_mark=True) if question.rows else SortableList(keeps_mark=True)
        )
        self.heading = Static("", markup=False, classes="table--heading")
        self.fields = [CellField(column, t) for column in question.columns]
        self._doomed: int | None = None

    def compose(self) -> ComposeResult:
        """Lay out the heads of the columns, the rows, and the fields of the open row."""
        self.columns.add_class("table--columns")
        labels = tuple(column.label for column in self.question.columns)
        heads = ("", *labels) if self.rows.fixed else labels
        signs = "" if self.rows.fixed else " " * len(_SIGNS)
        self.columns.draw(Line("", "", signs, strong=True, cells=heads), at=False)
        yield self.columns
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

    # From cell to cell

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way from cell to cell only inside of a cell."""
        if action == "cell":
            return self._place_of_focus() is not None
        return super().check_action(action, parameters)

    def _place_of_focus(self) -> int | None:
        """Return the number of the column whose field has the focus."""
        return next((n for n, field in enumerate(self.fields) if field.has_focus_within), None)

    def action_cell(self, by: int) -> None:
        """Focus the next cell or the one before, also over the end of the row."""
        chain = list(self.screen.focus_chain)
        focused = self.screen.focused
        at = chain.index(focused) + by if focused in chain else -1
        beside = chain[at] if 0 <= at < len(chain) else None
        if beside is not None and any(field in beside.ancestors for field in self.fields):
            beside.focus()
        elif by < 0 and self.at > 0:
            self._draw(self.at - 1)
            self.fields[-1].first_field().focus()
        elif by < 0 or not self._next_row():
            self.screen.focus_next() if by > 0 else self.screen.focus_previous()
        else:
            self.fields[0].first_field().focus()

    def step_down(self) -> bool:
        """Focus the cell of the next row in the same column; return whether there is one."""
        place = self._place_of_focus()
        if place is None or not self._next_row():
            return False
        self.fields[place].first_field().focus()
        return True

    def _next_row(self) -> bool:
        """Open the next row, below a filled last one a new one; return whether there was one."""
        is_last = self.at + 1 >= len(self.rows)
        if is_last and (self.rows.is_empty(self.at) or not self.rows.add()):
            return False
        self._doomed = None
        self._draw(self.at + 1)
        return True

    def action_remove_row(self) -> None:
        """Remove the open row, after a second press if it is filled."""
        self._remove(self.at)

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
            sentence = self.t("Press again to delete everything in this row.")
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
        cells = self.rows.words(place, self.t)
        if self.rows.fixed:
            return Line(" ✓ " if any(cells) else " – ", "", cells=(self.rows.label(place), *cells))
        if not any(cells):
            return Line(f"{place + 1:>2}.", self.t("(still empty)"), _SIGNS)
        return Line(f"{place + 1:>2}.", "", _SIGNS, cells=cells)


def table_control(question: TableQuestion, t: Translator) -> ValueControl[TableQuestion]:
    """Return the control that fits a table's shape."""
    if question.is_form:
        return FormControl(question, t)
    if question.rows and len(question.columns) == 1 and CELLS[question.columns[0].kind].is_brief:
        return OneColumnControl(question, t)
    return TableControl(question, t)
