"""A disk that fails, or kills the program, at a chosen call: a library in C, preloaded where this tool starts."""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PRELOAD: Final = "LD_PRELOAD"
_SOURCE: Final = Path(__file__).with_name("disk.c")
_BUILT: Final = "COOPCOACH_CRASH_LIBRARY"
# The library reads them until the process ends.
_MEMORIES: Final[list[mmap.mmap]] = []
_PASS, _KILL_BEFORE, _KILL_AFTER, _TEAR, _FAIL = range(5)


class _Plan(ctypes.Structure):
    """The struct “plan” of disk.c."""

    _fields_ = (
        ("armed", ctypes.c_int),
        ("at", ctypes.c_int),
        ("how", ctypes.c_int),
        ("error", ctypes.c_int),
        ("lasting", ctypes.c_int),
        ("delay_us", ctypes.c_int),
        ("count", ctypes.c_int),
        ("hits", ctypes.c_int),
        ("calls", ctypes.c_char * 2048),
        ("folder", ctypes.c_char * 4096),
    )


@dataclass(frozen=True)
class Way:
    """A way in which a call fails.

    Attributes:
        name: Its name in tables.
        how: Its number in disk.c.
        error: The number of the error; 0 for kills.
        lasting: Whether all later calls fail too.
    """

    name: str
    how: int
    error: int = 0
    lasting: bool = False

    @property
    def kills(self) -> bool:
        """Whether the program is killed."""
        return self.how != _FAIL


WAYS: Final = (
    Way("killed before", _KILL_BEFORE),
    Way("killed after", _KILL_AFTER),
    Way("killed half way", _TEAR),
    Way("disk full, once", _FAIL, errno.ENOSPC),
    Way("disk full, lasting", _FAIL, errno.ENOSPC, lasting=True),
    Way("EIO, once", _FAIL, errno.EIO),
    Way("EIO, lasting", _FAIL, errno.EIO, lasting=True),
)


def refusing(error: int) -> Way:
    """Return the way in which each writing call fails with an error."""
    return Way(errno.errorcode[error], _FAIL, error, lasting=True)


class Disk:
    """The plan of this process and of those that it forks.

    Args:
        folder: Calls that change files in it are counted, and fail.
    """

    def __init__(self, folder: Path) -> None:
        _MEMORIES.append(mmap.mmap(-1, mmap.PAGESIZE * 2))
        self._plan = _Plan.from_buffer(_MEMORIES[-1])
        self._plan.folder = str(folder.resolve()).encode()
        ctypes.CDLL(None).crash_use(ctypes.byref(self._plan))

    def arm(self, at: int = 0, way: Way | None = None, *, delay: float = 0.0) -> None:
        """Count from now on; let a call fail, and each fsync take some seconds."""
        self._plan.armed = 0
        self._plan.count = self._plan.hits = 0
        self._plan.at = at
        self._plan.how, self._plan.error, self._plan.lasting = (
            (way.how, way.error, way.lasting) if way else (_PASS, 0, 0)
        )
        self._plan.delay_us = int(delay * 1_000_000)
        self._plan.armed = 1

    def disarm(self) -> None:
        """Let the disk be a good one."""
        self._plan.armed = 0

    @property
    def hits(self) -> int:
        """How many calls failed since it was armed."""
        return int(self._plan.hits)

    @property
    def calls(self) -> str:
        """A letter for each call since it was armed: o(pen), w(rite), f(sync), c(hmod), m(kdir), l(ink), r(ename), u(nlink)."""
        letters: bytes = bytes(self._plan.calls)[: self._plan.count]
        return letters.decode()


def is_preloaded() -> bool:
    """Whether this process has the library."""
    return os.environ.get(_BUILT, "-") in os.environ.get(PRELOAD, "")


def why_not() -> str:
    """Return why the library cannot be built here; "" where it can."""
    if not sys.platform.startswith("linux"):
        return "this needs Linux: disk.c is preloaded with LD_PRELOAD"
    return "" if shutil.which("cc") else "this needs a C compiler: apt install gcc libc6-dev"


def start_preloaded(arguments: list[str]) -> int:
    """Build the library, run this tool again with it, and return the exit code."""
    with tempfile.TemporaryDirectory(prefix="coopcoach-crash-") as folder:
        built = Path(folder) / "disk.so"
        cc = ["cc", "-shared", "-fPIC", "-O1", "-o", str(built), str(_SOURCE), "-ldl"]
        subprocess.run(cc, check=True)
        env = {**os.environ, PRELOAD: str(built), _BUILT: str(built)}
        call = [sys.executable, "-m", "tools.crash", *arguments]
        return subprocess.run(call, env=env, check=False).returncode
