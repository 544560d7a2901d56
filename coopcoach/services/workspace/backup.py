"""A backup: the whole workspace in one zip file with a list of digests, and bringing it back byte for byte.

The zip file can be opened by any program; the list makes sure that each file comes back as it was.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from coopcoach.errors import BadFile, Conflict, Fault, MachineLacks, WrongCall
from coopcoach.exchange.encryption import decrypted, encrypted, is_encrypted
from coopcoach.i18n import N_
from coopcoach.storage.files import FILE_MODE, make_folder, write_bytes
from coopcoach.storage.stage_lock import LOCK_FILE
from coopcoach.storage.workspace import Workspace

MANIFEST: Final = "coopcoach-backup.json"
FORMAT: Final = "backup/1"
_CHUNK: Final = 1 << 20
_LONGEST_MANIFEST: Final = 100 << 20
# Zip files know no earlier year, and no later one.
_YEARS: Final = (1980, 2107)
# What no path of a backup holds: a drive, the separator of Windows, control characters.
_ODD_IN_PATH: Final = re.compile(r"[\\:\x00-\x1f]")
_NAMED: Final = 5
# What zipfile raises for damaged data.
_UNREADABLE: Final = (
    KeyError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    # A place before the beginning of the file.
    OSError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True)
class BackedUpFile:
    """A file of a backup: its path in the workspace, with slashes."""

    path: str
    size: int
    sha256: str
    mode: int
    mtime_ns: int


@dataclass(frozen=True)
class BackUp:
    """A backup that was written and read again: its files, and what is no file and was left out."""

    path: Path
    files: tuple[BackedUpFile, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class BroughtBack:
    """A backup that was brought back: the files written, and those that stood there already, byte for byte."""

    root: Path
    made: str
    written: int
    there: int


def back_up(workspace: Workspace, path: Path, now: datetime, public: str = "") -> BackUp:
    """Write all files of a workspace into a zip file, and read it again.

    Args:
        workspace: The workspace.
        path: The zip file; must not exist.
        now: The local time.
        public: The key to which the file is encrypted; "" leaves it readable.

    Raises:
        Conflict: There is a file of this name.
        WrongCall: There is no folder for it.
        BadFile: What was written cannot be read again.
        MachineLacks: The library for encryption is missing.
        OSError: A file cannot be read, or the disk is full; nothing is left behind.
    """
    path = path.resolve()
    if path.exists():
        raise Conflict(
            N_("there is a file {path} already, and nothing was written"),
            N_("choose another name"),
            path=path,
        )
    if not path.parent.is_dir():
        raise WrongCall(
            N_("there is no folder {path}, and nothing was written"),
            N_("make it, or name another"),
            path=path.parent,
        )
    if public:
        encrypted(b"", public)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            files, left_out = _write(workspace.root, file, {path, temporary}, now)
            file.flush()
            os.fsync(file.fileno())
        _verify(temporary, path)
        if public:
            write_bytes(temporary, encrypted(temporary.read_bytes(), public))
        temporary.chmod(FILE_MODE)
        temporary.rename(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return BackUp(path, files, left_out)


def _write(
    root: Path, file: IO[bytes], without: set[Path], now: datetime
) -> tuple[tuple[BackedUpFile, ...], tuple[str, ...]]:
    files: list[BackedUpFile] = []
    left_out: list[str] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _paths(root):
            name = path.relative_to(root).as_posix()
            if path in without or path.name == LOCK_FILE:
                continue
            if not _is_encodable(name) or not (path.is_file() or _is_real_folder(path)):
                left_out.append(name)
            elif path.is_dir():
                archive.mkdir(f"{name}/")
            else:
                files.append(_add(archive, path, name))
        listed = {
            "coopcoach": FORMAT,
            "made": now.isoformat(timespec="seconds"),
            "files": [asdict(each) for each in files],
        }
        archive.writestr(MANIFEST, json.dumps(listed, indent=1))
    return tuple(files), tuple(left_out)


def _paths(folder: Path) -> Iterator[Path]:
    """Yield all that is below a folder; a link to a folder is not followed."""
    for path in sorted(folder.iterdir()):
        yield path
        if _is_real_folder(path):
            yield from _paths(path)


def _is_real_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_encodable(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return not _ODD_IN_PATH.search(name) and name != MANIFEST


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> BackedUpFile:
    status = path.stat()
    digest, size = hashlib.sha256(), 0
    when = datetime.fromtimestamp(status.st_mtime)  # noqa: DTZ006  (zip files hold local times)
    year = min(max(when.year, _YEARS[0]), _YEARS[1])
    entry = zipfile.ZipInfo(name, (year, *when.timetuple()[1:6]))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | stat.S_IMODE(status.st_mode)) << 16
    with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    mode = stat.S_IMODE(status.st_mode)
    return BackedUpFile(name, size, digest.hexdigest(), mode, status.st_mtime_ns)


def _verify(written: Path, path: Path) -> None:
    with written.open("rb") as file, _opened(file, path) as archive:
        for each in _manifest(archive, path)[1]:
            for _ in _content(archive, each, path):
                pass


# Bringing back


def is_backup(data: bytes) -> bool:
    """Return whether a file begins like a backup, or like an encrypted one."""
    return data.startswith(b"PK\x03\x04") or is_encrypted(data)


def bring_back(root: Path, path: Path, private: str = "") -> BroughtBack:
    """Write the files of a backup; all of them or none.

    Args:
        root: The workspace; may be missing, and may hold files of the backup that have not changed.
        path: The backup.
        private: The key that opens an encrypted one.

    Raises:
        BadFile: It is no backup, it is damaged, or the key does not open it.
        Conflict: A file of the workspace differs from that of the backup; nothing was written.
        MachineLacks: There is too little room on the disk.
    """
    with _readable(path, private) as file, _opened(file, path) as archive:
        made, files = _manifest(archive, path)
        _need_room(root, files)
        there = _unchanged(root, files)
        make_folder(root)
        beside = Path(tempfile.mkdtemp(prefix=".restore.", dir=root))
        try:
            new = [each for each in files if each.path not in there]
            for each in new:
                _extract(archive, each, beside / each.path, path)
            for name in archive.namelist():
                if name.endswith("/") and _is_safe(name.rstrip("/")):
                    make_folder(root / name.rstrip("/"))
            for each in new:
                target = root / each.path
                make_folder(target.parent)
                (beside / each.path).rename(target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return BroughtBack(root, made, len(new), len(there))


def _readable(path: Path, private: str) -> IO[bytes]:
    """Return the backup as a file; an encrypted one is opened in memory."""
    file = path.open("rb")
    head = file.read(64)
    file.seek(0)
    if not is_encrypted(head):
        return file
    with file:
        data = file.read()
    try:
        return io.BytesIO(decrypted(data, private))
    except BadFile:
        what = N_(
            "the backup is encrypted, and the key that opens it is not here, or the file is damaged"
        )
        todo = N_("put the key back where “coopcoach key” says it belongs")
        raise BadFile(path, [Fault(1, what, todo)]) from None


def _opened(file: IO[bytes], path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise _damaged(path) from None


def _damaged(path: Path, name: str = "") -> BadFile:
    what = (
        N_("the backup is damaged: {name}")
        if name
        else N_("this is not a backup, or it is damaged")
    )
    todo = N_("take another copy of it; nothing was written")
    return BadFile(path, [Fault(1, what, todo, (("name", name),))])


def _manifest(archive: zipfile.ZipFile, path: Path) -> tuple[str, tuple[BackedUpFile, ...]]:
    try:
        with archive.open(MANIFEST) as file:
            listed: Any = json.loads(file.read(_LONGEST_MANIFEST))
        if listed["coopcoach"] != FORMAT:
            raise _damaged(path)
        files = tuple(
            BackedUpFile(
                str(each["path"]),
                int(each["size"]),
                str(each["sha256"]),
                int(each["mode"]),
                int(each["mtime_ns"]),
            )
            for each in listed["files"]
        )
        made = str(listed["made"])
    except (KeyError, TypeError, ValueError, RecursionError, OSError, zipfile.BadZipFile):
        raise _damaged(path) from None
    names = [each.path for each in files]
    if not all(_is_safe(name) for name in names) or len(set(names)) < len(names):
        raise _damaged(path)
    return made, files


def _is_safe(name: str) -> bool:
    """Return whether a path leads to a file in the workspace."""
    parts = PurePosixPath(name).parts
    is_plain = bool(parts) and not {"..", ".", "/"} & set(parts) and "//" not in name
    return is_plain and not name.startswith("/") and not _ODD_IN_PATH.search(name)


def _need_room(root: Path, files: tuple[BackedUpFile, ...]) -> None:
    nearest = next(folder for folder in (root, *root.absolute().parents) if folder.exists())
    if sum(each.size for each in files) > shutil.disk_usage(nearest).free:
        raise MachineLacks(
            N_("there is too little room on the disk for the backup"),
            N_("free some space and try again; nothing was written"),
        )


def _unchanged(root: Path, files: tuple[BackedUpFile, ...]) -> set[str]:
    """Return the files that stand in the workspace as in the backup.

    Raises:
        Conflict: Another one differs, or leads out of the workspace.
    """
    there: set[str] = set()
    differ = []
    for each in files:
        path = root / each.path
        folders = [root / parent for parent in PurePosixPath(each.path).parents]
        if any(folder.is_symlink() for folder in folders if folder != root):
            differ.append(each.path)
        elif path.is_symlink() or path.exists():
            is_same = path.is_file() and _digest(path) == each.sha256
            there.add(each.path) if is_same else differ.append(each.path)
    if differ:
        raise Conflict(
            N_("the workspace holds other states of {names}, and nothing was written"),
            N_("bring the backup back in another folder: “coopcoach restore FILE DIR”"),
            names=", ".join([*differ[:_NAMED], *(["…"] if len(differ) > _NAMED else [])]),
        )
    return there


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _content(archive: zipfile.ZipFile, each: BackedUpFile, path: Path) -> Iterator[bytes]:
    """Yield the content of a file.

    Raises:
        BadFile: It is not what the list says, at the latest after its last part.
    """
    digest, left = hashlib.sha256(), each.size
    try:
        with archive.open(each.path) as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                left -= len(chunk)
                if left < 0:
                    raise _damaged(path, each.path)
                yield chunk
    except _UNREADABLE:
        raise _damaged(path, each.path) from None
    if left or digest.hexdigest() != each.sha256:
        raise _damaged(path, each.path)


def _extract(archive: zipfile.ZipFile, each: BackedUpFile, target: Path, path: Path) -> None:
    make_folder(target.parent)
    with target.open("wb") as file:
        for chunk in _content(archive, each, path):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    os.utime(target, ns=(each.mtime_ns, each.mtime_ns))
    target.chmod(each.mode & 0o777)
