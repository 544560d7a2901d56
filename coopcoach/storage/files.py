"""Read text files with a stamp; write files atomically, and only where the stamp still holds."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coopcoach import processes
from coopcoach.errors import BadFile, Conflict, Fault
from coopcoach.i18n import N_

FILE_MODE = 0o600
FOLDER_MODE = 0o700
# Maximum size of a text file in bytes.
LARGEST: Final = 8 * 1024 * 1024
TEMPORARY: Final = ".tmp"
# Windows has no pipes in folders.
_READ: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


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


@dataclass(frozen=True)
class Written:
    """The result of a write.

    Attributes:
        stamp: The state of the file.
        lost: What another program wrote into the old file while it was replaced; None in all other cases.
    """

    stamp: Stamp
    lost: bytes | None = None


class ChangedMeanwhile(Conflict):
    """The file has changed since it was read."""


def read_text(path: Path, *, any_bytes: bool = False) -> LoadedText:
    """Read a UTF-8 file, line ends as they are.

    Args:
        path: The file.
        any_bytes: Whether bytes that are not UTF-8 become surrogates, as for the history; else they are a fault.

    Raises:
        BadFile: There is no such file, it is no regular file, it is too large, or it is not UTF-8.
    """
    try:
        data, mtime = _read(path)
    except OSError:
        todo = N_("check the path, and whether you may read the file")
        raise BadFile(path, [Fault(1, N_("the file cannot be read"), todo)]) from None
    try:
        text = data.decode("utf-8", "surrogateescape" if any_bytes else "strict")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        todo = N_("save it in your editor as UTF-8")
        raise BadFile(path, [Fault(line, N_("the file is not UTF-8 text"), todo)]) from None
    return LoadedText(text, Stamp(len(data), mtime, _digest(data)))


def open_now(path: Path) -> int:
    """Open a file for reading and return its descriptor, without waiting for the other end of a pipe.

    Raises:
        OSError: It cannot be opened.
    """
    return os.open(path, _READ)


def open_regular(path: Path) -> int:
    """Open a file for reading and return its descriptor.

    Raises:
        OSError: It cannot be opened.
        BadFile: It is a folder, a device, a pipe or a socket.
    """
    # A socket cannot be opened, and the number of its error differs by system.
    if stat.S_ISSOCK(path.stat().st_mode):
        raise _no_file(path)
    descriptor = open_now(path)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _no_file(path)
    return descriptor


def write_text(path: Path, text: str, expected: Stamp | None) -> Stamp:
    """Write a text file as `replace_text` does, where no history is kept.

    Raises:
        ChangedMeanwhile: The file has changed since; nothing was written.
        BadFile: As `replace_text`.
    """
    return replace_text(path, text, expected).stamp


def replace_text(path: Path, text: str, expected: Stamp | None) -> Written:
    """Write a text file atomically; only its owner can read a new one.

    Whether it has changed is looked at before the temporary file is written, and again after its fsync, which can
    take seconds. The old file gets a second name before it is replaced, so that what a program writes into it in
    the last moment is returned. Two of our programs never look and rename at the same time. Only another program
    that renames a file of its own in between two system calls is not noticed: there is no portable call that
    exchanges two files.

    Args:
        path: The file; missing folders are made. A link is followed within its workspace.
        text: The new content.
        expected: The stamp that the file had when it was read; None for a new file.

    Raises:
        ChangedMeanwhile: The file has changed since; nothing was written.
        BadFile: The text is too large, or the file is none that can be replaced.
    """
    data = text.encode("utf-8", "replace")
    if len(data) > LARGEST:
        raise _too_large(path)
    target = _target_of(path)
    digest = expected.digest if expected else None
    _check_unchanged(target, digest, path.name)
    make_folder(target.parent)
    lost = None
    with (
        _temporary(target, data) as temporary,
        processes.turn_in(target.parent),
        _second_name(target) as old,
    ):
        _check_unchanged(target, digest, path.name)
        temporary.replace(target)
        if old is not None:
            with contextlib.suppress(OSError, BadFile):
                found, _ = _read(old)
                lost = found if _digest(found) != digest else None
    _sync_folder(target.parent)
    return Written(Stamp(len(data), target.stat().st_mtime_ns, _digest(data)), lost)


def write_bytes(path: Path, data: bytes, *, sync_folder: bool = True) -> None:
    """Replace a file atomically: temporary file, fsync, rename, fsync of the folder.

    Args:
        path: The file.
        data: Its new content.
        sync_folder: Whether the name, too, is on the disk when this returns; else the system writes it within
            seconds, in the order of the renames.

    Raises:
        BadFile: The path is a link that leads out of its workspace.
    """
    target = _target_of(path)
    with _temporary(target, data) as temporary:
        temporary.replace(target)
    if sync_folder:
        _sync_folder(target.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents; only their owner can open them."""
    if folder.is_dir():
        return
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    for each in reversed(missing):
        each.mkdir(mode=FOLDER_MODE, exist_ok=True)


