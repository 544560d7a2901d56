"""What the stage does about writing: autosave, one way to write, undo, changes by other programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from coopcoach.domain.answers import Answer
from coopcoach.domain.coach_notes import StageRequest
from coopcoach.errors import CoopcoachError, WrongCall
from coopcoach.i18n import N_, Translator
from coopcoach.services.session.stage import Stage
from coopcoach.services.session.stage_requests import StageRequests, follow
from coopcoach.tui.screens.base import BaseScreen, without_folder
from coopcoach.tui.screens.curtain import CurtainScreen
from coopcoach.tui.widgets.frame.autosave import Autosave
from coopcoach.tui.widgets.frame.following import Following
from coopcoach.tui.widgets.frame.saved_mark import Saved
from coopcoach.tui.widgets.frame.write import Write
from coopcoach.tui.widgets.pairs.joint import JointView, Slot

_LOOK_EVERY = 1.0


class SavingScreen(BaseScreen[None]):
    """A screen whose every change is in the session's file at once, or says why it is not.

    Args:
        stage: The session.
        t: The language of the screen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,ctrl+g,f10", "undo", N_("Take back"), show=False, id="undo"),
    ]

    def __init__(self, stage: Stage, t: Translator) -> None:
        super().__init__(t)
        self.stage = stage
        self._autosave = Autosave[Slot, Answer](self, self.flush)
        self._waiting: list[Callable[[], object]] = []
        self._fault = ""
        self._requests = StageRequests(stage)
        self._following = Following(self, self._requests.folder, self._requests.files, self._look)

    async def on_mount(self) -> None:
        """Look for changes by other programs, and try again what could not be written."""
        self._following.start()
        self.set_interval(_LOOK_EVERY, self._look)

    def on_unmount(self) -> None:
        """Look no longer."""
        self._following.stop()

    def redraw(self) -> None:
        """Show the session as it is now, where something else than typing has changed it."""

    # Writing

    def on_joint_view_typed(self, event: JointView.Typed) -> None:
        """Take what was typed into a joint answer."""
        event.stop()
        self._autosave.put(event.slot, event.answer)
        self.show_saved(Saved.SAVING)

    def on_write(self, event: Write) -> None:
        """Write what a view wants written."""
        event.stop()
        if self.write(event.deed, again=True):
            self.say(self._conflict_words() or event.said)
            if event.then is not None:
                event.then()
        self.redraw()

    def write(self, deed: Callable[[], object], *, again: bool = False) -> bool:
        """Write one thing, after what was typed before it.

        Args:
            deed: Writes it.
            again: Whether it is tried again every second where the disk refuses it. That is for what
                was typed: a reveal must not come by itself, later, when nobody expects it.

        Returns:
            Whether it is in the file.
        """
        self.flush()
        try:
            deed()
        except WrongCall as error:
            self.say(error.sentence(self.t))
            return False
        except (OSError, CoopcoachError) as error:
            if again:
                self._waiting.append(deed)
            self._not_saved(error, again=again)
            return False
        self._saved()
        return True

    def flush(self) -> None:
        """Write what was typed."""
        for slot, answer in self._autosave.pending:
            try:
                self.stage.set_joint(slot.prompt, answer, slot.partner)
            except (OSError, CoopcoachError) as error:
                self._not_saved(error)
                return
            self._autosave.written(slot, answer)
            self._saved()
            if self.stage.live_session.conflicts:
                self.say(self._conflict_words())
                self.redraw()

    @property
    def is_all_written(self) -> bool:
        """Whether nothing waits for being written."""
        return not (self._autosave.pending or self._waiting)

    def _saved(self) -> None:
        if not self.is_all_written:
            return
        if self._fault:
            self._fault = ""
            self.say(self.t("Everything is saved again."))
        self.show_saved(Saved.SAVED)
        self.refresh_bindings()

    def _not_saved(self, error: Exception, *, again: bool = True) -> None:
        self.show_saved(Saved.NOT_SAVED)
        why = self.fault_words(error)
        if again:
            fault = self.t("Not saved: {why}. It is tried again every second.", why=why)
        else:
            fault = self.t("Not done: {why}. Please try it once more.", why=why)
        if fault != self._fault:
            self._fault = fault
            self.say(fault)

    def fault_words(self, error: Exception) -> str:
        """Return what is wrong, as it may stand on a shared screen."""
        if isinstance(error, CoopcoachError):
            return without_folder(error.sentence(self.t), self.stage.workspace.root)
        return _reason(error)

    def _conflict_words(self) -> str:
        if not self.stage.live_session.conflicts:
            return ""
        return self.t("Another program changed the same. Both versions were kept in session.md.")

    # Other programs

    def obey(self, request: StageRequest) -> bool:
        """Do what the private window asks for; returns whether it is in the file."""
        is_drawn = isinstance(self.app.screen, CurtainScreen)
        if request.curtain not in {None, is_drawn}:
            self.call_next(self.app.run_action, "app.curtain")
        return self.write(lambda: follow(self.stage, request))

    def _look(self) -> None:
        if self._waiting:
            self._try_again()
        request = self._requests.new()
        if request is not None:
            self.obey(request)
        if self._autosave.pending:
            if self._fault:
                self.flush()
            return
        try:
            changed = self.stage.live_session.refresh()
        except (OSError, CoopcoachError) as error:
            self._not_saved(error)
            return
        if self._fault:
            self._saved()
        if changed:
            self.say(self.t("Another program changed the session; this is how it stands now."))
            self.redraw()

    def _try_again(self) -> None:
        waiting, self._waiting = self._waiting, []
        for number, deed in enumerate(waiting):
            if not self.write(deed, again=True):
                self._waiting.extend(waiting[number + 1 :])
                return
        self.redraw()

    # Undo

    def why_not(self, action: str) -> str:
        """Say why there is nothing to take back."""
        if (
            action == "undo"
            and self.stage.live_session.undo_label is None
            and not self._autosave.pending
        ):
            return self.t("There is nothing to take back. A reveal stays: seen is seen.")
        return super().why_not(action)

    def action_undo(self) -> None:
        """Take back the last change, whatever it was."""
        taken: list[str | None] = []
        if self.write(lambda: taken.append(self.stage.live_session.undo())) and taken[0]:
            self.say(self.t("Taken back: {what}", what=self.t(taken[0])))
        self.redraw()


def _reason(error: Exception) -> str:
    # strerror names no path.
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)
