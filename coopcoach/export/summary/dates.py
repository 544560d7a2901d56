"""The dates in a summary: everything due from today on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from itertools import groupby
from typing import Literal

from coopcoach.domain.agreement import rule_dates
from coopcoach.export.release import Released
from coopcoach.export.summary.model import DueDayView, DueView

# Lines of the first page for its goal, first win, scales and dates, and letters on a line of each.
_LINES = 16
_GOAL_LETTERS = 46
_DUE_LETTERS = 76
_MOST_DAYS = 8

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


def days_of(dues: Sequence[DueView], room: int) -> tuple[DueDayView, ...]:
    """Return the next days with everything due on each, as many as fit into so many lines."""
    left, shown = room, list[DueDayView]()
    for on, of_day in groupby(dues, key=lambda due: due.on):
        day = DueDayView(on=on, dues=tuple(of_day))
        left -= sum(1 + len(due.what) // _DUE_LETTERS for due in day.dues)
        if shown and (left < 0 or len(shown) == _MOST_DAYS):
            break
        shown.append(day)
    return tuple(shown)


def room_for_dates(goal: str, win: str, scales: int) -> int:
    """Return the lines for dates on the first page, below the goal, the first win and the scales of the points."""
    lines_of_win = 2 + len(win) // _DUE_LETTERS if win else 0
    return _LINES - (1 + len(goal) // _GOAL_LETTERS) - lines_of_win - scales
