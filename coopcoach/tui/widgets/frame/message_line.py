"""The message line."""

from __future__ import annotations

from typing import ClassVar

from textual.timer import Timer
from textual.widgets import Static

from coopcoach.tui.widgets.frame.sanitize import content


class MessageLine(Static):
    """The message of the last command; it covers no content, and has up to three lines in narrow windows."""

    DEFAULT_CSS: ClassVar[str] = """
    MessageLine {
        height: auto;
        min-height: 1;
        max-height: 3;
        padding: 0 1;
        color: $text;
    }
    """

    # Seconds: long enough to be read aloud, short enough not to be stale.
    STAYS: ClassVar[float] = 20

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.text = ""
        self._timer: Timer | None = None

    def say(self, text: str) -> None:
        """Show a message; "" clears the line."""
        self.text = text
        self.update(content(text))
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(self.STAYS, self.clear) if text else None

    def clear(self) -> None:
        """Clear the line."""
        self.say("")
