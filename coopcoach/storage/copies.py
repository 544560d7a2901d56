"""Copies of a session's files that sync programs leave beside them, and files with git's marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import N_
from coopcoach.markup.document import Document
from coopcoach.markup.formats import answers_file, notes_file, session_file
from coopcoach.markup.git_marks import git_sides
from coopcoach.markup.merge import Merged, merge_copy
from coopcoach.storage.files import make_folder, read_text
from coopcoach.storage.history import (
    HISTORY,
    EarlierState,
    digest_of,
    earlier_states,
    read_state,
)
from coopcoach.storage.merged import write_merged
from coopcoach.storage.notes import NOTES_FILE, front_text
from coopcoach.storage.sessions import ANSWERS
from coopcoach.storage.workspace import SESSION_FILE

# The words by which sync programs name a copy, behind the name of the file.
_NAMED: Final = re.compile(r"conflict|konflikt|_conf\(\d", re.IGNORECASE)
# A number, a word or the name of a computer behind the name: then the content decides.
_DOUBTFUL: Final = re.compile(r"[ ._(\[-]|\d")
_SUFFIXES: Final = (".md", ".md.orig", ".md.mine", ".md.theirs")
# Where the stage is, and other keys that the program alone reads.
_UNTOLD: Final = frozenset({"coopcoach", "place", "archived", "binned"})
_MARK_FIRST: Final = re.compile(r"\[conflict\]\s*", re.IGNORECASE)


@dataclass(frozen=True)
class ConflictCopy:
    """A copy and the file that it is of; both are the same where git left its marks in the file."""

    path: Path
    original: Path

    @property
    def has_marks(self) -> bool:
        """Whether it is the file itself, with git's marks in it."""
        return self.path == self.original


def is_copy_by_name(name: str, original: str) -> bool:
    """Return whether a sync program names a copy of a file so; a doubtful name needs its content read.

    Args:
        name: The name of a file.
        original: The name of the file in the same folder.
    """
    rest = _rest(name, original)
    return rest is not None and bool(_NAMED.search(rest))


def may_be_copy(name: str, original: str) -> bool:
    """Return whether the name of a file begins like another's, and goes on as a copy's may."""
    rest = _rest(name, original)
    return rest is not None and bool(_DOUBTFUL.match(rest) or _NAMED.search(rest))


def _rest(name: str, original: str) -> str | None:
    """Return what stands between the name of a file and its suffix; None where it is another file."""
    suffix = next((s for s in reversed(_SUFFIXES) if name.lower().endswith(s)), None)
    if suffix is None or name == original:
        return None
    stem, own = name[: -len(suffix)], original.removesuffix(".md")
    if marked := _MARK_FIRST.match(stem):
        stem = f"{stem[marked.end() :]}{marked[0]}"
    if not stem.startswith(own):
        return None
    return f"{stem[len(own) :]}{suffix.removeprefix('.md')}"


def find_copies(folder: Path, session: str | None = None) -> tuple[ConflictCopy, ...]:
    """Return the copies in the folder of a session, and its files with git's marks.

    Of the coach's notes, only the front matter is read.

    Args:
        folder: The folder of the session.
        session: The text of ``session.md``, where it was read already.
    """
    found = [*_beside(folder, [SESSION_FILE, NOTES_FILE])]
    answers = folder / ANSWERS
    names = [path.name for path in sorted(answers.glob("*.md")) if not _is_doubtful(path)]
    found += _beside(answers, names)
    texts = {path: _text(path) for path in (answers / name for name in names)}
    texts[folder / SESSION_FILE] = session or _text(folder / SESSION_FILE)
    found += [ConflictCopy(p, p) for p, text in texts.items() if git_sides(text) is not None]
    return tuple(found)


def _is_doubtful(path: Path) -> bool:
    """Return whether a file of the answers may be a copy of another one, and says itself that it is not."""
    others = (other.name for other in path.parent.glob("*.md"))
    is_like_one = any(may_be_copy(path.name, other) for other in others)
    return is_like_one and _partner_of(path) != path.stem


def _beside(folder: Path, originals: list[str]) -> Iterator[ConflictCopy]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name in originals or path.name.startswith(".") or not path.is_file():
            continue
        # The longest name first: “anna-meier” also begins “anna-meier-2”.
        for name in sorted(originals, key=len, reverse=True):
            is_named = is_copy_by_name(path.name, name)
            if is_named or (may_be_copy(path.name, name) and _is_content_of(path, folder / name)):
                yield ConflictCopy(path, folder / name)
                break


