"""Saves what is typed after a short quiet, and at the latest every second, inline.

Never from a thread: the older of two writes could land last.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

from coopcoach.domain.answers import Answer
from coopcoach.tui.widgets.joint import Slot

QUIET = 0.3
LATEST = 1.0


class Autosave:
    """Answers that are typed and not yet in the file.

    Args:
        node: On whose clock it runs.
        save: Called when it is time to write.
    """

    def __init__(self, node: MessagePump, save: Callable[[], object]) -> None:
        self._node = node
        self._save = save
        self._quiet: Timer | None = None
        self._latest: Timer | None = None
        self._pending: dict[tuple[str, str], tuple[Slot, Answer]] = {}

    @property
    def pending(self) -> tuple[tuple[Slot, Answer], ...]:
        """What is still to be written."""
        return tuple(self._pending.values())

    def put(self, slot: Slot, answer: Answer) -> None:
        """Take what was typed; a newer answer takes the place of an older one."""
        self._pending[slot.prompt.id, slot.partner] = (slot, answer)
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = self._node.set_timer(QUIET, self._due)
        if self._latest is None:
            self._latest = self._node.set_timer(LATEST, self._due)

    def written(self, slot: Slot, answer: Answer) -> None:
        """Forget an answer that is in the file, unless it was changed since."""
        key = (slot.prompt.id, slot.partner)
        if self._pending.get(key) == (slot, answer):
            del self._pending[key]

    def _due(self) -> None:
        for timer in (self._quiet, self._latest):
            if timer is not None:
                timer.stop()
        self._quiet = self._latest = None
        self._save()
