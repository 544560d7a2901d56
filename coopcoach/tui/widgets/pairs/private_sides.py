"""Both partners' answers to an exercise, for the coach alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Static

from coopcoach.domain.coach_notes import Opened
from coopcoach.domain.exercise import Exercise
from coopcoach.i18n import Translator
from coopcoach.services.session.private_answers import PrivateSide
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.services.session.stage import SealState
from coopcoach.tui.widgets.frame.partners import partner_name
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.pairs.answer_display import AnswerDisplay
from coopcoach.tui.widgets.pairs.sealed import seal_words


class OpenForMe(Message):
    """The coach asks for sealed answers."""

    def __init__(self, opened: Opened) -> None:
        super().__init__()
        self.opened = opened


def state_lines(states: Sequence[SealState], t: Translator) -> Content:
    """Return the state of each partner, in a line."""
    lines = [
        Content.assemble((one_line(state.partner.name), "bold"), f": {seal_words(state, t)}")
        for state in states
    ]
    return Content("\n").join(lines)


class PrivateSides(VerticalGroup):
    """The states of both partners, and their answers if they are revealed or opened by the coach.

    Args:
        window: The session.
        exercise: The exercise.
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    PrivateSides { height: auto; max-width: 100; }
    PrivateSides > Static { margin: 0 0 1 0; }
    PrivateSides > .sides--question { text-style: bold; margin: 1 0 0 0; }
    PrivateSides > .sides--name { margin: 0; }
    PrivateSides > AnswerDisplay { margin: 0 0 1 0; }
    """

    def __init__(self, window: PrivateWindow, exercise: Exercise) -> None:
        super().__init__()
        self._window = window
        self._exercise = exercise
        self.t = window.t

    def compose(self) -> ComposeResult:
        """Lay out the states, then the answers or the button that opens them."""
        t, window, exercise = self.t, self._window, self._exercise
        if not window.has_prepared(exercise):
            yield Static(content(t("Nothing is sealed here: this exercise is answered together.")))
            return
        states = window.seal_states(exercise)
        yield Static(state_lines(states, t))
        if not window.has_opened(exercise, Opened.ANSWERS):
            yield from self._way_in()
            return
        if window.sealed(exercise):
            words = t("Opened for you alone: the partners do not know each other’s answers yet.")
            yield Static(content(f"! {words}"))
        for pair in window.pairs(exercise):
            yield Static(content(pair.prompt.label), classes="sides--question")
            for place, side in enumerate(pair.sides):
                yield Static(self._headline(side, place), classes="sides--name")
                yield self._answer(AnswerDisplay(pair.prompt, side.answer, t, side.kept), side)

    def _way_in(self) -> ComposeResult:
        t = self.t
        if not self._window.anyone_handed_in:
            words = t("Nobody has handed in any answers yet: there is nothing to open.")
            yield Static(content(words))
            return
        words = t(
            "The answers are sealed. You can open them for yourself alone; it is recorded with the time."
        )
        yield Static(content(words))
        yield Button(content(t("Open for me alone …")), id="open-answers")

    def _headline(self, side: PrivateSide, place: int) -> Content:
        name = one_line(side.partner.name)
        if side.for_coach:
            name = self.t("{name}, for the coach only: not on the stage", name=name)
        return partner_name(name, place)

    def _answer(self, view: AnswerDisplay, side: PrivateSide) -> Widget:
        if side.draft:
            return Static(content(self.t("not handed in yet")))
        return view

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Ask the screen to open the answers."""
        event.stop()
        self.post_message(OpenForMe(Opened.ANSWERS))
