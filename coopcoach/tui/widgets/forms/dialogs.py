"""Small windows that ask one thing and close again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input, Static, TextArea

from coopcoach.i18n import N_
from coopcoach.tui.widgets.frame.closing import Dialog
from coopcoach.tui.widgets.frame.key_queue import when_settled
from coopcoach.tui.widgets.frame.sanitize import content

_DIALOG_CSS = """
    {name} {{ align: center middle; background: $background 60%; }}
    {name} > Vertical {{
        width: 90%; max-width: 76; height: auto; max-height: 100%;
        padding: 0 2; border: round $border; background: $surface; overflow-y: auto;
    }}
    {name} VerticalScroll {{ height: auto; max-height: 60vh; }}
    {name} .dialog--title {{ text-style: bold; margin: 0 0 1 0; }}
    {name} .dialog--buttons {{ height: auto; align-horizontal: center; margin: 1 0 0 0; }}
    {name} .dialog--buttons Button {{ margin: 0 1; }}
    {name} .dialog--label {{ margin: 0 0 0 1; }}
    {name} .dialog--hint {{ margin: 0 0 0 1; color: $text-muted; }}
    {name} .dialog--error {{ margin: 0 0 0 1; color: $text-error; text-style: bold; display: none; }}
    {name} TextArea {{ height: 5; }}
"""


def _button(label: str, name: str, *, primary: bool = False) -> Button:
    return Button(content(label), id=name, variant="primary" if primary else "default")


class ConfirmDialog(Dialog[bool]):
    """One question with two answers; Escape is the second.

    Args:
        question: What is asked, in the reader's language.
        yes_label: The button that returns True.
        no_label: The button that returns False.
        details: What follows from a yes, below the question.
        yes_first: Whether Enter means yes at once; else the focus stands on no.
    """

    DEFAULT_CSS: ClassVar[str] = _DIALOG_CSS.format(name="ConfirmDialog")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)", N_("Cancel"), show=False),
        Binding("left,right,up,down", "app.focus_next", N_("Other answer"), show=False),
    ]

    def __init__(
        self,
        question: str,
        yes_label: str,
        no_label: str,
        *,
        details: str = "",
        yes_first: bool = False,
    ) -> None:
        super().__init__()
        self._question = question
        self._details = details
        self._labels = (yes_label, no_label)
        self._first = "#yes" if yes_first else "#no"

    def compose(self) -> ComposeResult:
        """The question, and the answers side by side."""
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield Static(content(self._question), classes="dialog--title")
                if self._details:
                    yield Static(content(self._details))
            with Horizontal(classes="dialog--buttons"):
                yield _button(self._labels[0], "yes", primary=True)
                yield _button(self._labels[1], "no")

    def on_mount(self) -> None:
        """Put the focus on the answer that Enter shall give."""
        self.query_one(self._first).focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Close with an answer."""
        self.dismiss(answer)


@dataclass(frozen=True)
class Field:
    """One field of a short form.

    Attributes:
        name: The key of its value in the result.
        label: What is asked.
        value: What stands in it at first.
        hint: A line below it, such as an example.
        long: Whether it takes several lines.
        check: Returns what is wrong with a value, "" where nothing is.
        echo: Returns how a value is understood, shown in the hint's place while it is typed; "" where
            the hint says more.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    long: bool = False
    check: Callable[[str], str] | None = None
    echo: Callable[[str], str] | None = None


def _hint(field: Field, value: str) -> str:
    return (field.echo(value) if field.echo else "") or field.hint


class TextDialog(Dialog[dict[str, str] | None]):
    """A short form; returns the values by name, None where it was cancelled.

    Args:
        title: What it is for.
        fields: What is asked.
        save_label: The button that keeps the values.
        cancel_label: The button that does not.
        discard_hint: Said at the first Escape after something was typed; the second one discards it.
        rescue: Called with the values when the program ends while the form is open.
    """

    DEFAULT_CSS: ClassVar[str] = _DIALOG_CSS.format(name="TextDialog")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", N_("Cancel"), show=False),
        Binding("f2", "save", N_("Save"), show=False, priority=True, id="save"),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save_label: str,
        cancel_label: str,
        *,
        discard_hint: str = "",
        rescue: Callable[[dict[str, str]], None] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = tuple(fields)
        self._labels = (save_label, cancel_label)
        self._discard_hint = discard_hint
        self._rescue = rescue
        self._warned = False

    def compose(self) -> ComposeResult:
        """The fields, one below the other, each with its label, hint and error."""
        with Vertical():
            yield Static(content(self._title), classes="dialog--title")
            with VerticalScroll(can_focus=False):
                for field in self._fields:
                    yield from self._compose_field(field)
            yield Static("", id="dialog-note", classes="dialog--error", markup=False)
            with Horizontal(classes="dialog--buttons"):
                yield _button(self._labels[0], "save", primary=True)
                yield _button(self._labels[1], "cancel")

    def _compose_field(self, field: Field) -> ComposeResult:
        yield Static(content(field.label), classes="dialog--label")
        if field.long:
            yield TextArea(field.value, id=f"field-{field.name}")
        else:
            yield Input(field.value, id=f"field-{field.name}", select_on_focus=False)
        if field.hint:
            hint = content(_hint(field, field.value))
            yield Static(hint, id=f"hint-{field.name}", classes="dialog--hint")
        yield Static("", id=f"error-{field.name}", classes="dialog--error", markup=False)

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {field.name: self._value(field) for field in self._fields}

    def _value(self, field: Field) -> str:
        if field.long:
            # TextArea unifies line ends: what nobody edited goes back as it came.
            text = self.query_one(f"#field-{field.name}", TextArea).text
            return text if self._edited(field, text) else field.value
        return self.query_one(f"#field-{field.name}", Input).value

    @staticmethod
    def _edited(field: Field, text: str) -> bool:
        return text.splitlines() != field.value.splitlines()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "save":
            self.save()
        else:
            self.dismiss(None)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        for field in self._fields:
            if field.echo is not None and event.input.id == f"field-{field.name}":
                hint = content(_hint(field, event.value))
                self.query_one(f"#hint-{field.name}", Static).update(hint)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        last = event.input.id == f"field-{self._fields[-1].name}"
        if last:
            self.save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Save when the last letters have arrived in their fields."""
        when_settled(self.app, self.save)

    def save(self) -> None:
        """Close with the values, unless one of them is wrong."""
        errors = {f.name: f.check(self.values[f.name]) if f.check else "" for f in self._fields}
        for name, error in errors.items():
            line = self.query_one(f"#error-{name}", Static)
            line.update(content(error))
            line.display = bool(error)
        wrong = next((name for name, error in errors.items() if error), None)
        if wrong is None:
            self.dismiss(self.values)
        else:
            self.query_one(f"#field-{wrong}").focus()

    def action_cancel(self) -> None:
        """Close without the values; asks once more where something would be lost."""
        typed = any(self.values[f.name] != f.value for f in self._fields)
        if typed and self._discard_hint and not self._warned:
            self._warned = True
            note = self.query_one("#dialog-note", Static)
            note.update(content(self._discard_hint))
            note.display = True
            return
        self.dismiss(None)

    def flush(self) -> None:
        """Hand over what was typed when the program ends."""
        if self._rescue is not None and any(self.values[f.name] != f.value for f in self._fields):
            self._rescue(self.values)
