"""A question with two answers, and short forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input, Static, TextArea

from coopcoach.i18n import Translator
from coopcoach.tui.commands import CONFIRM, FORM
from coopcoach.tui.widgets.forms.fields import Options
from coopcoach.tui.widgets.frame.closing import Dialog
from coopcoach.tui.widgets.frame.key_queue import after_pending_keys
from coopcoach.tui.widgets.frame.sanitize import content
from coopcoach.tui.widgets.frame.typed_text import LineInput

# Cells for options side by side; in a narrower window they wrap.
_ROOM = 64


def _button(label: str, name: str, *, primary: bool = False) -> Button:
    return Button(content(label), id=name, variant="primary" if primary else "default")


class ConfirmDialog(Dialog[bool]):
    """One question with two answers; Escape is the second.

    Args:
        question: The question.
        yes_label: The button that returns True.
        no_label: The button that returns False.
        details: The consequences of a yes, below the question.
        yes_first: Whether the focus is on yes at first; else on no.
    """

    DEFAULT_CSS: ClassVar[str] = """
    ConfirmDialog > Vertical { width: 90%; max-width: 76; }
    ConfirmDialog VerticalScroll { height: auto; max-height: 60vh; }
    """
    BINDINGS = CONFIRM.bindings()

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
        """Lay out the question and the two answers."""
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield Static(content(self._question), classes="dialog--title")
                if self._details:
                    yield Static(content(self._details))
            with Horizontal(classes="dialog--buttons"):
                yield _button(self._labels[0], "yes", primary=True)
                yield _button(self._labels[1], "no")

    def on_mount(self) -> None:
        """Focus the answer that Enter gives."""
        self.query_one(self._first).focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Close with an answer."""
        self.dismiss(answer)


@dataclass(frozen=True)
class FieldSpec:
    """One field of a form.

    Attributes:
        name: The key of its value in the result.
        label: Its label.
        value: Its text at first.
        hint: A line below it, such as an example.
        long: Whether it takes several lines.
        check: Returns the fault of a value, "" where there is none.
        echo: Returns the value as it is understood, shown in place of the hint while it is typed; "" shows
            the hint.
        options: The value and the label of each option, where the value is one of a few.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    long: bool = False
    check: Callable[[str], str] | None = None
    echo: Callable[[str], str] | None = None
    options: tuple[tuple[str, str], ...] = ()

    def hint_for(self, value: str) -> str:
        """Return the line below the field for a value."""
        return (self.echo(value) if self.echo else "") or self.hint


class FormDialog(Dialog[dict[str, str] | None]):
    """A short form; returns the values by name, None where it was cancelled.

    Args:
        title: The heading.
        fields: The fields.
        t: The language of the screen.
        save_label: The button that keeps the values; "" for “Save”.
        rescue: Called with the values when the program ends while the form is open.
    """

    DEFAULT_CSS: ClassVar[str] = """
    FormDialog > Vertical { width: 90%; max-width: 76; }
    FormDialog VerticalScroll { height: auto; max-height: 60vh; }
    FormDialog .dialog--label { margin: 0 0 0 1; }
    FormDialog .dialog--hint { margin: 0 0 0 1; color: $text-muted; }
    FormDialog .dialog--error { margin: 0 0 0 1; color: $text-error; text-style: bold; display: none; }
    FormDialog TextArea { height: 5; }
    """
    BINDINGS = FORM.bindings()

    def __init__(
        self,
        title: str,
        fields: Sequence[FieldSpec],
        t: Translator,
        *,
        save_label: str = "",
        rescue: Callable[[dict[str, str]], None] | None = None,
    ) -> None:
        super().__init__()
        self.t = t
        self._title = title
        self._fields = tuple(fields)
        self._save_label = save_label or t("Save")
        self._rescue = rescue
        self._warned = False

    def compose(self) -> ComposeResult:
        """Lay out the fields, each with its label, hint and error, and the buttons."""
        with Vertical():
            yield Static(content(self._title), classes="dialog--title")
            with VerticalScroll(can_focus=False):
                for field in self._fields:
                    yield from self._compose_field(field)
            yield Static("", id="dialog-note", classes="dialog--error", markup=False)
            with Horizontal(classes="dialog--buttons"):
                yield _button(self._save_label, "save", primary=True)
                yield _button(self.t("Cancel"), "cancel")

    def on_mount(self) -> None:
        """Put the cursor behind the text of long fields, and show the first label."""
        for area in self.query(TextArea):
            area.move_cursor(area.document.end)
        form = self.query_one(VerticalScroll)
        self.call_after_refresh(form.scroll_home, animate=False)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys of the form; the one that saves is named as its button."""
        return {key: self._named(active) for key, active in super().active_bindings.items()}

    def _named(self, active: ActiveBinding) -> ActiveBinding:
        if active.binding.id != "save":
            return active
        return active._replace(binding=replace(active.binding, description=self._save_label))

    def _compose_field(self, field: FieldSpec) -> ComposeResult:
        yield Static(content(field.label), classes="dialog--label")
        if field.options:
            stacked = sum(len(label) + 7 for _, label in field.options) > _ROOM
            options = Options(field.options, field.value, stacked=stacked)
            options.id = f"field-{field.name}"
            yield options
        elif field.long:
            yield TextArea(field.value, id=f"field-{field.name}")
        else:
            yield LineInput(field.value, id=f"field-{field.name}", select_on_focus=False)
        if field.hint:
            hint = content(field.hint_for(field.value))
            yield Static(hint, id=f"hint-{field.name}", classes="dialog--hint")
        yield Static("", id=f"error-{field.name}", classes="dialog--error", markup=False)

    @property
    def values(self) -> dict[str, str]:
        """The texts of the fields."""
        return {field.name: self._value(field) for field in self._fields}

    @property
    def _is_edited(self) -> bool:
        return any(self.values[field.name] != field.value for field in self._fields)

    def _value(self, field: FieldSpec) -> str:
        if field.options:
            return self.query_one(f"#field-{field.name}", Options).value
        if not field.long:
            return self.query_one(f"#field-{field.name}", Input).value
        # TextArea unifies line ends: an unedited text is returned as it was given.
        text = self.query_one(f"#field-{field.name}", TextArea).text
        return text if text.splitlines() != field.value.splitlines() else field.value

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
                hint = content(field.hint_for(event.value))
                self.query_one(f"#hint-{field.name}", Static).update(hint)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == f"field-{self._fields[-1].name}":
            self.save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Save when all keys pressed before have arrived in their fields."""
        after_pending_keys(self.app, self.save)

    def save(self) -> None:
        """Close with the values, or show their faults and go to the first."""
        errors = {f.name: f.check(self.values[f.name]) if f.check else "" for f in self._fields}
        wrong = [name for name, error in errors.items() if error]
        for name, error in errors.items():
            line = self.query_one(f"#error-{name}", Static)
            line.update(content(error))
            line.display = bool(error)
        if not wrong:
            self.dismiss(self.values)
            return
        self.query_one(f"#field-{wrong[0]}").focus()
        first_error = self.query_one(f"#error-{wrong[0]}")
        self.call_after_refresh(first_error.scroll_visible, animate=False)

    def action_cancel(self) -> None:
        """Close without the values; warn once where typed text would be lost."""
        if self._is_edited and not self._warned:
            self._warned = True
            note = self.query_one("#dialog-note", Static)
            note.update(content(self.t("Press Escape again to throw away what you typed.")))
            note.display = True
            return
        self.dismiss(None)

    def flush(self) -> None:
        """Hand the values over when the program ends."""
        if self._rescue is not None and self._is_edited:
            self._rescue(self.values)
