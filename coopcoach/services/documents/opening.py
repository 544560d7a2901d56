"""Open a file with the program that the system has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")


def open_file(path: Path, env: Mapping[str, str]) -> bool:
    """Open a file as a double click does, without waiting; return whether a program was started.

    Args:
        path: The file.
        env: The environment; without a display nothing is started.
    """
    if sys.platform == "win32":
        try:
            os.startfile(path)  # noqa: S606  (a file that this program wrote)
        except OSError:
            return False
        return True
    if sys.platform != "darwin" and not any(env.get(name) for name in _DISPLAYS):
        return False
    names = ("open",) if sys.platform == "darwin" else ("xdg-open", "wslview")
    program = next(filter(None, (shutil.which(name, path=env.get("PATH")) for name in names)), None)
    if program is None:
        return False
    try:
        # A new process group: it does not end with this terminal, nor write to it.
        process = subprocess.Popen(
            [program, str(path)],
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    # Waiting in a thread prevents a zombie process.
    threading.Thread(target=process.wait, daemon=True).start()
    return True
