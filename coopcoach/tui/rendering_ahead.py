"""Make PDFs ahead while nothing changes, so that an export finds them finished."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from coopcoach.errors import CoopcoachError
from coopcoach.services.documents.catalogue import Renderer
from coopcoach.tui.exporting import Exporter
from coopcoach.tui.screens.base import BaseScreen

# Seconds: between two looks, and without a change before PDFs are made.
_EVERY: Final = 0.5
_IDLE: Final = 1.5

# Runs in a thread: makes the PDFs, and asks whether they are wanted no more.
MakeAhead = Callable[[Renderer, Callable[[], bool]], None]


class AheadRenderer:
    """Make PDFs once for each state of a screen, in a thread; a change stops those that are being made.

    Args:
        screen: Its end stops the work.
        exporter: Writes the documents, with the same renderer.
        make: Makes the PDFs and keeps them in the renderer; nothing is written.
        state: Returns what the PDFs are made of, a new object after each change; None where nothing is to be made.
    """

    def __init__(
        self,
        screen: BaseScreen[Any],
        exporter: Exporter,
        make: MakeAhead,
        state: Callable[[], object | None],
    ) -> None:
        self._screen = screen
        self._exporter = exporter
        self._make = make
        self._state = state
        self._seen: object | None = None
        self._since = 0.0
        self._is_made = False
        self._is_busy = False
        self._is_closed = False

    def start(self) -> None:
        """Begin to look for a pause."""
        self._screen.set_interval(_EVERY, self.look)

    def close(self) -> None:
        """Stop, also in the middle of a PDF."""
        self._is_closed = True

    def look(self, idle: float = _IDLE) -> None:
        """Make the PDFs if nothing has changed for some seconds."""
        state = self._state()
        if state is not self._seen:
            self._seen, self._since, self._is_made = state, time.monotonic(), False
        is_due = state is not None and time.monotonic() - self._since >= idle
        if is_due and not (self._is_made or self._is_busy or self._exporter.is_running):
            self._is_made = self._is_busy = True
            self._screen.run_worker(lambda: self._run(state), thread=True, group="ahead")

    def _run(self, state: object) -> None:
        # The export meets the same error and reports it.
        with suppress(CoopcoachError, OSError):
            self._make(
                self._exporter.renderer, lambda: self._is_closed or self._state() is not state
            )
        self._is_busy = False
