"""Numbers with or without their unit, and dates, as people write them."""

from __future__ import annotations

import re
from datetime import date as Date
from decimal import Decimal, InvalidOperation

from babel.numbers import NumberFormatError, parse_decimal

from coopcoach.domain.exercise import Unit
from coopcoach.i18n import language_of
from coopcoach.wording.units import unit_signs

_NUMBER = re.compile(r"(?P<number>[+\-−]?\d[\d.,'’\u00a0\u202f ]*)(?P<unit>\D.*)?\Z")
_DOTTED_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\Z")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})\.?")


def write_number(value: Decimal, unit: Unit | None, language: str) -> str:
    """Return a number with its unit, with the decimal sign of the language and without grouping."""
    plain = format(value.normalize(), "f")
    plain = plain.replace(".", language_of(language).decimal_sign)
    written = unit_signs(unit)[0] if unit else ""
    return f"{plain} {written}".rstrip()


def read_number(text: str, unit: Unit | None, language: str) -> Decimal | None:
    """Read a number; None where it is not one, or names another unit."""
    match = _NUMBER.match(text.strip())
    if match is None or not _is_unit((match["unit"] or "").strip(), unit):
        return None
    plain = re.sub(r"['’\u00a0\u202f ]", "", match["number"]).replace("−", "-")
    if re.fullmatch(r"[+-]?\d+", plain):
        return Decimal(plain)
    try:
        return parse_decimal(plain, locale=language_of(language).locale, strict=True)
    except NumberFormatError:
        pass
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None


def read_date(text: str) -> Date | None:
    """Read an ISO date, or day, month and four-digit year with dots between them."""
    text = text.strip()
    match = _DOTTED_DATE.match(text)
    if match:
        day, month, year = (int(part) for part in match.groups())
        text = f"{year:04}-{month:02}-{day:02}"
    try:
        return Date.fromisoformat(text)
    except ValueError:
        return None


def read_typed_date(text: str) -> Date | None:
    """Read a date as ``read_date`` does, or with the day first and any sign between."""
    match = _DAY_FIRST.fullmatch(text.strip())
    return read_date(".".join(match.groups()) if match else text)


def first_line(text: str) -> tuple[str, str]:
    """Return the first line of a text without marks of emphasis, and the lines below it."""
    first, _, rest = text.strip().partition("\n")
    return first.strip(" \t*_\u00a0"), rest.strip()


def _is_unit(written: str, unit: Unit | None) -> bool:
    if not written:
        return True
    if unit is None:
        return False
    return written.casefold() in unit_signs(unit)
