"""Screens that close once: Textual's own closes whatever is on top, so a key pressed twice closed two."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

ScreenResult = TypeVar("ScreenResult")


class ClosesOnce(Screen[ScreenResult], Generic[ScreenResult]):
    """A screen that only closes itself."""

    def dismiss(self, result: ScreenResult | None = None) -> AwaitComplete:
        """Close, unless it is closed already or something else lies over it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Dialog(ClosesOnce[ScreenResult], ModalScreen[ScreenResult], Generic[ScreenResult]):
    """A small window over the screen that asks one thing."""
