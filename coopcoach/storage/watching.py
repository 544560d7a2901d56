"""Tells when files of a folder change: at once where the system says so, else by looking twice a second.

The system says nothing of what another machine writes to a network folder, and a folder may be replaced
as a whole. So the files are looked at as well, whatever the system says; that costs one `stat` each.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from pathlib import Path
from typing import Final

LOOK_EVERY: Final = 0.5
# Milliseconds: how long changes are gathered, and how often the watcher asks whether it shall end.
_GATHER: Final = 200
_STEP: Final = 100

Looks = tuple[tuple[int, int, int] | None, ...]


def look_at(files: Iterable[Path]) -> Looks:
    """Return by what one sees that files have changed, also where one was replaced by another."""
    return tuple(_look(path) for path in files)


async def changes(
    folder: Path, files: Callable[[], Iterable[Path]], *, by_system: bool = True
) -> AsyncGenerator[None, None]:
    """Yield each time after one of the files was written, replaced, made or removed.

    Args:
        folder: In which they lie, at whatever depth.
        files: Names them; called at each look, since there may be new ones.
        by_system: Whether to ask the system, too.
    """
    seen = look_at(files())
    async with aclosing(_wakes(folder, by_system=by_system)) as wakes:
        async for _ in wakes:
            now = look_at(files())
            if now != seen:
                seen = now
                yield


async def _wakes(folder: Path, *, by_system: bool) -> AsyncGenerator[None, None]:
    """Yield whenever it is worth a look: after a change in the folder, and twice a second."""
    if by_system:
        try:
            async with aclosing(_system_wakes(folder)) as wakes:
                async for _ in wakes:
                    yield
        except (ImportError, OSError, RuntimeError):
            # No watcher for this machine, none left, or the folder is gone: looking goes on.
            pass
    while True:
        await asyncio.sleep(LOOK_EVERY)
        yield


async def _system_wakes(folder: Path) -> AsyncGenerator[None, None]:
    from watchfiles import awatch

    milliseconds = int(LOOK_EVERY * 1000)
    watched = awatch(
        folder,
        watch_filter=None,
        debounce=_GATHER,
        step=_STEP,
        rust_timeout=milliseconds,
        yield_on_timeout=True,
        ignore_permission_denied=True,
        poll_delay_ms=milliseconds,
    )
    async with aclosing(watched):
        async for _ in watched:
            yield


def _look(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns)
