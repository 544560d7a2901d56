"""Write files that two programs may change at the same time: the second write merges both changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from coopcoach.markup.merge import merge
from coopcoach.storage.files import ChangedMeanwhile, LoadedText, read_text, write_text
from coopcoach.storage.history import keep_state

# Maximum tries to write a merged text.
_TRIES: Final = 5


@dataclass(frozen=True)
class MergedText:
    """The text of the file after the write, and the ids of the sections that both changed."""

    loaded: LoadedText
    conflicts: tuple[str, ...] = ()


def write_merged(path: Path, base: LoadedText | None, text: str, now: datetime) -> MergedText:
    """Write a text, merged section by section with the changes of another program.

    The replaced text is kept in the history.

    Args:
        path: The file.
        base: Its text when it was read; None where there was no file.
        text: The new text.
        now: The local time.

    Raises:
        ChangedMeanwhile: Another program changed the file at each try; nothing was written.
        BadFile: The text of the other program cannot be read.
    """
    conflicts: tuple[str, ...] = ()
    tries = _TRIES
    while True:
        tries -= 1
        if base is not None:
            keep_state(path, base.text, now)
        try:
            stamp = write_text(path, text, base.stamp if base else None)
        except ChangedMeanwhile:
            if not tries:
                raise
        else:
            return MergedText(LoadedText(text, stamp), conflicts)
        theirs = read_text(path)
        merged = merge(base.text if base else "", text, theirs.text, str(path))
        base, text = theirs, merged.text
        conflicts = (*conflicts, *merged.conflicts)
