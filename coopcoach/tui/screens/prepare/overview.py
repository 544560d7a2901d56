"""The overview of a workbook: progress of the exercises, blank prompts, handing in."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import HorizontalGroup, VerticalScroll
from textual.widgets import Button, Static

from coopcoach.domain.exercise import Exercise
from coopcoach.domain.packs.essentials import essentials_words
from coopcoach.domain.progress import Progress
from coopcoach.services.partners.prepare import AskedPrompt, Prepare
from coopcoach.tui.commands import PREPARE_OVERVIEW
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.widgets.answers.item_list import ItemList, Line
from coopcoach.tui.widgets.frame.sanitize import content
from coopcoach.tui.widgets.pairs.unmatched_view import UnmatchedView
from coopcoach.wording.progress import PROGRESS_LABELS


@dataclass(frozen=True)
class OverviewChoice:
    """What the partner chose in the overview.

    Attributes:
        exercise: The exercise to open.
        prompt_id: The prompt in it to go to.
        hand_in: Whether to hand in.
        found_id: The unmatched passage to remove.
    """

    exercise: Exercise | None = None
    prompt_id: str = ""
    hand_in: bool = False
    found_id: str = ""


class PrepareOverviewScreen(BaseScreen[OverviewChoice | None]):
    """The progress of all exercises, and the blank prompts.

    Args:
        prepare: The answers file.
        handing_in: Whether it is shown before handing in.
    """

    CSS_PATH = "prepare.tcss"
    BINDINGS = PREPARE_OVERVIEW.bindings()

    def __init__(self, prepare: Prepare, handing_in: bool = False) -> None:
        super().__init__(prepare.t)
        self.prepare = prepare
        self.handing_in = handing_in
        self.exercises = ItemList()
        self.blanks = ItemList()

    def compose_body(self) -> ComposeResult:
        """Lay out the exercises, the blank prompts, unmatched passages and the buttons."""
        t = self.t
        yield Static(content(self._sum()), classes="overview--title")
        first = essentials_words(self.prepare.exercises, self.prepare.pack, t)
        if first and self.prepare.resume_at == 0:
            yield Static(content(first), classes="overview--essentials")
        with VerticalScroll(id="overview", can_focus=False):
            yield self.exercises
            if self.prepare.blanks:
                yield Static(content(t("Still blank:")), classes="overview--title")
                yield self.blanks
            if self.prepare.unmatched():
                is_open = self.prepare.handed_in is None
                yield UnmatchedView(self.prepare.unmatched(), t, is_open=is_open)
            with HorizontalGroup(classes="overview--buttons"):
                if self.prepare.handed_in is None:
                    yield Button(content(t("Hand in")), id="hand-in", variant="primary")
                yield Button(content(t("Back to the workbook")), id="back")

    def on_mount(self) -> None:
        """Fill the lists."""
        self.show_title(self.t("Overview"), self.prepare.name)
        self.exercises.show([self._exercise(e) for e in self.prepare.exercises])
        self.blanks.show([self._blank(place) for place in self.prepare.blanks])
        if self.handing_in:
            self.query_one("#hand-in").focus()
        else:
            self.exercises.focus()

    def _sum(self) -> str:
        t, prepare = self.t, self.prepare
        all_of_them = len(prepare.asked)
        filled = all_of_them - len(prepare.blanks)
        words = [t("{filled} of {count} questions answered", filled=filled, count=all_of_them)]
        if prepare.minutes_left:
            minutes = max(1, round(prepare.minutes_left))
            words.append(t.plural("about {n} minute left", "about {n} minutes left", minutes))
        return " · ".join(words)

    def _exercise(self, exercise: Exercise) -> Line:
        progress = self.prepare.progress(exercise)
        label = PROGRESS_LABELS[progress]
        words = [self.t(label.word)]
        minutes = max(1, round(exercise.minutes_alone(self.prepare.pack)))
        if progress is not Progress.DONE:
            words.append(self.t.plural("{n} minute", "{n} minutes", minutes))
        return Line(f" {label.sign} ", f"{exercise.title} ({', '.join(words)})")

    def _blank(self, place: AskedPrompt) -> Line:
        needed = f" ({self.t('needed for the session')})" if place.prompt.required else ""
        return Line(" – ", f"{place.prompt.label}{needed}")

    @on(ItemList.Pressed)
    def _pressed(self, event: ItemList.Pressed) -> None:
        event.stop()
        if event.list is self.exercises:
            self.dismiss(OverviewChoice(self.prepare.exercises[event.place]))
        else:
            place = self.prepare.blanks[event.place]
            self.dismiss(OverviewChoice(place.exercise, place.prompt.id))

    @on(Button.Pressed)
    def _button(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "hand-in":
            self.action_hand_in()
        else:
            self.dismiss(None)

    @on(UnmatchedView.Dropped)
    def _dropped(self, event: UnmatchedView.Dropped) -> None:
        event.stop()
        self.dismiss(OverviewChoice(found_id=event.found_id))

    def why_not(self, action: str) -> str:
        """Return why handing in is not possible."""
        if action == "hand_in" and self.prepare.handed_in is not None:
            return self.t("It has already been handed in.")
        return super().why_not(action)

    def action_hand_in(self) -> None:
        """Close with the choice to hand in."""
        self.dismiss(OverviewChoice(hand_in=True))


def hand_in_summary(prepare: Prepare) -> str:
    """Return the details before handing in: what is blank, what is kept back, who sees the rest and when."""
    t = prepare.t
    blanks, kept = prepare.blanks, prepare.kept_back
    lines = [
        t.plural("{n} question is left blank.", "{n} questions are left blank.", len(blanks))
        if blanks
        else t("You have answered every question in some way.")
    ]
    needed = sum(place.prompt.required for place in blanks)
    if needed:
        lines.append(
            t.plural(
                "{n} of them is needed for the session.",
                "{n} of them are needed for the session.",
                needed,
            )
        )
    if kept:
        alone = t.plural(
            "{n} answer stays with you alone.", "{n} answers stay with you alone.", len(kept)
        )
        lines.append(alone)
    if prepare.encrypts:
        lines.append(t("What goes back is encrypted: only your coach can open it."))
    lines.append(t("Your partner sees your answers only when they are revealed in the session."))
    return "\n".join(lines)
