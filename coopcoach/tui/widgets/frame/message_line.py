"""The line that answers: why something cannot be done, or that it is done."""

from __future__ import annotations

from typing import ClassVar

from textual.timer import Timer
from textual.widgets import Static

from coopcoach.tui.widgets.frame.sanitize import content


class MessageLine(Static):
    """One line, up to three where the window is narrow. It has its own place and covers nothing."""

    DEFAULT_CSS: ClassVar[str] = """
    MessageLine {
        height: auto;
        min-height: 1;
        max-height: 3;
        padding: 0 1;
        color: $text;
    }
    """

    # Long enough to be read aloud in a call; what is stale would mislead.
    STAYS: ClassVar[float] = 20

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.text = ""
        self._timer: Timer | None = None

    def say(self, text: str) -> None:
        """Show a text in the place of the one before; an empty one clears the line."""
        self.text = text
        self.update(content(text))
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(self.STAYS, self.clear) if text else None

    def clear(self) -> None:
        """Show nothing."""
        self.say("")
