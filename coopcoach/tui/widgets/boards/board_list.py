"""A list of the session with what can be done to it: keys for the hand, buttons for the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import ItemGrid, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from coopcoach.tui.widgets.frame.big import is_big
from coopcoach.tui.widgets.frame.sanitize import content


@dataclass(frozen=True)
class Entry:
    """One line of a list; without an id it is a heading."""

    id: str
    label: Content


@dataclass(frozen=True)
class Deed:
    """A button: the action of the view that it does, its label, and the key that does the same."""

    action: str
    label: str
    key: str = ""


class BoardList(Vertical):
    """Entries to choose from, a sentence where there are none, buttons below."""

    DEFAULT_CSS: ClassVar[str] = """
    BoardList { height: 1fr; }
    BoardList { padding: 1 0 0 0; }
    BoardList > .board--title { text-style: bold; padding: 0 1; margin: 0 0 1 0; }
    BoardList > .board--empty { padding: 0 1; margin: 0 0 1 0; }
    BoardList > OptionList, BoardList > OptionList:focus {
        height: 1fr; border: none; padding: 0 1; background: $background;
        background-tint: $foreground 0%;
    }
    BoardList > .board--deeds { height: auto; grid-gutter: 0 1; padding: 0 1; }
    BoardList > .board--deeds Button {
        width: 100%; height: 1; border: none; min-width: 0;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    class Opened(Message):
        """Somebody chose an entry."""

        def __init__(self, board: BoardList, entry: str) -> None:
            super().__init__()
            self.board = board
            self.entry = entry

    def __init__(self) -> None:
        super().__init__()
        self._list = OptionList(markup=False)

    def title(self) -> str:
        """Return what stands above the list."""
        return ""

    def entries(self) -> Sequence[Entry]:
        """Return the entries as they are now."""
        return ()

    def empty_words(self) -> str:
        """Return what is said where there are none."""
        return ""

    def deeds(self) -> Sequence[Deed]:
        """Return the buttons."""
        return ()

    def compose(self) -> ComposeResult:
        """Title, list, buttons."""
        if self.title():
            yield Static(content(self.title()), classes="board--title")
        yield Static("", id="board-empty", classes="board--empty", markup=False)
        yield self._list
        deeds = self.deeds()
        if deeds:
            with ItemGrid(min_column_width=24, classes="board--deeds"):
                for deed in deeds:
                    label = f"{deed.label} ({deed.key})" if deed.key else deed.label
                    yield Button(Content(label), name=deed.action)

    def on_mount(self) -> None:
        """Fill the list, and begin at its top."""
        self.redraw()

    def redraw(self) -> None:
        """Show the entries as they are now, with the cursor where it was."""
        chosen, place = self.chosen, self._list.highlighted
        was_shown = self._list.display
        entries = self.entries()
        room = "\n" if is_big(self.app) else ""
        self._list.set_options(
            Option(e.label + room, id=e.id)
            if e.id
            else Option(e.label.stylize("bold"), disabled=True)
            for e in entries
        )
        empty = not any(entry.id for entry in entries)
        note = self.query_one("#board-empty", Static)
        note.update(content(self.empty_words()))
        note.display = empty
        self._list.display = bool(entries)
        self._put_cursor(entries, chosen, place)
        if self.has_focus_within and was_shown != self._list.display:
            self.focus_first()

    def _put_cursor(self, entries: Sequence[Entry], chosen: str, place: int | None) -> None:
        open_to = [at for at, entry in enumerate(entries) if entry.id]
        known = [at for at in open_to if entries[at].id == chosen]
        if known or open_to:
            near = min(open_to, key=lambda at: abs(at - (place or 0)))
            self._list.highlighted = known[0] if known else near

    @property
    def chosen(self) -> str:
        """The id of the entry under the cursor; "" where there is none."""
        at = self._list.highlighted
        if at is None or at >= self._list.option_count:
            return ""
        return self._list.get_option_at_index(at).id or ""

    def choose(self, entry: str) -> None:
        """Put the cursor on an entry."""
        self._list.highlighted = self._list.get_option_index(entry)

    def focus_first(self) -> None:
        """Put the focus where the keys are expected."""
        if self._list.display:
            self._list.focus()
        else:
            button = next(iter(self.query(Button)), None)
            if button is not None:
                button.focus()

    @on(Button.Pressed)
    async def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        # The button does what its key does.
        await self.run_action(event.button.name or "")

    @on(OptionList.OptionSelected)
    def _opened(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option.id:
            self.post_message(self.Opened(self, event.option.id))
