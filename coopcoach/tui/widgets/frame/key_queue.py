"""Wait until keys that were pressed before are handled.

A priority key is handled by the app before letters and arrows that are still in the queue of a field. Without
waiting, a form would be saved without its last letters, or a voice with the entry before the chosen one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.widget import Widget

# Seconds; a widget that hangs must not block the command.
_LONGEST = 1.0


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
