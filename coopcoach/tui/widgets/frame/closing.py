"""Screens that close once, and dialogs.

Textual closes the screen on top, whichever it is: a key that was pressed twice closed two screens.
"""

from __future__ import annotations

from typing import ClassVar, Final, Generic, TypeVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.binding import ActiveBinding
from textual.containers import Vertical
from textual.events import Mount
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from coopcoach.i18n import N_, Translator
from coopcoach.tui.widgets.frame.key_queue import after_pending_keys
from coopcoach.tui.widgets.frame.keys import KeyBar
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.frame.typed_text import TakesTyping, TakesWords

ScreenResult = TypeVar("ScreenResult")
_ELSEWHERE: Final = N_("This goes into the field behind; Backspace takes it back: {words}")
# Characters of the end of what was typed that are shown.
_LONGEST: Final = 60


class ClosesOnce(Screen[ScreenResult], Generic[ScreenResult]):
    """A screen that only closes itself."""

    def dismiss(self, result: ScreenResult | None = None) -> AwaitComplete:
        """Close, unless it is closed already or another screen lies over it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Dialog(
    TakesTyping[ScreenResult],
    ClosesOnce[ScreenResult],
    ModalScreen[ScreenResult],
    Generic[ScreenResult],
):
    """A window over the screen that asks one thing; its content is in one ``Vertical``.

    The key bar at the bottom names the keys of the window, in the place of the screen's below it. What is typed
    goes into its text field; where it has none, into the field of the screen below, and the window shows it.
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
    Dialog .dialog--words { margin: 1 0 0 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._field: TakesWords | None = None
        self._words = ""
        self._words_line = Static("", classes="dialog--words", markup=False)

    def _translator(self) -> Translator | None:
        """Return the language of the screen below: the worked sample can have another than the program."""
        known = (getattr(each, "t", None) for each in (*self.app.screen_stack[::-1], self.app))
        return next(filter(None, known), None)

    @on(Mount)
    def _add_key_bar(self) -> None:
        if (t := self._translator()) is not None:
            self.mount(KeyBar(t))

    # Keys and pastes for the text field of a screen below, where the dialog has none

    def _screen_behind(self) -> TakesTyping[object] | None:
        """Return the nearest screen below that has a field for words; a search takes none."""
        stack = self.app.screen_stack
        below = stack[: stack.index(self)] if self in stack else ()
        screens = (each for each in reversed(below) if isinstance(each, TakesTyping))
        behind = next((each for each in screens if each.typing_field() is not None), None)
        field: object = behind.typing_field() if behind else None
        return behind if isinstance(field, TakesWords) else None

    def focus_for_typing(self, event: events.Key | events.Paste) -> None:
        """Lead what is typed into the field behind where there is no field of its own."""
        if self.typing_field() is not None:
            super().focus_for_typing(event)
        elif isinstance(event, events.Key) and event.key == "backspace":
            if self._field is not None and self._words:
                self._field.take_back()
                self._show_words(self._words[:-1])
        elif self.is_typed(event):
            words = event.text if isinstance(event, events.Paste) else event.character or ""
            # A space alone is a key that was tried on a button.
            if (self._words or not words.isspace()) and (behind := self._screen_behind()):
                behind.focus_for_typing(event)
                focused: object = behind.focused
                if isinstance(focused, TakesWords):
                    self._field = focused
                    self._show_words(self._words + focused.take(words))

    def leaves_to_field(self, active: ActiveBinding) -> bool:
        """Whether what is typed comes before a binding: not before the dialog's own."""
        return active.node is not self and super().leaves_to_field(active)

    def _show_words(self, words: str) -> None:
        self._words, t = words, self._translator()
        shown = one_line(words)
        shown = f"…{shown[-_LONGEST:]}" if len(shown) > _LONGEST else shown
        said = t(_ELSEWHERE, words=shown) if t is not None and words else ""
        self._words_line.update(content(said))
        self._words_line.display = bool(said)
        if not self._words_line.is_attached:
            self.query_one(Vertical).mount(self._words_line)

    def dismiss(self, result: ScreenResult | None = None) -> AwaitComplete:
        """Close, when what was typed for the field behind has arrived there."""
        field: object = self._field
        self._field = None
        close = super().dismiss
        if not isinstance(field, Widget):
            return close(result)
        after_pending_keys(self.app, lambda: close(result), of=field)
        return AwaitComplete()
