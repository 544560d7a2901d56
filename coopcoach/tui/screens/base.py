"""What all screens share: title above, keys below, and a line that answers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Generic, Protocol, TypeVar, runtime_checkable

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.widgets import Input, TextArea

from coopcoach.i18n import Translator
from coopcoach.tui.commands import SCREEN
from coopcoach.tui.messages import Notice
from coopcoach.tui.widgets.frame.closing import ClosesOnce
from coopcoach.tui.widgets.frame.header import TitleBar
from coopcoach.tui.widgets.frame.keys import KeyBar
from coopcoach.tui.widgets.frame.message_line import MessageLine
from coopcoach.tui.widgets.frame.saved_mark import SaveState

ScreenResult = TypeVar("ScreenResult")


@runtime_checkable
class Flushes(Protocol):
    """A screen that may hold typing which is not yet in a file."""

    def flush(self) -> None:
        """Write it now. Called when the program ends, also by a signal; must not ask anything."""


@runtime_checkable
class Redraws(Protocol):
    """A widget that shows the session, and can show it as it is now."""

    def redraw(self) -> None:
        """Show the session as it is now."""


def without_folder(text: str, folder: Path) -> str:
    """Return a sentence without the path of a folder: the screen may be shared."""
    return text.replace(f"{folder}{os.sep}", "")


class BaseScreen(ClosesOnce[ScreenResult], Generic[ScreenResult]):
    """A screen with title, message line and translated keys.

    Subclasses yield their content in ``compose_body``, and name their bindings by message ids
    (marked with ``N_``). ``why_not`` says why an action cannot be done at the moment; the key then
    says so in the message line instead of doing it.

    Args:
        t: The language of the screen.
    """

    BINDINGS = SCREEN.bindings()
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.t = t
        self.title_bar = TitleBar(t)
        self.message_line = MessageLine()

    @contextmanager
    def drawn_as_one(self) -> Iterator[None]:
        """Draw what is changed in here as one picture, not piece by piece."""
        with self.app.batch_update():
            yield
        # What was to be drawn while others had the word is forgotten, and the old picture would stay.
        self.refresh()

    def compose(self) -> ComposeResult:
        """Title, body, message, keys."""
        yield self.title_bar
        yield from self.compose_body()
        yield self.message_line
        yield KeyBar(self.t)

    def compose_body(self) -> ComposeResult:
        """Yield what stands between title and message line; give one of them ``height: 1fr``."""
        yield from ()

    def show_title(self, title: str, place: str = "") -> None:
        """Show a title, such as the session's, and the place in it."""
        self.title_bar.show(title, place)

    def show_saved(self, state: SaveState) -> None:
        """Show whether what was typed is in the file."""
        self.title_bar.mark.state = state

    @property
    def is_saved(self) -> bool:
        """Whether the screen knows of nothing that could not be written."""
        return self.title_bar.mark.state is not SaveState.NOT_SAVED

    def say(self, text: str) -> None:
        """Say something in the message line, in the reader's language; an empty text clears it."""
        self.message_line.say(text)

    def why_not(self, action: str) -> str:
        """Return why an action cannot be done now, in the reader's language; "" where it can.

        Args:
            action: Its name with its parameters, as the binding has it, such as ``reveal``.
        """
        del action
        return ""

    def flush(self) -> None:
        """Write typed text that is not yet in a file; must not ask anything."""

    def redraw(self) -> None:
        """Show the files as they are now."""

    def action_leave(self) -> None:
        """Go one level back: out of a text field, so that letters are keys again, or to where we came from."""
        if isinstance(self.focused, Input | TextArea):
            self.set_focus(None)
            return
        self.flush()
        self.dismiss()

    def on_notice(self, notice: Notice) -> None:
        """Say what a widget has to say."""
        notice.stop()
        self.say(notice.text)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work here, described in the reader's language."""
        return dict(self._translated(super().active_bindings))

    def _translated(
        self, bindings: dict[str, ActiveBinding]
    ) -> Iterator[tuple[str, ActiveBinding]]:
        for key, active in bindings.items():
            possible = active.node is not self or not self.why_not(active.binding.action)
            label, tooltip = active.binding.description, active.binding.tooltip
            binding = replace(
                active.binding,
                description=self.t(label),
                tooltip=self.t(tooltip) if tooltip else "",
            )
            yield (
                key,
                active._replace(binding=binding, enabled=active.enabled and possible),
            )
