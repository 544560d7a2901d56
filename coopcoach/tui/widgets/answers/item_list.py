"""A list of items with a cursor; the list has the focus as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text
from textual import events
from textual.containers import VerticalGroup
from textual.message import Message
from textual.widgets import Static

from coopcoach.tui.commands import ITEMS, SORTABLE_ITEMS
from coopcoach.tui.widgets.frame.sanitize import sanitize

_DIGITS = "0123456789"


@dataclass(frozen=True)
class Line:
    """The content of an item: a marker, words or cells of a table, signs behind them that can be clicked, and a note at the right."""

    marker: str
    words: str
    signs: str = ""
    strong: bool = False
    note: str = ""
    cells: tuple[str, ...] = ()


class ListItem(Static):
    """One item; a sign marks the cursor, so that it is visible without colours."""

    DEFAULT_CSS = """
    ListItem { height: auto; }
    """

    def __init__(self, place: int) -> None:
        super().__init__(markup=False)
        self.place = place

    def draw(self, line: Line, at: bool) -> None:
        """Show a line, with the cursor or without."""
        style = "bold" if line.strong else ""
        note = Text(sanitize(line.note), style="bold")
        grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
        grid.add_column(width=1)
        grid.add_column(width=max(3, len(line.marker)))
        words = line.cells or (line.words,)
        for _ in words:
            grid.add_column(ratio=1)
        cells = [line.marker, *map(sanitize, words)]
        # Rich gives a column without width one cell more than there is, and then drops the ratios of all.
        if line.signs:
            grid.add_column(width=len(line.signs), no_wrap=True)
            cells.append(line.signs)
        if line.note:
            grid.add_column(width=max(map(cell_len, note.plain.splitlines())), no_wrap=True)
        drawn = [Text(cell, style=style) for cell in cells]
        grid.add_row(Text("›" if at else " "), *drawn, *([note] if line.note else []))
        self.update(grid)
        self.set_class(at, "-at")


class ItemList(VerticalGroup, can_focus=True, can_focus_children=False):
    """A list of items with a cursor; the widget around it handles what was pressed.

    Args:
        keeps_mark: Whether the cursor is visible without the focus.
    """

    takes_digits = True
    DEFAULT_CSS = """
    ItemList {
        height: auto; border-left: blank; padding: 0 1 0 0;
        &:focus { border-left: thick $border; background: $surface; }
        &:focus ListItem.-at { background: $panel; text-style: bold; }
    }
    """

    BINDINGS = ITEMS.bindings()

    @dataclass
    class Walked(Message):
        """The cursor moved to another item."""

        list: ItemList
        place: int

    @dataclass
    class Pressed(Message):
        """An item was chosen by a key or a click; ``sign`` is the sign that was clicked, if any."""

        list: ItemList
        place: int
        sign: str = ""
        by_mouse: bool = False

    @dataclass
    class Cleared(Message):
        """The choice of an item is to be cleared."""

        list: ItemList
        place: int

    @dataclass
    class Moved(Message):
        """An item is to be moved up or down."""

        list: ItemList
        place: int
        step: int

    def __init__(self, *, keeps_mark: bool = False) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.keeps_mark = keeps_mark
        self.place = 0
        self._items: list[ListItem] = []

    def on_mount(self) -> None:
        """Draw the lines that were set before."""
        self.show(self.lines, self.place)

    def show(self, lines: Sequence[Line], place: int | None = None) -> None:
        """Show lines, with the cursor at a place."""
        self.lines = list(lines)
        self.place = max(0, min(self.place if place is None else place, len(self.lines) - 1))
        if not self.is_attached:
            return
        for surplus in self._items[len(self.lines) :]:
            surplus.remove()
        del self._items[len(self.lines) :]
        fresh = [ListItem(place) for place in range(len(self._items), len(self.lines))]
        self._items.extend(fresh)
        for item in self._items:
            self._draw(item.place)
        if fresh:
            self.mount_all(fresh)

    def walk_to(self, place: int) -> None:
        """Move the cursor to an item, and scroll it into view."""
        place = max(0, min(place, len(self.lines) - 1))
        if not self.lines or place == self.place:
            return
        before, self.place = self.place, place
        for each in (before, place):
            self._draw(each)
        self._items[place].scroll_visible(animate=False)
        self.post_message(self.Walked(self, place))

    def action_walk(self, step: int) -> None:
        """Move the cursor; beyond an end, focus the next field."""
        target = self.place + step
        if step == -1 and target < 0:
            self.screen.focus_previous()
        elif step == 1 and target >= len(self.lines):
            self.screen.focus_next()
        else:
            self.walk_to(target)

    def action_press(self) -> None:
        """Choose the item at the cursor."""
        if self.lines:
            self.post_message(self.Pressed(self, self.place))

    def action_clear(self) -> None:
        """Clear the item at the cursor."""
        self.post_message(self.Cleared(self, self.place))

    def action_move(self, step: int) -> None:
        """Move the item at the cursor."""
        self.post_message(self.Moved(self, self.place, step))

    def _draw(self, place: int) -> None:
        is_marked = place == self.place and (self.keeps_mark or self.has_focus)
        self._items[place].draw(self.lines[place], is_marked)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the cursor, or hide it unless the list keeps its mark."""
        super().watch_has_focus(has_focus)
        if self.place < len(self._items):
            self._draw(self.place)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Return whether the key is a digit, which the screen must not take."""
        return character is not None and character in _DIGITS

    def on_key(self, event: events.Key) -> None:
        """Move the cursor to the item with this number; it is chosen by Space or Enter only."""
        if event.character and event.character in _DIGITS:
            event.stop()
            if 0 < int(event.character) <= len(self.lines):
                self.walk_to(int(event.character) - 1)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the item that was clicked, and choose it."""
        item = event.widget
        if not isinstance(item, ListItem):
            return
        event.stop()
        self.walk_to(item.place)
        signs = self.lines[item.place].signs
        offset = event.x - (item.size.width - len(signs) - 1)
        sign = signs[offset : offset + 1].strip() if offset >= 0 else ""
        self.post_message(self.Pressed(self, item.place, sign, by_mouse=True))


class SortableList(ItemList):
    """A list whose items can be moved."""

    BINDINGS = SORTABLE_ITEMS.bindings()
