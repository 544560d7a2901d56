"""What the coach keeps for themselves: notes, what was opened before its reveal, and where the stage shall go.

It all lies in ``coach-notes.md``. Nothing of it is ever shown on the stage, exported or printed.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from coopcoach.domain.exercise import Exercise, Frozen, Point


class Opened(StrEnum):
    """How much of a sealed exercise the coach opened for themselves alone.

    - GAPS: at which questions the two lie apart, and in what way; not a word of an answer.
    - ANSWERS: what both wrote.
    """

    GAPS = "gaps"
    ANSWERS = "answers"


class Peek(Frozen):
    """One look behind the seal, with its time."""

    exercise: str
    opened: Opened
    at: datetime


class StageRequest(Frozen):
    """A wish of the private window that the stage fulfils once: go to an exercise, draw the curtain.

    ``at`` makes each one unlike every other; ``go`` is the id of an exercise, or empty.
    """

    at: datetime
    go: str = ""
    curtain: bool | None = None


class CoachNotes(Frozen):
    """The content of ``coach-notes.md``; notes are keyed by an exercise's or a point's key."""

    notes: dict[str, str] = Field(default_factory=dict)
    peeks: tuple[Peek, ...] = ()
    request: StageRequest | None = None

    def note(self, key: str) -> str:
        """Return a note; an empty one where there is none."""
        return self.notes.get(key, "")

    def has_opened(self, exercise_id: str, opened: Opened) -> bool:
        """Whether the coach opened an exercise this far; who read the answers knows the gaps."""
        return any(
            peek.exercise == exercise_id and peek.opened in {opened, Opened.ANSWERS}
            for peek in self.peeks
        )


_POINT = "point."


def point_key(point: Point) -> str:
    """Return the key of the notes to a point; no exercise's id holds a dot."""
    return f"{_POINT}{point}"


def note_keys(exercise: Exercise) -> tuple[str, str]:
    """Return the keys of the notes that belong to an exercise: its own, and its point's."""
    return exercise.id, point_key(exercise.point)
