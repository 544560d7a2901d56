"""A list of the session, with a button for each of its commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from coopcoach.services.session.stage import Stage
from coopcoach.tui.commands import CommandGroup
from coopcoach.tui.widgets.frame.big import is_big
from coopcoach.tui.widgets.frame.buttons import CommandButton, CommandButtons
from coopcoach.tui.widgets.frame.sanitize import content


@dataclass(frozen=True)
class BoardEntry:
    """One entry of a list; without an id it is a heading."""

    id: str
    label: Content


class BoardList(Vertical):
    """A list of entries, or a sentence in place of an empty one, and the buttons.

    Args:
        stage: The session.
    """

    COMMANDS: ClassVar[CommandGroup]

    DEFAULT_CSS: ClassVar[str] = """
    BoardList { height: 1fr; }
    BoardList { padding: 1 0 0 0; }
    BoardList > .board--title { text-style: bold; padding: 0 1; margin: 0 0 1 0; }
    BoardList > .board--empty { padding: 0 1; margin: 0 0 1 0; }
    BoardList > OptionList, BoardList > OptionList:focus {
        height: 1fr; border: none; padding: 0 1; background: $background;
        background-tint: $foreground 0%;
    }
    BoardList > CommandButtons { padding: 0 1; }
    """

    class EntryChosen(Message):
        """An entry was chosen."""

        def __init__(self, board: BoardList, entry: str) -> None:
            super().__init__()
            self.board = board
            self.entry = entry

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.t = stage.t
        self._list = OptionList(markup=False)
        self._buttons = {c.id: CommandButton(c, self.t) for c in self.COMMANDS.commands}

    def title(self) -> str:
        """Return the heading of the list."""
        return ""

    def entries(self) -> Sequence[BoardEntry]:
        """Return the entries as they are now."""
        raise NotImplementedError

    def empty_words(self) -> str:
        """Return the sentence in the place of an empty list."""
        return ""

    def compose(self) -> ComposeResult:
        """Lay out the heading, the list and the buttons."""
        if self.title():
            yield Static(content(self.title()), classes="board--title")
        yield Static("", id="board-empty", classes="board--empty", markup=False)
        yield self._list
        yield CommandButtons(*self._buttons.values())

    def on_mount(self) -> None:
        """Fill the list."""
        self.redraw()

    def redraw(self) -> None:
        """Show the entries as they are now; the cursor stays at its entry, or near its place."""
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
        for command_id, button in self._buttons.items():
            # Without an entry there is nothing to change.
            button.display = command_id == "new" or not empty
        self._put_cursor(entries, chosen, place)
        if self.has_focus_within and was_shown != self._list.display:
            self.focus_first()

    def _put_cursor(self, entries: Sequence[BoardEntry], chosen: str, place: int | None) -> None:
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
        """Focus the list, or the first button where the list is empty."""
        if self._list.display:
            self._list.focus()
        else:
            button = next((button for button in self.query(Button) if button.display), None)
            if button is not None:
                button.focus()

    @on(OptionList.OptionSelected)
    def _opened(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option.id:
            self.open_entry(event.option.id)

    def open_entry(self, entry: str) -> None:
        """Post that an entry was chosen."""
        self.post_message(self.EntryChosen(self, entry))
