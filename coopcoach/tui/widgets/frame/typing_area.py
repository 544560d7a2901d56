"""A text area that takes “saved” away in the frame that draws what is typed."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from coopcoach.tui.widgets.frame.sanitize import sanitize


@runtime_checkable
class ShowsSaving(Protocol):
    """A screen that shows whether typed text is in the file."""

    def begin_typing(self) -> None:
        """Show that it is not: the message about an edit arrives after its letters are drawn."""


class TypingArea(TextArea):
    """A text area whose text is saved while one types."""

    def take(self, words: str) -> str:
        """Put in words that were typed elsewhere, at the cursor; return them as they are in the field."""
        # A space that was typed is not one at the end of a pasted text.
        taken = words if len(words) == 1 else self.cleaned(words)
        if result := self._replace_via_keyboard(taken, *self.selection):
            self.move_cursor(result.end_location)
        return taken if result else ""

    def take_back(self) -> None:
        """Delete the character before the cursor."""
        self.action_delete_left()

    def cleaned(self, words: str) -> str:
        """Return words as the field takes them."""
        return sanitize(words)

    def edit(self, edit: Edit) -> EditResult:
        """Edit the text; it is in no file yet."""
        if isinstance(self.screen, ShowsSaving):
            self.screen.begin_typing()
        return super().edit(edit)
