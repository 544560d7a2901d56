"""Small windows that offer a choice: one of a list, or what a partner says to a ground rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from coopcoach.domain.ground_rules import Says
from coopcoach.i18n import Translator
from coopcoach.tui.commands import CHOICE, VOICE
from coopcoach.tui.widgets.forms.form_inputs import as_meant
from coopcoach.tui.widgets.frame.closing import Dialog
from coopcoach.tui.widgets.frame.key_queue import when_settled
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.wording.labels import SAYS_LABELS

# The list must not be higher than the window.
_LIST_CSS = """
    {name} OptionList, {name} OptionList:focus {{
        height: auto; max-height: 65vh; border: none; padding: 0; background-tint: $foreground 0%;
    }}
"""


@dataclass(frozen=True)
class Choice:
    """One entry of a list, with more words on it; without an id it is a heading."""

    id: str
    label: str
    details: str = ""


class ChoiceDialog(Dialog[str | None]):
    """One of a list; returns its id, None where it was cancelled."""

    DEFAULT_CSS: ClassVar[str] = _LIST_CSS.format(name="ChoiceDialog")
    BINDINGS = CHOICE.bindings()

    def __init__(
        self, title: str, choices: Sequence[Choice], cancel_label: str, *, at: str = ""
    ) -> None:
        super().__init__()
        self._at = at
        self._title = title
        self._choices = tuple(choices)
        self._cancel = cancel_label

    def compose(self) -> ComposeResult:
        """The entries, one below the other."""
        with Vertical():
            yield Static(content(self._title), classes="dialog--title")
            yield OptionList(*self._options(), markup=False)
            with Horizontal(classes="dialog--buttons"):
                yield Button(content(self._cancel), id="cancel")

    def on_mount(self) -> None:
        """Begin at the entry that was chosen last, where this is asked again."""
        if self._at:
            options = self.query_one(OptionList)
            options.highlighted = options.get_option_index(self._at)

    def _options(self) -> Iterator[Option | None]:
        for number, choice in enumerate(self._choices):
            label = content(choice.label).stylize("bold")
            if not choice.id:
                if number:
                    yield None
                yield Option(label, disabled=True)
            elif choice.details:
                yield Option(Content.assemble(label, ": ", content(choice.details)), id=choice.id)
            else:
                yield Option(content(choice.label), id=choice.id)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option.id)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(None)


@dataclass(frozen=True)
class Spoken:
    """What a partner says, and why."""

    says: Says
    reason: str = ""


class VoiceDialog(Dialog[Spoken | None]):
    """What one partner says to the present wording of a rule.

    A yes is given with Enter alone; the other answers go on to the line for the reason.

    Args:
        name: The partner who speaks.
        sentence: The rule, as it is agreed to.
        before: What the partner said to this wording before, if anything.
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = (
        _LIST_CSS.format(name="VoiceDialog")
        + """
    VoiceDialog .voice--rule { height: auto; max-height: 6; margin: 0 0 1 0; }
    VoiceDialog .voice--label { margin: 1 0 0 0; }
    """
    )
    AUTO_FOCUS = "#says"
    BINDINGS = VOICE.bindings()

    def __init__(self, name: str, sentence: str, before: Spoken | None, t: Translator) -> None:
        super().__init__()
        self._name = name
        self._sentence = sentence
        self._before = before
        self._reason = before.reason if before else ""
        self.t = t

    def compose(self) -> ComposeResult:
        """The rule, the four answers, the reason."""
        t = self.t
        with Vertical():
            title = t("What does {name} say to this wording?", name=self._name)
            yield Static(content(title), classes="dialog--title")
            with VerticalScroll(classes="voice--rule"):
                yield Static(content(self._sentence))
            yield OptionList(
                *(Option(Content(""), id=says.value) for says in Says),
                id="says",
                markup=False,
            )
            yield Static("", id="reason-label", classes="voice--label", markup=False)
            yield Input(one_line(self._reason), id="reason")
            with Horizontal(classes="dialog--buttons"):
                yield Button(Content(t("Save")), variant="primary", id="save")
                yield Button(Content(t("Cancel")), id="cancel")

    def on_mount(self) -> None:
        """Begin where the partner stood before."""
        says = self._before.says if self._before else Says.YES
        self.query_one("#says", OptionList).highlighted = list(Says).index(says)

    @property
    def _says(self) -> Says:
        return list(Says)[self.query_one("#says", OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        answers = self.query_one("#says", OptionList)
        for at, says in enumerate(Says):
            sign = "▸" if says is self._says else " "
            answers.replace_option_prompt_at_index(at, f"{sign} {self.t(SAYS_LABELS[says].word)}")
        label = self.t(SAYS_LABELS[self._says].reason)
        self.query_one("#reason-label", Static).update(content(label))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._says is Says.YES:
            self.save()
        else:
            self.query_one("#reason").focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.save()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "save":
            self.save()
        else:
            self.dismiss(None)

    def action_save(self) -> None:
        """Save when the last key has arrived."""
        when_settled(self.app, self.save)

    def save(self) -> None:
        """Close with what was said."""
        typed = self.query_one("#reason", Input).value.strip()
        self.dismiss(Spoken(self._says, as_meant(typed, self._reason)))
