"""The controls of ``text`` and ``long``."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import TextArea

from coopcoach.domain.answers import Cell, TextValue, Value
from coopcoach.domain.exercise import LongQuestion, TextQuestion
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.answers.control import ValueControl
from coopcoach.tui.widgets.answers.written import LineField, WordsField


class TextControl(ValueControl[TextQuestion | LongQuestion]):
    """One line of text."""

    field_class: ClassVar[type[LineField | WordsField]] = LineField

    def __init__(self, question: TextQuestion | LongQuestion, t: Translator) -> None:
        super().__init__(question, t)
        self.field = self.field_class()

    def compose(self) -> ComposeResult:
        """Lay out the field."""
        yield self.field

    @property
    def value(self) -> TextValue | None:
        """The text; None if it is empty."""
        return TextValue(text=self.field.words) if self.field.words else None

    def show(self, value: Value | Cell | None, unread: str = "") -> None:
        """Show a text."""
        self.field.show(value.text if isinstance(value, TextValue) else unread)

    def first_field(self) -> Widget:
        """Return the field."""
        return self.field

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.edited()


class LongControl(TextControl):
    """Text of any length."""

    is_tall = True
    field_class = WordsField
