"""A second program that has the stage of a session open."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from coopcoach.storage.stage_lock import StageLock
lock = StageLock(Path(sys.argv[1]))
now = datetime.fromisoformat(sys.argv[2])
print(lock.take(now, force=True), flush=True)
for line in sys.stdin:
    print(lock.lost_to(now) is not None, flush=True)
lock.release()
"""


class OtherStage:
    """A process that holds a session."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def has_lost(self) -> bool:
        """Whether another stage took the session over."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip() == "True"

    def crash(self) -> None:
        """End it without a chance to leave the session."""
        self._process.kill()
        self._process.wait()


@contextmanager
def other_stage(folder: Path, now: object) -> Iterator[OtherStage]:
    """Hold the session of a folder in another process."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder), str(now)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "None"
    try:
        yield OtherStage(process)
    finally:
        process.communicate()
