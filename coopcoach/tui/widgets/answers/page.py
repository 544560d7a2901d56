"""The pages of the workbook: one for each exercise, and one after handing in."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import HorizontalGroup, VerticalScroll
from textual.message import Message
from textual.widgets import Button, Static

from coopcoach.domain.exercise import Exercise
from coopcoach.i18n import Translator
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.partners.prepare_words import send_this, thanks
from coopcoach.tui.commands import WORKBOOK_PAGE
from coopcoach.tui.widgets.answers.card import AnswerCard
from coopcoach.tui.widgets.answers.editor import flowing
from coopcoach.tui.widgets.frame.sanitize import content
from coopcoach.tui.widgets.pairs.answer_display import AnswerDisplay
from coopcoach.tui.widgets.pairs.unmatched_view import UnmatchedView

_PAGE_CSS = """
    {name} {{
        height: 1fr; padding: 1 1 0 1;
        .page--title {{ height: auto; text-style: bold; color: $primary; padding: 0 1 1 1; }}
        .page--words {{ height: auto; padding: 0 1 1 1; }}
        .page--question {{ height: auto; text-style: bold; padding: 0 1; margin: 1 0 0 0; }}
        .page--buttons {{ height: auto; margin: 1 0; }}
        Button {{ margin: 0 2 0 0; }}
        & > * {{ max-width: 110; }}
    }}
"""


class ActionRequest(Message):
    """A button asks for an action of the screen."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action


class WorkbookPage(VerticalScroll):
    """One exercise, to be filled in, or after handing in to be read.

    Args:
        prepare: The answers file.
        exercise: The exercise.
    """

    DEFAULT_CSS: ClassVar[str] = _PAGE_CSS.format(name="WorkbookPage")
    BINDINGS = WORKBOOK_PAGE.bindings()

    def __init__(self, prepare: Prepare, exercise: Exercise) -> None:
        super().__init__()
        self.prepare = prepare
        self.exercise = exercise

    def compose(self) -> ComposeResult:
        """Lay out the title, the opening, the prompts, and the buttons."""
        prepare, t = self.prepare, self.prepare.t
        yield Static(content(self.exercise.title), classes="page--title")
        yield Static(content(flowing(self.exercise.opening)), classes="page--words")
        for prompt in prepare.prompts(self.exercise):
            answer = prepare.answer(prompt.id)
            if prepare.handed_in is None:
                yield AnswerCard(prompt, answer, t, prepare.other_states(prompt.id))
            else:
                yield Static(content(prompt.label), classes="page--question")
                yield AnswerDisplay(prompt, answer, t)
            found = prepare.unmatched(prompt.id)
            if found:
                yield UnmatchedView(found, t, is_open=prepare.handed_in is None)
        with HorizontalGroup(classes="page--buttons"):
            yield _button(t("Go on"), "onward", primary=True)
            if self.exercise != prepare.exercises[0]:
                yield _button(t("Back"), "back")
            yield _button(t("Overview"), "overview")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way to the answers only while the page itself has the focus."""
        if action == "answers":
            return self.has_focus
        return super().check_action(action, parameters)

    def action_answers(self) -> None:
        """Focus the first answer."""
        self.screen.focus_next()

    def card(self, prompt_id: str) -> AnswerCard | None:
        """Return the card of a prompt, if it is on this page."""
        return next((c for c in self.query(AnswerCard) if c.prompt.id == prompt_id), None)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Ask the screen for the button's action."""
        event.stop()
        self.post_message(ActionRequest(event.button.name or ""))


class HandedInPage(VerticalScroll):
    """The page after handing in.

    Args:
        prepare: The answers file.
    """

    DEFAULT_CSS: ClassVar[str] = _PAGE_CSS.format(name="HandedInPage")

    def __init__(self, prepare: Prepare) -> None:
        super().__init__()
        self.prepare = prepare

    def compose(self) -> ComposeResult:
        """Lay out thanks, the next step, and the buttons."""
        t = self.prepare.t
        yield Static(content(thanks(self.prepare)), classes="page--title")
        yield Static(content(self._words(t)), classes="page--words")
        with HorizontalGroup(classes="page--buttons"):
            yield _button(t("Close the workbook"), "leave", primary=True)
            yield _button(t("Read my answers"), "onward")
            yield _button(t("Change after all"), "change")

    def _words(self, t: Translator) -> str:
        prepare = self.prepare
        lines = []
        if prepare.is_in_session and prepare.handed_in is not None:
            lines.append(t("Handed in on {moment}.", moment=t.moment(prepare.handed_in)))
        if prepare.is_in_session:
            lines.append(t("Your coach sees that you are done."))
        else:
            lines.append(send_this(prepare))
        lines.append(
            t("Your partner sees your answers only when they are revealed in the session.")
        )
        return "\n\n".join(lines)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Ask the screen for the button's action."""
        event.stop()
        self.post_message(ActionRequest(event.button.name or ""))


def _button(label: str, action: str, *, primary: bool = False) -> Button:
    return Button(content(label), name=action, variant="primary" if primary else "default")
