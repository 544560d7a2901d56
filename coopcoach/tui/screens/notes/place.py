"""Where the private window is: with the stage, or looking elsewhere; and how it moves the stage."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType

from coopcoach.domain.exercise import Exercise
from coopcoach.i18n import N_, Translator
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.tui.screens.notes.writing import NotesWritingScreen
from coopcoach.tui.widgets.frame.step_line import StepLine

# Seconds after which a stage that has not moved is taken for one that is not open.
_PATIENCE: Final = 2.0


class NotesPlaceScreen(NotesWritingScreen):
    """A screen that follows the stage, can look elsewhere, and asks the stage to move.

    Args:
        window: The session.
        t: The language of the screen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,f8", "send_on", N_("Stage: on"), id="onward"),
        Binding("b,f3", "send_back", N_("Stage: back"), show=False, id="back"),
        Binding("comma", "look(-1)", N_("Look at the exercise before"), show=False),
        Binding("full_stop", "look(1)", N_("Look at the next exercise"), show=False),
        Binding("h", "here", N_("Back to where the stage is"), show=False),
        Binding("s", "send_here", N_("Send the stage to what I look at"), show=False),
        Binding("c", "curtain(True)", N_("Stage: draw the curtain"), show=False),
        Binding("v", "curtain(False)", N_("Stage: open the curtain"), show=False),
    ]

    def __init__(self, window: PrivateWindow, t: Translator) -> None:
        super().__init__(window, t)
        # The exercise that is looked at while the stage is at another; "" where it is followed.
        self.looked_at = ""
        self._stage_at = window.here.id if window.here else ""

    async def show(self) -> None:
        """Show the exercise."""

    @property
    def exercise(self) -> Exercise | None:
        """The exercise that is shown here."""
        looked_at = (e for e in self.window.exercises if e.id == self.looked_at)
        return next(looked_at, self.window.here)

    def redraw(self) -> None:
        """Follow the stage; what is typed stays where it belongs."""
        at = self.window.here.id if self.window.here else ""
        if at != self._stage_at:
            self._stage_at, self.looked_at = at, ""
        self.call_next(self.show)

    # Looking elsewhere

    async def action_look(self, by: int) -> None:
        """Look at another exercise; the stage stays where it is."""
        exercises, exercise = self.window.exercises, self.exercise
        place = exercises.index(exercise) + by if exercise else -1
        if not 0 <= place < len(exercises):
            self.say(self.t("There is no exercise further that way."))
            return
        is_stage = exercises[place] == self.window.here
        self.looked_at = "" if is_stage else exercises[place].id
        await self.show()

    @on(StepLine.Look)
    async def _look_wanted(self, event: StepLine.Look) -> None:
        await self.action_look(event.by)

    async def action_here(self) -> None:
        """Follow the stage again."""
        self.looked_at = ""
        await self.show()

    # Moving the stage

    def action_send_on(self) -> None:
        """Send the stage to the next exercise."""
        self._send(1)

    def action_send_back(self) -> None:
        """Send the stage to the exercise before."""
        self._send(-1)

    def _send(self, by: int) -> None:
        place = self.window.place + by
        if not 0 <= place < len(self.window.exercises):
            words = N_("The stage is at the last exercise.")
            first = N_("The stage is at the first exercise.")
            self.say(self.t(words if by > 0 else first))
            return
        self._send_to(self.window.exercises[place])

    def action_send_here(self) -> None:
        """Send the stage to the exercise that is looked at."""
        if self.exercise is not None:
            self._send_to(self.exercise)

    def _send_to(self, exercise: Exercise) -> None:
        self.flush()
        if self.write(lambda: self.window.send_to(exercise)):
            self.say("")
            self.set_timer(_PATIENCE, lambda: self._ask_whether_it_went(exercise.id))

    def _ask_whether_it_went(self, target: str) -> None:
        request = self.window.notes.request
        if self._stage_at != target and request is not None and request.go == target:
            self.say(
                self.t(
                    "The stage has not moved. Is it open? coopcoach run {session}",
                    session=self.window.session.slug,
                )
            )

    def action_curtain(self, drawn: bool) -> None:
        """Hide what the stage shows, or show it again."""
        if self.write(lambda: self.window.draw_curtain(drawn=drawn)):
            words = N_("The curtain of the stage is drawn; v opens it.")
            opened = N_("The curtain of the stage is open.")
            self.say(self.t(words if drawn else opened))
