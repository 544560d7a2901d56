"""The days that a summary looks ahead to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from itertools import groupby

from coopcoach.export.release import Released
from coopcoach.export.summary.model import Dated, DayView, MeetingView, RuleView

# More than this does not fit on the page that is read at a glance.
_DAYS_AT_A_GLANCE = 8
_DUES_AT_A_GLANCE = 12


def next_meeting(
    released: Released, rules: tuple[RuleView, ...], today: Date
) -> MeetingView | None:
    """Return the next day on which both look at it together, from whatever was said about it."""
    found = [
        MeetingView(on=rule.look_again, kind="look-again") for rule in rules if rule.look_again
    ]
    if released.review:
        found.append(MeetingView(on=released.review, kind="review"))
    if released.next_meeting:
        found.append(MeetingView(on=released.next_meeting.date(), kind="meeting"))
    order = ("meeting", "review", "look-again")
    ahead = [meeting for meeting in found if meeting.on >= today]
    return min(ahead, key=lambda m: (m.on, order.index(m.kind)), default=None)


def dues_of(
    released: Released,
    rules: tuple[RuleView, ...],
    win: tuple[str, Date | None],
    today: Date,
) -> list[Dated]:
    """Return everything that is due from today on, by day."""
    what, win_on = win
    found = []
    if win_on:
        found.append(Dated(on=win_on, kind="first-win", what=what))
    found.extend(
        Dated(on=action.until, kind="action", what=action.what)
        for action in released.actions
        if action.until and not action.done
    )
    if released.review:
        found.append(Dated(on=released.review, kind="review"))
    if released.next_meeting:
        found.append(Dated(on=released.next_meeting.date(), kind="meeting"))
    trials = ((rule.trial_until, rule.number) for rule in rules)
    found.extend(Dated(on=on, kind="trial", rules=n) for on, n in _by_day(trials))
    looks = ((rule.look_again, rule.number) for rule in rules)
    found.extend(Dated(on=on, kind="look-again", rules=n) for on, n in _by_day(looks))
    return sorted((due for due in found if due.on >= today), key=lambda due: due.on)


def _by_day(rules: Iterable[tuple[Date | None, int]]) -> list[tuple[Date, tuple[int, ...]]]:
    """The numbers of rules by their day: ten rules with one day are one date."""
    days: dict[Date, list[int]] = {}
    for day, number in rules:
        if day:
            days.setdefault(day, []).append(number)
    return [(day, tuple(numbers)) for day, numbers in days.items()]


def days_of(dues: list[Dated]) -> tuple[DayView, ...]:
    """Return the next days with what is due on each, as many as find room."""
    days = groupby(dues[:_DUES_AT_A_GLANCE], key=lambda due: due.on)
    return tuple(DayView(on=on, dues=tuple(of_day)) for on, of_day in days)[:_DAYS_AT_A_GLANCE]
