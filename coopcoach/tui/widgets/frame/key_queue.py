"""Waits until keys that were pressed before have become what they change.

A key that works everywhere reaches the program at once, past the letters and arrows that still wait in the
queue of a field: without waiting, a form would be saved without the last letters, or a voice with the answer
above the one that was chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

# A stop that hangs must not hold up what was asked for.
_LONGEST = 1.0


def when_settled(app: App[Any], then: Callable[[], object]) -> None:
    """Call back when what was pressed before has arrived.

    A key goes from the app down to the field, and what it changed goes up again, from queue to queue. The
    callback takes the same way, twice at each stop: once behind the key, once behind what the stop itself
    sends on.
    """
    focused = app.screen.focused
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
