"""The dates that a session leaves behind as one calendar: actions, reviews of ground rules, meetings.

Whatever has a date keeps its UID for good. A calendar that is imported a second time moves the entries
that it has already, because their number is higher.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import date as Date
from typing import TYPE_CHECKING

from coopcoach.domain.session import Session
from coopcoach.export.summary.first_win import FIRST_WIN_PROMPT, first_win
from coopcoach.i18n import N_, Translator
from coopcoach.markup.safe_html import printable
from coopcoach.wording.shortening import shortened

if TYPE_CHECKING:
    from icalendar import Component, Event

_LOOK_AGAIN = N_("Ground rule {n}: we look again")
_TRIAL = N_("Ground rule {n}: the trial ends")
_LONGEST_TITLE = 120
_USUAL_MINUTES = 90


@dataclass(frozen=True)
class _Entry:
    """Something with a date; ``id`` is what it keeps when the date moves."""

    id: str
    start: Date
    title: str
    text: str = ""


def dates_calendar(session: Session, *, made: datetime, t: Translator) -> bytes | None:
    """Return the .ics file of all dates of a session.

    Args:
        session: The exportable session; see `release.public`.
        made: When it is made.
        t: Its language.

    Returns:
        The file; None where the session has no date.
    """
    events = [_event(entry, session, made, t) for entry in _entries(session, t)]
    return calendar_file(events) if events else None


def calendar_file(events: Sequence[Component]) -> bytes:
    """Return entries as a file that every calendar takes."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//coopcoach//coopcoach//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    data = calendar.to_ical()
    assert isinstance(data, bytes)
    return data


def new_event(session: Session, made: datetime, part: str = "") -> Event:
    """Return an entry with all that tells a calendar which one it is, and whether it is newer."""
    # Imported here: it takes a while, and most commands write no calendar.
    from icalendar import Event

    event = Event()
    event.add("uid", uid(session, part))
    event.add("dtstamp", _in_utc(made))
    age = _in_utc(made) - _in_utc(session.created)
    event.add("sequence", max(0, int(age.total_seconds() // 60)))
    return event


def uid(session: Session, part: str = "") -> str:
    """Return what names a session's entry, or that of a part of it, in every calendar, for good."""
    made = "/".join(filter(None, [session.slug, session.created.isoformat(), part]))
    return f"{hashlib.sha256(made.encode()).hexdigest()[:32]}@coopcoach"


def _entries(session: Session, t: Translator) -> Iterator[_Entry]:
    for action in session.actions:
        if action.until:
            # Done work stays in the calendar and says so: an import can add and move, not take away.
            title = f"☑ {action.what}" if action.done else action.what
            yield _Entry(action.id, action.until, title, _who(action.who, session, t))
    for number, rule in enumerate(session.rules, 1):
        if rule.look_again:
            title = t(_LOOK_AGAIN, n=number)
            yield _Entry(f"{rule.id}/look-again", rule.look_again, title, rule.sentence)
        if rule.trial_until:
            title = t(_TRIAL, n=number)
            yield _Entry(f"{rule.id}/trial", rule.trial_until, title, rule.sentence)
    what, day = first_win(session.joint_answer(FIRST_WIN_PROMPT))
    if day:
        yield _Entry("first-win", day, t("Our first win"), what)
    if session.review:
        yield _Entry("review", session.review, t("We look back on our cooperation"))
    if session.next_meeting:
        yield _Entry("next-meeting", session.next_meeting, t("Our next meeting"))


def _who(who: str, session: Session, t: Translator) -> str:
    return t("Who: {name}", name=session.name_of(who)) if who else ""


def _event(entry: _Entry, session: Session, made: datetime, t: Translator) -> Event:
    event = new_event(session, made, entry.id)
    event.add("last-modified", _in_utc(made))
    event.add("summary", shortened(printable(entry.title), _LONGEST_TITLE))
    _set_time(event, entry.start)
    about = t("From: {title}", title=session.title)
    # A title that was cut is told whole below.
    whole = entry.title if len(entry.title) > _LONGEST_TITLE else ""
    lines = (printable(line) for line in (whole, entry.text, about) if line)
    event.add("description", "\n\n".join(lines))
    return event


def _set_time(event: Event, start: Date) -> None:
    if isinstance(start, datetime):
        event.add("dtstart", _in_utc(start))
        event.add("dtend", _in_utc(start) + timedelta(minutes=_USUAL_MINUTES))
        return
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(days=1))
    # A day on which something is due is still free for work.
    event.add("transp", "TRANSPARENT")


def _in_utc(moment: datetime) -> datetime:
    """Without a zone the local one is meant."""
    return moment.astimezone(UTC)
