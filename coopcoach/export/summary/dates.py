"""The dates in a summary: everything due from today on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from itertools import groupby
from typing import Literal

from coopcoach.domain.agreement import rule_dates
from coopcoach.export.release import Released
from coopcoach.export.summary.model import DueDayView, DueView

# The room of the first page.
_MOST_DAYS = 8
_MOST_DUES = 12

# The kinds of meetings; on the same day the earlier one is named.
_MEETINGS = ("meeting", "review", "look-again")


def dues_of(released: Released, win: tuple[str, Date | None], today: Date) -> list[DueView]:
    """Return everything due from today on by day; ``win`` is the first win and its day."""
    what, win_on = win
    dues = []
    if win_on:
        dues.append(DueView(on=win_on, kind="first-win", what=what))
    dues.extend(
        DueView(on=action.until, kind="action", what=action.what)
        for action in released.actions
        if action.until and not action.done
    )
    if released.review:
        dues.append(DueView(on=released.review, kind="review"))
    if released.next_meeting:
        dues.append(DueView(on=released.next_meeting.date(), kind="meeting"))
    kinds: tuple[tuple[Literal["trial", "look-again"], bool], ...] = (
        ("trial", True),
        ("look-again", False),
    )
    for kind, trial_ends in kinds:
        dues.extend(
            DueView(on=date.on, kind=kind, rules=date.rules)
            for date in rule_dates(released.rules)
            if date.trial_ends is trial_ends
        )
    return sorted((due for due in dues if due.on >= today), key=lambda due: due.on)


def next_meeting(dues: Sequence[DueView]) -> DueView | None:
    """Return the next meeting, review or day on which both look at a ground rule again."""
    meetings = (due for due in dues if due.kind in _MEETINGS)
    return min(meetings, key=lambda due: (due.on, _MEETINGS.index(due.kind)), default=None)


def days_of(dues: Sequence[DueView]) -> tuple[DueDayView, ...]:
    """Return the next days with everything due on each, as many as fit on the first page."""
    days = groupby(dues[:_MOST_DUES], key=lambda due: due.on)
    return tuple(DueDayView(on=on, dues=tuple(of_day)) for on, of_day in days)[:_MOST_DAYS]
