"""Who has the stage of a session open: a file in its folder with the machine, the process and the time.

The file goes where the folder goes: a sync program brings it to other machines. A lock of the operating system
would not, nor does it say who has it.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import secrets
from dataclasses import asdict, dataclass
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from coopcoach.storage.files import write_bytes

LOCK_FILE: Final = ".stage.json"
# Between two signs of life, and after which silence a holder on another machine counts as gone.
_SIGN_EVERY: Final = timedelta(minutes=1)
_GONE_AFTER: Final = timedelta(minutes=10)
# Seconds by which the start of a process is rounded.
_ROUNDING: Final = 2.0
_LONGEST: Final = 4096


@dataclass(frozen=True)
class Holder:
    """A stage that is open.

    Attributes:
        host: The name of the machine.
        pid: The number of the process.
        started: When the process began, in seconds since 1970: numbers are given anew.
        since: When the stage was opened, or taken over.
        seen: Its last sign of life.
        token: Told apart from other stages by it.
    """

    host: str
    pid: int
    started: float
    since: datetime
    seen: datetime
    token: str

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine."""
        return self.host == platform.node()

    def is_gone(self, now: datetime) -> bool:
        """Return whether it has ended without leaving, as after a crash."""
        if self.is_here:
            return not _runs(self.pid, self.started)
        return now - self.seen > _GONE_AFTER


class StageLock:
    """The lock of one stage.

    A folder that cannot be written has no lock: whatever else is written there fails and says so.

    Args:
        folder: The folder of the session.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_FILE
        self._own: Holder | None = None

    @property
    def is_held(self) -> bool:
        """Whether this stage has the session."""
        return self._own is not None

    def take(self, now: datetime, *, force: bool = False) -> Holder | None:
        """Take the session; return who has it where another stage does.

        Args:
            now: The local time, with its zone.
            force: Take it over from who has it.
        """
        other = read_holder(self._path)
        if other is not None and not force and not other.is_gone(now):
            return other
        own = _this_process(now)
        with contextlib.suppress(OSError):
            self._write(own)
        self._own = own
        return None

    def lost_to(self, now: datetime) -> Holder | None:
        """Return who took the session over; gives a sign of life where nobody did."""
        if self._own is None:
            return None
        there = read_holder(self._path)
        if there is not None and there.token != self._own.token:
            self._own = None
            return there
        if there is None or now - self._own.seen >= _SIGN_EVERY or now < self._own.seen:
            own = Holder(**{**asdict(self._own), "seen": now})
            with contextlib.suppress(OSError):
                self._write(own)
            self._own = own
        return None

    def release(self) -> None:
        """Give the session back, unless another stage has taken it over."""
        if self._own is None:
            return
        there = read_holder(self._path)
        if there is not None and there.token == self._own.token:
            with contextlib.suppress(OSError):
                self._path.unlink()
        self._own = None

    def _write(self, holder: Holder) -> None:
        # Not into a folder that was moved away, as by forgetting the session.
        if self._path.parent.is_dir():
            values = {**asdict(holder), "since": str(holder.since), "seen": str(holder.seen)}
            write_bytes(self._path, json.dumps(values, indent=1).encode())


def read_holder(path: Path) -> Holder | None:
    """Return who a lock file names; None where there is none that can be read."""
    try:
        with path.open("rb") as file:
            values: Any = json.loads(file.read(_LONGEST))
        return Holder(
            host=str(values["host"]),
            pid=int(values["pid"]),
            started=float(values["started"]),
            since=_moment(values["since"]),
            seen=_moment(values["seen"]),
            token=str(values["token"]),
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return None


def _moment(text: Any) -> datetime:
    moment = datetime.fromisoformat(str(text))
    # The first and the last year are none in some zones.
    if moment.tzinfo is None or not MINYEAR < moment.year < MAXYEAR:
        raise ValueError
    return moment


def _this_process(now: datetime) -> Holder:
    pid = os.getpid()
    return Holder(platform.node(), pid, _started(pid) or 0.0, now, now, secrets.token_hex(8))


def _runs(pid: int, started: float) -> bool:
    began = _started(pid)
    return began is not None and abs(began - started) <= _ROUNDING


def _started(pid: int) -> float | None:
    """Return when a process began; None where it has ended."""
    import psutil

    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        return float(process.create_time())
    except (psutil.Error, OSError, ValueError, OverflowError):
        return None