def is_temporary_of(name: str, path: Path) -> bool:
    """Return whether a name is that of a temporary file for a file."""
    return name.startswith(f".{path.name}.") and name.endswith(TEMPORARY)


@contextlib.contextmanager
def _temporary(target: Path, data: bytes) -> Iterator[Path]:
    """Yield a synced temporary file beside the target, with its mode; removed where it is left."""
    mode = target.stat().st_mode & 0o777 if target.exists() else FILE_MODE
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=TEMPORARY, dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        yield temporary
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


@contextlib.contextmanager
def _second_name(target: Path) -> Iterator[Path | None]:
    """Yield a second name of a file; None where there is no file, or the disk has no hard links."""
    second = target.with_name(f".{target.name}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        second.hardlink_to(target)
    except (OSError, NotImplementedError):
        yield None
        return
    try:
        yield second
    finally:
        with contextlib.suppress(OSError):
            second.unlink()


def _target_of(path: Path) -> Path:
    """Return the file to be written: the path itself, or where a link leads.

    Raises:
        BadFile: The link leads out of the workspace, or in a circle.
    """
    if not path.is_symlink():
        return path
    try:
        target: Path | None = path.resolve()
    except (OSError, RuntimeError):
        target = None
    # A link in a circle leads to itself, under some versions of Python.
    is_round = target is None or target.is_symlink()
    if target is None or is_round or not target.is_relative_to(_workspace_of(path).resolve()):
        what = N_("the file is a link that leads out of the workspace, and is not written")
        todo = N_("put the file itself in its place")
        raise BadFile(path, [Fault(1, what, todo)])
    return target


def _workspace_of(path: Path) -> Path:
    """Return the nearest folder above that has sessions; else the file's own folder."""
    folders = path.absolute().parents
    return next((folder for folder in folders if (folder / "sessions").is_dir()), folders[0])


def _check_unchanged(target: Path, digest: str | None, name: str) -> None:
    try:
        found: str | None = _digest(_read(target)[0])
    except FileNotFoundError:
        found = None
    if found != digest:
        raise ChangedMeanwhile(
            N_("“{name}” was changed by another program"),
            N_("read it again; nothing was written"),
            name=name,
        )


def _read(path: Path) -> tuple[bytes, int]:
    """Return the bytes of a regular file, and its mtime in nanoseconds."""
    with os.fdopen(open_regular(path), "rb") as file:
        data = file.read(LARGEST + 1)
        mtime = os.fstat(file.fileno()).st_mtime_ns
    if len(data) > LARGEST:
        raise _too_large(path)
    return data, mtime


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _no_file(path: Path) -> BadFile:
    what = N_("this is a folder, a pipe or a device, not a file")
    return BadFile(path, [Fault(1, what, N_("look at what is there, and move it away"))])


def _too_large(path: Path) -> BadFile:
    what = N_("the file is larger than {n} MB")
    todo = N_("look at what is there, and move it away")
    return BadFile(path, [Fault(1, what, todo, (("n", LARGEST // 1024**2),))])


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder, and its renames last without a sync.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
