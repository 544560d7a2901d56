"""The exercise that the private window shows, with arrows to the one before and the next."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from coopcoach.tui.widgets.frame.sanitize import content, one_line

_BACK: Final = "◂"
_ON: Final = "▸"


class _Arrow(Static):
    def __init__(self, sign: str, by: int) -> None:
        super().__init__(sign, markup=False)
        self._by = by

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(StepLine.ArrowClicked(self._by))


class StepLine(Horizontal):
    """The title of an exercise between two arrows, and a note."""

    DEFAULT_CSS: ClassVar[str] = """
    StepLine { height: 1; padding: 0 1; }
    StepLine > _Arrow { width: 3; }
    StepLine > _Arrow:hover { text-style: bold; }
    StepLine > .step--title { width: auto; max-width: 1fr; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
    StepLine > .step--note { width: 1fr; margin: 0 0 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    class ArrowClicked(Message):
        """An arrow was clicked; ``by`` is -1 or 1."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self) -> None:
        super().__init__()
        self._title = Static("", classes="step--title", markup=False)
        self._note = Static("", classes="step--note", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the arrows, the title and the note."""
        yield _Arrow(f"{_BACK} ", -1)
        yield self._title
        yield _Arrow(f" {_ON}", 1)
        yield self._note

    def show(self, title: str, note: str = "") -> None:
        """Show a title, and a note beside it."""
        self._title.update(content(one_line(title)))
        self._note.update(content(one_line(note)))
