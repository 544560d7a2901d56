"""Messages that more than one widget sends to its screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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


class ApplySettings(Message):
    """Tell the program which keys and theme the settings of a workspace name.

    Args:
        keys: Keys by the id of a command.
        theme: The theme; None takes that of the terminal.
    """

    def __init__(self, keys: Mapping[str, Sequence[str]], theme: str | None) -> None:
        super().__init__()
        self.keys = keys
        self.theme = theme
