"""The field for the coach's notes to an exercise or to its point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static, TextArea

from coopcoach.i18n import Translator
from coopcoach.tui.widgets.frame.sanitize import one_line, sanitize
from coopcoach.tui.widgets.frame.typing_area import TypingArea


@dataclass(frozen=True)
class Sheet:
    """A note: its key, its heading in the file, and the label of its tab."""

    key: str
    title: str
    label: str


class _SheetTab(Static):
    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.sheet: Sheet | None = None

    def on_click(self, event: Click) -> None:
        event.stop()
        if self.sheet is not None:
            self.post_message(NotesPane.Chosen(self.sheet))


class NotesPane(Vertical):
    """One note at a time; ``Typed`` is posted when it was edited.

    Args:
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    NotesPane { height: 1fr; }
    NotesPane > Horizontal { height: 1; padding: 0 1; }
    NotesPane _SheetTab { width: auto; max-width: 50%; margin: 0 2 0 0; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    NotesPane _SheetTab.-open { color: $text; text-style: bold; }
    NotesPane _SheetTab:hover { text-style: underline; }
    NotesPane > TextArea { height: 1fr; border: round $border-blurred; padding: 0 1; }
    NotesPane > TextArea:focus { border: round $border; }
    """

    class Typed(Message):
        """A note was changed by hand; ``take_typed`` returns it.

        The text is not in the message: while it is on its way, the file could be read again and shown.
        """

    class Chosen(Message):
        """The tab of a note was clicked."""

        def __init__(self, sheet: Sheet) -> None:
            super().__init__()
            self.sheet = sheet

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.t = t
        self.sheet: Sheet | None = None
        self._taken = ""
        self._tabs = (_SheetTab(), _SheetTab())
        self.area = TypingArea(
            soft_wrap=True,
            tab_behavior="focus",
            placeholder=t("Write freely; it is saved as you type. F2 inserts the time."),
        )

    def compose(self) -> ComposeResult:
        """Lay out the two tabs, and the field."""
        yield Horizontal(*self._tabs)
        yield self.area

    def show(self, sheets: Sequence[Sheet], open_sheet: Sheet, text: str) -> None:
        """Show a note; the cursor stays if it is open already."""
        for tab, sheet in zip(self._tabs, sheets, strict=True):
            is_open = sheet == open_sheet
            tab.sheet = sheet
            tab.update(Content(f"{'▸' if is_open else ' '}{one_line(sheet.label)}"))
            tab.set_class(is_open, "-open")
        is_other = self.sheet is None or self.sheet.key != open_sheet.key
        self.sheet = open_sheet
        self._load(text, at_end=is_other)

    def _load(self, text: str, *, at_end: bool) -> None:
        # TextArea draws control characters as they are.
        shown = sanitize(text)
        if self.area.text == shown:
            self._taken = shown
            return
        place = self.area.cursor_location
        with self.prevent(TextArea.Changed):
            self.area.load_text(shown)
        self._taken = self.area.text
        self.area.move_cursor(self.area.document.end if at_end else place)

    def mark(self, words: str) -> None:
        """Begin a line with a mark, and focus the field behind it."""
        area = self.area
        row = area.cursor_location[0] if area.has_focus else area.document.end[0]
        end = (row, len(area.document.get_line(row)))
        lead = "\n" if end[1] else ""
        area.insert(f"{lead}- {words}", end)
        area.focus()

    def take_typed(self) -> tuple[Sheet, str] | None:
        """Return the open sheet and its text if that was changed by hand and not taken yet."""
        if self.sheet is None or self.area.text == self._taken:
            return None
        self._taken = self.area.text
        return self.sheet, self._taken

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Typed())
