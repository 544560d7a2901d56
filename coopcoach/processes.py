"""Child processes of the program: started, limited and ended alike on every system.

Windows has neither process groups nor limits, macOS refuses the limit of memory: what a system lacks is left out,
and the rest still holds.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

CAN_FORK = hasattr(os, "fork")
# Where Homebrew (Apple silicon, Intel) and MacPorts put libraries. Only the last two are searched by default.
MAC_FOLDERS = ("/opt/homebrew/lib", "/opt/local/lib", "/usr/local/lib", "/usr/lib")
# Variables that name the folder of temporary files, by system.
_TEMPORARY = ("TMPDIR", "TEMP", "TMP")
# Seconds that a turn is waited for, and between two looks at whether it is free.
_LONGEST_TURN = 2.0
_TURN_PAUSE = 0.002
_OWN_FOLDER = "COOPCOACH_TEMPORARY"
_MAC_VARIABLE = "DYLD_FALLBACK_LIBRARY_PATH"
if sys.platform == "win32":
    _WINDOWS_FLAGS = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
else:
    _WINDOWS_FLAGS = 0


def start(module: str, folder: Path | None = None) -> subprocess.Popen[bytes]:
    """Start a module of the program as a child, with pipes for its input and output.

    Neither Ctrl+C nor a closed terminal reaches the child: its parent handles both, and ends it by ``end``.

    Args:
        module: Its name.
        folder: Where it puts temporary files; it can learn this folder by `own_folder`.
    """
    env = child_environment(os.environ)
    if folder is not None:
        env.update(dict.fromkeys((*_TEMPORARY, _OWN_FOLDER), str(folder)))
    return subprocess.Popen(
        # -P: a folder named coopcoach in the workspace must not be imported.
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=env,
        # A group of its own: a child is ended together with those that it forked.
        start_new_session=True,
        creationflags=_WINDOWS_FLAGS,
    )


def own_folder() -> Path | None:
    """Return the folder for temporary files that the parent made for this process alone."""
    folder = os.environ.get(_OWN_FOLDER)
    return Path(folder) if folder else None


def child_environment(env: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a child, in which it finds this program and, on macOS, the libraries for PDFs."""
    root = str(Path(__file__).parent.parent)
    made = {**env, "PYTHONPATH": _path(root, env.get("PYTHONPATH"))}
    if sys.platform == "darwin":
        made[_MAC_VARIABLE] = _path(env.get(_MAC_VARIABLE), *MAC_FOLDERS)
    return made


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a child with those that it forked, wait for it, and close its pipes."""
    kill(process)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a child with those that it forked; may be called from another thread."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def limit(
    *, memory: int | None = None, seconds: int | None = None, file_size: int | None = None
) -> None:
    """Limit this process, as far as the system can.

    Args:
        memory: Most bytes of address space.
        seconds: Most seconds of computing.
        file_size: Most bytes of a file that it writes.
    """
    resource = _posix_module("resource")
    if resource is None:
        return
    for name, most in (("AS", memory), ("CPU", seconds), ("FSIZE", file_size)):
        if most is not None:
            # macOS refuses the first: each is set by itself.
            with contextlib.suppress(AttributeError, OSError, ValueError):
                resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


@contextlib.contextmanager
def turn_in(folder: Path) -> Iterator[None]:
    """Keep other programs of ours waiting that want their turn in a folder, and wait until it is ours.

    The turn is given up where the system or the disk has no such locks, and where another program, stopped in
    between, keeps it for over two seconds: nobody waits for ever.
    """
    fcntl = _posix_module("fcntl")
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            held.callback(os.close, descriptor)
            ends = time.monotonic() + _LONGEST_TURN
            while fcntl is not None and time.monotonic() < ends:
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    time.sleep(_TURN_PAUSE)
        yield


def collect_rarely() -> None:
    """Leave what is loaded by now out of garbage collection, and collect the rest a hundredth as often.

    For children that make a hundred thousand objects for one document: nearly all of them live until it is done, and
    looking through them took a fifth of the time.
    """
    gc.freeze()
    gc.set_threshold(70_000, 20, 100)


def _posix_module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _path(*parts: str | None) -> str:
    """Return folders as one search path, each once, without the empty ones: they mean the current folder."""
    folders = [folder for part in parts for folder in (part or "").split(os.pathsep) if folder]
    return os.pathsep.join(dict.fromkeys(folders))
