"""A day and a time as people type them: “15.1.2027 10:00”, “Fr um 10 Uhr”, 2027-01-15T10:00."""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import datetime, time

from coopcoach.wording.days import read_day

# A point between hours and minutes counts only where “Uhr” follows: “15. 1.27” is a day.
_TIMES = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?\s*(?:uhr|h)?",
    r"(?P<hour>\d{1,2})[.h](?P<minute>\d{2})\s*uhr",
    r"(?P<hour>\d{1,2})\s*(?:uhr|h|o['’]clock)",
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)",
)
_MOMENTS = tuple(
    re.compile(rf"^(?P<day>.+?)(?:,\s*|\s+|t(?=\d))(?:(?:um|ab|at|@)\s*)?{time_}$")
    for time_ in _TIMES
)


def read_moment(text: str, today: Date, lang: str) -> datetime | None:
    """Return the day and the time that a person means, without a zone; None where one is missing.

    Args:
        text: What was typed.
        today: The day from which to count.
        lang: The reader's language.
    """
    line = " ".join(text.casefold().split())
    for pattern in _MOMENTS:
        match = pattern.match(line)
        day = read_day(match["day"], today, lang) if match else None
        if match is None or day is None:
            continue
        parts = match.groupdict()
        try:
            at = time(_hour(int(parts["hour"]), parts.get("half")), int(parts.get("minute") or 0))
        except ValueError:
            return None
        return datetime.combine(day, at)
    return None


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError
    return hour % 12 + (12 if half.startswith("p") else 0)
