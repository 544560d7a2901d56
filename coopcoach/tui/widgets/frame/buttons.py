"""Buttons that give a command: each names it and the key that does the same."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from textual import on
from textual.containers import ItemGrid
from textual.content import Content
from textual.widgets import Button

from coopcoach.i18n import Translator
from coopcoach.tui.commands import Command
from coopcoach.tui.widgets.frame.keys import key_of

# Columns of a button.
_LEAST: Final = 24
_MOST: Final = 36


class CommandButton(Button):
    """A button for a command of the widget around it.

    Args:
        command: The command.
        t: The language of the screen.
        label: Replaces the command's own label.
    """

    def __init__(self, command: Command, t: Translator, label: str = "") -> None:
        # Textual's own ``action`` of a button would be looked for in its row.
        super().__init__(name=command.action, classes="command")
        self._key = key_of(t, command)
        self.show(label or t(command.label))

    def show(self, label: str) -> None:
        """Show another label, with the key."""
        self.label = Content(f"{label} ({self._key})")
        if isinstance(self.parent, CommandButtons):
            self.parent.fit()

    @property
    def room(self) -> int:
        """The columns of the label."""
        return cell_len(str(self.label))


class CommandButtons(ItemGrid):
    """Command buttons beside each other, as many in a row as there is room for."""

    DEFAULT_CSS = """
    CommandButtons { height: auto; grid-gutter: 0 1; }
    CommandButtons Button.command {
        width: 100%; height: 1; border: none; min-width: 0;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, *buttons: CommandButton) -> None:
        super().__init__(*buttons)
        self._buttons = buttons
        self.fit()

    def fit(self) -> None:
        """Make the columns as wide as the longest label, within limits: a name in it has any length."""
        widest = max((button.room for button in self._buttons), default=0)
        self.min_column_width = min(max(_LEAST, widest), _MOST)

    @on(Button.Pressed)
    async def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if self.parent is not None:
            await self.app.run_action(event.button.name or "", self.parent)
