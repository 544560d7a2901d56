"""The title bar: title, place, and whether everything is saved."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from coopcoach.i18n import Translator
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.frame.saved_mark import SavedMark


class TitleBar(Horizontal):
    """Title, place and saved mark in one line; a long title is cut in favour of the place."""

    DEFAULT_CSS: ClassVar[str] = """
    TitleBar {
        height: 1;
        padding: 0 1;
        background: $panel;
    }
    TitleBar > Static {
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    TitleBar > .bar--title { width: 1fr; text-style: bold; }
    TitleBar > .bar--place { width: auto; max-width: 60%; margin: 0 0 0 2; }
    TitleBar > SavedMark { margin: 0 0 0 2; }
    """

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.mark = SavedMark(t)
        self._title = Static("", classes="bar--title", markup=False)
        self._place = Static("", classes="bar--place", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the title on the left, the rest on the right."""
        yield self._title
        yield self._place
        yield self.mark

    def show(self, title: str, place: str = "") -> None:
        """Show a title, such as the session's, and the place in it."""
        self._title.update(content(one_line(title)))
        self._place.update(content(one_line(place)))
