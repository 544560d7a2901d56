"""The names of reviews: the session's name and the day, as in “painter-joiner--2027-03-12”."""

from __future__ import annotations

import re
from datetime import date as Date
from typing import Final

# No session has a name with two hyphens in a row.
_NAME: Final = re.compile(
    r"(?P<session>[a-z0-9]+(?:-[a-z0-9]+)*)--(?P<day>\d{4}-\d\d-\d\d)\Z", re.ASCII
)


def review_name(session: str, day: Date) -> str:
    """Return the name of a review, by which files that come back name it."""
    return f"{session}--{day.isoformat()}"


def parted_name(name: str) -> tuple[str, Date] | None:
    """Return the session and the day of a review from its name; None where it is no such name."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return found["session"], Date.fromisoformat(found["day"])
    except ValueError:
        return None
