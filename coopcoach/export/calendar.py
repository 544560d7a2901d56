"""Calendar files (.ics): the session for one partner, and all dates that follow from it.

Entries keep their UID, and their sequence number rises with the time of making: a calendar that imports a
file again moves the entries it has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import date as Date
from typing import TYPE_CHECKING

from coopcoach.domain.session import Partner, Session
from coopcoach.export.document import FIRST_WIN_PROMPT, first_win
from coopcoach.i18n import N_, Translator
from coopcoach.markup.safe_html import printable
from coopcoach.wording.shortening import shortened

if TYPE_CHECKING:
    from icalendar import Component, Event

_SESSION = N_("Session on working together: {title}")
_SESSION_TEXT = N_(
    "Video call with {other} and our coach {coach}. Please find a quiet room, try camera and sound, and keep ten"
    " minutes free before and after."
)
_SESSION_TEXT_WITHOUT_NAME = N_(
    "Video call with {other} and our coach. Please find a quiet room, try camera and sound, and keep ten minutes"
    " free before and after."
)
_LOOK_AGAIN = N_("Ground rule {n}: we look again")
_TRIAL = N_("Ground rule {n}: the trial ends")
_LONGEST_TITLE = 120
_USUAL_MINUTES = 90


@dataclass(frozen=True)
class _Entry:
    """A date; ``id`` does not change with the day."""

    id: str
    start: Date
    title: str
    text: str = ""


def session_calendar(session: Session, partner: Partner, *, made: datetime, t: Translator) -> bytes:
    """Return the .ics file of a session with a date, as sent to one partner.

    Raises:
        ValueError: The session has no date.
    """
    # icalendar loads slowly, and most commands write no calendar.
    from icalendar import Alarm

    if session.date is None:
        raise ValueError(session.slug)
    start = session.date.astimezone(UTC)
    minutes = sum(item.minutes for item in session.agenda) or _USUAL_MINUTES
    other = t.and_list([p.name for p in session.partners if p.id != partner.id])
    title = t(_SESSION, title=session.title)
    text = _SESSION_TEXT if session.coach else _SESSION_TEXT_WITHOUT_NAME
    event = _new_event(session, made)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes))
    event.add("summary", title)
    event.add("description", t(text, other=other, coach=session.coach))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(minutes=-15))
    event.add_component(alarm)
    return _calendar([event])


def dates_calendar(session: Session, *, made: datetime, t: Translator) -> bytes | None:
    """Return the .ics file of all dates that follow from a session; None if there are none.

    Args:
        session: The exportable session; see `release.public`.
        made: The time of making.
        t: The language of the entries.
    """
    events = [_event(entry, session, made, t) for entry in _entries(session, t)]
    return _calendar(events) if events else None


def _calendar(events: Sequence[Component]) -> bytes:
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


def _new_event(session: Session, made: datetime, part: str = "") -> Event:
    """Return an entry with its identity: that of the session or of a part of it."""
    from icalendar import Event

    event = Event()
    event.add("uid", _uid(session, part))
    event.add("dtstamp", made.astimezone(UTC))
    age = made.astimezone(UTC) - session.created.astimezone(UTC)
    event.add("sequence", max(0, int(age.total_seconds() // 60)))
    return event


def _uid(session: Session, part: str) -> str:
    made = "/".join(filter(None, [session.slug, session.created.isoformat(), part]))
    return f"{hashlib.sha256(made.encode()).hexdigest()[:32]}@coopcoach"


def _entries(session: Session, t: Translator) -> Iterator[_Entry]:
    for action in session.actions:
        if action.until:
            # A done action stays in the file with a tick: an import adds and moves entries, but removes none.
            title = f"☑ {action.what}" if action.done else action.what
            who = t("Who: {name}", name=session.name_of(action.who)) if action.who else ""
            yield _Entry(action.id, action.until, title, who)
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
        yield _Entry("review", session.review, t("We look back on working together"))
    if session.next_meeting:
        yield _Entry("next-meeting", session.next_meeting, t("Our next meeting"))


def _event(entry: _Entry, session: Session, made: datetime, t: Translator) -> Event:
    event = _new_event(session, made, entry.id)
    event.add("last-modified", made.astimezone(UTC))
    event.add("summary", shortened(printable(entry.title), _LONGEST_TITLE))
    _set_time(event, entry.start)
    about = t("From: {title}", title=session.title)
    full_title = entry.title if len(entry.title) > _LONGEST_TITLE else ""
    lines = (printable(line) for line in (full_title, entry.text, about) if line)
    event.add("description", "\n\n".join(lines))
    return event


def _set_time(event: Event, start: Date) -> None:
    if isinstance(start, datetime):
        event.add("dtstart", start.astimezone(UTC))
        event.add("dtend", start.astimezone(UTC) + timedelta(minutes=_USUAL_MINUTES))
        return
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(days=1))
    # All-day entries do not block the day.
    event.add("transp", "TRANSPARENT")
