"""Stamps of files: whether a file is still the one that was read, without reading it again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from coopcoach.i18n import LANGUAGES, LAYERS
from coopcoach.storage.content_folders import content_folders
from coopcoach.storage.workspace import Workspace

MISSING: Final = "-"
UNSETTLED: Final = "?"
# Stands among the paths of a session's stamps for the exercises that it shares with others.
SHARED: Final = ""
# File systems round times: FAT to two seconds, the others to that of the kernel's clock.
_ROUNDING_NS: Final = 2_000_000_000


class Stamp(NamedTuple):
    """The state of a file or folder.

    Attributes:
        state: Size, times of content and of change, and number of the file; ``-`` where it is missing.
        digest: "" where the state tells every change; else `UNSETTLED`: a change within the rounding of the
            clock, or after it was set back, can leave the state as it was, so the file is read again.
    """

    state: str
    digest: str


def state_of(path: str) -> str:
    """Return the state of a file or folder."""
    try:
        found = os.stat(path)  # noqa: PTH116  # called ten thousand times; a Path for each takes as long again
    except OSError:
        return MISSING
    return f"{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_ino}"


def stamp_of(path: str, now_ns: int) -> Stamp:
    """Return the stamp of a file or folder that is read after it.

    Args:
        path: The file or folder.
        now_ns: The time of the machine, in nanoseconds.
    """
    state = state_of(path)
    is_settled = state == MISSING or max(_times(state)) < now_ns - _ROUNDING_NS
    # A file that is missing now is found by its state alone.
    return Stamp(state, "" if is_settled else UNSETTLED)


def is_current(path: str, stamp: Stamp) -> bool:
    """Return whether a file or folder is in the state of a stamp."""
    return not stamp.digest and state_of(path) == stamp.state


def stamps_of(root: str, paths: Iterable[str], now_ns: int) -> dict[str, Stamp]:
    """Return the stamps of paths below a folder."""
    return {path: stamp_of(f"{root}/{path}", now_ns) for path in paths}


def stamps_as_text(stamps: Mapping[str, Stamp]) -> str:
    """Return stamps as text for the index."""
    return json.dumps([[path, *stamp] for path, stamp in stamps.items()])


def stamps_from(text: str) -> Iterator[tuple[str, Stamp]]:
    """Yield the stamps that `stamps_as_text` has written."""
    for path, state, digest in json.loads(text):
        yield path, Stamp(state, digest)


def with_contents(folder: Path, name: str, languages: Iterable[str]) -> Iterator[str]:
    """Yield the folders of exercises below a folder and the files in them, as paths from there on."""
    for language in languages:
        below = f"{name}/{language}"
        yield below
        yield from (f"{below}/{path.name}" for path in sorted((folder / below).glob("*.md")))


def _times(state: str) -> tuple[int, int]:
    _, modified, changed, _ = state.split(":")
    return int(modified), int(changed)


def shared_state(workspace: Workspace, now_ns: int) -> str:
    """Return a text that changes with the exercises which all sessions share."""
    found = hashlib.sha256()
    for folder in content_folders(workspace):
        stamps = stamps_of(str(folder), with_contents(folder, ".", (*LANGUAGES, *LAYERS)), now_ns)
        found.update(f"{folder}{stamps}".encode("utf-8", "surrogateescape"))
        if any(stamp.digest for stamp in stamps.values()):
            found.update(str(now_ns).encode())
    return found.hexdigest()
