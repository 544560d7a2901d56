"""Everything that can be done on a screen, with its keys; it can be searched, and done from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coopcoach.i18n import N_, Translator
from coopcoach.tui.widgets.frame.closing import Dialog
from coopcoach.tui.widgets.frame.keys import Deed, key_name
from coopcoach.tui.widgets.frame.sanitize import content


class HelpScreen(Dialog[Deed | None]):
    """A list of what can be done; returns what was chosen.

    Args:
        t: The language.
        found: What can be done on the screen below.
    """

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("up", "move(-1)", N_("Up"), show=False),
    ]

    def __init__(self, t: Translator, found: Sequence[Deed]) -> None:
        super().__init__()
        self.t = t
        # A dialog names its keys by message ids; what is translated already stays as it is.
        self._all = tuple(replace(deed, description=t(deed.description)) for deed in found)
        self._shown = self._all
        self._list = OptionList(markup=False)

    def compose(self) -> ComposeResult:
        """A field to search in, and the list."""
        t = self.t
        with Vertical():
            yield Static(content(t("What you can do here")), id="heading")
            yield Input(placeholder=t("Search"), select_on_focus=False)
            yield self._list
            yield Static(content(t("Nothing of that name")), id="nothing")
            hint = t("Enter does it, Esc goes back")
            yield Static(content(hint), id="hint")

    def on_mount(self) -> None:
        """Show everything at first."""
        self._show("")

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, words: str) -> None:
        wanted = words.casefold().split()
        self._shown = tuple(
            deed
            for deed in self._all
            if all(word in deed.description.casefold() for word in wanted)
        )
        width = max((len(self._keys(deed)) for deed in self._all), default=0)
        self._list.set_options(Option(self._row(deed, width)) for deed in self._shown)
        self._list.highlighted = 0 if self._shown else None
        self.query_one("#nothing").display = not self._shown

    def _keys(self, deed: Deed) -> str:
        return "  ".join(key_name(self.t, key) for key in deed.keys)

    def _row(self, deed: Deed, width: int) -> Content:
        row = Content.assemble((self._keys(deed).rjust(width), "bold"), "   ", deed.description)
        return row if deed.possible else Content.assemble(row, f" ({self.t('not now')})")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._list.action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._shown[event.option_index])

    def action_move(self, by: int) -> None:
        """Move in the list while the search field keeps the focus."""
        if by > 0:
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def action_leave(self) -> None:
        """Close it and do nothing."""
        self.dismiss(None)
