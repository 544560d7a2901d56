"""Read a day and a time as people type them: “15.1.2027 10:00”, “Fr um 10 Uhr”, 2027-01-15T10:00."""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import datetime, time

from coopcoach.wording import typed_words as words
from coopcoach.wording.days import read_day
from coopcoach.wording.typed_words import any_of

_HOUR = any_of(*words.HOUR)
# For a text with one blank between two words; many would be tried at each place anew.
# A point between hours and minutes needs the word for the hour: “15. 1.27” is a day.
_TIMES = (
    rf"(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::\d{{2}})? ?(?:{_HOUR}|h)?",
    rf"(?P<hour>\d{{1,2}})[.h](?P<minute>\d{{2}}) ?(?:{_HOUR})",
    rf"(?P<hour>\d{{1,2}}) ?(?:{_HOUR}|h)",
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>am|pm|a\.m\.|p\.m\.)",
)
_MOMENTS = tuple(
    re.compile(rf"^(?P<day>.+?)(?:, ?| |t(?=\d))(?:(?:{any_of(*words.AT)}|@) ?)?{time_}$")
    for time_ in _TIMES
)


def read_moment(text: str, today: Date) -> datetime | None:
    """Read a day and a time without a zone.

    Args:
        text: What was typed, in any language of the program.
        today: The day from which to count.

    Returns:
        The moment; None where the day or the time is missing.
    """
    line = " ".join(text.casefold().split())
    for pattern in _MOMENTS:
        match = pattern.match(line)
        day = read_day(match["day"], today) if match else None
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
