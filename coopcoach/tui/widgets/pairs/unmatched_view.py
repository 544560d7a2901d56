"""“Found in the file”: text of a partner's file that matches no prompt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static

from coopcoach.exchange.incoming.unmatched import UnmatchedText
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.frame.sanitize import content


class UnmatchedView(VerticalGroup):
    """Unmatched passages, each with a button that removes it.

    Args:
        found: The passages.
        t: The language of the screen.
        is_open: Whether they can be removed: until they are handed in.
    """

    DEFAULT_CSS: ClassVar[str] = """
    UnmatchedView {
        height: auto; margin: 0 1 1 1; padding: 0 1; border: round $border;
        .found--title { text-style: bold; }
        .found--why { color: $text-muted; }
        .found--text { margin: 1 0 0 0; }
    }
    """

    class Dropped(Message):
        """A passage is to be removed."""

        def __init__(self, found_id: str) -> None:
            super().__init__()
            self.found_id = found_id

    def __init__(self, found: Sequence[UnmatchedText], t: Translator, *, is_open: bool) -> None:
        super().__init__()
        self.found = tuple(found)
        self.t = t
        self.is_open = is_open

    def compose(self) -> ComposeResult:
        """Lay out the heading, the explanation and the passages."""
        t = self.t
        yield Static(Content(t("Found in the file")), classes="found--title")
        why = t(
            "This was in your file and belongs to no question, or to one that now has another "
            "answer. It goes to your coach with the rest; copy what you need, or take it out."
        )
        yield Static(Content(why), classes="found--why")
        for each in self.found:
            yield Static(content(each.text), classes="found--text")
            if self.is_open:
                yield Button(Content(t("Take it out")), name=each.id)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Ask the screen to remove the passage."""
        event.stop()
        self.post_message(self.Dropped(event.button.name or ""))
