"""The time of a session in words."""

from __future__ import annotations

from datetime import timedelta

from coopcoach.domain.pace import Pace
from coopcoach.i18n import Translator

# A smaller difference is “on time”.
_FROM_MINUTES = 3


def pace_words(pace: Pace, t: Translator, *, short: bool = False) -> str:
    """Return the time spent on the exercise and on the session, and how far the session is ahead or behind.

    Args:
        pace: The time of the exercise and of the session.
        t: The language.
        short: Without the time of the session, for a narrow window.
    """
    spent, planned = _minutes(pace.spent_here), _minutes(pace.planned_here)
    if short:
        here = t("{spent} of {planned} min", spent=spent, planned=planned)
        return f"{here} · {ahead_words(pace, t)}"
    here = t("{spent} of {planned} min here", spent=spent, planned=planned)
    in_all = t(
        "{spent} of {planned} min in all",
        spent=_minutes(pace.spent),
        planned=_minutes(pace.planned),
    )
    return " · ".join([here, in_all, ahead_words(pace, t)])


def ahead_words(pace: Pace, t: Translator) -> str:
    """Return how far the session is ahead of the agenda or behind."""
    minutes = _minutes(abs(pace.ahead))
    if minutes < _FROM_MINUTES:
        return t("on time")
    return (
        t("{n} min ahead", n=minutes)
        if pace.ahead > timedelta()
        else t("{n} min behind", n=minutes)
    )


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
