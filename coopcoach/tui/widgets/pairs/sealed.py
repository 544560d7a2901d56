"""An exercise before its reveal: the partners' progress, and no answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static

from coopcoach.domain.exercise import Exercise, Prompt
from coopcoach.domain.session import Reveal
from coopcoach.i18n import Translator
from coopcoach.services.session.stage import SealState
from coopcoach.tui.widgets.answers.editor import flowing
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.wording.progress import PROGRESS_LABELS


def seal_words(state: SealState, t: Translator) -> str:
    """Return a partner's progress and seal in words."""
    words = [t(PROGRESS_LABELS[state.progress].word)]
    if state.handed_in is not None:
        words.append(_seal(state.handed_in, state.unchanged, t))
    return ", ".join(words)


def seal_line(state: SealState, t: Translator) -> str:
    """Return a partner's name and seal: when they handed in, and whether the answers are unchanged."""
    seal = t("not handed in")
    if state.handed_in is not None:
        seal = _seal(state.handed_in, state.unchanged, t)
    return f"{one_line(state.partner.name)}: {seal}"


def _seal(handed_in: datetime, unchanged: bool, t: Translator) -> str:
    since = t("unchanged since") if unchanged else t("changed since")
    when = t("handed in on {moment}", moment=t.moment(handed_in))
    return f"{when}, {since}"


def opening_lines(reveal: Reveal | None, t: Translator) -> list[str]:
    """Return what both partners are told about private openings before a reveal, a line each."""
    lines = []
    if reveal is not None and reveal.gaps_opened is not None:
        moment = t.moment(reveal.gaps_opened)
        lines.append(
            t("Searched for gaps by the coach alone on {moment}, before the reveal", moment=moment)
        )
    if reveal is not None and reveal.answers_opened is not None:
        moment = t.moment(reveal.answers_opened)
        lines.append(t("Opened by the coach alone on {moment}, before the reveal", moment=moment))
    return lines


class SealedView(VerticalGroup):
    """The progress of both partners, the prompts, and the button that reveals.

    Args:
        exercise: The exercise.
        prompts: The prompts that the partners answer alone.
        states: The state of each partner.
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    SealedView { height: auto; }
    SealedView > .seal--state { margin: 0 0 1 0; }
    SealedView > .seal--opening { margin: 0 0 1 0; color: $text-muted; max-width: 90; }
    SealedView > .seal--asked { margin: 0 0 1 0; max-width: 90; }
    SealedView > Button { margin: 0 0 1 0; }
    """

    class RevealPressed(Message):
        """The button that reveals the exercise was pressed."""

    def __init__(
        self,
        exercise: Exercise,
        prompts: Sequence[Prompt],
        states: Sequence[SealState],
        t: Translator,
    ) -> None:
        super().__init__()
        self._exercise = exercise
        self._prompts = tuple(prompts)
        self._states = tuple(states)
        self.t = t

    def compose(self) -> ComposeResult:
        """Lay out the states, the button, the opening and the prompts."""
        t = self.t
        lines = [
            Content.assemble(
                f"{PROGRESS_LABELS[state.progress].sign} ",
                (one_line(state.partner.name), "bold"),
                f": {seal_words(state, t)}",
            )
            for state in self._states
        ]
        yield Static(Content("\n").join(lines), classes="seal--state")
        yield Button(Content(t("Reveal both answers")), variant="primary", id="reveal")
        yield Static(content(flowing(self._exercise.opening)), classes="seal--opening")
        asked = "\n".join(f"– {one_line(prompt.label)}" for prompt in self._prompts)
        yield Static(Content(asked), classes="seal--asked")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Ask the screen to reveal."""
        event.stop()
        self.post_message(self.RevealPressed())
