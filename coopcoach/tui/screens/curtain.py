"""The curtain: an empty screen that hides everything in the shared window."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Click
from textual.screen import Screen
from textual.widgets import Static

from coopcoach.i18n import Translator
from coopcoach.tui.commands import CURTAIN
from coopcoach.tui.widgets.frame.keys import key_name
from coopcoach.tui.widgets.frame.sanitize import content


class CurtainScreen(Screen[None]):
    """An opaque screen over all others, which stay as they are and are not drawn.

    Only its own key or a click on the line below the words opens it, so that no other key shows content by
    accident.

    Args:
        t: The language.
        key: The key that opens the curtain.
    """

    CSS_PATH = "curtain.tcss"
    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    BINDINGS = CURTAIN.bindings()

    def __init__(self, t: Translator, key: str) -> None:
        super().__init__()
        self._words = t("One moment, please.")
        self._hint = t("{key} or a click here goes on.", key=key_name(t, key))

    def compose(self) -> ComposeResult:
        """Lay out the words, and the line that opens the curtain."""
        with Vertical():
            yield Static(content(self._words), id="word")
            yield Static(content(self._hint), id="way-back")

    def action_stay(self) -> None:
        """Keep the curtain closed; Textual would move the focus, and there is no field."""

    def on_click(self, event: Click) -> None:
        """Open the curtain by a click on the line below the words."""
        if event.widget is self.query_one("#way-back"):
            self.dismiss(None)
