"""A window of the program on a terminal of its own, forked from this process, which has imported all that it needs."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import pyte

# Not used here: each fork would import them anew.
import coopcoach.cli.calls
import coopcoach.tui.app
import coopcoach.tui.screens.notes.notes
import coopcoach.tui.screens.prepare.prepare
import coopcoach.tui.screens.stage.stage  # noqa: F401
from coopcoach.cli import main

SIZE: Final = (24, 80)
PATIENCE: Final = 60.0
# What the emulator does not know: keyboard protocols, and questions to the terminal.
_UNKNOWN: Final = re.compile(
    rb"\x1b\[[<=>][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1bP.*?\x1b\\", re.DOTALL
)


class NotShown(Exception):
    """The window does not show what it should."""


class Window:
    """The program in a terminal; the parent reads what it draws.

    Args:
        arguments: Of the program, which runs in English.
    """

    def __init__(self, *arguments: str) -> None:
        rows, columns = SIZE
        self.raw = bytearray()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.code: int | None = None
        sys.stdout.flush()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            _run(arguments)

    @property
    def shown(self) -> str:
        """What stands on the screen now."""
        return "\n".join(self._screen.display)

    def press(self, keys: str) -> None:
        """Send keys."""
        with suppress(OSError):
            os.write(self._terminal, keys.encode())

    def pump(self, seconds: float) -> bool:
        """Read what it draws within some seconds; return whether it is still there."""
        until = time.monotonic() + seconds
        while True:
            ready, _, _ = select.select(
                [self._terminal], [], [], max(0.0, until - time.monotonic())
            )
            if not ready:
                return self.code is None
            try:
                data = os.read(self._terminal, 65536)
            except OSError:
                data = b""
            if not data:
                self._reap()
                return False
            self.raw += data
            self._stream.feed(_UNKNOWN.sub(b"", data))
            if time.monotonic() >= until:
                return True

    def wait(self, *what: str | Callable[[str], object]) -> None:
        """Wait until the screen shows all of something.

        Raises:
            NotShown: It does not, or the program has ended.
        """
        until = time.monotonic() + PATIENCE
        while not all(w(self.shown) if callable(w) else w in self.shown for w in what):
            if not self.pump(0.02) or time.monotonic() > until:
                raise NotShown(f"{what!r} is not shown:\n{self.shown}")

    def wait_end(self) -> int:
        """Wait until it has ended; return the exit code, of a signal less than 0."""
        until = time.monotonic() + PATIENCE
        while self.pump(0.05):
            if time.monotonic() > until:
                raise NotShown(f"it does not end:\n{self.shown}")
        return self.code if self.code is not None else 0

    def quit(self) -> int:
        """End it as a person does; return the exit code."""
        self.press("\x11")
        return self.wait_end()

    def kill(self) -> None:
        """Kill it, and read what it had drawn."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.wait_end()

    def close(self) -> None:
        """Kill it, and close its terminal."""
        if self.code is None:
            self.kill()
        with suppress(OSError):
            os.close(self._terminal)

    def _reap(self) -> None:
        if self.code is None:
            _, status = os.waitpid(self.pid, 0)
            self.code = os.waitstatus_to_exitcode(status)


def _run(arguments: tuple[str, ...]) -> None:
    """Be the program; this process is the fork."""
    code = 70
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        sys.stdin = sys.__stdin__ = open(0, closefd=False)  # type: ignore[misc]  # noqa: SIM115
        sys.stdout = sys.__stdout__ = open(1, "w", closefd=False)  # type: ignore[misc]  # noqa: SIM115
        sys.stderr = sys.__stderr__ = open(2, "w", closefd=False)  # type: ignore[misc]  # noqa: SIM115
        code = main(["--lang=en", *arguments])
        sys.stdout.flush()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        os._exit(code)
