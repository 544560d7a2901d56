"""Dialogs with a choice: one entry of a list, or a partner's voice to a ground rule."""

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

from coopcoach.domain.ground_rules import VOTES, Says
from coopcoach.i18n import Translator
from coopcoach.tui.commands import CHOICE, SEARCH, VOICE
from coopcoach.tui.widgets.forms.form_inputs import unless_unedited
from coopcoach.tui.widgets.frame.closing import Dialog
from coopcoach.tui.widgets.frame.key_queue import after_pending_keys
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.frame.typed_text import LineInput
from coopcoach.wording.labels import SAYS_LABELS

# The buttons stay visible below a long list.
_LIST_CSS = """
    {name} OptionList, {name} OptionList:focus {{
        height: auto; max-height: 65vh; border: none; padding: 0; background-tint: $foreground 0%;
    }}
    {name}.-tall OptionList, {name}.-tall OptionList:focus {{ max-height: 72vh; }}
    {name}.-high OptionList, {name}.-high OptionList:focus {{ max-height: 82vh; }}
"""


@dataclass(frozen=True)
class Choice:
    """One entry of a list, with details; without an id it is a heading."""

    id: str
    label: str
    details: str = ""


class ChoiceDialog(Dialog[str | None]):
    """A choice from a list; returns the entry's id, None if it was cancelled.

    Args:
        title: The heading.
        choices: The entries.
        cancel_label: The button that returns None.
        at: The id of the entry at the cursor at first; "" for the first entry.
    """

    DEFAULT_CSS: ClassVar[str] = _LIST_CSS.format(name="ChoiceDialog")
    BINDINGS = CHOICE.bindings()
    VERTICAL_BREAKPOINTS = [(0, "-short"), (40, "-tall"), (56, "-high")]  # noqa: RUF012

    def __init__(
        self, title: str, choices: Sequence[Choice], cancel_label: str, *, at: str = ""
    ) -> None:
        super().__init__()
        self._at = at
        self._title = title
        self._choices = tuple(choices)
        self._cancel = cancel_label

    def compose(self) -> ComposeResult:
        """Lay out the heading, the list and the button."""
        with Vertical():
            yield Static(content(self._title), classes="dialog--title")
            yield OptionList(*self._options(), markup=False)
            with Horizontal(classes="dialog--buttons"):
                yield Button(content(self._cancel), id="cancel")

    def on_mount(self) -> None:
        """Put the cursor on its first entry."""
        if self._at:
            options = self.query_one(OptionList)
            options.highlighted = options.get_option_index(self._at)

    def shown(self) -> Sequence[Choice]:
        """Return the entries that are offered now."""
        return self._choices

    def _options(self) -> Iterator[Option | None]:
        for number, choice in enumerate(self.shown()):
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


class SearchDialog(ChoiceDialog):
    """A choice from a long list: what is typed leaves only the entries that hold it.

    Args:
        title: The heading.
        choices: The entries.
        cancel_label: The button that returns None.
        search_label: The words in the empty field.
    """

    DEFAULT_CSS: ClassVar[str] = (
        _LIST_CSS.format(name="SearchDialog")
        + """
    SearchDialog > Vertical > Input, SearchDialog > Vertical > Input:focus {
        border: none; height: 1; padding: 0 1; margin: 0 0 1 0; background: $panel;
    }
    /* The heading stays in sight above the field. */
    SearchDialog.-short OptionList, SearchDialog.-short OptionList:focus { max-height: 55vh; }
    """
    )
    AUTO_FOCUS = "Input"
    BINDINGS = SEARCH.bindings()

    def __init__(
        self, title: str, choices: Sequence[Choice], cancel_label: str, search_label: str
    ) -> None:
        super().__init__(title, choices, cancel_label)
        self._search = LineInput(placeholder=search_label, select_on_focus=False)
        self._wanted: list[str] = []

    def shown(self) -> Sequence[Choice]:
        """Return the entries that hold all words, with the headings that still have an entry."""
        found: list[Choice] = []
        for choice in self._choices:
            words = f"{choice.label} {choice.details}".casefold()
            if choice.id and not all(word in words for word in self._wanted):
                continue
            if not choice.id and found and not found[-1].id:
                found.pop()
            found.append(choice)
        return found if not found or found[-1].id else found[:-1]

    def compose(self) -> ComposeResult:
        """Lay out the search field below the heading."""
        with Vertical():
            yield Static(content(self._title), classes="dialog--title")
            yield self._search
            yield OptionList(*self._options(), markup=False)
            with Horizontal(classes="dialog--buttons"):
                yield Button(content(self._cancel), id="cancel")

    def on_mount(self) -> None:
        """Put the cursor on the first entry."""
        self.query_one(OptionList).action_first()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._wanted = event.value.casefold().split()
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(self._options())
        options.action_first()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(OptionList).action_select()

    def action_move(self, by: int) -> None:
        """Move the cursor of the list; the search field keeps the focus."""
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()


@dataclass(frozen=True)
class VoiceInput:
    """A partner's voice to a wording, with the reason."""

    says: Says
    reason: str = ""


class VoiceDialog(Dialog[VoiceInput | None]):
    """Ask for a partner's voice to the present wording of a rule.

    Enter on yes saves; Enter on another voice goes to the field for the reason.

    Args:
        name: The partner's name.
        sentence: The wording.
        before: The partner's earlier voice to this wording, if any.
        t: The language of the screen.
        asks_reason: Whether the voice is chosen, and only its reason is asked for.
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

    def __init__(
        self,
        name: str,
        sentence: str,
        before: VoiceInput | None,
        t: Translator,
        *,
        votes: Sequence[Says] = VOTES,
        asks_reason: bool = False,
    ) -> None:
        super().__init__()
        self._asks_reason = asks_reason
        self._votes = tuple(votes)
        self._name = name
        self._sentence = sentence
        self._before = before
        self._reason = before.reason if before else ""
        self.t = t

    def compose(self) -> ComposeResult:
        """Lay out the wording, the four voices, and the reason."""
        t = self.t
        with Vertical():
            title = t("Vote of {name} on this wording", name=self._name)
            yield Static(content(title), classes="dialog--title")
            with VerticalScroll(classes="voice--rule"):
                yield Static(content(self._sentence))
            yield OptionList(
                *(Option(Content(""), id=says.value) for says in self._votes),
                id="says",
                markup=False,
            )
            yield Static("", id="reason-label", classes="voice--label", markup=False)
            yield LineInput(one_line(self._reason), id="reason")
            with Horizontal(classes="dialog--buttons"):
                yield Button(Content(t("Save")), variant="primary", id="save")
                yield Button(Content(t("Cancel")), id="cancel")

    def on_mount(self) -> None:
        """Put the cursor on the earlier voice."""
        says = self._before.says if self._before else Says.YES
        self.query_one("#says", OptionList).highlighted = self._votes.index(says)
        if self._asks_reason:
            self.query_one("#reason").focus()

    @property
    def _says(self) -> Says:
        return self._votes[self.query_one("#says", OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        answers = self.query_one("#says", OptionList)
        for at, says in enumerate(self._votes):
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
        """Save when all keys pressed before have arrived."""
        after_pending_keys(self.app, self.save)

    def save(self) -> None:
        """Close with the voice."""
        typed = self.query_one("#reason", Input).value.strip()
        self.dismiss(VoiceInput(self._says, unless_unedited(typed, self._reason)))
