"""Fields for typed text; unedited text is returned byte for byte as it was given."""

from __future__ import annotations

import re

from textual import events, on
from textual.containers import VerticalScroll
from textual.widgets import TextArea

from coopcoach.tui.widgets.answers.control import leave_field
from coopcoach.tui.widgets.frame.sanitize import sanitize
from coopcoach.tui.widgets.frame.typing_area import TypingArea

_LINE_BREAKS = re.compile(r"(?<!\s)\s*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")


class WordsField(TypingArea):
    """Several lines of Markdown; Tab leaves the field."""

    DEFAULT_CSS = """
    WordsField {
        height: auto; min-height: 4;
        border: none; border-left: blank; padding: 0 1;
        background: $panel; scrollbar-size-vertical: 1;
        &:focus { border: none; border-left: thick $border; }
    }
    """

    def __init__(self) -> None:
        super().__init__(highlight_cursor_line=False)
        self._original = ""
        self._shown = ""

    @property
    def words(self) -> str:
        """The text of the field; unedited, the original."""
        return self._original if self.text == self._shown else self.text

    def show(self, words: str) -> None:
        """Show a text, without posting a change."""
        if words == self.words:
            return
        with self.prevent(TextArea.Changed):
            self.load_text(sanitize(words))
            self.move_cursor(self.document.end)
        # TextArea unifies line ends, and the text is sanitized; the file keeps the original.
        self._original, self._shown = words, self.text

    def action_redo(self) -> None:
        """Redo in the field; where nothing of it was taken back, on the screen: its undo leads into the field."""
        if self.history.redo_stack:
            super().action_redo()
        else:
            self.app.call_next(self.app.run_action, "redo", self.screen)

    @on(TextArea.SelectionChanged)
    def _moved(self) -> None:
        # The field gets its new height with the next refresh.
        self.call_after_refresh(self.keep_cursor_in_sight)

    def keep_cursor_in_sight(self) -> None:
        """Scroll the page if the cursor is outside of it, as after the field has grown."""
        page = next((a for a in self.ancestors if isinstance(a, VerticalScroll)), None)
        if page is None or not self.has_focus:
            return
        row, seen = self.cursor_screen_offset.y, page.region
        beyond = max(row + 1 - seen.bottom, 0) or min(row - seen.y, 0)
        if beyond:
            page.scroll_relative(y=beyond, animate=False)
            # Textual leaves stale lines where a page scrolls there and back between two refreshes.
            self.screen.refresh()

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        result = self._replace_via_keyboard(self.cleaned(event.text), *self.selection)
        if result:
            self.move_cursor(result.end_location)


class LineField(WordsField):
    """One line that wraps; Enter, Up and Down leave the field, Enter in a table to the cell below."""

    DEFAULT_CSS = """
    LineField { min-height: 1; max-height: 6; }
    """

    def cleaned(self, words: str) -> str:
        """Return words in one line."""
        return _LINE_BREAKS.sub(" ", sanitize(words).strip())

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            leave_field(self)

    def action_cursor_up(self, select: bool = False) -> None:
        """Focus the field above from the first line."""
        if not select and self.cursor_at_first_line and self._in_first_part():
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Focus the field below from the last line."""
        if not select and self.cursor_at_last_line and self._in_last_part():
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)

    def _in_first_part(self) -> bool:
        return self.wrapped_document.location_to_offset(self.cursor_location).y == 0

    def _in_last_part(self) -> bool:
        offset = self.wrapped_document.location_to_offset(self.cursor_location)
        return offset.y >= self.wrapped_document.height - 1
