"""The stage keeps time: how long each exercise takes, and how that stands against the agenda."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from coopcoach.errors import CoopcoachError
from coopcoach.i18n import N_
from coopcoach.tui.screens.stage.saving import SavingScreen
from coopcoach.tui.widgets.frame.pace import PaceLine

# Seconds; the words change once a minute.
_TICK: Final = 5.0
_WIDE: Final = 100
_ASLEEP: Final = timedelta(minutes=30)


class TimingScreen(SavingScreen):
    """A screen that keeps the session's time from its opening to its end, and shows it in its ``PaceLine``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("0", "restart_time", N_("Count the time anew"), show=False, id="restart_time"),
    ]

    _last_tick: datetime

    async def on_mount(self) -> None:
        """Keep time from now on."""
        self.write(self.stage.begin_time)
        self._last_tick = self.stage.now()
        self.set_interval(_TICK, self.tick)

    def on_unmount(self) -> None:
        """Time ends with the stage, however that ends; where the end cannot be written, little is lost."""
        with suppress(OSError, CoopcoachError):
            self.stage.end_time()

    def on_resize(self) -> None:
        """Say more where there is room."""
        self.show_pace()

    def tick(self) -> None:
        """Go on counting; a gap in which nothing ran, such as a night with the lid closed, does not count."""
        last, self._last_tick = self._last_tick, self.stage.now()
        if self._last_tick - last > _ASLEEP:
            self.write(lambda: self.stage.skip_time(last))
        self.show_pace()

    def show_pace(self) -> None:
        """Show how we stand."""
        for line in self.query(PaceLine):
            line.show(self.stage.pace, short=self.size.width < _WIDE)

    def action_restart_time(self) -> None:
        """Begin to count anew, as where the session was opened to look at it before the call."""
        if self.write(self.stage.restart_time):
            self.say(self.t("The time counts from now on."))
        self.show_pace()
