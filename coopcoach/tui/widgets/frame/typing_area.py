"""A text area that takes “saved” away in the frame that draws what is typed."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult


@runtime_checkable
class ShowsSaving(Protocol):
    """A screen that shows whether typed text is in the file."""

    def begin_typing(self) -> None:
        """Show that it is not: the message about an edit arrives after its letters are drawn."""


class TypingArea(TextArea):
    """A text area whose text is saved while one types."""

    def edit(self, edit: Edit) -> EditResult:
        """Edit the text; it is in no file yet."""
        if isinstance(self.screen, ShowsSaving):
            self.screen.begin_typing()
        return super().edit(edit)
