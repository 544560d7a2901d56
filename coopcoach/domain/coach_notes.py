"""The coach's private notes, the exercises opened privately before their reveal, and requests to the stage.

They are stored in ``coach-notes.md``, and are neither shown on the stage nor exported.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from coopcoach.domain.exercise import Exercise, Frozen, Point


class Opened(StrEnum):
    """How much of a sealed exercise the coach opened privately.

    - GAPS: the prompts with a gap and its reason, without the answers.
    - ANSWERS: both partners' answers.
    """

    GAPS = "gaps"
    ANSWERS = "answers"


class PrivateOpening(Frozen):
    """A sealed exercise that the coach opened privately, with the time."""

    exercise: str
    opened: Opened
    at: datetime


class StageRequest(Frozen):
    """A request of the private window that the stage carries out once.

    ``at`` tells requests apart; ``go`` is the id of an exercise to go to, or empty; ``do`` is done there; ``curtain``
    draws or opens the curtain.
    """

    at: datetime
    go: str = ""
    do: Literal["", "reveal", "pass-time"] = ""
    curtain: bool | None = None


class CoachNotes(Frozen):
    """The content of ``coach-notes.md``. The key of a note is that of an exercise or a point."""

    notes: dict[str, str] = Field(default_factory=dict)
    openings: tuple[PrivateOpening, ...] = ()
    request: StageRequest | None = None

    def note(self, key: str) -> str:
        """Return a note; an empty one where there is none."""
        return self.notes.get(key, "")

    def has_opened(self, exercise_id: str, opened: Opened) -> bool:
        """Return whether the coach opened an exercise this far; ANSWERS includes GAPS."""
        return any(
            opening.exercise == exercise_id and opening.opened in {opened, Opened.ANSWERS}
            for opening in self.openings
        )


_POINT = "point."


def point_key(point: Point) -> str:
    """Return the key of a point's notes; the dot tells it from an exercise's id."""
    return f"{_POINT}{point}"


def note_keys(exercise: Exercise) -> tuple[str, str]:
    """Return the keys of an exercise's notes: its own and that of its point."""
    return exercise.id, point_key(exercise.point)
