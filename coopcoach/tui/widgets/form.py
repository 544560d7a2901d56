"""Fields of a form, each with its label and, beside it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, RadioButton, RadioSet, Static

from coopcoach.tui.widgets.plain import content


class FormField(Vertical):
    """A line of text with its label, a hint, and the error that takes the hint's place."""

    DEFAULT_CSS: ClassVar[str] = """
    FormField { height: auto; margin: 0 0 1 0; }
    FormField > .form--note { color: $text-muted; }
    FormField > .form--note.-error { color: $text-error; text-style: bold; }
    FormField > Input { border: none; height: 1; padding: 0 1; background: $panel; }
    FormField > Input:focus { border: none; background: $surface; text-style: underline; }
    FormField > .form--label { text-style: bold; }
    """

    def __init__(self, label: str, name: str, *, value: str = "", hint: str = "") -> None:
        super().__init__(id=name)
        self._label = label
        self._hint = hint
        self.input = Input(value, select_on_focus=False)
        self._note = Static(content(hint), classes="form--note")
        self._note.display = bool(hint)

    def compose(self) -> ComposeResult:
        """Label, field, note."""
        yield Static(content(self._label), classes="form--label")
        yield self.input
        yield self._note

    @property
    def value(self) -> str:
        """What was typed, without blanks around it."""
        return self.input.value.strip()

    def show_error(self, error: str) -> None:
        """Show what is wrong and what to write; the hint again where nothing is."""
        self._note.update(content(f"! {error}" if error else self._hint))
        self._note.set_class(bool(error), "-error")
        self._note.display = bool(error or self._hint)


class FormChoice(Vertical):
    """One of a few, side by side.

    Args:
        label: What is chosen.
        name: The id.
        options: Value and label of each.
        value: The one that is chosen at first.
    """

    DEFAULT_CSS: ClassVar[str] = """
    FormChoice { height: auto; margin: 0 0 1 0; }
    FormChoice > .form--label { text-style: bold; }
    FormChoice > RadioSet {
        layout: horizontal; height: auto; width: 100%;
        border: none; padding: 0; background: transparent;
    }
    FormChoice > RadioSet:focus { border: none; background-tint: transparent 0%; }
    FormChoice > RadioSet > RadioButton { border: none; padding: 0; margin: 0 3 0 0; width: auto; }
    """

    def __init__(
        self, label: str, name: str, options: Sequence[tuple[str, str]], value: str
    ) -> None:
        super().__init__(id=name)
        self._label = label
        self._options = tuple(options)
        self._first = value
        self._set = RadioSet()

    def compose(self) -> ComposeResult:
        """The label and the options in a row."""
        yield Static(content(self._label), classes="form--label")
        with self._set:
            for value, label in self._options:
                yield RadioButton(content(label), value == self._first)

    @property
    def value(self) -> str:
        """The chosen one."""
        at = self._set.pressed_index
        return self._options[at][0] if at >= 0 else self._first
