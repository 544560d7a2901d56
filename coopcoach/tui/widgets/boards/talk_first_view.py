"""The list of prompts to talk about first, each with its reason; it contains no answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widgets import Button, Static

from coopcoach.domain.alignment import TalkFirst
from coopcoach.domain.coach_notes import Opened
from coopcoach.domain.exercise import Exercise, Phase, TableQuestion
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.pairs.private_sides import OpenForMe, state_lines
from coopcoach.wording.labels import REASON_LABELS


class TalkFirstView(VerticalGroup):
    """The list, with the prompts of the present exercise first.

    Args:
        window: The session.
        exercise: The present exercise.
        t: The language of the screen.
    """

    DEFAULT_CSS: ClassVar[str] = """
    TalkFirstView { height: auto; max-width: 100; }
    TalkFirstView > Static { margin: 0 0 1 0; }
    TalkFirstView > .first--title { text-style: bold; color: $primary; margin: 0; }
    TalkFirstView > Button { margin: 0 0 1 0; }
    """

    def __init__(self, window: PrivateWindow, exercise: Exercise) -> None:
        super().__init__()
        self._window = window
        self._exercise = exercise
        self.t = window.t

    def compose(self) -> ComposeResult:
        """Lay out the prompts of this exercise, those of the others, and the sealed exercises."""
        t, window = self.t, self._window
        items = window.talk_first()
        here = [item for item in items if item.exercise == self._exercise.id]
        elsewhere = [item for item in items if item.exercise != self._exercise.id]
        for title, group in ((t("In this exercise"), here), (t("In the others"), elsewhere)):
            if group:
                yield Static(content(title), classes="first--title")
                yield Static(Content("\n").join(self._lines(group)))
        if not items:
            yield Static(content(self._nothing_words()))
        sealed = window.gaps_to_open
        if sealed:
            count = t.plural(
                "{n} exercise is sealed. You can have it searched for yourself alone: you learn at"
                " which questions the answers are far apart and why, but not a word of what was"
                " written. It is recorded with the time.",
                "{n} exercises are sealed. You can have them searched for yourself alone: you learn"
                " at which questions the answers are far apart and why, but not a word of what was"
                " written. It is recorded with the time.",
                len(sealed),
            )
            yield Static(content(count))
            yield Button(content(t("Search for me alone …")), id="open-gaps")
        else:
            yield Static(state_lines(window.seal_states(self._exercise), t))

    def _nothing_words(self) -> str:
        t, window = self.t, self._window
        if not window.anyone_handed_in:
            return t("Nobody has handed in any answers yet: there is nothing to list.")
        known = (e for e in window.exercises if window.has_opened(e, Opened.GAPS))
        if any(window.has_prepared(exercise) for exercise in known):
            return t("Nothing stands out in what has been opened so far.")
        return t("Nothing is open yet.")

    def _lines(self, items: list[TalkFirst]) -> Iterator[Content]:
        window = self._window
        for item in items:
            exercise = next(e for e in window.exercises if e.id == item.exercise)
            prompt = exercise.prompt(item.prompt, Phase.PREPARE)
            label = one_line(prompt.label if prompt else item.prompt)
            words = self.t(REASON_LABELS[item.reason])
            if window.has_opened(exercise, Opened.ANSWERS) and prompt and item.rows:
                # If only the gaps are opened, the label of a row would disclose a need.
                rows = prompt.question.rows if isinstance(prompt.question, TableQuestion) else ()
                labels = [row.label for row in rows if row.id in item.rows]
                words += f" ({self.t.and_list([one_line(label) for label in labels])})"
            if exercise != self._exercise:
                words += f" · {one_line(exercise.title)}"
            if window.sealed(exercise):
                words += f" · {self.t('sealed')}"
            yield Content.assemble("– ", (label, "bold"), f"\n  {words}")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Ask the screen to open the gaps."""
        event.stop()
        self.post_message(OpenForMe(Opened.GAPS))
