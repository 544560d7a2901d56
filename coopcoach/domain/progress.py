"""How far a partner's answers have come."""

from __future__ import annotations

from enum import StrEnum


class Progress(StrEnum):
    """How far sealed answers have come; nothing else of them may be shown."""

    NOT_BEGUN = "not-begun"
    IN_PROGRESS = "in-progress"
    DONE = "done"
