"""The history: earlier states of a file, kept beside it in ``.history/NAME/``, one file each.

A state is a compressed copy; its name is ``NUMBER-TIME-ORIGIN-DIGEST[-CONTAINED].md.gz``. States are in the order of
their numbers, as clocks jump. The digest is that of the words; CONTAINED is the digest of the state before, where all
words of that one are still in this one, as while somebody types. Such a state may be removed when it is old: no word
goes with it.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import N_
from coopcoach.markup.changes import is_contained, words_of
from coopcoach.storage.files import LARGEST, TEMPORARY, make_folder, open_regular, write_bytes

HISTORY = ".history"
# Minimum number of states that are kept of each file.
LEAST: Final = 50
# States are thinned whenever so many were added.
THIN_EVERY: Final = 64
# Age up to which a state is spared, and how far apart older ones are. The first table is for states whose words are
# all in a later one, the second for all others.
_CONTAINED_APART: Final = (
    (timedelta(minutes=10), timedelta(0)),
    (timedelta(hours=1), timedelta(seconds=10)),
    (timedelta(days=1), timedelta(minutes=1)),
    (timedelta.max, timedelta(minutes=10)),
)
_OTHERS_APART: Final = (
    (timedelta(days=365), timedelta(0)),
    (timedelta.max, timedelta(hours=1)),
)
# Longest time that counts between two states: a clock that jumps ahead must not make all states old.
_LONGEST_GAP: Final = timedelta(days=7)
# Seconds after which a temporary file belongs to no running program.
STALE: Final = 600

_NAME: Final = re.compile(
    r"(?P<number>\d{8})-(?P<time>\d{8}T\d{6}Z)-(?P<origin>[wf])"
    r"-(?P<digest>[0-9a-f]{20})(?:-(?P<contained>[0-9a-f]{20}))?\.md\.gz"
)
# States of earlier versions of the program.
_OLD_NAME: Final = "%Y%m%dT%H%M%S%f.md"
_WRITTEN, _FOUND = "w", "f"


@dataclass(frozen=True)
class EarlierState:
    """A state of a file.

    Attributes:
        folder: The folder in which it is kept.
        name: The name of its file.
        number: Its place in the order; 0 for states of earlier versions of the program.
        at: When it was kept.
        written: Whether the program wrote it; else it was found in the file.
        digest: The digest of its words; "" for states of earlier versions.
        contained: The digest of the state whose words are all in this one; "" where there is none.
    """

    folder: Path
    name: str
    number: int
    at: datetime
    written: bool = False
    digest: str = ""
    contained: str = ""

    @property
    def path(self) -> Path:
        """The file in which it is kept."""
        return self.folder / self.name


def keep_state(
    path: Path, text: str, now: datetime, *, before: str | None = None
) -> EarlierState | None:
    """Keep a text of a file, unless the newest state has the same words.

    Args:
        path: The file.
        text: Its text, which another program wrote, or which the program has just written.
        now: The time.
        before: The text that the program replaced; None where the text was found in the file.

    Returns:
        The state; None where it was kept before.

    Raises:
        OSError: It cannot be written.
    """
    newest = _newest(path)
    digest = digest_of(text)
    if newest is not None and newest.digest == digest:
        return None
    follows = before is not None and newest is not None and newest.digest == digest_of(before)
    state = EarlierState(
        _folder_of(path),
        "",
        newest.number + 1 if newest else 1,
        now.astimezone(UTC).replace(microsecond=0),
        before is not None,
        digest,
        newest.digest if follows and newest and is_contained(before or "", text) else "",
    )
    kept = replace(state, name=_name_of(state))
    make_folder(kept.folder)
    data = gzip.compress(text.encode("utf-8", "surrogateescape"), 6, mtime=0)
    # The text itself is on the disk, or was there before: the name of its copy need not be waited for.
    write_bytes(kept.path, data, sync_folder=False)
    if kept.number % THIN_EVERY == 0:
        thin(path)
    return kept


def earlier_states(path: Path) -> list[EarlierState]:
    """Return the states of a file, oldest first; the newest may be its present one."""
    return list(newest_states(path))[::-1]


def newest_states(path: Path) -> Iterator[EarlierState]:
    """Yield the states of a file, newest first; there may be 10,000, of which few are looked at."""
    folder = _folder_of(path)
    # Numbers have eight figures; names of earlier versions have none, and come last.
    ordered = sorted(_names(folder), key=lambda name: (name[8:9] == "-", name), reverse=True)
    found = (_state(folder, name) for name in ordered)
    return (state for state in found if state is not None)


def read_state(state: EarlierState) -> str:
    """Return the text of a state.

    Raises:
        BadFile: It cannot be read, or was damaged.
    """
    try:
        with os.fdopen(open_regular(state.path), "rb") as file:
            if not state.digest:
                return file.read(LARGEST).decode("utf-8")
            with gzip.open(file) as unpacked:
                text = unpacked.read(LARGEST).decode("utf-8", "surrogateescape")
        if digest_of(text) == state.digest:
            return text
    except (OSError, EOFError, ValueError):
        pass
    what = N_("this earlier state is damaged")
    raise BadFile(state.path, [Fault(1, what, N_("take the one before or after it"))])


def digest_of(text: str) -> str:
    """Return the digest of a text's words, by which a state is known."""
    words = words_of(text).encode("utf-8", "surrogatepass")
    return hashlib.sha256(words).hexdigest()[:20]


