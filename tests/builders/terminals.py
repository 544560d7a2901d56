"""Real terminals for the real program: what they were sent, and what they show."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pexpect
import pyte

from tests.builders.paths import ROOT

# What the emulator does not know: keyboard protocols, and questions to the terminal.
_UNKNOWN = re.compile(rb"\x1b\[[<=>][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1bP.*?\x1b\\", re.DOTALL)
PATIENCE = 60.0


class Terminal:
    """One window, with the program in it; a thread reads along, as a terminal does.

    Args:
        arguments: Of the program.
        size: Columns and rows.
        env: More of the environment.
    """

    def __init__(
        self, *arguments: str, size: tuple[int, int] = (80, 24), env: dict[str, str] | None = None
    ) -> None:
        columns, rows = size
        self.raw = bytearray()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._lock = threading.Lock()
        # A size in the environment counts more than that of the terminal.
        inherited = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES"}}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "coopcoach", *arguments],
            env={**inherited, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **(env or {})},
            dimensions=(rows, columns),
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with suppress(OSError):
            while data := os.read(self.child.child_fd, 65536):
                with self._lock:
                    self.raw += data
                    self._stream.feed(_UNKNOWN.sub(b"", data))

    @property
    def shown(self) -> str:
        """What stands on the screen now."""
        with self._lock:
            return "\n".join(self._screen.display)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.child.send(key)

    def wait(self, what: str | Callable[[str], object]) -> float:
        """Wait until the screen shows something; returns for how long, in seconds."""
        begun = time.monotonic()
        is_so = what if callable(what) else lambda shown: what in shown
        while not is_so(self.shown):
            if time.monotonic() - begun > PATIENCE:
                raise AssertionError(f"{what!r} was not shown:\n{self.shown}")
            self._reader.join(0.005)
        return time.monotonic() - begun

    def quit(self) -> int | None:
        """End the program as a person does, and return its exit code."""
        self.press("\x11")
        self._reader.join(PATIENCE)
        self.child.wait()
        return self.child.exitstatus

    def hang_up(self) -> int:
        """Close the window, and return the exit code of the program that loses its terminal."""
        child = self.child
        child.ptyproc.fileobj.close()
        child.ptyproc.closed = child.closed = True
        begun = time.monotonic()
        pid = status = 0
        while not pid and time.monotonic() - begun < PATIENCE:
            pid, status = os.waitpid(child.pid, os.WNOHANG)
            self._reader.join(0.02)
        child.ptyproc.terminated = True
        return os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        if self.child.closed:
            return
        with suppress(ProcessLookupError):
            os.kill(self.child.pid, signal.SIGKILL)
        with suppress(pexpect.ExceptionPexpect):
            self.child.wait()
        self.child.close()


@contextmanager
def terminals(*windows: Terminal) -> Iterator[tuple[Terminal, ...]]:
    """Give windows that are closed in the end, whatever happens."""
    try:
        yield windows
    finally:
        for window in windows:
            window.close()
