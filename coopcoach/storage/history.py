"""The history: earlier states of a file, kept beside it in ``.history``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from coopcoach.storage.files import FILE_MODE, make_folder, read_text

HISTORY = ".history"
_STAMP = "%Y%m%dT%H%M%S%f"

# Typing is saved every second, which would fill the history with states that differ by a word.
_APART = timedelta(minutes=1)


@dataclass(frozen=True)
class EarlierState:
    """An earlier state of a file, and the local time until which it was the present one."""

    path: Path
    until: datetime


def keep_state(path: Path, text: str, now: datetime) -> Path | None:
    """Keep a text that is about to be replaced, unless a state of the last minute is kept.

    Returns:
        The file it was kept in, or None.
    """
    states = earlier_states(path)
    if states and now.replace(tzinfo=None) - states[-1].until < _APART:
        return None
    folder = path.parent / HISTORY / path.name
    make_folder(folder)
    kept = folder / f"{now.strftime(_STAMP)}.md"
    kept.write_text(text, encoding="utf-8", newline="")
    kept.chmod(FILE_MODE)
    return kept


def earlier_states(path: Path) -> list[EarlierState]:
    """Return the earlier states of a file, oldest first."""
    folder = path.parent / HISTORY / path.name
    states = []
    for kept in sorted(folder.glob("*.md")):
        try:
            until = datetime.strptime(kept.stem, _STAMP)  # noqa: DTZ007  (local time, as written)
        except ValueError:
            continue
        states.append(EarlierState(kept, until))
    return states


def read_state(state: EarlierState) -> str:
    """Return the text of an earlier state."""
    return read_text(state.path).text
