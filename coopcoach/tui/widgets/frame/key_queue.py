"""Wait until keys that were pressed before are handled.

A priority key is handled by the app before letters and arrows that are still in the queue of a field. Without
waiting, a form would be saved without its last letters, or a voice with the entry before the chosen one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from textual.app import App
from textual.events import Key, Paste
from textual.widget import Widget

# Seconds; a widget that hangs must not block the command.
_LONGEST = 1.0
_MOVING: Final = frozenset({"tab", "shift+tab", "enter"})


def after_pending_keys(
    app: App[Any], then: Callable[[], object], *, of: Widget | None = None
) -> None:
    """Call back when the keys that were pressed before are handled.

    A key goes through the message queues from the app down to the field, and the messages about its change go
    up again. The callback goes the same way, and twice through each queue: behind the key, and behind the
    messages that the node posts itself.

    Args:
        app: The app.
        then: What is called.
        of: The field that takes the keys; None for the focused one.
    """
    focused = of or app.screen.focused
    up = focused.ancestors_with_self if focused else [app.screen]
    stops = [node for node in (app, app.screen, *up) for _ in range(2)]
    has_arrived = False

    def arrive() -> None:
        nonlocal has_arrived
        if not has_arrived:
            has_arrived = True
            then()

    def step() -> None:
        if not stops or not stops.pop(0).call_later(step):
            arrive()

    app.set_timer(_LONGEST, arrive)
    step()


class KeyOrder:
    """Holds what is pressed after a key that moves the focus until that key is handled.

    It goes up through the queues of all widgets around the field; a letter behind it would be handed to the field
    that still has the focus.

    Args:
        app: The app.
        handle: Handles an event as the app does.
    """

    def __init__(self, app: App[Any], handle: Callable[[Key | Paste], Awaitable[None]]) -> None:
        self._app = app
        self._handle = handle
        self._held: list[Key | Paste] | None = None

    def holds(self, event: Key | Paste) -> bool:
        """Hold an event while an earlier key is under way; return whether it is held."""
        if self._held is None:
            return False
        self._held.append(event)
        return True

    def begin(self, event: Key | Paste) -> None:
        """Hold what follows a key that moves the focus, when that key has been handed on."""
        if isinstance(event, Key) and event.key in _MOVING and self._held is None:
            self._held = []
            after_pending_keys(self._app, lambda: self._app.call_next(self._release))

    async def _release(self) -> None:
        held, self._held = self._held or [], None
        for event in held:
            # Where one of them moves the focus, too, the others are held again.
            if not self.holds(event):
                await self._handle(event)
