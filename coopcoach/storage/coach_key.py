"""The file of the coach's private key.

It lies in the user's settings, not in a workspace: workspaces are shared and backed up.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from coopcoach.errors import Conflict
from coopcoach.i18n import N_
from coopcoach.storage.files import FILE_MODE, make_folder

_NAME = "key.txt"


def key_path(environment: Mapping[str, str]) -> Path:
    """Return the path of the key file, whether it exists or not."""
    if sys.platform == "win32":
        base = Path(environment.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    else:
        base = Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "coopcoach" / _NAME


def read_key_file(path: Path) -> str:
    """Return the text of the key file; "" where it is missing or unreadable."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def write_key_file(path: Path, text: str) -> None:
    """Write a new key file that only its owner can read.

    Raises:
        Conflict: There is one already, or it cannot be written.
    """
    try:
        make_folder(path.parent)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        raise Conflict(
            N_("the key file {path} cannot be written"),
            N_("check whether it is there already, and whether the folder may be written to"),
            path=path,
        ) from None
