"""Screens that close once, and dialogs.

Textual closes the screen on top, whichever it is: a key that was pressed twice closed two screens.
"""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.await_complete import AwaitComplete
from textual.events import Mount
from textual.screen import ModalScreen, Screen

from coopcoach.tui.widgets.frame.keys import KeyBar

ScreenResult = TypeVar("ScreenResult")


class ClosesOnce(Screen[ScreenResult], Generic[ScreenResult]):
    """A screen that only closes itself."""

    def dismiss(self, result: ScreenResult | None = None) -> AwaitComplete:
        """Close, unless it is closed already or another screen lies over it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Dialog(ClosesOnce[ScreenResult], ModalScreen[ScreenResult], Generic[ScreenResult]):
    """A window over the screen that asks one thing; its content is in one ``Vertical``.

    The key bar at the bottom names the keys of the window, in the place of the screen's below it.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > Vertical {
        width: 92%; max-width: 90; height: auto; max-height: 100%;
        padding: 0 2; border: round $border; background: $surface; overflow-y: auto;
    }
    Dialog > KeyBar { dock: bottom; }
    Dialog .dialog--title { text-style: bold; margin: 0 0 1 0; }
    Dialog .dialog--buttons { height: auto; align-horizontal: center; margin: 1 0 0 0; }
    Dialog .dialog--buttons Button { margin: 0 1; }
    """

    @on(Mount)
    def _add_key_bar(self) -> None:
        # In the language of the screen below: the worked sample can have another than the program.
        known = (getattr(each, "t", None) for each in (*self.app.screen_stack[::-1], self.app))
        if (t := next(filter(None, known), None)) is not None:
            self.mount(KeyBar(t))
