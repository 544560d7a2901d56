"""Sessions grouped by what they need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from typing import Final, NamedTuple

from coopcoach.domain.needs import Need
from coopcoach.services.index.summary import SessionSummary

_PAST: Final = frozenset({Need.DONE, Need.ARCHIVED, Need.BINNED})


class SessionGroup(NamedTuple):
    """The sessions that need the same."""

    need: Need
    summaries: tuple[SessionSummary, ...]


def grouped(summaries: Iterable[SessionSummary], today: Date) -> tuple[SessionGroup, ...]:
    """Return the sessions by what they need first on a day, in the order in which a coach looks after them.

    The next date comes first in a group; of what is done, the last.
    """
    found: dict[Need, list[SessionSummary]] = {}
    for summary in summaries:
        found.setdefault(summary.need(today), []).append(summary)
    return tuple(
        SessionGroup(need, tuple(_by_date(found[need], need, today)))
        for need in Need
        if need in found
    )


def _by_date(summaries: list[SessionSummary], need: Need, today: Date) -> list[SessionSummary]:
    named = sorted(summaries, key=lambda s: s.slug)
    return sorted(named, key=lambda s: _moment(s, today), reverse=need in _PAST)


def _moment(summary: SessionSummary, today: Date) -> str:
    """Return the date and time for which a session waits, or at which it was."""
    moments = [m for m in (summary.date, summary.next_meeting) if m is not None]
    coming = [m for m in moments if m.date() >= today]
    return str(min(coming, key=str) if coming else max(moments, key=str)) if moments else ""
