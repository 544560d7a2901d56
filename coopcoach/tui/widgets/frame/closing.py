"""Screens that close once, and dialogs.

Textual closes the screen on top, whichever it is: a key that was pressed twice closed two screens.
"""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

ScreenResult = TypeVar("ScreenResult")


class ClosesOnce(Screen[ScreenResult], Generic[ScreenResult]):
    """A screen that only closes itself."""

    def dismiss(self, result: ScreenResult | None = None) -> AwaitComplete:
        """Close, unless it is closed already or another screen lies over it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Dialog(ClosesOnce[ScreenResult], ModalScreen[ScreenResult], Generic[ScreenResult]):
    """A window over the screen that asks one thing; its content is in one ``Vertical``."""

    DEFAULT_CSS: ClassVar[str] = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > Vertical {
        width: 92%; max-width: 90; height: auto; max-height: 100%;
        padding: 0 2; border: round $border; background: $surface; overflow-y: auto;
    }
    Dialog .dialog--title { text-style: bold; margin: 0 0 1 0; }
    Dialog .dialog--buttons { height: auto; align-horizontal: center; margin: 1 0 0 0; }
    Dialog .dialog--buttons Button { margin: 0 1; }
    """
