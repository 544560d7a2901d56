"""Run calls of the program one after the other as if on Windows: `python -m tests.builders.windows.calls JOB`.

JOB is a JSON file: ``calls`` is a list of calls, each with ``arguments``, ``stdin`` and, for one that opens a screen,
``shows``, the words to wait for before it is quit, and ``types``, keys to press before; ``result`` is where to write
the exit code and the output of each.
"""

from __future__ import annotations

import asyncio
import ctypes
import importlib
import io
import json
import locale
import os
import pkgutil
import sys
import threading
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

CHARSET = "cp1252"
_GERMAN = 0x0407
_WAIT_TIMEOUT = 0x102
_KEY_EVENT = 1
_CTRL_Q = "\x11"


class Console:
    """The part of kernel32 that Textual calls: the console shows, and gives keys once it has shown the words."""

    def __init__(self) -> None:
        self.shown = io.StringIO()
        self.awaited = ""
        self.keys: list[str] = []
        self.GetStdHandle = _Function(lambda _number: 1)

    def GetConsoleMode(self, _handle: int, _mode: Any) -> int:  # noqa: N802  (its name in Windows)
        """Leave the mode as it is."""
        return 1

    def SetConsoleMode(self, _handle: int, _mode: int) -> int:  # noqa: N802
        """Accept every mode."""
        return 1

    def WaitForMultipleObjects(self, *_args: Any) -> int:  # noqa: N802
        """Return 0 where a key can be read, else time out as Windows does."""
        if self.awaited in self.shown.getvalue():
            return 0
        time.sleep(0.01)
        return _WAIT_TIMEOUT

    def ReadConsoleInputW(self, _in: int, records: Any, _most: int, count: Any) -> int:  # noqa: N802
        """Give one key; when all were given, Ctrl+Q until the program ends."""
        record = records._obj[0]
        record.EventType = _KEY_EVENT
        record.Event.KeyEvent.bKeyDown = True
        record.Event.KeyEvent.wVirtualKeyCode = 1
        record.Event.KeyEvent.uChar.UnicodeChar = self.keys.pop(0) if self.keys else _CTRL_Q
        count._obj.value = 1
        time.sleep(0.01)
        return 1


class _Function:
    """A function of a library, which can be given types."""

    def __init__(self, call: Any) -> None:
        self.argtypes, self.restype, self._call = [], None, call

    def __call__(self, *args: Any) -> Any:
        return self._call(*args)


class _Shown(io.StringIO):
    """The console as a file: what is written is shown."""

    encoding = "utf-8"  # type: ignore[assignment]

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console

    def write(self, text: str) -> int:
        self._console.shown.write(text)
        return len(text)

    def fileno(self) -> int:
        return 1

    def isatty(self) -> bool:
        return True


def become_windows() -> Console:
    """Import the whole program, then say that this is Windows, with a German user."""
    import coopcoach

    for module in pkgutil.walk_packages(coopcoach.__path__, "coopcoach."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    console = Console()
    library = SimpleNamespace(GetUserDefaultUILanguage=lambda: _GERMAN)
    ctypes.windll = SimpleNamespace(kernel32=library)  # type: ignore[attr-defined]
    ctypes.WinDLL = lambda *_args, **_options: console  # type: ignore[attr-defined]
    msvcrt = ModuleType("msvcrt")
    msvcrt.get_osfhandle = lambda number: number  # type: ignore[attr-defined]
    sys.modules["msvcrt"] = msvcrt
    assert locale.windows_locale[_GERMAN] == "de_DE"
    import textual.app

    textual.app.WINDOWS = True
    asyncio.SelectorEventLoop.add_signal_handler = _no_signals  # type: ignore[method-assign]
    sys.platform = "win32"
    return console


def _no_signals(*_args: Any) -> None:
    raise NotImplementedError


def run(call: dict[str, Any], console: Console) -> dict[str, Any]:
    """Run one call, and return its exit code and output."""
    from coopcoach.cli import main

    shows = call.get("shows")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=CHARSET) for _ in range(2))
    stdin = io.TextIOWrapper(io.BytesIO(call.get("stdin", "").encode()), encoding=CHARSET)
    kept = sys.stdin, sys.__stdin__, sys.__stdout__, sys.__stderr__, os.isatty
    try:
        sys.stdin = stdin
        if shows is not None:
            console.awaited, console.keys = shows, list(call.get("types", ""))
            console.shown = io.StringIO()
            sys.__stdin__ = SimpleNamespace(fileno=lambda: 0)  # type: ignore[misc, assignment]
            sys.__stdout__ = sys.__stderr__ = _Shown(console)  # type: ignore[misc]
            os.isatty = lambda _number: True  # type: ignore[assignment]
        with redirect_stdout(out), redirect_stderr(err):
            code: int | str = main(call["arguments"])
    except BaseException:
        code = traceback.format_exc()
    finally:
        sys.stdin, sys.__stdin__, sys.__stdout__, sys.__stderr__, os.isatty = kept  # type: ignore[misc]
    said = []
    for stream in (out, err):
        stream.flush()
        said.append(stream.buffer.getvalue().decode(CHARSET))  # type: ignore[attr-defined]
    shown = console.shown.getvalue() if shows is not None else ""
    return {"code": code, "out": said[0], "err": said[1], "shown": shown}


def main(job: Path) -> None:
    """Run the calls of a job."""
    asked = json.loads(job.read_text(encoding="utf-8"))
    console = become_windows()
    done = []
    for call in asked["calls"]:
        # A screen that never shows its words ends the whole run.
        watchdog = threading.Timer(60, os._exit, [70])
        watchdog.start()
        done.append(run(call, console))
        watchdog.cancel()
        Path(asked["result"]).write_text(json.dumps(done), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