def _is_content_of(path: Path, original: Path) -> bool:
    """Return whether a file says in its front matter that it is what another is."""
    front = _front(path)
    if original.name == NOTES_FILE:
        return front.get("coopcoach") == notes_file.FORMAT
    if original.name == SESSION_FILE:
        return front.get("coopcoach") == session_file.FORMAT
    return front.get("coopcoach") == answers_file.FORMAT and _partner_of(path) == original.stem


def _partner_of(path: Path) -> str:
    return str(_front(path).get("partner", ""))


def _front(path: Path) -> dict[str, object]:
    try:
        document = Document(front_text(path), str(path))
    except BadFile:
        return {}
    return dict(document.front.values) if document.front else {}


def _text(path: Path) -> str:
    """Return the text of a file that may have git's marks; "" where it has none, or cannot be read."""
    try:
        text = read_text(path).text
        return text if "<<<<<<<" in text else ""
    except BadFile:
        return ""


def merge_conflict_copy(copy: ConflictCopy, now: datetime) -> Merged:
    """Join a copy into its file, and move it to the history.

    Returns:
        The joined text, with what is kept twice, and with what only the copy has: of the front matter of a
        session, which people read, not of other files, which may be sealed.

    Raises:
        BadFile: The copy or the file cannot be read.
        ChangedMeanwhile: Another program writes to the file all the time.
    """
    present = read_text(copy.original)
    if copy.has_marks:
        sides = git_sides(present.text)
        if sides is None:
            return Merged(present.text, ())
        merged = merge_copy(*sides, _common(copy, *sides), str(copy.original))
    else:
        other = read_text(copy.path)
        if not other.text.strip():
            todo = N_("delete it, if it holds nothing")
            raise BadFile(copy.path, [Fault(1, N_("the copy is empty"), todo)])
        earlier = _common(copy, present.text, other.text)
        merged = merge_copy(present.text, other.text, earlier, str(copy.original))
    if merged.text != present.text:
        write_merged(copy.original, present, merged.text, now)
    if not copy.has_marks:
        _keep(copy.path)
    is_session = copy.original.name == SESSION_FILE
    told = [(key, value) for key, value in merged.left_out if is_session and key not in _UNTOLD]
    return replace(merged, left_out=tuple(told))


def _common(copy: ConflictCopy, ours: str, theirs: str) -> Iterable[str]:
    """Yield the earlier states that both the file and its copy may have grown from.

    A history that is synchronised with the files also holds what was written on the other machine: that is no
    earlier state of ours, and must not be left out as one.
    """
    states = earlier_states(copy.original)
    numbers = {state.digest: state.number for state in states}
    own, other = numbers.get(digest_of(ours)), numbers.get(digest_of(theirs))
    is_named = copy.has_marks or is_copy_by_name(copy.path.name, copy.original.name)
    if own is None and other is None:
        return _texts(states)
    last = _parted_at(states, min(n for n in (own, other) if n is not None))
    if last is not None:
        return _texts(state for state in states if state.number < last)
    # The program of the copy says that both were changed: then the states of one of them are not known.
    return _texts(states if other is None or not is_named else ())


def _parted_at(states: Sequence[EarlierState], number: int) -> int | None:
    """Return the number from which two machines wrote states of their own; None where they did not.

    Both count on from the last state that they had in common.

    Args:
        states: All states, oldest first.
        number: Of the newest state that both have.
    """
    digests: dict[int, set[str]] = {}
    for state in states:
        digests.setdefault(state.number, set()).add(state.digest)
    if len(digests.get(number, ())) < 2:
        return None
    while len(digests.get(number - 1, ())) > 1:
        number -= 1
    # Of states that were thinned, the next one names the state that it goes on from.
    before = {state.contained for state in states if state.number == number and state.contained}
    named = [state.number for state in states if state.digest in before and state.number < number]
    return min(named) + 1 if named else number


def _texts(states: Iterable[EarlierState]) -> Iterable[str]:
    for state in states:
        try:
            text = read_state(state)
            Document(text)
        except BadFile:
            continue
        yield text


def _keep(path: Path) -> None:
    """Move a copy whose words are in the file now to the history, under its own name."""
    folder = path.parent / HISTORY / "copies"
    make_folder(folder)
    names = (path.name, *(f"{path.name}.{number}" for number in range(2, 1000)))
    path.rename(next(folder / name for name in names if not (folder / name).exists()))
