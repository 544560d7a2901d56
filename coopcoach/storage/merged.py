"""Write files that two programs may change at the same time: the second write merges both changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from coopcoach.errors import BadFile
from coopcoach.i18n import N_
from coopcoach.markup.merge import merge
from coopcoach.storage.files import (
    ChangedMeanwhile,
    LoadedText,
    Stamp,
    Written,
    read_text,
    replace_text,
)
from coopcoach.storage.history import keep_state
from coopcoach.storage.leftovers import clear_leftovers

UNKEPT: Final = N_("It is saved, but the version before it could not be kept in the history.")
# Maximum tries to write a merged text.
_TRIES: Final = 5


@dataclass(frozen=True)
class MergedText:
    """The result of a write.

    Attributes:
        loaded: The text of the file after it.
        conflicts: The ids of the sections that both programs changed.
        unkept: Whether the text that was replaced could not be kept in the history.
    """

    loaded: LoadedText
    conflicts: tuple[str, ...] = ()
    unkept: bool = False


@dataclass(frozen=True)
class KeptText:
    """The result of a write: the file's stamp, and whether the replaced text could not be kept in the history."""

    stamp: Stamp
    unkept: bool


def write_kept(path: Path, text: str, base: LoadedText | None, now: datetime) -> KeptText:
    """Write a text; the replaced one and the new one are kept in the history.

    Args:
        path: The file.
        text: The new text.
        base: Its text when it was read; None where there was no file.
        now: The local time.

    Raises:
        ChangedMeanwhile: Another program changed the file; nothing was written.
        BadFile: The file cannot be read or replaced.
    """
    written, unkept = _replace(path, text, base, now)
    if written.lost is not None:
        unkept = not _keep(path, _decoded(written.lost), now) or unkept
    return KeptText(written.stamp, unkept)


def write_merged(path: Path, base: LoadedText | None, text: str, now: datetime) -> MergedText:
    """Write a text, merged section by section with the changes of another program.

    The replaced text is kept in the history, as is the new one.

    Args:
        path: The file.
        base: Its text when it was read; None where there was no file.
        text: The new text.
        now: The local time.

    Raises:
        ChangedMeanwhile: Another program changed the file at each try; nothing was written.
        BadFile: The text of the other program cannot be read, or the file cannot be replaced.
    """
    conflicts: tuple[str, ...] = ()
    unkept = False
    there = base
    for _ in range(_TRIES):
        try:
            written, failed = _replace(path, text, there, now)
        except ChangedMeanwhile:
            there = read_text(path)
            theirs = there.text
        else:
            unkept = unkept or failed
            loaded = LoadedText(text, written.stamp)
            if written.lost is None:
                return MergedText(loaded, conflicts, unkept)
            theirs, there = _decoded(written.lost), loaded
            unkept = not _keep(path, theirs, now) or unkept
        try:
            merged = merge(base.text if base else "", text, theirs, str(path))
        except BadFile:
            if there.text == text:
                # It is in the file; what the other program was writing is in the history.
                return MergedText(there, conflicts, unkept)
            raise
        base, text = there, merged.text
        conflicts = (*conflicts, *merged.conflicts)
    raise ChangedMeanwhile(
        N_("“{name}” was changed by another program"),
        N_("read it again; nothing was written"),
        name=path.name,
    )


def _replace(path: Path, text: str, base: LoadedText | None, now: datetime) -> tuple[Written, bool]:
    """Write a text; return the result, and whether the replaced text could not be kept."""
    clear_leftovers(path)
    kept = base is None or _keep(path, base.text, now)
    written = replace_text(path, text, base.stamp if base else None)
    # A failure is made good before the next write, which keeps what it replaces.
    _keep(path, text, now, before=base.text if base else "")
    return written, not kept


def _keep(path: Path, text: str, now: datetime, *, before: str | None = None) -> bool:
    """Keep a text in the history; return False where that failed: it must never stop a save."""
    try:
        keep_state(path, text, now, before=before)
    except (OSError, BadFile, OverflowError):
        return False
    return True


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
