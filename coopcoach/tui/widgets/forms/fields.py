"""Fields of a form, each with its label and, beside it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Input, Static

from coopcoach.tui.commands import FORM_CHOICE
from coopcoach.tui.widgets.frame.sanitize import content


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
    """One of a few, side by side or one below the other.

    Args:
        label: What is chosen.
        name: The id.
        options: Value and label of each.
        value: The one that is chosen at first.
        stacked: Whether they stand one below the other.
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
        """The label and the options."""
        yield Static(content(self._label), classes="form--label")
        yield self.options

    @property
    def value(self) -> str:
        """The chosen one."""
        return self.options.value


class Options(Static, can_focus=True):
    """The options of a choice; the chosen one is marked by a sign, not by a colour alone."""

    DEFAULT_CSS: ClassVar[str] = """
    Options {
        height: auto; width: auto; padding: 0 1;
        link-style: none; link-color: $text;
        link-color-hover: $block-cursor-foreground;
        link-background-hover: $block-cursor-background;
    }
    Options:focus { background: $panel; text-style: bold; }
    """
    ALLOW_SELECT = False
    BINDINGS = FORM_CHOICE.bindings()

    def __init__(self, options: Sequence[tuple[str, str]], value: str, *, stacked: bool) -> None:
        super().__init__("", markup=False)
        self._options = tuple(options)
        self._gap = "\n" if stacked else "   "
        self.value = value

    def on_mount(self) -> None:
        """Show what is chosen."""
        self._draw()

    def _draw(self) -> None:
        entries = []
        for value, label in self._options:
            sign = "(●)" if value == self.value else "( )"
            click = Style.from_meta({"@click": f"choose({value!r})"})
            entries.append(Content(f"{sign} {label}").stylize(click))
        self.update(Content(self._gap).join(entries))

    def action_choose(self, value: str) -> None:
        """Choose one."""
        self.value = value
        self._draw()

    def action_go(self, by: int) -> None:
        """Choose the next or the previous one."""
        values = [value for value, _label in self._options]
        self.action_choose(values[(values.index(self.value) + by) % len(values)])
