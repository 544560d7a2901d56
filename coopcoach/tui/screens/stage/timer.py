"""The time of a session: counted while its stage is open, and shown against the agenda."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from coopcoach.errors import CoopcoachError
from coopcoach.services.session.stage import Stage
from coopcoach.tui.saving import Saver
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.widgets.frame.pace import PaceLine

# Seconds; the words change once a minute.
_TICK: Final = 5.0
# Columns from which the time of the whole session is shown as well.
_WIDE: Final = 100
# A longer gap between two ticks: the computer was asleep.
_LONGEST_GAP: Final = timedelta(minutes=30)


class SessionTimer:
    """Count a session's time from the opening of its stage to its end.

    Args:
        screen: Holds the ``PaceLine``.
        stage: The session.
        saver: Writes the time into the session's file.
    """

    def __init__(self, screen: BaseScreen[Any], stage: Stage, saver: Saver[Any, Any]) -> None:
        self._screen = screen
        self._stage = stage
        self._saver = saver
        self._last_tick: datetime

    def start(self) -> None:
        """Count from now on."""
        self._saver.write(self._stage.begin_time)
        self._last_tick = self._stage.now()
        self._screen.set_interval(_TICK, self.tick)

    def stop(self) -> None:
        """End the counting; where that cannot be written, the file keeps the last step's time."""
        with suppress(OSError, CoopcoachError):
            self._stage.end_time()

    def tick(self) -> None:
        """Show the time, and leave out a gap in which the computer was asleep."""
        last, self._last_tick = self._last_tick, self._stage.now()
        if self._last_tick - last > _LONGEST_GAP:
            self._saver.write(lambda: self._stage.skip_time(last))
        self.show()

    def show(self) -> None:
        """Show the time so far, against the agenda."""
        for line in self._screen.query(PaceLine):
            line.show(self._stage.pace, short=self._screen.size.width < _WIDE)

    def restart(self) -> None:
        """Count again, as after a look at the session before the call."""
        if self._saver.write(self._stage.restart_time):
            self._screen.say(self._stage.t("The time counts from now on."))
        self.show()
