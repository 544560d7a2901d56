"""Saves what is typed after a short quiet, and at the latest every second, inline.

Never from a thread: the older of two writes could land last.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from textual.message_pump import MessagePump
from textual.timer import Timer

QUIET = 0.3
LATEST = 1.0

Place = TypeVar("Place")
Typed = TypeVar("Typed")


class Autosave(Generic[Place, Typed]):
    """What is typed and not yet in the file, by the place where it belongs.

    Args:
        node: On whose clock it runs.
        save: Called when it is time to write.
    """

    def __init__(self, node: MessagePump, save: Callable[[], object]) -> None:
        self._node = node
        self._save = save
        self._quiet: Timer | None = None
        self._latest: Timer | None = None
        self._pending: dict[Place, Typed] = {}

    @property
    def pending(self) -> tuple[tuple[Place, Typed], ...]:
        """What is still to be written."""
        return tuple(self._pending.items())

    def put(self, place: Place, typed: Typed) -> None:
        """Take what was typed; what is newer takes the place of what is older."""
        self._pending[place] = typed
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = self._node.set_timer(QUIET, self._due)
        if self._latest is None:
            self._latest = self._node.set_timer(LATEST, self._due)

    def written(self, place: Place, typed: Typed) -> None:
        """Forget what is in the file, unless it was changed since."""
        if self._pending.get(place) == typed:
            del self._pending[place]

    def _due(self) -> None:
        for timer in (self._quiet, self._latest):
            if timer is not None:
                timer.stop()
        self._quiet = self._latest = None
        self._save()
