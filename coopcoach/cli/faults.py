"""Faults of the machine and of the program itself, as one sentence each and without the content of any file."""

from __future__ import annotations

import errno
import os
import re
import tempfile
import traceback
from pathlib import Path
from typing import Final

from coopcoach.errors import CoopcoachError, MachineLacks, fault_place
from coopcoach.i18n import N_

_FULL: Final = (
    N_("{place} could not be written: the disk is full"),
    N_("free some space and try again"),
)
_DENIED: Final = (
    N_("you are not allowed to open or write {place}"),
    N_("check who owns it, and whether it is open in another program"),
)
_READ_ONLY: Final = (
    N_("{place} is on a read-only disk"),
    N_("choose another folder, or make the disk writable"),
)
_TOO_LONG: Final = (N_("the name {place} is too long"), N_("choose a shorter name"))
_NO_FILE: Final = (
    N_("{place} is not a file or folder as it should be"),
    N_("look at what is there, and move it away"),
)
_TOO_MANY: Final = (
    N_("too many files are open on this machine"),
    N_("close other programs and try again"),
)
_OTHER: Final = (
    N_("{place} could not be read or written ({why})"),
    N_("try again; coopcoach doctor looks at the machine"),
)
_BY_NUMBER: Final = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: _READ_ONLY,
    errno.ENAMETOOLONG: _TOO_LONG,
    errno.ENOTDIR: _NO_FILE,
    errno.EISDIR: _NO_FILE,
    errno.ENOENT: _NO_FILE,
    errno.EEXIST: _NO_FILE,
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
}
_LONGEST_NAME: Final = 80
_TEMPORARY: Final = re.compile(r"\.(.+)\.[a-z0-9_]{8}\.tmp")


class OwnFault(CoopcoachError):
    """A fault of the program itself (exit code 1)."""


def disk_fault(error: OSError) -> CoopcoachError:
    """Return a fault of a disk or a file as an error that says what to do."""
    what, todo = _BY_NUMBER.get(error.errno or 0, _OTHER)
    # Where a file was to replace another, the first name is that of a temporary file.
    place = _file_meant(str(error.filename2 or error.filename or ""))
    if not place and what == _FULL[0]:
        what = N_("nothing could be written: the disk is full")
    if len(place) > _LONGEST_NAME and error.errno == errno.ENAMETOOLONG:
        place = f"{place[:_LONGEST_NAME]}…"
    # The system's own words: those of the error may come from a library, and hold content.
    why = os.strerror(error.errno) if error.errno else type(error).__name__
    return MachineLacks(what, todo, place=place or "-", why=why)


def _file_meant(place: str) -> str:
    """Return a path, or that of the file whose temporary file it is: ``.NAME.xxxxxxxx.tmp`` stands for ``NAME``."""
    path = Path(place)
    temporary = _TEMPORARY.fullmatch(path.name)
    return str(path.with_name(temporary[1])) if temporary else place


def own_fault(error: Exception) -> CoopcoachError:
    """Return a fault of the program as an error that names a report, which holds no text of any file."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    where = fault_place(error)
    what = N_("coopcoach has stopped because of a fault of its own ({where})")
    try:
        handle, name = tempfile.mkstemp(prefix="coopcoach-fault-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as report:
            report.write("\n".join([type(error).__name__, *lines, ""]))
    except OSError:
        return OwnFault(what, N_("nothing more could be written about it"), where=where)
    return OwnFault(
        what, N_("please send us {report}; it holds no answers"), where=where, report=name
    )
