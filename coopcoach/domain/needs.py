"""Sort sessions by the next task of the coach on a given day."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from enum import StrEnum


class Need(StrEnum):
    """In the order in which a coach looks after sessions."""

    TODAY = "today"
    REVIEW = "review-due"
    ACTION = "action-overdue"
    UNFINISHED = "unfinished"
    FORGET = "to-forget"
    FAULT = "fault"
    COMING = "coming"
    UNDATED = "undated"
    DONE = "done"
    ARCHIVED = "archived"
    BINNED = "binned"


# The needs that `coopcoach list --due` prints.
DUE = frozenset({Need.TODAY, Need.REVIEW, Need.ACTION, Need.UNFINISHED, Need.FORGET, Need.FAULT})


def need_of(
    *,
    date: datetime | None,
    next_meeting: datetime | None,
    review: Date | None,
    next_action: Date | None,
    is_done: bool,
    today: Date,
) -> Need:
    """Return what a session needs first.

    Args:
        date: The day and time of the session.
        next_meeting: When the three meet again.
        review: The day of the next review.
        next_action: The earliest day of an open action.
        is_done: Whether every step of the agenda is done.
        today: The present day.
    """
    meetings = [moment.date() for moment in (date, next_meeting) if moment is not None]
    coming = any(day > today for day in meetings)
    rules = (
        (today in meetings, Need.TODAY),
        (review is not None and review <= today, Need.REVIEW),
        (next_action is not None and next_action < today, Need.ACTION),
        (not is_done and bool(meetings) and not coming, Need.UNFINISHED),
        (coming, Need.COMING),
        (not is_done, Need.UNDATED),
    )
    return next((need for applies, need in rules if applies), Need.DONE)
