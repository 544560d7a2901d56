"""Opens a file with the machine's own program for it, where there is one."""

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
    """Open a file as a double click would; returns whether a program was started.

    What comes of it is not waited for: a mail program stays open.

    Args:
        path: The file.
        env: The environment; where it names no display, nothing is tried.
    """
    if sys.platform == "win32":
        try:
            os.startfile(path)  # noqa: S606  (our own draft, by its own type)
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
        # In a session of its own: it must neither write on this screen nor end with it.
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
    # Somebody must take notice of its end, however late that comes.
    threading.Thread(target=process.wait, daemon=True).start()
    return True
