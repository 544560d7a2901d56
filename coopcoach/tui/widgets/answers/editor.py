"""The editor of one answer: the prompt, the control of its kind, and the remark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import HorizontalGroup, VerticalGroup
from textual.message import Message
from textual.widgets import Static, TextArea

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Kind, Prompt
from coopcoach.i18n import Translator
from coopcoach.markup.kinds import KINDS
from coopcoach.tui.widgets.answers.choices import ChoiceControl, OptionsControl
from coopcoach.tui.widgets.answers.control import ValueControl
from coopcoach.tui.widgets.answers.measured import DateControl, NumberControl
from coopcoach.tui.widgets.answers.ranking import RankingControl
from coopcoach.tui.widgets.answers.rules import RulesControl
from coopcoach.tui.widgets.answers.scale import ScaleControl
from coopcoach.tui.widgets.answers.table import table_control
from coopcoach.tui.widgets.answers.texts import LongControl, TextControl
from coopcoach.tui.widgets.answers.written import LineField
from coopcoach.tui.widgets.frame.sanitize import content

# The control of each kind.
CONTROLS: dict[Kind, Callable[..., ValueControl[Any]]] = {
    Kind.TEXT: TextControl,
    Kind.LONG: LongControl,
    Kind.CHOICE: ChoiceControl,
    Kind.MULTI: OptionsControl,
    Kind.CHECK: OptionsControl,
    Kind.SCALE: ScaleControl,
    Kind.RANKING: RankingControl,
    Kind.NUMBER: NumberControl,
    Kind.DATE: DateControl,
    Kind.TABLE: table_control,
    Kind.RULES: RulesControl,
}


class AnswerEditor(VerticalGroup):
    """The editor of an answer.

    Args:
        prompt: The prompt.
        answer: The answer so far.
        t: The language of the screen.
        owner: The name of the partner who answers; "" for a joint answer.
        compact: Without help and example, and with a remark only where there is one.
        id: The widget's id.
        classes: The widget's classes.
    """

    DEFAULT_CSS = """
    AnswerEditor {
        height: auto;
        .answer--label { height: auto; text-style: bold; padding: 0 1; }
        .answer--help { height: auto; padding: 0 1; }
        .answer--example { color: $text-muted; text-style: italic; }
        .answer--control { margin-top: 1; }
        &.-compact .answer--control { margin-top: 0; }
        .answer--remark {
            margin-top: 1;
            Static { width: auto; max-width: 40%; height: auto; padding: 0 1; }
        }
        &.-compact .answer--remark { margin-top: 0; }
        &.-no-remark .answer--remark { display: none; }
    }
    """

    class Changed(Message):
        """The answer was edited."""

        def __init__(self, editor: AnswerEditor, answer: Answer) -> None:
            super().__init__()
            self.editor = editor
            self.answer = answer

        @property
        def control(self) -> AnswerEditor:
            """The editor that sent this."""
            return self.editor

    def __init__(
        self,
        prompt: Prompt,
        answer: Answer,
        t: Translator,
        *,
        owner: str = "",
        compact: bool = False,
        id: str | None = None,  # noqa: A002  # Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.prompt = prompt
        self.t = t
        self.owner = owner
        self.is_compact = compact
        self._answer = answer
        self.codec = KINDS[prompt.kind]
        self._value_control = CONTROLS[prompt.kind](prompt.question, t)
        self._remark = LineField()
        self._value_touched = False
        self._value_control.add_class("answer--control")
        self.set_class(compact, "-compact")

    def compose(self) -> ComposeResult:
        """Lay out the prompt, its help, the control and the remark."""
        yield Static(content(self.prompt.label), classes="answer--label")
        if not self.is_compact:
            yield from self._help()
        yield self._value_control
        if not self.codec.is_words:
            with HorizontalGroup(classes="answer--remark"):
                asks_why = self.codec.asks_why
                label = self.t("Why?") if asks_why else self.t("Remark, if you like:")
                yield Static(content(label))
                yield self._remark

    def on_mount(self) -> None:
        """Show the answer."""
        self._show()

    @property
    def answer(self) -> Answer:
        """The answer as it is in the editor."""
        return self._answer

    def load(self, answer: Answer) -> None:
        """Show another answer, without posting a change."""
        if answer == self._answer:
            return
        self._answer = answer
        if self.is_mounted:
            self._show()

    def name_choosers(self, names: Mapping[str, str]) -> None:
        """Name at the options, given by their ids, who chose them alone."""
        if isinstance(self._value_control, OptionsControl):
            self._value_control.choosers = names

    def focus_first(self, *, scroll_visible: bool = True) -> None:
        """Focus the first field."""
        self._value_control.first_field().focus(scroll_visible)

    def _help(self) -> ComposeResult:
        if self.prompt.help:
            yield Static(content(flowing(self.prompt.help)), classes="answer--help")
        if self.prompt.example:
            example = self.t("For example: {example}", example=flowing(self.prompt.example))
            yield Static(content(example), classes="answer--help answer--example")

    def _show(self) -> None:
        self._value_touched = False
        with self.prevent(TextArea.Changed, ValueControl.Edited):
            self._value_control.show(self._answer.value)
            self._remark.show(self._answer.remark)
        wanted = self.codec.asks_why or bool(self._answer.remark) or not self.is_compact
        self.set_class(not wanted, "-no-remark")

    @on(ValueControl.Edited)
    def _value_edited(self, event: ValueControl.Edited) -> None:
        event.stop()
        self._value_touched = True
        self._changed()

    @on(TextArea.Changed)
    def _remark_edited(self, event: TextArea.Changed) -> None:
        event.stop()
        self._changed()

    def _changed(self) -> None:
        update: dict[str, object] = {}
        if self._value_touched:
            update["value"] = self._value_control.value
        if not self.codec.is_words:
            # Text that is no number stays in the number's field and is part of the answer's remark.
            parts = (self._value_control.unread, self._remark.words)
            update["remark"] = "\n".join(part for part in parts if part)
        answer = self._answer.model_copy(update=update)
        if answer == self._answer:
            return
        self._answer = answer
        self.post_message(self.Changed(self, answer))


def flowing(text: str) -> str:
    """Return paragraphs without the line breaks of the file."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
