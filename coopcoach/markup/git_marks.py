"""The marks that git leaves in a file where two changes meet."""

from __future__ import annotations

from typing import Final

_OURS: Final = "<" * 7
_BASE: Final = "|" * 7
_BETWEEN: Final = "=" * 7
_THEIRS: Final = ">" * 7


def git_sides(text: str) -> tuple[str, str] | None:
    """Return both sides of a file with git's marks; None where it has none, or one of them is missing."""
    if _OURS not in text:
        return None
    ours: list[str] = []
    theirs: list[str] = []
    state, found = "", False
    for line in text.splitlines(keepends=True):
        mark = line[:7]
        ends = line[7:8] in {"", " ", "\r", "\n"}
        if state == "" and mark == _OURS and ends:
            state, found = "ours", True
        elif state == "ours" and mark == _BASE and ends:
            state = "base"
        elif state in {"ours", "base"} and mark == _BETWEEN and not line[7:].strip():
            state = "theirs"
        elif state == "theirs" and mark == _THEIRS and ends:
            state = ""
        else:
            if state in {"", "ours"}:
                ours.append(line)
            if state in {"", "theirs"}:
                theirs.append(line)
    return ("".join(ours), "".join(theirs)) if found and not state else None


def line_of_marks(text: str) -> int:
    """Return the line (from 1) of the first mark; 1 where there is none."""
    lines = enumerate(text.splitlines(), 1)
    return next((n for n, line in lines if line.startswith(_OURS)), 1)
