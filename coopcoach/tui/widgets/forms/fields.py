"""Fields of the form for a new session, each with its label and its fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from coopcoach.tui.commands import FORM_CHOICE
from coopcoach.tui.widgets.frame.sanitize import content
from coopcoach.tui.widgets.frame.typed_text import LineInput


class FormField(Vertical):
    """One line of text with a label, and a hint or an error.

    Args:
        label: The label.
        name: The id.
        value: The text at first.
        hint: The line below the field.
    """

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
        self.input = LineInput(value, select_on_focus=False)
        self._note = Static(content(hint), classes="form--note")
        self._note.display = bool(hint)

    def compose(self) -> ComposeResult:
        """Lay out the label, the field and the note."""
        yield Static(content(self._label), classes="form--label")
        yield self.input
        yield self._note

    @property
    def value(self) -> str:
        """The text without blanks around it."""
        return self.input.value.strip()

    @property
    def has_error(self) -> bool:
        """Whether an error is shown."""
        return self._note.has_class("-error")

    def show_error(self, error: str) -> None:
        """Show an error in place of the hint; the hint for ""."""
        self._note.update(content(f"! {error}" if error else self._hint))
        self._note.set_class(bool(error), "-error")
        self._note.display = bool(error or self._hint)


class FormChoice(Vertical):
    """One of a few options.

    Args:
        label: The label.
        name: The id.
        options: The value and the label of each option.
        value: The value that is chosen at first.
        stacked: Whether the options are one below the other.
    """

    DEFAULT_CSS: ClassVar[str] = """
    FormChoice { height: auto; margin: 0 0 1 0; }
    FormChoice > .form--label { text-style: bold; }
    """

    def __init__(
        self,
        label: str,
        name: str,
        options: Sequence[tuple[str, str]],
        value: str,
        *,
        stacked: bool = False,
    ) -> None:
        super().__init__(id=name)
        self._label = label
        self.options = Options(options, value, stacked=stacked)

    def compose(self) -> ComposeResult:
        """Lay out the label and the options."""
        yield Static(content(self._label), classes="form--label")
        yield self.options

    @property
    def value(self) -> str:
        """The value of the chosen option."""
        return self.options.value


class Options(Static, can_focus=True):
    """The options of a choice; a sign marks the chosen one without colours.

    Args:
        options: The value and the label of each option.
        value: The value that is chosen at first.
        stacked: Whether the options are one below the other.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Options {
        height: auto; width: auto; padding: 0 1;
        link-style: none; link-color: $text;
        link-color-hover: $block-cursor-foreground;
        link-background-hover: $block-cursor-background;
    }
    """
    ALLOW_SELECT = False
    BINDINGS = FORM_CHOICE.bindings()

    @dataclass
    class Changed(Message):
        """Another option was chosen."""

        value: str

    def __init__(self, options: Sequence[tuple[str, str]], value: str, *, stacked: bool) -> None:
        super().__init__("", markup=False)
        self._options = tuple(options)
        self._gap = "\n" if stacked else "   "
        self.value = value

    def on_mount(self) -> None:
        """Show the chosen option."""
        self._draw()

    def _draw(self) -> None:
        entries = []
        for value, label in self._options:
            is_chosen = value == self.value
            sign = "(●)" if is_chosen else "( )"
            click = Style.from_meta({"@click": f"choose({value!r})"})
            entry = Content(f"{sign} {label}").stylize(click)
            if is_chosen and self.has_focus:
                # The option that the arrow keys change, not the whole group.
                entry = entry.stylize("bold reverse")
            entries.append(entry)
        self.update(Content(self._gap).join(entries))

    def watch_has_focus(self, has_focus: bool) -> None:
        """Mark the chosen option while the keys go here."""
        super().watch_has_focus(has_focus)
        self._draw()

    def action_choose(self, value: str) -> None:
        """Choose an option by its value."""
        self.value = value
        self._draw()
        self.post_message(self.Changed(value))

    def action_go(self, by: int) -> None:
        """Choose the next option, or the previous one."""
        values = [value for value, _label in self._options]
        self.action_choose(values[(values.index(self.value) + by) % len(values)])
