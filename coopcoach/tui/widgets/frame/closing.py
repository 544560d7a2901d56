"""Screens that close once: Textual's own closes whatever is on top, so a key pressed twice closed two."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


class ClosesOnce(Screen[Result], Generic[Result]):
    """A screen that only closes itself."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close, unless it is closed already or something else lies over it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Dialog(ClosesOnce[Result], ModalScreen[Result], Generic[Result]):
    """A small window over the screen that asks one thing."""
