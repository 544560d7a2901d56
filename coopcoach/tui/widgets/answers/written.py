"""Fields for typed words. What the person did not touch is given back as it was, to the last byte."""

from __future__ import annotations

import re

from textual import events, on
from textual.containers import VerticalScroll
from textual.widgets import TextArea

from coopcoach.tui.widgets.frame.sanitize import sanitize

_LINE_BREAKS = re.compile(r"\s*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")


class WordsField(TextArea):
    """Several lines of words, Markdown as it is typed; Tab moves on."""

    DEFAULT_CSS = """
    WordsField {
        height: auto; min-height: 4; max-height: 14;
        border: none; border-left: outer $border-blurred; padding: 0 1;
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
        """What stands in the field; the original where nothing was edited."""
        return self._original if self.text == self._shown else self.text

    def show(self, words: str) -> None:
        """Put words into the field without calling that an edit."""
        if words == self.words:
            return
        with self.prevent(TextArea.Changed):
            self.load_text(sanitize(words))
            self.move_cursor(self.document.end)
        # The field unifies line ends and drops what no terminal should get; the file keeps it all.
        self._original, self._shown = words, self.text

    def cleaned(self, pasted: str) -> str:
        """Return pasted words as they may stand in the field."""
        return sanitize(pasted)

    @on(TextArea.SelectionChanged)
    def _moved(self) -> None:
        # The field has its new height only after it was drawn.
        self.call_after_refresh(self._keep_cursor_in_sight)

    def _keep_cursor_in_sight(self) -> None:
        """Move the page where the field has grown beyond its edge: nobody types unseen."""
        page = next((a for a in self.ancestors if isinstance(a, VerticalScroll)), None)
        if page is None or not self.has_focus:
            return
        row, seen = self.cursor_screen_offset.y, page.region
        beyond = max(row + 1 - seen.bottom, 0) or min(row - seen.y, 0)
        if beyond:
            page.scroll_relative(y=beyond, animate=False)
            # A page that moves there and back between two pictures leaves what was drawn in between.
            self.screen.refresh()

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        result = self._replace_via_keyboard(self.cleaned(event.text), *self.selection)
        if result:
            self.move_cursor(result.end_location)


class LineField(WordsField):
    """One line of words that wraps when it is long; Enter, Up and Down move on to the next field."""

    DEFAULT_CSS = """
    LineField { min-height: 1; max-height: 6; }
    """

    def cleaned(self, pasted: str) -> str:
        """Join the lines of what is pasted: nothing is lost, and the answer stays one line."""
        return _LINE_BREAKS.sub(" ", sanitize(pasted).strip())

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.screen.focus_next()

    def action_cursor_up(self, select: bool = False) -> None:
        """Leave the field upwards from its first line."""
        if not select and self.cursor_at_first_line and self._in_first_part():
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Leave the field downwards from its last line."""
        if not select and self.cursor_at_last_line and self._in_last_part():
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)

    def _in_first_part(self) -> bool:
        return self.wrapped_document.location_to_offset(self.cursor_location).y == 0

    def _in_last_part(self) -> bool:
        offset = self.wrapped_document.location_to_offset(self.cursor_location)
        return offset.y >= self.wrapped_document.height - 1
