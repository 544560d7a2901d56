"""Read days as people type them: “15.1.”, “Fr”, “in 2 Wochen”, “end of March”, 2027-01-15."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date as Date
from datetime import timedelta

from coopcoach.wording import typed_words as words
from coopcoach.wording.typed_words import any_of, index_of

_ARTICLE = rf"(?:(?:{any_of(*words.ARTICLES)})\s+)?"
_ORDINAL = rf"(?:\.|{any_of(*words.ORDINALS)})"
_MONTH = r"(?P<month>[^\W\d]+)\.?"
_YEAR = r",?\s*(?P<year>\d{4})?"
# “Today in two weeks” counts from today like “in two weeks”.
_TODAY = any_of(*(word for word, days in words.DAYS_OFF.items() if days == 0))
_FROM_NOW = any_of(*words.FROM_NOW)
_BEFORE = re.compile(rf"^(?:(?:{any_of(*words.BEFORE)}|(?:{_TODAY})(?= (?:{_FROM_NOW})\b))\s+)+")
_ABOUT = re.compile(rf"\b(?:{any_of(*words.ROUGHLY)})\.?\s+")
_PART_OF = re.compile(
    rf"^(?:(?P<start>{any_of(*words.START_OF)})|{any_of(*words.MIDDLE_OF)})[\s-]+{_ARTICLE}(?P<what>.+)$"
)
_END_OF = re.compile(rf"^(?:{any_of(*words.END_OF)})\s+{_ARTICLE}(?P<what>.+)$")
_DAY_ALONE = re.compile(rf"^(\d{{1,2}}){_ORDINAL}$")
_WEEK_OF_YEAR = re.compile(rf"^(?:{any_of(*words.WEEK_NUMBER)})\s*(\d{{1,2}})$")
_WEEKDAY_FIRST = re.compile(rf"^(?P<name>[^\W\d]+)\.?,?\s+{_ARTICLE}(?P<rest>.+)$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_BY_NUMBERS = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]?\s*(\d{2}|\d{4})?$")
_DAY_AND_MONTH = re.compile(
    rf"^(?P<day>\d{{1,2}}){_ORDINAL}?\s*(?:(?:{any_of(*words.OF_MONTH)})\s+)?{_MONTH}{_YEAR}$"
)
_MONTH_AND_DAY = re.compile(rf"^{_MONTH}\s+(?P<day>\d{{1,2}}){_ORDINAL}?{_YEAR}$")
_SPAN = re.compile(rf"^(?:(?:{_FROM_NOW})\s+)?(\d{{1,3}}|[^\W\d]+)\s+([^\W\d]+)$")
_DAY, _WEEK, _MONTHS, _YEARS = words.SPANS
_Reader = Callable[[str, Date], Date | None]


def read_day(text: str, today: Date) -> Date | None:
    """Read a day; without a year it is the next such day.

    Args:
        text: The day as it was typed, in any language of the program.
        today: The day from which to count.

    Returns:
        The day; None where the text is empty or no day.
    """
    line = " ".join(unicodedata.normalize("NFC", text).casefold().split()).strip(",;")
    line = _ABOUT.sub("", line)
    for candidate in dict.fromkeys((line, _BEFORE.sub("", line))):
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


def _near(line: str, today: Date) -> Date | None:
    if line in words.MONTHS_OFF:
        return _months_later(today, words.MONTHS_OFF[line])
    if words.WEEKS_OFF.get(line):
        return today + timedelta(weeks=words.WEEKS_OFF[line])
    days = words.DAYS_OFF.get(line)
    return None if days is None else today + timedelta(days=days)


def _iso(line: str, today: Date) -> Date | None:
    match = _ISO.match(line)
    return Date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _weekday(line: str, today: Date) -> Date | None:
    wanted = index_of(words.WEEKDAYS, line.rstrip("."))
    if wanted is None:
        return None
    # On a Friday, “Friday” is the next one.
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _by_numbers(line: str, today: Date) -> Date | None:
    match = _BY_NUMBERS.match(line)
    if match is None:
        return None
    day, month = int(match[1]), int(match[2])
    if month > 12 and "/" in line:
        # The American order: no month has this number.
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
    first = _WEEKDAY_FIRST.match(line)
    parted = [(first["name"], first["rest"])] if first else []
    for name, rest in (*parted, _last_word(line)):
        wanted = index_of(words.WEEKDAYS, name)
        if wanted is None or not rest:
            continue
        if rest in words.WEEKS_OFF:
            off = 7 * words.WEEKS_OFF[rest] + wanted - today.weekday()
            return today + timedelta(days=off) if off >= 0 else None
        next_one = _weekday(name, today)
        is_span = next_one and re.match(rf"(?:{_FROM_NOW}) ", rest)
        later = _span(rest, next_one) if next_one and is_span else None
        found = later or _first(rest, today, _DATED)
        return found if found and found.weekday() == wanted else None
    return None


def _last_word(line: str) -> tuple[str, str]:
    """Return the last word, and what stands before it and before “am” or “on”."""
    rest, _, name = line.removesuffix(".").rpartition(" ")
    before, _, word = rest.rpartition(" ")
    if before and word in words.ON_WEEKDAY:
        rest = before
    return name, rest.removesuffix(",")


def _part_of(line: str, today: Date) -> Date | None:
    """Read the beginning or the middle of a month, or of the next week."""
    match = _PART_OF.match(line)
    if match is None:
        return None
    is_middle, what = match["start"] is None, match["what"]
    if what in words.WEEKS_OFF:
        off = 7 * words.WEEKS_OFF[what] + 2 * is_middle - today.weekday()
        return today + timedelta(days=off) if off >= 0 else None
    month, year = _month_and_year(what)
    return _dated(15 if is_middle else 1, month, year, today) if month else None


def _month_and_year(text: str) -> tuple[int | None, str | None]:
    """Return the number of a month by its name and the year behind it, if there is one; else None."""
    name, _, year = text.partition(" ")
    place = index_of(words.MONTHS, name.rstrip("."))
    if place is None or (year and not re.fullmatch(r"\d{4}", year)):
        return None, None
    return place + 1, year or None


def _with_month_name(line: str, today: Date) -> Date | None:
    match = _DAY_AND_MONTH.match(line) or _MONTH_AND_DAY.match(line)
    place = index_of(words.MONTHS, match["month"]) if match else None
    if match is None or place is None:
        return None
    return _dated(int(match["day"]), place + 1, match["year"], today)


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
    count = int(match[1]) if match[1].isdecimal() else index_of(words.NUMBERS, match[1])
    if count is None:
        return None
    if match[2] in _DAY | _WEEK:
        return today + timedelta(days=count * (7 if match[2] in _WEEK else 1))
    if match[2] in _MONTHS | _YEARS:
        return _months_later(today, count * (12 if match[2] in _YEARS else 1))
    return None


def _months_later(day: Date, months: int) -> Date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _end_of(line: str, today: Date) -> Date | None:
    if line in words.MONTH_END:
        return _last_of(today.year, today.month)
    if line in words.YEAR_END:
        return Date(today.year, 12, 31)
    match = _END_OF.match(line)
    return _end_of_named(match["what"], today) if match else None


def _end_of_named(what: str, today: Date) -> Date | None:
    if what in _WEEK:
        return today + timedelta(days=(4 - today.weekday()) % 7)
    if what in words.WEEKS_OFF:
        return today + timedelta(days=7 * words.WEEKS_OFF[what] + 4 - today.weekday())
    if what in words.MONTHS_OFF:
        later = _months_later(today, words.MONTHS_OFF[what])
        return _last_of(later.year, later.month)
    if what in _YEARS:
        return Date(today.year, 12, 31)
    if what in _MONTHS:
        return _last_of(today.year, today.month)
    month, year = _month_and_year(what)
    if month is None:
        return None
    end = _last_of(int(year) if year else today.year, month)
    return end if year or end >= today else _last_of(today.year + 1, month)


def _last_of(year: int, month: int) -> Date:
    return Date(year, month, calendar.monthrange(year, month)[1])


# Days written as a date, and days counted from today.
_DATED: tuple[_Reader, ...] = (_iso, _by_numbers, _with_month_name, _day_alone)
_COUNTED: tuple[_Reader, ...] = (
    _near,
    _end_of,
    _part_of,
    _span,
    _weekday,
    _week_of_year,
    _with_weekday,
)
