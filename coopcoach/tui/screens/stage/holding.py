"""Which stage may change a session: this one, or another that has it open; and the question before taking over."""

from __future__ import annotations

from typing import Any, Final

from coopcoach.services.session.stage import Stage
from coopcoach.services.session.stage_hold import StageHold
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog
from coopcoach.tui.widgets.pairs.joint import JointView

# What a stage that only looks does not offer: it would write.
_CHANGING: Final = frozenset({"reveal", "undo", "redo", "restart_time", "conflicts"})


class Holding:
    """Hold the session for a stage, or let it only look.

    Args:
        screen: Shows what is said.
        stage: The session.
        take_over: Whether to take it from another stage at once.
    """

    def __init__(self, screen: BaseScreen[Any], stage: Stage, *, take_over: bool) -> None:
        self._screen = screen
        self._stage = stage
        self._take_over = take_over
        self._hold = StageHold(stage)

    @property
    def only_looks(self) -> bool:
        """Whether this stage changes nothing."""
        return self._hold.only_looks is not None

    def start(self) -> None:
        """Take the session, or only look where another stage has it."""
        self._hold.take(force=self._take_over)

    def release(self) -> None:
        """Leave the session to others."""
        self._hold.release()

    def check(self) -> None:
        """Only look where another stage has taken the session over; what was typed before is written first."""
        other = self._hold.lost()
        if other is None:
            return
        self._screen.flush()
        self._hold.look(other)
        self._say()
        self._screen.redraw()

    def drops(self, view: JointView) -> bool:
        """Drop what was typed into a stage that only looks, and say so; return whether it does."""
        if not self.only_looks:
            return False
        if view.take_typed():
            view.redraw()
            self._say()
        return True

    def _say(self) -> None:
        if self.only_looks:
            self._screen.say(self._reason())

    def _reason(self) -> str:
        """Return why this stage only looks, as a sentence; "" where it does not."""
        reason = self._hold.only_looks
        words = reason.sentence(self._screen.t) if reason else ""
        return words[:1].upper() + words[1:]

    def why_not(self, action: str) -> str:
        """Return why a command is not possible in a stage that only looks, or has nothing to take over."""
        if action == "take_over" and not self.only_looks:
            return self._screen.t("This window already has the session.")
        return self._reason() if action in _CHANGING else ""

    async def ask(self) -> bool:
        """Ask, and take the session over; return whether it was done."""
        t = self._screen.t
        dialog = ConfirmDialog(
            t("Take the session over?"),
            t("Take over"),
            t("Just watch"),
            details=t(
                "The other window can then only watch. What was typed there last is kept, as a second version where both changed the same text."
            ),
        )
        if not await self._screen.app.push_screen_wait(dialog):
            return False
        self._hold.take(force=True)
        self._stage.live_session.refresh()
        return True
