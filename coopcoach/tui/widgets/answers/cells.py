"""One cell of a table's row, as a field with its label."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from coopcoach.domain.answers import Cell, UnreadValue
from coopcoach.domain.exercise import CellQuestion, Kind, ScaleQuestion
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.answers.control import HintLine, ValueControl
from coopcoach.tui.widgets.answers.measured import DateControl, NumberControl
from coopcoach.tui.widgets.answers.scale import CheckCell, ChoiceCell, ScaleControl
from coopcoach.tui.widgets.answers.texts import LongControl, TextControl
from coopcoach.tui.widgets.frame.sanitize import content

# The control of each kind that may be a column.
CELL_CONTROLS: dict[Kind, Callable[..., ValueControl[Any]]] = {
    Kind.TEXT: TextControl,
    Kind.LONG: LongControl,
    Kind.CHOICE: ChoiceCell,
    Kind.SCALE: ScaleControl,
    Kind.NUMBER: NumberControl,
    Kind.DATE: DateControl,
    Kind.CHECK: CheckCell,
}


class CellField(VerticalGroup):
    """A label and the control of the column's kind.

    Args:
        column: The column.
        t: The language of the screen.
        label: Replaces the column's own label.
        ends: Whether a scale names its two ends.
    """

    DEFAULT_CSS = """
    CellField {
        layout: horizontal;
        .cell--label { width: 30%; min-width: 12; height: auto; padding: 0 1; }
        .cell--field { width: 1fr; height: auto; }
        &.-long { layout: vertical; }
        &.-long .cell--label { width: 1fr; }
    }
    """

    class Edited(Message):
        """The cell was edited."""

        def __init__(self, field: CellField) -> None:
            super().__init__()
            self.field = field

    def __init__(
        self, column: CellQuestion, t: Translator, label: str | None = None, *, ends: bool = True
    ) -> None:
        super().__init__()
        self.column = column
        self.t = t
        self.label = column.label if label is None else label
        options = {"ends": ends} if isinstance(column, ScaleQuestion) else {}
        self.control = CELL_CONTROLS[column.kind](column, t, **options)
        self.hint = HintLine()
        self.set_class(self.control.is_tall, "-long")
        self._cell: Cell | None = None

    def compose(self) -> ComposeResult:
        """Lay out the label, the control and the hint."""
        yield Static(content(self.label), classes="cell--label")
        with VerticalGroup(classes="cell--field"):
            yield self.control
            yield self.hint

    @property
    def cell(self) -> Cell | None:
        """The cell; unedited, the one that was shown."""
        return self._cell

    def show(self, cell: Cell | None) -> None:
        """Show a cell."""
        self._cell = cell
        unread = cell.text if isinstance(cell, UnreadValue) else ""
        self.control.show(None if unread else cell, unread)
        is_hidden = bool(unread) and not self.control.unread and self.control.value is None
        self.hint.say(self.t("So far: {words}", words=self.t.quoted(unread)) if is_hidden else "")

    def first_field(self) -> Widget:
        """Return the widget that takes the focus first."""
        return self.control.first_field()

    @on(ValueControl.Edited)
    def _edited(self, event: ValueControl.Edited) -> None:
        event.stop()
        value, unread = self.control.value, self.control.unread
        # The controls of columns hold values of cells.
        self._cell = UnreadValue(text=unread) if unread else cast("Cell | None", value)
        self.hint.say("")
        self.post_message(self.Edited(self))
