"""The stage: the screen that is shared in the call.

Both partners may see all of it: nothing sealed is ever mounted, and it reads neither the coach's notes nor
the coach guides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from coopcoach.domain.answers import Answer
from coopcoach.domain.coach_notes import StageRequest
from coopcoach.domain.exercise import Exercise
from coopcoach.errors import CoopcoachError
from coopcoach.i18n import N_
from coopcoach.services.session.live_session import Change
from coopcoach.services.session.stage import Stage
from coopcoach.services.session.stage_requests import StageRequests, follow
from coopcoach.tui.commands import STAGE
from coopcoach.tui.messages import WriteRequest
from coopcoach.tui.saving import Saver
from coopcoach.tui.screens.base import BaseScreen, Redraws
from coopcoach.tui.screens.curtain import CurtainScreen
from coopcoach.tui.screens.stage.bar import in_bar
from coopcoach.tui.screens.stage.changes import change_words, exercise_of, scroll_to, view_of
from coopcoach.tui.screens.stage.documents import StageDocuments
from coopcoach.tui.screens.stage.holding import Holding
from coopcoach.tui.screens.stage.open_versions import OpenVersionsLine, open_conflicts
from coopcoach.tui.screens.stage.timer import SessionTimer
from coopcoach.tui.screens.stage.views import (
    StageView,
    first_of,
    focus_first,
    go_to_answers,
    last_words,
    leave_dialog,
    make_view,
    part_state,
    parts_of,
    restart_dialog,
    reveal_dialog,
    stops_of,
    turn_big,
    why_not,
)
from coopcoach.tui.widgets.boards.action_list import ActionList, ParkedList
from coopcoach.tui.widgets.boards.board_list import BoardList
from coopcoach.tui.widgets.boards.overview import Overview
from coopcoach.tui.widgets.frame.key_queue import after_pending_keys
from coopcoach.tui.widgets.frame.pace import PaceLine
from coopcoach.tui.widgets.frame.parts import ExercisePart, PartBar
from coopcoach.tui.widgets.frame.path import PathBar
from coopcoach.tui.widgets.frame.sanitize import content, one_line
from coopcoach.tui.widgets.pairs.joint import JointView, Slot
from coopcoach.tui.widgets.pairs.joint_page import JointPage
from coopcoach.tui.widgets.pairs.sealed import SealedView
from coopcoach.tui.widgets.rules.list import RuleList
from coopcoach.tui.widgets.rules.page import RulePage
from coopcoach.tui.widgets.rules.writing import NewRule, RuleDrafted, on_board

_CONFLICT: Final = N_(
    "Another program changed the same text. Both versions are kept: choose one with F6."
)


class StageScreen(BaseScreen[None]):
    """The stage of a session.

    Args:
        stage: The session.
        take_over: Whether to take it from another stage that has it open.
        renders_ahead: Whether to make the summary while nothing changes.
    """

    CSS_PATH = "stage.tcss"
    # Each view decides where the focus is; behind a curtain it must stay where it was.
    AUTO_FOCUS = ""
    BINDINGS = STAGE.bindings()

    def __init__(
        self, stage: Stage, *, take_over: bool = False, renders_ahead: bool = False
    ) -> None:
        super().__init__(stage.t)
        self.stage = stage
        self._requests = StageRequests(stage)
        self.saver = Saver[Slot, Answer](
            self,
            stage.workspace.root,
            save=lambda slot, answer: stage.set_joint(slot.prompt, answer, slot.partner),
            refresh=lambda: self.saver.is_all_written and stage.live_session.refresh(),
            conflict=lambda: _CONFLICT if stage.live_session.conflicts else "",
            changed=N_("Another program changed the session; this is how it is now."),
            watched=(self._requests.folder, self._requests.files),
            before_refresh=self._carry_out_request,
            unkept=lambda: stage.live_session.unkept,
        )
        self.documents = StageDocuments(self, stage, self.saver, renders_ahead=renders_ahead)
        self.timer = SessionTimer(self, stage, self.saver)
        self.holding = Holding(self, stage, take_over=take_over)
        self._open_versions = OpenVersionsLine(stage)
        self._view = StageView.EXERCISE
        self._part: ExercisePart | None = None
        self._rule_id = ""
        self._rule_opened_from = StageView.RULES
        self._shown_exercise = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the path, the exercise with the time, its parts, and the open view."""
        yield PathBar(self.t)
        yield self._open_versions
        with Horizontal(id="head"):
            yield Static("", id="exercise", markup=False)
            yield PaceLine(self.t)
        yield PartBar(self.t)
        yield Container(id="body")

    async def on_mount(self) -> None:
        """Show the exercise at which the session is."""
        self.holding.start()
        await self._show()
        self.timer.start()
        self.saver.start()
        self.documents.start()

    def on_unmount(self) -> None:
        """End the time, the watcher and the renderer."""
        self.timer.stop()
        self.saver.stop()
        self.documents.close()
        self.holding.release()

    def on_resize(self) -> None:
        """Show the time in the words for which there is room."""
        self.timer.show()

    # Showing

    @property
    def _exercise(self) -> Exercise | None:
        return self.stage.here

    @property
    def _parts(self) -> list[ExercisePart]:
        return parts_of(self.stage, self._exercise) if self._exercise else []

    async def _show(self) -> None:
        """Mount the open view; the one before is removed."""
        if self._part not in self._parts:
            self._part = next(iter(self._parts), None)
        self._shown_exercise = self._exercise.id if self._exercise else ""
        body = self.query_one("#body", Container)
        view = self._make_view()
        with self.single_update():
            await body.remove_children()
            self._show_head()
            await body.mount(view)
        focus_first(view)
        self.refresh_bindings()

    def _show_head(self) -> None:
        t, stage, exercise = self.t, self.stage, self._exercise
        place = t("Exercise {n} of {all}", n=stage.place + 1, all=len(stage.exercises))
        self.show_title(stage.session.title, place)
        self.query_one(PathBar).show(stops_of(stage))
        self._open_versions.redraw()
        self.timer.show()
        in_exercise = self._view is StageView.EXERCISE
        head, parts = self.query_one("#head"), self.query_one(PartBar)
        head.display = parts.display = in_exercise
        if exercise is not None and in_exercise:
            title = Content.styled(one_line(exercise.title), "bold")
            self.query_one("#exercise", Static).update(title)
            states = {part: part_state(stage, exercise, part) for part in self._parts}
            parts.show(states, self._part, numbered=self._part is not ExercisePart.JOINT)

    def _make_view(self) -> Widget:
        try:
            return make_view(self._view, self.stage, self._exercise, self._part, self._rule_id)
        except (CoopcoachError, OSError) as error:
            # A file can be damaged while it lies open in a sync folder; the session goes on.
            return Static(content(self.saver.explain(error)))

    def redraw(self) -> None:
        """Show the session as it is now, and leave the focus where it is."""
        self.flush()
        exercise = self._exercise
        is_stale = exercise is not None and (
            exercise.id != self._shown_exercise
            or (bool(self.query(SealedView)) and self.stage.session.is_revealed(exercise.id))
        )
        if is_stale:
            self.call_next(self._show)
            return
        self._show_head()
        for widget in self.query("#body *"):
            # Typed text that could not be saved stays in its field.
            is_kept = isinstance(widget, JointView) and not self.saver.is_all_written
            if isinstance(widget, Redraws) and not is_kept:
                widget.redraw()
        self.refresh_bindings()

    # Saving, undo, and the requests of the private window

    def flush(self) -> None:
        """Write typed text, also text of which no message has arrived yet."""
        for view in self.query(JointView):
            self._put_typed(view)
        self.saver.flush()

    @on(JointView.Typed)
    def _joint_answer_typed(self, event: JointView.Typed) -> None:
        event.stop()
        self._put_typed(event.view)

    def _put_typed(self, view: JointView) -> None:
        for slot, answer in () if self.holding.drops(view) else view.take_typed():
            self.saver.put(slot, answer)

    @on(WriteRequest)
    def _write_requested(self, event: WriteRequest) -> None:
        event.stop()
        written = self.saver.write(event.command, retry=True)
        if written and not written.merged:
            self.say(event.done)
        self.redraw()

    def action_undo(self) -> None:
        """Undo the last change of any kind but a reveal."""
        undone = self.saver.write(self.stage.live_session.undo)
        if undone and undone.value:
            self.call_next(self._show_change, undone.value, is_back=True)

    def action_redo(self) -> None:
        """Do the change again that was taken back last."""
        done = self.saver.write(self.stage.live_session.redo)
        if done and done.value:
            self.call_next(self._show_change, done.value, is_back=False)

    async def _show_change(self, change: Change, *, is_back: bool) -> None:
        """Go to what a change touched, and name it."""
        view, said = view_of(change), change_words(self.stage, change, is_back=is_back)
        exercise = exercise_of(self.stage, change.prompt_id)
        if view is StageView.EXERCISE and exercise is not None:
            if exercise != self._exercise:
                self.saver.write(lambda: self.stage.go_to(exercise.id))
            self._part = ExercisePart.JOINT
        shows_rules = self._view is StageView.RULE or self._part is ExercisePart.RULES
        if view is None or (view is StageView.RULES and shows_rules):
            self.redraw()
            self.say(said)
        else:
            await self._open(view, said)
            scroll_to(self, change.prompt_id)

    def _carry_out_request(self) -> None:
        self.holding.check()
        request = self._requests.new()
        if request is not None:
            self._follow(request)

    def _follow(self, request: StageRequest) -> None:
        """Carry out a request of the private window: go to an exercise, or draw or open the curtain."""
        if request.curtain not in {None, isinstance(self.app.screen, CurtainScreen)}:
            self.call_next(self.app.run_action, "app.curtain")
        if self.saver.write(lambda: follow(self.stage, request)) and request.go:
            self._part = None
            self.call_next(self._open, StageView.EXERCISE)

    # The walk

    async def action_onward(self) -> None:
        """Go to the next part, and after the last part to the next exercise."""
        parts = self._parts
        at = parts.index(self._part) if self._part in parts else len(parts)
        if self._view is StageView.CLOSE and self.stage.is_at_last and at + 1 == len(parts):
            self.say(last_words(self.t))
        elif self._view is not StageView.EXERCISE or at + 1 < len(parts):
            if self._view is StageView.EXERCISE:
                self._part = parts[at + 1]
            await self._open(StageView.EXERCISE)
        elif moved := self.saver.write(self.stage.go_on):
            self._part = None if moved.value else self._part
            said = "" if moved.value else last_words(self.t)
            await self._open(StageView.CLOSE if said else self._view, said)

    def action_back(self) -> None:
        """Go to the part before, and before the first part to the exercise before."""
        after_pending_keys(self.app, lambda: self.call_next(self._back))

    async def _back(self) -> None:
        if self._view is not StageView.EXERCISE:
            await self._open(StageView.EXERCISE)
            return
        parts = self._parts
        at = parts.index(self._part) if self._part in parts else 0
        if at > 0:
            self._part = parts[at - 1]
        elif self.stage.place == 0:
            self.say(self.t("This is the beginning of the session."))
            return
        elif self.saver.write(self.stage.go_back):
            self._part = self._parts[-1]
        await self._open(StageView.EXERCISE)

    async def action_part(self, number: int) -> None:
        """Open a part of the exercise by its number."""
        parts = self._parts
        if number > len(parts):
            self.say(self.t("This exercise has no part {n}.", n=number))
            return
        self._part = parts[number - 1]
        await self._open(StageView.EXERCISE)

    async def action_view(self, name: str) -> None:
        """Open a board; close it if it is open."""
        view = StageView[name]
        await self._open(StageView.EXERCISE if view is self._view else view)

    def action_conflicts(self) -> None:
        """Open both versions of what two programs changed."""
        open_conflicts(self, self.stage)

    @work
    async def action_take_over(self) -> None:
        """Take the session from the stage that has it open, after a question."""
        if await self.holding.ask():
            self.saver.write(self.stage.begin_time)
            await self._open(self._view)

    async def _open(self, view: StageView, said: str = "") -> None:
        """Show a view with ``said`` as its message; how far an export is stays in sight."""
        self.flush()
        self._view = view
        if said or not self.documents.exporter.is_running:
            self.say(said)
        await self._show()

    async def _go_to(self, exercise_id: str) -> None:
        if self.saver.write(lambda: self.stage.go_to(exercise_id)):
            self._part = None
            await self._open(StageView.EXERCISE)

    @on(PathBar.Chosen)
    async def _point_chosen(self, event: PathBar.Chosen) -> None:
        await self._go_to(first_of(self.stage, event.point))

    @on(PartBar.Chosen)
    async def _part_chosen(self, event: PartBar.Chosen) -> None:
        self._part = ExercisePart(event.part)
        await self._open(StageView.EXERCISE)

    @on(BoardList.EntryChosen)
    async def _entry_opened(self, event: BoardList.EntryChosen) -> None:
        event.stop()
        match event.board:
            case Overview():
                await self._go_to(event.entry)
            case RuleList():
                self._rule_id, self._rule_opened_from = event.entry, self._view
                await self._open(StageView.RULE)
            case ActionList() | ParkedList() as board:
                board.action_write(event.entry)

    # Joint answers beside both answers, and rules from them

    def typing_field(self) -> Input | TextArea | None:
        """Return the field of the joint answer; on other pages the one behind the focus."""
        own = next((page.target for page in self.query(JointPage)), None)
        return own or super().typing_field()

    def action_answers(self) -> None:
        """Go from the field of the joint answer to both answers, and back."""
        if said := go_to_answers(self, self.stage, self._exercise):
            self.say(said)

    @on(RuleDrafted)
    @work
    async def _rule_drafted(self, event: RuleDrafted) -> None:
        """Put a draft on the board, after a form unless its wording is final, and open it for both voices."""
        event.stop()
        self.flush()
        rule = NewRule(self.stage, event.draft)
        if (event.final or await rule.ask(self.app)) and self.saver.write(rule.write, retry=True):
            if self._view is not StageView.RULE:
                self._rule_opened_from = self._view
            self._rule_id = rule.id
            await self._open(StageView.RULE, on_board(self.t, final=event.final))
            # A second Enter on a proposal must not give a vote.
            if not event.final:
                self.query_one(RulePage).focus_voices()

    # The reveal

    @on(SealedView.RevealPressed)
    def _reveal_pressed(self) -> None:
        self.action_reveal()

    @work
    async def action_reveal(self) -> None:
        """Ask once, then reveal the exercise to both partners."""
        exercise, ask = self._exercise, self.app.push_screen_wait
        if exercise is None or not await ask(reveal_dialog(self.stage, exercise)):
            return
        if self.saver.write(lambda: self.stage.reveal(exercise)):
            self._part = ExercisePart.EACH
            await self._open(StageView.EXERCISE)

    # Documents, time, big mode

    def action_export(self) -> None:
        """Write the summary; cancel the export that runs."""
        self.documents.summary()

    def action_draft(self) -> None:
        """Write summary and mail; cancel the export that runs."""
        self.documents.mail()

    @work
    async def action_restart_time(self) -> None:
        """Count the time again, after a question."""
        if await self.app.push_screen_wait(restart_dialog(self.stage)):
            self.timer.restart()

    async def action_big(self) -> None:
        """Turn big mode on or off, for small video windows."""
        self.flush()
        self.say(await turn_big(self))

    # Keys

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now; the bar names those that lead on from this view."""
        shown = in_bar(self, self._view, self._part, only_looks=self.holding.only_looks)
        return {
            key: active._replace(binding=replace(active.binding, show=shown[active.binding.id]))
            if active.binding.id in shown
            else active
            for key, active in super().active_bindings.items()
        }

    def why_not(self, action: str) -> str:
        """Return why there is nothing to reveal, to undo or to do again, or why this stage only looks."""
        is_written = self.saver.is_all_written
        reason = why_not(self.stage, action, self._exercise, is_all_written=is_written)
        return self.holding.why_not(action) or reason or super().why_not(action)

    # Leaving

    def action_leave(self) -> None:
        """Go one level back: out of a field, out of a board, out of the session."""
        self.call_next(self._level_back)

    async def _level_back(self) -> None:
        if isinstance(self.focused, Input | TextArea):
            self.flush()
            view = self.query_one("#body").children[0]
            self.set_focus(view if view.can_focus else None)
        elif self._view is StageView.RULE:
            await self._open(self._rule_opened_from)
        elif self._view is not StageView.EXERCISE:
            await self._open(StageView.EXERCISE)
        else:
            self._ask_to_leave()

    @work
    async def _ask_to_leave(self) -> None:
        self.flush()
        dialog = leave_dialog(self, is_all_written=self.saver.is_all_written)
        if await self.app.push_screen_wait(dialog):
            self.dismiss(None)
