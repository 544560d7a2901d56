"""Read text files with a stamp; write files atomically, and only where the stamp still holds."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from coopcoach.errors import BadFile, Conflict, Fault
from coopcoach.i18n import N_

FILE_MODE = 0o600
FOLDER_MODE = 0o700


@dataclass(frozen=True)
class Stamp:
    """The state of a file when it was read or written: size in bytes, mtime, SHA-256."""

    size: int
    mtime_ns: int
    digest: str


@dataclass(frozen=True)
class LoadedText:
    """A file's text and its stamp."""

    text: str
    stamp: Stamp


class ChangedMeanwhile(Conflict):
    """The file has changed since it was read."""


def read_text(path: Path) -> LoadedText:
    """Read a UTF-8 file, line ends as they are.

    Raises:
        BadFile: There is no such file, or it is not UTF-8.
    """
    try:
        data = path.read_bytes()
        mtime = path.stat().st_mtime_ns
    except OSError:
        todo = N_("look whether the path is right and may be read")
        raise BadFile(path, [Fault(1, N_("the file cannot be read"), todo)]) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        todo = N_("save it in your editor as UTF-8")
        raise BadFile(path, [Fault(line, N_("the file is not UTF-8 text"), todo)]) from None
    return LoadedText(text, Stamp(len(data), mtime, hashlib.sha256(data).hexdigest()))


def write_text(path: Path, text: str, expected: Stamp | None) -> Stamp:
    """Write a text file atomically; only its owner can read a new one.

    Args:
        path: The file; missing folders are made.
        text: The new content.
        expected: The stamp that the file had when it was read; None for a new file.

    Raises:
        ChangedMeanwhile: The file has changed since; nothing was written.
    """
    if _digest_of(path) != (expected.digest if expected else None):
        raise ChangedMeanwhile(
            N_("“{name}” was changed by another program"),
            N_("read it again; nothing was written"),
            name=path.name,
        )
    data = text.encode("utf-8", "replace")
    make_folder(path.parent)
    write_bytes(path, data)
    return Stamp(len(data), path.stat().st_mtime_ns, hashlib.sha256(data).hexdigest())


def write_bytes(path: Path, data: bytes) -> None:
    """Replace a file atomically: temporary file, fsync, rename, fsync of the folder."""
    mode = path.stat().st_mode & 0o777 if path.exists() else FILE_MODE
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents; only their owner can open them."""
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    for each in reversed(missing):
        each.mkdir(mode=FOLDER_MODE, exist_ok=True)


def _digest_of(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder, and its renames last without a sync.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
