"""Pilots that wait for those widgets alone that have something to do."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.message_pump import MessagePump
from textual.pilot import Pilot, WaitForScreenTimeout


def wait_for_busy_widgets() -> None:
    """Let pilots ask no widget whether it is done that has nothing to do: a screen has hundreds."""
    Pilot._wait_for_screen = _wait_for_screen  # type: ignore[method-assign]


async def _wait_for_screen(self: Pilot[Any], timeout: float = 30.0) -> bool:
    """Wait until the app, the screen and its widgets have processed the messages that they have now.

    Returns:
        Whether they have; False where an exception came.
    """
    app = self.app
    if not app.screen_stack:
        return False
    done, left = asyncio.Event(), 0

    def one_done() -> None:
        nonlocal left
        left -= 1
        if not left:
            done.set()

    for widget in (app, *app.screen.walk_children(with_self=True)):
        if not _is_idle(widget) and widget.call_later(one_done):
            left += 1
    if not left:
        return True
    waiting = [asyncio.ensure_future(event.wait()) for event in (done, app._exception_event)]
    finished, pending = await asyncio.wait(
        waiting, timeout=timeout, return_when=asyncio.FIRST_COMPLETED
    )
    for task in pending:
        task.cancel()
    if not finished:
        raise WaitForScreenTimeout("Timed out while waiting for widgets to process messages.")
    return not left


def _is_idle(widget: MessagePump) -> bool:
    """Whether a widget has processed all its messages: its task waits for the next one."""
    queue = widget._message_queue
    return queue.empty() and bool(queue.ready_event._waiters)  # type: ignore[attr-defined]
