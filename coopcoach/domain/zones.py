"""Times in a time zone: a time without one gets that of its session."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class Oddity(StrEnum):
    """A time by the clock that daylight saving skips, or shows twice."""

    SKIPPED = "skipped"
    TWICE = "twice"


def zone_named(name: str) -> ZoneInfo | None:
    """Return the time zone with a name such as “Europe/Berlin”; None where there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError):
        return None


def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment in a zone; one without a zone is a time by the clock there."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone)
    return moment.astimezone(zone)


def oddity(moment: datetime, zone: ZoneInfo) -> Oddity | None:
    """Return what is odd about a time by the clock of a zone; None for a moment with its own zone."""
    if moment.tzinfo is not None:
        return None
    there = moment.replace(tzinfo=zone)
    if there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
        return Oddity.SKIPPED
    if there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset():
        return Oddity.TWICE
    return None
