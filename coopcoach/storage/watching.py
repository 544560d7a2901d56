"""Watch files for changes: by notifications of the system, and by a `stat` of each file twice a second.

The system does not report the changes of other machines in a network folder, nor those of a folder that
was replaced as a whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from pathlib import Path
from typing import Final

POLL_INTERVAL: Final = 0.5
# Milliseconds: how long changes are gathered, and how often the watcher checks whether to end.
_GATHER: Final = 200
_STEP: Final = 100

# Inode, size, mtime of each file; None for a missing one.
FileStates = tuple[tuple[int, int, int] | None, ...]


def file_states(files: Iterable[Path]) -> FileStates:
    """Return the states of files, which differ once a file was written, replaced, made or removed."""
    return tuple(_file_state(path) for path in files)


async def changes(
    folder: Path, files: Callable[[], Iterable[Path]], *, by_system: bool = True
) -> AsyncGenerator[None, None]:
    """Yield each time after one of the files was written, replaced, made or removed.

    Args:
        folder: The folder of the files, at any depth.
        files: Returns the files; called at each check, since there may be new ones.
        by_system: Whether to use notifications of the system.
    """
    seen = file_states(files())
    async with aclosing(_wakes(folder, by_system=by_system)) as wakes:
        async for _ in wakes:
            now = file_states(files())
            if now != seen:
                seen = now
                yield


async def _wakes(folder: Path, *, by_system: bool) -> AsyncGenerator[None, None]:
    """Yield when files are to be checked: after a change in the folder, and twice a second."""
    if by_system:
        try:
            async with aclosing(_system_wakes(folder)) as wakes:
                async for _ in wakes:
                    yield
        except (ImportError, OSError, RuntimeError):
            # No watcher for this machine, none left, or the folder is gone: only polling is left.
            pass
    while True:
        await asyncio.sleep(POLL_INTERVAL)
        yield


async def _system_wakes(folder: Path) -> AsyncGenerator[None, None]:
    from watchfiles import awatch

    milliseconds = int(POLL_INTERVAL * 1000)
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


def _file_state(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns)
