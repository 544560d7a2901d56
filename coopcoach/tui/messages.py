"""Messages that more than one widget sends to its screen."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message


class ShowMessage(Message):
    """Ask the screen to show a message, in the reader's language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class WriteRequest(Message):
    """Ask the screen to carry out a command that changes the session's file.

    Args:
        command: Changes the file; its errors are shown in the message line.
        done: The message for when it is written, in the reader's language.
    """

    def __init__(self, command: Callable[[], object], done: str) -> None:
        super().__init__()
        self.command = command
        self.done = done
