"""The stage: the screen that is shared in the call.

Whatever stands here may be seen by both partners: nothing sealed is ever mounted, and the coach's
notes and guides are not known to it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from coopcoach.domain.coach_notes import StageRequest
from coopcoach.domain.exercise import FIVE_POINTS, Exercise, Point
from coopcoach.errors import CoopcoachError
from coopcoach.i18n import N_, Translator
from coopcoach.services.session.stage import Stage
from coopcoach.tui.screens.stage.big_mode import BigMode
from coopcoach.tui.screens.stage.boards import View, board_view, leave_dialog, reveal_dialog
from coopcoach.tui.screens.stage.documents import DocumentsScreen
from coopcoach.tui.screens.stage.parts import (
    first_of,
    head_words,
    part_state,
    part_view,
    parts_of,
    stops_of,
)
from coopcoach.tui.screens.stage.time import TimingScreen
from coopcoach.tui.widgets.boards.action_list import ActionList, ParkedList
from coopcoach.tui.widgets.boards.board_list import BoardList
from coopcoach.tui.widgets.boards.overview import Overview
from coopcoach.tui.widgets.boards.session_close import ClosingView
from coopcoach.tui.widgets.frame.key_queue import when_settled
from coopcoach.tui.widgets.frame.pace import PaceLine
from coopcoach.tui.widgets.frame.parts import Part, PartBar
from coopcoach.tui.widgets.frame.path import PathBar
from coopcoach.tui.widgets.frame.sanitize import content
from coopcoach.tui.widgets.pairs.joint import JointView
from coopcoach.tui.widgets.pairs.sealed import SealedView
from coopcoach.tui.widgets.rules.list import RuleList
from coopcoach.tui.widgets.rules.page import RulePage


class StageScreen(BigMode, TimingScreen, DocumentsScreen):
    """One session, walked through with both partners.

    Args:
        stage: The session.
        t: The language of the screen.
    """

    CSS_PATH = "stage.tcss"
    # What has the focus is decided with each view; behind a curtain it must stay as it was.
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,f8", "onward", N_("On"), id="onward"),
        Binding("b,f3", "back", N_("To the part before"), show=False, id="back"),
        # Long fields would take this one for themselves.
        Binding("f7", "back", N_("To the part before"), show=False, priority=True, id="back"),
        Binding("r,ctrl+r", "reveal", N_("Reveal"), id="reveal"),
        Binding("g,f4", "view('RULES')", N_("Ground rules"), id="rules"),
        Binding("a,ctrl+n", "view('ACTIONS')", N_("Actions"), id="actions"),
        Binding("c,f2", "view('CLOSE')", N_("Closing"), id="close"),
        Binding("p,ctrl+t", "view('PARKED')", N_("Parked topics"), show=False, id="parked"),
        Binding("o,ctrl+o", "view('OVERVIEW')", N_("Agenda"), show=False, id="agenda"),
        Binding("1", "part(1)", N_("First part"), show=False, id="part_1"),
        Binding("2", "part(2)", N_("Second part"), show=False, id="part_2"),
        Binding("3", "part(3)", N_("Third part"), show=False, id="part_3"),
    ]

    def __init__(self, stage: Stage, t: Translator) -> None:
        super().__init__(stage, t)
        self._view = View.EXERCISE
        self._part: Part | None = None
        self._rule = ""
        self._rule_from = View.RULES
        self._shown = ""

    # What stands where

    def compose_body(self) -> ComposeResult:
        """The way, the exercise, its parts, and the open one."""
        yield PathBar(self.t)
        with Horizontal(id="head"):
            yield Static("", id="exercise", markup=False)
            yield PaceLine(self.t)
        yield PartBar(self.t)
        yield Container(id="body")

    async def on_mount(self) -> None:
        """Go on where the session stands."""
        await self._show()

    @property
    def _exercise(self) -> Exercise | None:
        return self.stage.here

    @property
    def _point(self) -> Point:
        """The point to which a new rule or a parked topic belongs."""
        point = self._exercise.point if self._exercise else "team"
        return point if point in FIVE_POINTS else "team"

    @property
    def _parts(self) -> list[Part]:
        return parts_of(self.stage, self._exercise) if self._exercise else []

    async def _show(self) -> None:
        """Put the view into the body; what was there is gone from the screen and from memory."""
        if self._part not in self._parts:
            self._part = next(iter(self._parts), None)
        self._shown = self._exercise.id if self._exercise else ""
        body = self.query_one("#body", Container)
        view = self._make_view()
        with self.drawn_as_one():
            await body.remove_children()
            self._show_head()
            await body.mount(view)
        self._focus_first(view)
        self.refresh_bindings()

    def _show_head(self) -> None:
        t, stage, exercise = self.t, self.stage, self._exercise
        place = t("Exercise {n} of {all}", n=stage.place + 1, all=len(stage.exercises))
        self.show_title(stage.session.title, place)
        self.query_one(PathBar).show(stops_of(self.stage))
        in_exercise = self._view is View.EXERCISE
        self.show_pace()
        head, parts = self.query_one("#head"), self.query_one(PartBar)
        head.display = parts.display = in_exercise
        if exercise is not None and in_exercise:
            self.query_one("#exercise", Static).update(head_words(exercise))
            states = {part: part_state(stage, t, exercise, part) for part in self._parts}
            parts.show(states, self._part)

    def _make_view(self) -> Widget:
        if self._view is not View.EXERCISE:
            return board_view(self._view, self.stage, self.t, self._point, self._rule)
        if self._exercise is None:
            return Static(Content(self.t("There is no exercise on the agenda: o takes one in.")))
        try:
            return part_view(self.stage, self.t, self._exercise, self._part)
        except (CoopcoachError, OSError) as error:
            # A file can be damaged while it lies open in a sync folder; the session goes on.
            return Static(content(self.fault_words(error)))

    def _focus_first(self, view: Widget) -> None:
        if isinstance(view, BoardList | RulePage):
            view.focus_first()
        elif view.query("#reveal"):
            view.query_one("#reveal").focus()
        elif view.can_focus:
            # Not into the first field: there, the letters would be typed.
            view.focus()

    def redraw(self) -> None:
        """Show what has changed, and leave the focus where it is."""
        exercise = self._exercise
        is_stale = exercise is not None and (
            exercise.id != self._shown
            or (bool(self.query(SealedView)) and self.stage.session.is_revealed(exercise.id))
        )
        if is_stale:
            self.call_next(self._show)
            return
        self._show_head()
        for board in self.query(BoardList):
            board.redraw()
        for page in self.query(RulePage):
            page.redraw()
        for closing in self.query(ClosingView):
            closing.redraw()
        for joint in self.query(JointView):
            joint.reload(self.stage.session)
        self.refresh_bindings()

    def obey(self, request: StageRequest) -> bool:
        """Go where the private window asks to, whatever is open."""
        is_done = super().obey(request)
        if is_done and request.go:
            self._part = None
            self.call_next(self._open, View.EXERCISE)
        return is_done

    # The walk

    async def action_onward(self) -> None:
        """Go to the next part, and after the last one to the next exercise."""
        self.clear_message()
        if self._view is not View.EXERCISE:
            await self._open(View.EXERCISE)
            return
        parts = self._parts
        at = parts.index(self._part) if self._part in parts else len(parts)
        if at + 1 < len(parts):
            self._part = parts[at + 1]
        else:
            going: list[bool] = []
            if not self.write(lambda: going.append(self.stage.go_on())):
                return
            self._part = None
            if not going[0]:
                self._view = View.CLOSE
                said = N_("That was the last exercise. m puts the PDF into a mail to both of you.")
                self.say(self.t(said))
        await self._open(self._view)

    def action_back(self) -> None:
        """Go to the part before, and before the first one to the exercise before."""
        when_settled(self.app, lambda: self.call_next(self._back))

    async def _back(self) -> None:
        self.clear_message()
        if self._view is not View.EXERCISE:
            await self._open(View.EXERCISE)
            return
        parts = self._parts
        at = parts.index(self._part) if self._part in parts else 0
        if at > 0:
            self._part = parts[at - 1]
        elif self.stage.place == 0:
            self.say(self.t("This is the beginning of the session."))
            return
        elif self.write(self.stage.go_back):
            self._part = self._parts[-1]
        await self._open(View.EXERCISE)

    async def action_part(self, number: int) -> None:
        """Open a part of the exercise by its number."""
        parts = self._parts
        if number > len(parts):
            self.say(self.t("This exercise has no part {n}.", n=number))
            return
        self._part = parts[number - 1]
        await self._open(View.EXERCISE)

    async def action_view(self, name: str) -> None:
        """Open a board; the same key again closes it."""
        self.clear_message()
        view = View[name]
        await self._open(View.EXERCISE if view is self._view else view)

    async def _open(self, view: View) -> None:
        self.flush()
        self._view = view
        await self._show()

    async def _go_to(self, exercise_id: str) -> None:
        if self.write(lambda: self.stage.go_to(exercise_id)):
            self._part = None
            await self._open(View.EXERCISE)

    @on(PathBar.Chosen)
    async def _point_chosen(self, event: PathBar.Chosen) -> None:
        await self._go_to(first_of(self.stage, event.point))

    @on(PartBar.Chosen)
    async def _part_chosen(self, event: PartBar.Chosen) -> None:
        self._part = Part(event.part)
        await self._open(View.EXERCISE)

    @on(BoardList.Opened)
    async def _entry_opened(self, event: BoardList.Opened) -> None:
        event.stop()
        match event.board:
            case Overview():
                await self._go_to(event.entry)
            case RuleList():
                self._rule, self._rule_from = event.entry, self._view
                await self._open(View.RULE)
            case ActionList() | ParkedList() as board:
                board.action_write(event.entry)

    # The reveal

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work here; the bar names those that lead on from here."""
        writes = self._view is View.EXERCISE and self._part is Part.JOINT
        closes = self._view is View.CLOSE
        is_sealed = not self.why_not("reveal")
        shown = {
            "reveal": is_sealed,
            # Five at most: it takes the place of the reveal.
            "view('CLOSE')": not (is_sealed or writes) and self._view is View.EXERCISE,
            "app.focus_next": writes,
            "leave": self._view is not View.EXERCISE,
            "onward": not closes,
            "view('RULES')": not closes,
            "view('ACTIONS')": not closes,
            "draft": closes,
            "export": closes,
        }
        return {
            key: active._replace(binding=replace(active.binding, show=shown[active.binding.action]))
            if active.binding.action in shown
            else active
            for key, active in super().active_bindings.items()
        }

    def why_not(self, action: str) -> str:
        """Say why there is nothing to reveal."""
        exercise = self._exercise
        if action == "reveal" and exercise is not None:
            if not self.stage.prepared_prompts(exercise):
                return self.t("Nothing is sealed here: this exercise is answered together.")
            when = self.stage.session.revealed_at(exercise.id)
            if when is not None:
                return self.t("It was revealed on {moment}.", moment=self.t.moment(when))
        return super().why_not(action)

    @on(SealedView.Wanted)
    def _reveal_wanted(self) -> None:
        self.action_reveal()

    @work
    async def action_reveal(self) -> None:
        """Ask once, then open the exercise to both."""
        exercise = self._exercise
        if exercise is None:
            return
        dialog = reveal_dialog(self.stage, exercise, self.t)
        if not await self.app.push_screen_wait(dialog):
            return
        if self.write(lambda: self.stage.reveal(exercise)):
            self._part = Part.EACH
            await self._open(View.EXERCISE)

    # Leaving

    def action_leave(self) -> None:
        """Go one level back: out of a field, out of a board, out of the session."""
        self.call_next(self._level_back)

    async def _level_back(self) -> None:
        if isinstance(self.focused, Input | TextArea):
            self.flush()
            self._focus_first(self.query_one("#body").children[0])
        elif self._view is View.RULE:
            await self._open(self._rule_from)
        elif self._view is not View.EXERCISE:
            await self._open(View.EXERCISE)
        else:
            self._ask_to_leave()

    @work
    async def _ask_to_leave(self) -> None:
        self.flush()
        dialog = leave_dialog(self.is_all_written, self.t)
        if await self.app.push_screen_wait(dialog):
            self.dismiss(None)
