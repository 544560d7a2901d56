"""Temporary files of writes that were cut off: found, and removed where they hold nothing new."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from coopcoach.errors import BadFile
from coopcoach.markup.changes import is_contained
from coopcoach.storage.files import TEMPORARY, is_temporary_of, read_text
from coopcoach.storage.history import HISTORY, STALE, is_kept

_ENCODING: Final = "utf-8"


def leftovers(folder: Path) -> Iterator[Path]:
    """Yield the temporary files in a folder and below that belong to no running program."""
    for path in sorted(folder.rglob(f".*{TEMPORARY}")):
        if HISTORY not in path.parts and path.is_file() and _is_stale(path):
            yield path


def clear_leftovers(path: Path) -> None:
    """Remove the temporary files of a file that were left over and hold nothing new; others stay."""
    with contextlib.suppress(OSError, BadFile):
        for each in path.parent.iterdir():
            if is_temporary_of(each.name, path) and _is_stale(each) and not _has_news(each, path):
                each.unlink()


def file_of(leftover: Path) -> Path:
    """Return the file for which a temporary file was written."""
    name = leftover.name.removeprefix(".").removesuffix(TEMPORARY)
    return leftover.with_name(name.rpartition(".")[0])


def has_news(leftover: Path) -> bool:
    """Return whether a temporary file holds words that are neither in its file nor in the history."""
    try:
        return _has_news(leftover, file_of(leftover))
    except (OSError, BadFile):
        return True


def _has_news(leftover: Path, path: Path) -> bool:
    if not leftover.stat().st_size:
        return False
    # A write that was cut off may end within a character.
    text = leftover.read_bytes().decode(_ENCODING, "ignore")
    return not (is_kept(path, text) or is_contained(text, read_text(path).text))


def _is_stale(path: Path) -> bool:
    return abs(time.time() - path.lstat().st_mtime) > STALE
