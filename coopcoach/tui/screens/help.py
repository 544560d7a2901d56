"""The list of keys: the commands of a screen, to be searched and given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coopcoach.i18n import Translator
from coopcoach.tui.commands import HELP
from coopcoach.tui.widgets.frame.closing import Dialog
from coopcoach.tui.widgets.frame.keys import ActiveCommand, key_name
from coopcoach.tui.widgets.frame.sanitize import content
from coopcoach.tui.widgets.frame.typed_text import LineInput


class HelpScreen(Dialog[ActiveCommand | None]):
    """The commands of the screen below; returns the one that was chosen.

    Args:
        t: The language.
        commands: The commands.
    """

    CSS_PATH = "help.tcss"
    BINDINGS = HELP.bindings()

    def __init__(self, t: Translator, commands: Sequence[ActiveCommand]) -> None:
        super().__init__()
        self.t = t
        # Dialogs have untranslated labels; a translated one has no translation of its own and stays.
        self._all = tuple(replace(command, help=t(command.help)) for command in commands)
        self._shown = self._all
        self._list = OptionList(markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the search field and the list."""
        t = self.t
        with Vertical():
            yield Static(content(t("What you can do here")), classes="dialog--title")
            yield LineInput(placeholder=t("Search"), select_on_focus=False)
            yield self._list
            yield Static(content(t("Nothing by that name")), id="nothing")
            hint = t("Enter does it, Esc goes back")
            yield Static(content(hint), id="hint")

    def on_mount(self) -> None:
        """Show all commands."""
        self._show("")

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, words: str) -> None:
        wanted = words.casefold().split()
        self._shown = tuple(
            command
            for command in self._all
            if all(word in command.help.casefold() for word in wanted)
        )
        width = max((len(self._keys(command)) for command in self._all), default=0)
        self._list.set_options(Option(self._row(command, width)) for command in self._shown)
        self._list.highlighted = 0 if self._shown else None
        self.query_one("#nothing").display = not self._shown

    def _keys(self, command: ActiveCommand) -> str:
        return "  ".join(key_name(self.t, key) for key in command.keys)

    def _row(self, command: ActiveCommand, width: int) -> Content:
        row = Content.assemble((self._keys(command).rjust(width), "bold"), "   ", command.help)
        return row if command.is_possible else Content.assemble(row, f" ({self.t('not now')})")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._list.action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._shown[event.option_index])

    def action_move(self, by: int) -> None:
        """Move the cursor of the list; the search field keeps the focus."""
        if by > 0:
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def action_leave(self) -> None:
        """Close without a command."""
        self.dismiss(None)
