"""The wish of a view that something be written: the screen writes, and says what became of it."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message


class Write(Message):
    """Something to be written at once.

    Args:
        deed: Writes it; an error of its own is said in the message line.
        said: What is said when it is written, in the reader's language.
        then: Done when it is written.
    """

    def __init__(
        self, deed: Callable[[], object], said: str, then: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self.deed = deed
        self.said = said
        self.then = then
