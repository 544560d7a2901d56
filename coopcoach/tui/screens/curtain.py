"""The curtain: an empty screen with a calm word, for the moment in which the shared window shall show nothing."""

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
    """Lies over everything, dialogs included; what is below stays as it is, and is not drawn.

    Only the key that drew it opens it again, or a click on the words: no key that was meant for what
    is below must show it by accident.

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
        """The word, and the way back."""
        with Vertical():
            yield Static(content(self._words), id="word")
            yield Static(content(self._hint), id="way-back")

    def action_stay(self) -> None:
        """Leave it closed."""

    def on_click(self, event: Click) -> None:
        """Open it by a click on the way back; one beside it may be an accident."""
        if event.widget is self.query_one("#way-back"):
            self.dismiss(None)
