"""Messages that more than one widget sends to its screen."""

from __future__ import annotations

from textual.message import Message


class Notice(Message):
    """One line for the person at the screen, already in their language.

    A widget posts it where something cannot be done; the screen puts it into its message line.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
