"""The base of all screens: title bar, content, message line, key bar."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Generic, Protocol, TypeVar, runtime_checkable

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import ActiveBinding
from textual.keys import key_to_character
from textual.widget import Widget

from coopcoach.i18n import Translator
from coopcoach.tui.commands import SCREEN
from coopcoach.tui.messages import ShowMessage
from coopcoach.tui.widgets.frame.closing import ClosesOnce
from coopcoach.tui.widgets.frame.header import TitleBar
from coopcoach.tui.widgets.frame.keys import KeyBar
from coopcoach.tui.widgets.frame.message_line import MessageLine
from coopcoach.tui.widgets.frame.saved_mark import SaveState
from coopcoach.tui.widgets.frame.typed_text import TakesTyping, text_fields

ScreenResult = TypeVar("ScreenResult")


@runtime_checkable
class Flushes(Protocol):
    """A screen that can hold typed text which is not yet in a file."""

    def flush(self) -> None:
        """Write the text when the program ends, also by a signal; must not ask anything."""


@runtime_checkable
class Redraws(Protocol):
    """A widget that shows the session, and can show it as it is now."""

    def redraw(self) -> None:
        """Show the session as it is now."""


@runtime_checkable
class KeepsCursor(Protocol):
    """A field that can scroll its page to its cursor."""

    def keep_cursor_in_sight(self) -> None:
        """Scroll the page if the cursor is outside of it."""


def _takes_typing(field: Widget) -> bool:
    """Whether a text field can be focused: a hidden one is `focusable`, too."""
    return field.focusable and all(
        node.display for node in field.ancestors_with_self if isinstance(node, Widget)
    )


def _is_printable(key: str) -> bool:
    """Whether a key of a binding is a letter, a digit or a sign."""
    character = key_to_character(key)
    return character is not None and character.isprintable()


def without_folder(text: str, folder: Path) -> str:
    """Return a sentence without the path of a folder, as the screen may be shared."""
    return text.replace(f"{folder}{os.sep}", "")


class BaseScreen(TakesTyping[ScreenResult], ClosesOnce[ScreenResult], Generic[ScreenResult]):
    """A screen with title bar, message line and key bar.

    Subclasses yield their content in ``compose_body``. ``why_not`` returns the reason if an action is not
    possible now; its key then shows the reason in the message line.

    Args:
        t: The language of the screen.
    """

    BINDINGS = SCREEN.bindings()
    # Whether keys are for the screen that follows.
    keeps_keys: ClassVar[bool] = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.t = t
        self.title_bar = TitleBar(t)
        self.message_line = MessageLine()

    @contextmanager
    def single_update(self) -> Iterator[None]:
        """Draw all changes in this context at once."""
        with ExitStack() as batch:
            batch.enter_context(self.app.batch_update())
            yield
            # The app lays out once more for what was removed: in the same batch, as each layout draws the screen.
            self.app.call_next(self._end_update, batch.pop_all())

    def _end_update(self, batch: ExitStack) -> None:
        batch.close()
        # Textual drops updates that other widgets request during a batch.
        self.refresh()

    def on_resize(self) -> None:
        """Keep the field in sight in which somebody writes: what is above it wraps anew."""
        if isinstance(self.focused, text_fields()):
            self.call_after_refresh(self.call_after_refresh, self._show_focused)

    def _show_focused(self) -> None:
        focused: object = self.focused
        if isinstance(focused, KeepsCursor):
            focused.keep_cursor_in_sight()
        elif isinstance(focused, Widget):
            focused.scroll_visible(animate=False)

    def compose(self) -> ComposeResult:
        """Lay out the title bar, the content, the message line and the key bar."""
        yield self.title_bar
        yield from self.compose_body()
        yield self.message_line
        yield KeyBar(self.t)

    def compose_body(self) -> ComposeResult:
        """Yield the content; one of its widgets needs ``height: 1fr``."""
        yield from ()

    def show_title(self, title: str, place: str = "") -> None:
        """Show a title, and the place in it."""
        self.title_bar.show(title, place)

    def show_saved(self, state: SaveState) -> None:
        """Show whether typed text is in the file."""
        self.title_bar.mark.state = state

    def begin_typing(self) -> None:
        """Show that typed text is in no file yet: the message about it arrives after its letters are drawn."""
        if self.title_bar.mark.state is SaveState.SAVED:
            self.show_saved(SaveState.SAVING)

    @property
    def is_saved(self) -> bool:
        """Whether no write has failed since the last one that succeeded."""
        return self.title_bar.mark.state is not SaveState.NOT_SAVED

    def say(self, text: str) -> None:
        """Show a message in the reader's language; "" clears the line."""
        self.message_line.say(text)

    def why_not(self, action: str) -> str:
        """Return the reason why an action is not possible now, in the reader's language; "" if it is.

        Args:
            action: The action of a command, with its parameters.
        """
        del action
        return ""

    def flush(self) -> None:
        """Write typed text that is not yet in a file; must not ask anything."""

    def dismiss(self, result: ScreenResult | None = None) -> AwaitComplete:
        """Close, when all typed text is written: some was typed while the question whether to leave was open."""
        if self.is_active:
            self.flush()
        return super().dismiss(result)

    def redraw(self) -> None:
        """Show the files as they are now."""

    def action_leave(self) -> None:
        """Go one level back: out of a text field, else out of the screen."""
        if isinstance(self.focused, text_fields()):
            self.set_focus(None)
            return
        self.flush()
        self.dismiss()

    @on(events.ScreenSuspend)
    @on(events.ScreenResume)
    def _hide_keys_behind_dialog(self, event: events.Event) -> None:
        """Hide the key bar while another screen lies over this one: none of its keys works then."""
        is_covered = isinstance(event, events.ScreenSuspend)
        self.query(KeyBar).set(visible=not is_covered)

    @on(ShowMessage)
    def _message_posted(self, event: ShowMessage) -> None:
        event.stop()
        self.say(event.text)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The active bindings, with labels in the reader's language; without letters that go into a text field."""
        return dict(self._translated(self._without_typed(super().active_bindings)))

    def _without_typed(self, bindings: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
        """Leave out the printable keys of the screen where its text field takes what is typed."""
        typed = [
            key
            for key, active in bindings.items()
            if _is_printable(key) and self.leaves_to_field(active)
        ]
        # Neither `typing_field`, which sorts all widgets, nor `query`, which takes ten times as long as walking: this
        # is asked for at each move of the focus.
        kinds = text_fields()
        fields = (node for node in self.walk_children(Widget) if isinstance(node, kinds))
        if not typed or not any(map(_takes_typing, fields)):
            return bindings
        return {key: active for key, active in bindings.items() if key not in typed}

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
