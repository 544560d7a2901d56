"""Where the coach's private key lies: with the user, for nobody else's eyes, and in no workspace.

A workspace may be shared or backed up to places that must not hold the key.
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
    """Return where the key lies, or would lie."""
    if sys.platform == "win32":
        base = Path(environment.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    else:
        base = Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "coopcoach" / _NAME


def read_key_file(path: Path) -> str:
    """Return the text of the key file; "" where there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def write_key_file(path: Path, text: str) -> None:
    """Write the key file, readable for its owner alone; one that is there is never replaced.

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
            N_("look whether it is there already, and whether the folder may be written to"),
            path=path,
        ) from None
