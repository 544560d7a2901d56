"""Keeps a screen in step with files that another program writes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

from textual.message_pump import MessagePump

from coopcoach.storage.watching import changes


class Following:
    """Calls back, among the messages of a node, after each change of some files.

    Args:
        node: The screen.
        folder: In which the files lie.
        files: Names them.
        changed: Called after a change.
    """

    def __init__(
        self,
        node: MessagePump,
        folder: Path,
        files: Callable[[], Iterable[Path]],
        changed: Callable[[], object],
    ) -> None:
        self._node = node
        self._folder = folder
        self._files = files
        self._changed = changed
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin; call it when the node is mounted."""
        self._task = asyncio.create_task(self._follow())

    def stop(self) -> None:
        """End; call it when the node is unmounted."""
        if self._task is not None:
            self._task.cancel()

    async def _follow(self) -> None:
        async for _ in changes(self._folder, self._files):
            self._node.call_later(self._changed)