def is_kept(path: Path, text: str) -> bool:
    """Return whether a text is among the states of a file."""
    digest = digest_of(text)
    return any(state.digest == digest for state in earlier_states(path))


def remove_states(path: Path) -> None:
    """Remove the history of a file that was itself removed."""
    shutil.rmtree(_folder_of(path), ignore_errors=True)


# Thinning


def thin(path: Path) -> None:
    """Remove old states that lie close together, and temporary files of writes that were cut off."""
    states = earlier_states(path)
    kept = thinned(states)
    for state, wanted in kept.items():
        if state.contained != wanted:
            with contextlib.suppress(OSError):
                renamed = state.path.with_name(_name_of(replace(state, contained=wanted)))
                state.path.rename(renamed)
    for state in states:
        if state not in kept:
            state.path.unlink(missing_ok=True)
    for entry in _folder_of(path).glob(f".*{TEMPORARY}"):
        if abs(time.time() - entry.stat().st_mtime) > STALE:
            entry.unlink(missing_ok=True)


def thinned(states: Sequence[EarlierState]) -> dict[EarlierState, str]:
    """Return the states that stay, each with the digest of the state that it then contains.

    Args:
        states: All states, oldest first.
    """
    ages = list(_ages(states))
    kept = {state: state.contained for state in states[-LEAST:]}
    if not kept:
        return {}
    newer = states[-len(kept)]
    newer_age = ages[len(states) - len(kept)]
    for state, age in reversed(list(zip(states, ages, strict=True))[: -len(kept)]):
        is_in_newer = bool(state.digest) and state.digest == kept[newer]
        apart = _apart(_CONTAINED_APART if is_in_newer else _OTHERS_APART, age)
        if age - newer_age < apart:
            kept[newer] = state.contained if is_in_newer else kept[newer]
            continue
        kept[state] = state.contained
        newer, newer_age = state, age
    return kept


def _ages(states: Sequence[EarlierState]) -> Iterator[timedelta]:
    """Yield how old each state is against the newest; clocks that jump add little, or nothing."""
    gaps = [
        max(timedelta(0), min(_LONGEST_GAP, newer.at - older.at))
        for older, newer in pairwise(states)
    ]
    age = sum(gaps, timedelta(0))
    yield age
    for gap in gaps:
        age -= gap
        yield age


def _apart(table: Sequence[tuple[timedelta, timedelta]], age: timedelta) -> timedelta:
    return next(apart for up_to, apart in table if age <= up_to)


# Names


def _newest(path: Path) -> EarlierState | None:
    """Return the newest state of this version of the program."""
    return next((state for state in newest_states(path) if state.number), None)


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in os.scandir(folder)]
    except OSError:
        return []


def _folder_of(path: Path) -> Path:
    return path.parent / HISTORY / path.name


def _name_of(state: EarlierState) -> str:
    origin = _WRITTEN if state.written else _FOUND
    contained = f"-{state.contained}" if state.contained else ""
    at = state.at.isoformat(timespec="seconds").partition("+")[0].replace("-", "").replace(":", "")
    return f"{state.number:08d}-{at}Z-{origin}-{state.digest}{contained}.md.gz"


def _state(folder: Path, name: str) -> EarlierState | None:
    """Return the state that a file of the history keeps; None where it is none."""
    match = _NAME.fullmatch(name)
    try:
        if match is None:
            return EarlierState(folder, name, 0, datetime.strptime(name, _OLD_NAME).astimezone())
        at = datetime.fromisoformat(match["time"])
    except (ValueError, OverflowError):
        return None
    written = match["origin"] == _WRITTEN
    contained = match["contained"] or ""
    number, digest = int(match["number"]), match["digest"]
    return EarlierState(folder, name, number, at, written, digest, contained)
