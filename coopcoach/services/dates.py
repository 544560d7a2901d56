"""Days as people type them: “15.1.”, “Fr”, “in 2 Wochen”, “end of March”, 2027-01-15."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date as Date
from datetime import timedelta

# Both languages are always understood: whoever types does not think of what the screen speaks.
_WEEKDAYS = (
    "mo mon montag monday",
    "di die tue tues dienstag tuesday",
    "mi mit wed mittwoch wednesday",
    "do don thu thur thurs donnerstag thursday",
    "fr fre fri freitag friday",
    "sa sam sat samstag sonnabend saturday",
    "so son sun sonntag sunday",
)
_MONTHS = (
    "jan jän januar jänner january",
    "feb februar feber february",
    "mär mar mrz maerz märz march",
    "apr april",
    "mai may",
    "jun juni june",
    "jul juli july",
    "aug august",
    "sep sept september",
    "okt oct oktober october",
    "nov november",
    "dez dec dezember december",
)
_UNITS = (
    ("day", "tag tage tagen day days"),
    ("week", "woche wochen week weeks"),
    ("month", "monat monate monaten month months"),
    ("year", "jahr jahre jahren year years"),
)
_NUMBERS = (
    "null zero",
    "ein eine einem einer einen a an one",
    "zwei two",
    "drei three",
    "vier four",
    "fünf fuenf five",
    "sechs six",
    "sieben seven",
    "acht eight",
    "neun nine",
    "zehn ten",
    "elf eleven",
    "zwölf zwoelf twelve",
)
_NEAR = {
    "heute": 0,
    "today": 0,
    "morgen": 1,
    "tomorrow": 1,
    "übermorgen": 2,
    "uebermorgen": 2,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "nächste woche": 7,
    "naechste woche": 7,
    "next week": 7,
}
_LEADING = re.compile(
    r"^(?:(?:bis|am|zum|den|by|on|until|till|the|kommenden?|nächsten?|naechsten?|diesen|next|this)\s+)+"
)
_END_OF = re.compile(r"^(?:ende|end of)\s+(?:der |des |the )?(.+)$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_BY_NUMBERS = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]?\s*(\d{2}|\d{4})?$")
_DAY_AND_MONTH = re.compile(
    r"^(\d{1,2})(?:\.|st|nd|rd|th)?\s*(?:of\s+)?([^\W\d]+)\.?,?\s*(\d{4})?$"
)
_MONTH_AND_DAY = re.compile(r"^([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})?$")
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
    readers: tuple[Callable[[str, Date], Date | None], ...] = (
        _near,
        _iso,
        _end_of,
        _span,
        _weekday,
        _by_numbers,
        _day_and_month,
        _month_and_day,
    )
    for candidate in dict.fromkeys((line, _LEADING.sub("", line))):
        for reader in readers:
            try:
                found = reader(candidate, today)
            except (ValueError, OverflowError):
                return None
            if found is not None:
                return found
    return None


def _index(groups: tuple[str, ...], word: str) -> int | None:
    return next((at for at, words in enumerate(groups) if word in words.split()), None)


def _near(line: str, today: Date) -> Date | None:
    return today + timedelta(days=_NEAR[line]) if line in _NEAR else None


def _iso(line: str, today: Date) -> Date | None:
    match = _ISO.match(line)
    return Date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _weekday(line: str, today: Date) -> Date | None:
    wanted = _index(_WEEKDAYS, line.rstrip("."))
    if wanted is None:
        return None
    # On a Friday, “Friday” is the next one: who means today says so.
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _by_numbers(line: str, today: Date) -> Date | None:
    match = _BY_NUMBERS.match(line)
    return _dated(int(match[1]), int(match[2]), match[3], today) if match else None


def _day_and_month(line: str, today: Date) -> Date | None:
    match = _DAY_AND_MONTH.match(line)
    month = _index(_MONTHS, match[2]) if match else None
    return (
        _dated(int(match[1]), month + 1, match[3], today) if match and month is not None else None
    )


def _month_and_day(line: str, today: Date) -> Date | None:
    match = _MONTH_AND_DAY.match(line)
    month = _index(_MONTHS, match[1]) if match else None
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
    unit = next((name for name, words in _UNITS if match[2] in words.split()), None)
    count = int(match[1]) if match[1].isdecimal() else _index(_NUMBERS, match[1])
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
    if what in {"jahr", "jahres", "year"}:
        return Date(today.year, 12, 31)
    if what in {"monat", "monats", "month"}:
        return _last_of(today.year, today.month)
    name, _, year = what.partition(" ")
    month = _index(_MONTHS, name.rstrip("."))
    if month is None or (year and not re.fullmatch(r"\d{4}", year)):
        return None
    end = _last_of(int(year) if year else today.year, month + 1)
    return end if year or end >= today else _last_of(today.year + 1, month + 1)


def _last_of(year: int, month: int) -> Date:
    return Date(year, month, calendar.monthrange(year, month)[1])
