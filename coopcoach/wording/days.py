"""Days as people type them: “15.1.”, “Fr”, “in 2 Wochen”, “end of March”, 2027-01-15."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date as Date
from datetime import timedelta

from coopcoach.wording.day_words import (
    MONTHS,
    MONTHS_OFF,
    NEAR,
    NUMBERS,
    UNITS,
    WEEKDAYS,
    WEEKS_OFF,
)

_LEADING = re.compile(
    r"^(?:(?:bis|spätestens|spaetestens|am|zum|den|heute(?= in)|by|on|until|till|the"
    r"|kommenden?|nächsten?|naechsten?|diesen|next|this)\s+)+"
)
_ABOUT = re.compile(r"\b(?:ca\.?|etwa|ungefähr|about)\s+")
_PART_OF = re.compile(
    r"^(anfang|mitte|start of|beginning of|early|middle of|mid)[\s-]+(?:der |the )?(.+)$"
)
_DAY_ALONE = re.compile(r"^(\d{1,2})(?:\.|st|nd|rd|th)$")
_WEEK_OF_YEAR = re.compile(r"^(?:kw|kalenderwoche|week)\s*(\d{1,2})$")
_WEEKDAY_FIRST = re.compile(r"^([^\W\d]+)\.?,?\s+(?:(?:den|der|the)\s+)?(.+)$")
_WEEKDAY_LAST = re.compile(r"^(.+?),?\s+(?:am\s+|on\s+)?([^\W\d]+)\.?$")
_END_OF = re.compile(r"^(?:ende|end of)\s+(?:der |des |the )?(.+)$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_BY_NUMBERS = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]?\s*(\d{2}|\d{4})?$")
_DAY_AND_MONTH = re.compile(
    r"^(\d{1,2})(?:\.|st|nd|rd|th)?\s*(?:of\s+)?([^\W\d]+)\.?,?\s*(\d{4})?$"
)
_MONTH_AND_DAY = re.compile(r"^([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})?$")
_Reader = Callable[[str, Date], Date | None]
_SPAN = re.compile(r"^(?:in\s+)?(\d{1,3}|[^\W\d]+)\s+([^\W\d]+)$")


def read_day(text: str, today: Date, lang: str) -> Date | None:
    """Return the day that a person means; a day without a year is the next one there is.

    Args:
        text: What was typed.
        today: The day from which to count.
        lang: The reader's language; it decides where a text means two days. None does today, as both
            languages write the day before the month.

    Returns:
        The day; None where the text is empty or no day.
    """
    _ = lang
    line = " ".join(unicodedata.normalize("NFC", text).casefold().split()).strip(",;")
    line = _ABOUT.sub("", line)
    for candidate in dict.fromkeys((line, _LEADING.sub("", line))):
        try:
            found = _first(candidate, today, (*_DATED, *_COUNTED))
        except (ValueError, OverflowError):
            return None
        if found is not None:
            return found
    return None


def _first(line: str, today: Date, readers: tuple[_Reader, ...]) -> Date | None:
    found = (reader(line, today) for reader in readers)
    return next((day for day in found if day is not None), None)


def _index(groups: tuple[str, ...], word: str) -> int | None:
    return next((at for at, words in enumerate(groups) if word in words.split()), None)


def _near(line: str, today: Date) -> Date | None:
    if line in MONTHS_OFF:
        return _months_later(today, MONTHS_OFF[line])
    return today + timedelta(days=NEAR[line]) if line in NEAR else None


def _iso(line: str, today: Date) -> Date | None:
    match = _ISO.match(line)
    return Date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _weekday(line: str, today: Date) -> Date | None:
    wanted = _index(WEEKDAYS, line.rstrip("."))
    if wanted is None:
        return None
    # On a Friday, “Friday” is the next one: who means today says so.
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _by_numbers(line: str, today: Date) -> Date | None:
    match = _BY_NUMBERS.match(line)
    if match is None:
        return None
    day, month = int(match[1]), int(match[2])
    if month > 12 and "/" in line:
        # American, and not to be mistaken for anything else.
        day, month = month, day
    return _dated(day, month, match[3], today)


def _day_alone(line: str, today: Date) -> Date | None:
    match = _DAY_ALONE.match(line)
    if match is None:
        return None
    for later in range(3):
        first = _months_later(today.replace(day=1), later)
        if first.day <= int(match[1]) <= calendar.monthrange(first.year, first.month)[1]:
            found = first.replace(day=int(match[1]))
            if found >= today:
                return found
    return None


def _week_of_year(line: str, today: Date) -> Date | None:
    match = _WEEK_OF_YEAR.match(line)
    if match is None:
        return None
    friday = Date.fromisocalendar(today.isocalendar().year, int(match[1]), 5)
    return friday if friday >= today else Date.fromisocalendar(friday.year + 1, int(match[1]), 5)


def _with_weekday(line: str, today: Date) -> Date | None:
    """Read “Fr, 22.1.”, “Mittwoch nächste Woche”, “Friday in two weeks”; a wrong weekday is no day."""
    first, last = _WEEKDAY_FIRST.match(line), _WEEKDAY_LAST.match(line)
    for match, name, rest in ((first, 1, 2), (last, 2, 1)):
        wanted = _index(WEEKDAYS, match[name]) if match else None
        if match is None or wanted is None:
            continue
        if match[rest] in WEEKS_OFF:
            off = 7 * WEEKS_OFF[match[rest]] + wanted - today.weekday()
            return today + timedelta(days=off) if off >= 0 else None
        next_one = _weekday(match[name], today)
        later = _span(match[rest], next_one) if next_one and match[rest].startswith("in ") else None
        found = later or _first(match[rest], today, _DATED)
        return found if found and found.weekday() == wanted else None
    return None


def _part_of(line: str, today: Date) -> Date | None:
    """Read the beginning or the middle of a month, or of the next week."""
    match = _PART_OF.match(line)
    if match is None:
        return None
    is_middle = match[1].startswith("mi")
    if match[2] in WEEKS_OFF:
        off = 7 * WEEKS_OFF[match[2]] + 2 * is_middle - today.weekday()
        return today + timedelta(days=off) if off >= 0 else None
    name, _, year = match[2].partition(" ")
    month = _index(MONTHS, name.rstrip("."))
    if month is None or (year and not re.fullmatch(r"\d{4}", year)):
        return None
    return _dated(15 if is_middle else 1, month + 1, year or None, today)


def _day_and_month(line: str, today: Date) -> Date | None:
    match = _DAY_AND_MONTH.match(line)
    month = _index(MONTHS, match[2]) if match else None
    return (
        _dated(int(match[1]), month + 1, match[3], today) if match and month is not None else None
    )


def _month_and_day(line: str, today: Date) -> Date | None:
    match = _MONTH_AND_DAY.match(line)
    month = _index(MONTHS, match[1]) if match else None
    return (
        _dated(int(match[2]), month + 1, match[3], today) if match and month is not None else None
    )


def _dated(day: int, month: int, year: str | None, today: Date) -> Date:
    if year:
        return Date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for later in range(9):  # 29 February may be eight years off
        try:
            found = Date(today.year + later, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError


def _span(line: str, today: Date) -> Date | None:
    match = _SPAN.match(line)
    if match is None:
        return None
    unit = next((name for name, words in UNITS if match[2] in words.split()), None)
    count = int(match[1]) if match[1].isdecimal() else _index(NUMBERS, match[1])
    if unit is None or count is None:
        return None
    if unit in {"day", "week"}:
        return today + timedelta(days=count * (7 if unit == "week" else 1))
    return _months_later(today, count * (12 if unit == "year" else 1))


def _months_later(day: Date, months: int) -> Date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _end_of(line: str, today: Date) -> Date | None:
    if line in {"monatsende", "month end"}:
        line = "end of month"
    if line in {"jahresende", "year end"}:
        line = "end of year"
    match = _END_OF.match(line)
    if match is None:
        return None
    what = match[1]
    if what in {"woche", "week"}:
        return today + timedelta(days=(4 - today.weekday()) % 7)
    if what in WEEKS_OFF:
        return today + timedelta(days=7 * WEEKS_OFF[what] + 4 - today.weekday())
    if what in {"nächsten monats", "next month"}:
        later = _months_later(today, 1)
        return _last_of(later.year, later.month)
    if what in {"jahr", "jahres", "year"}:
        return Date(today.year, 12, 31)
    if what in {"monat", "monats", "month"}:
        return _last_of(today.year, today.month)
    name, _, year = what.partition(" ")
    month = _index(MONTHS, name.rstrip("."))
    if month is None or (year and not re.fullmatch(r"\d{4}", year)):
        return None
    end = _last_of(int(year) if year else today.year, month + 1)
    return end if year or end >= today else _last_of(today.year + 1, month + 1)


def _last_of(year: int, month: int) -> Date:
    return Date(year, month, calendar.monthrange(year, month)[1])


# The days that are written, and those that are counted from today.
_DATED: tuple[_Reader, ...] = (_iso, _by_numbers, _day_and_month, _month_and_day, _day_alone)
_COUNTED: tuple[_Reader, ...] = (
    _near,
    _end_of,
    _part_of,
    _span,
    _weekday,
    _week_of_year,
    _with_weekday,
)
