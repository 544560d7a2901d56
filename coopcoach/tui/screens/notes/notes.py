"""The private window: what the coach has at hand while the stage is shared.

It shows what nobody else may see, so it says so at the top, and lies in a terminal of its own.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from coopcoach.domain.coach_notes import Opened, note_keys
from coopcoach.domain.exercise import Exercise
from coopcoach.i18n import N_, Translator
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.tui.screens.notes.place import NotesPlaceScreen
from coopcoach.tui.widgets.boards.guide_view import GuideView
from coopcoach.tui.widgets.boards.notes_pane import NotesPane, Sheet
from coopcoach.tui.widgets.boards.talk_first_view import TalkFirstView
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog
from coopcoach.tui.widgets.frame.parts import PartBar
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.tui.widgets.frame.step_line import StepLine
from coopcoach.tui.widgets.pairs.private_sides import OpenForMe, PrivateSides
from coopcoach.wording.labels import POINT_LABELS
from coopcoach.wording.pace import pace_words

_NEED_AN_EXERCISE = {"send_on", "send_back", "send_here", "mark", "sheet", "aid('NOTES')"}


class Aid(StrEnum):
    """One thing at hand."""

    GUIDE = N_("Guide")
    NOTES = N_("Notes")
    FIRST = N_("Talk first")
    ANSWERS = N_("Answers")


class NotesScreen(NotesPlaceScreen):
    """One session beside its stage: guide, notes, what to talk about first, the answers.

    Args:
        window: The session.
        t: The language of the screen.
    """

    CSS_PATH = "notes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,f2", "mark", N_("Note the time"), id="mark"),
        Binding("f4", "turn", N_("Turn over"), id="turn"),
        Binding("1", "aid('GUIDE')", N_("Coach guide"), show=False, id="part_1"),
        Binding("2,w", "aid('NOTES')", N_("Write notes"), show=False, id="part_2"),
        Binding("3", "aid('FIRST')", N_("What to talk about first"), show=False, id="part_3"),
        Binding("4", "aid('ANSWERS')", N_("Answers"), show=False, id="part_4"),
        Binding("p,f9", "sheet", N_("Notes to the exercise or to the point"), show=False),
    ]

    def __init__(self, window: PrivateWindow, t: Translator) -> None:
        super().__init__(window, t)
        self._aid = Aid.GUIDE
        self._of_point = False
        self._drawn: object = None

    # What stands where

    def compose_body(self) -> ComposeResult:
        """The warning, the step and its time; then what is at hand, and the notes."""
        yield Static(
            Content(self.t("Private: do not share this window")), id="private", markup=False
        )
        yield StepLine()
        yield Static("", id="pace", markup=False)
        yield PartBar(self.t, Aid)
        with Horizontal(id="both"):
            yield VerticalScroll(id="aid")
            yield self.pane

    async def on_mount(self) -> None:
        """Begin where the stage is."""
        await self.show()
        self.query_one("#aid").focus()

    async def show(self) -> None:
        """Show the step; what has not changed is left alone, so that nobody loses the place."""
        self.flush()
        self._show_head()
        self._show_notes()
        exercise = self.exercise
        seen = self.window.seal_states(exercise) if exercise else ()
        session, openings = self.window.session, self.window.notes.openings
        drawn = (self._aid, exercise, seen, session.reveals, session.pack, openings)
        if drawn != self._drawn:
            is_other = not isinstance(self._drawn, tuple) or drawn[:2] != self._drawn[:2]
            self._drawn = drawn
            aid = self.query_one("#aid", VerticalScroll)
            with self.drawn_as_one():
                await aid.remove_children()
                await aid.mount(self._make_aid(exercise))
            if is_other:
                aid.scroll_home(animate=False)
        self.refresh_bindings()

    def _make_aid(self, exercise: Exercise | None) -> Widget:
        t, window = self.t, self.window
        if exercise is None:
            return Static(Content(t("There is no exercise on the agenda.")))
        match self._aid:
            case Aid.FIRST:
                return TalkFirstView(window, exercise, t)
            case Aid.ANSWERS:
                return PrivateSides(window, exercise, t)
        return GuideView(exercise, window.guide(exercise), window.session.pack, t)

    def _show_head(self) -> None:
        t, window, exercise = self.t, self.window, self.exercise
        count = len(window.exercises)
        place = t("Exercise {n} of {all}", n=window.place + 1, all=count) if count else ""
        self.show_title(window.session.title, place)
        note = ""
        if self.looked_at and window.here:
            note = t("The stage is at {title}", title=t.quoted(one_line(window.here.title)))
        self.query_one(StepLine).show(exercise.title if exercise else "", note)
        self.query_one(PartBar).show(dict.fromkeys(Aid, ""), self._aid)
        self.query_one("#both").set_class(self._aid is Aid.NOTES and exercise is not None, "-notes")
        self.show_time()

    def _show_notes(self) -> None:
        exercise = self.exercise
        if exercise is None:
            self.pane.display = False
            return
        own, of_point = note_keys(exercise)
        point = self.t(POINT_LABELS[exercise.point].short)
        sheets = (
            Sheet(own, exercise.title, self.t("This exercise")),
            Sheet(of_point, point, self.t("Point: {title}", title=point)),
        )
        sheet = sheets[self._of_point]
        self.pane.show(sheets, sheet, self.window.notes.note(sheet.key))

    def show_time(self) -> None:
        """Show how time goes on."""
        self.query_one("#pace", Static).update(Content(pace_words(self.window.pace, self.t)))

    def why_not(self, action: str) -> str:
        """Say why there is nothing to write on and nowhere to go."""
        if self.exercise is None and action in _NEED_AN_EXERCISE:
            return self.t("There is no exercise on the agenda.")
        return super().why_not(action)

    # At hand

    async def action_aid(self, name: str) -> None:
        """Show one thing at hand; notes are ready to be written."""
        self._aid = Aid[name]
        await self.show()
        if self._aid is Aid.NOTES and self.exercise is not None:
            self.pane.area.focus()
        else:
            self.query_one("#aid").focus()

    async def action_turn(self) -> None:
        """Show the next thing at hand."""
        aids = list(Aid)
        await self.action_aid(aids[(aids.index(self._aid) + 1) % len(aids)].name)

    @on(PartBar.Chosen)
    async def _aid_chosen(self, event: PartBar.Chosen) -> None:
        await self.action_aid(Aid(event.part).name)

    async def action_mark(self) -> None:
        """Begin a line in the notes with the time."""
        self._aid = Aid.NOTES
        await self.show()
        self.pane.mark(self.window.time_mark())

    async def action_sheet(self) -> None:
        """Change between the notes to the exercise and those to its point."""
        self._of_point = not self._of_point
        await self.action_aid(Aid.NOTES.name)

    @on(NotesPane.Chosen)
    async def _sheet_chosen(self, event: NotesPane.Chosen) -> None:
        exercise = self.exercise
        self._of_point = exercise is not None and event.sheet.key != exercise.id
        await self.action_aid(Aid.NOTES.name)

    # Behind the seal

    @on(OpenForMe)
    @work
    async def _open_for_me(self, event: OpenForMe) -> None:
        """Warn, ask once, and record it."""
        t, exercise = self.t, self.exercise
        if exercise is None:
            return
        is_one = event.opened is Opened.ANSWERS
        exercises = (exercise,) if is_one else self.window.gaps_to_open
        question = (
            t("Open {title} for you alone?", title=t.quoted(one_line(exercise.title)))
            if is_one
            else t("Look through what is sealed, for you alone?")
        )
        details = t(
            "You then know more than the two know of each other. It is recorded in coach-notes.md with the time; the stage does not change. Is this window really not shared?"
        )
        dialog = ConfirmDialog(question, t("Open for me"), t("Leave it sealed"), details=details)
        if not await self.app.push_screen_wait(dialog):
            return
        if self.write(lambda: self.window.open_for_me(exercises, event.opened)):
            await self.show()
            self.query_one("#aid").focus()

    # Leaving

    def action_leave(self) -> None:
        """Go one level back: out of the notes, back to where the stage is, out of the window."""
        self.call_next(self._level_back)

    async def _level_back(self) -> None:
        if isinstance(self.focused, TextArea):
            self.flush()
            self.set_focus(None)
        elif self.looked_at:
            await self.action_here()
        else:
            self._ask_to_leave()

    @work
    async def _ask_to_leave(self) -> None:
        self.flush()
        t = self.t
        details = (
            t("Everything is saved. The stage stays open.")
            if self.is_all_written
            else t("Something could not be saved yet. If you leave now, it is lost.")
        )
        dialog = ConfirmDialog(
            t("Close the private window?"),
            t("Close"),
            t("Stay"),
            details=details,
            yes_first=self.is_all_written,
        )
        if await self.app.push_screen_wait(dialog):
            self.dismiss(None)
