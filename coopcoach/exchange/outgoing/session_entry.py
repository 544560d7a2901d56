"""The session as an entry for a calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coopcoach.domain.session import Partner, Session
from coopcoach.export.calendar import calendar_file, new_event
from coopcoach.i18n import N_, Translator

_SUMMARY = N_("Session on our cooperation: {title}")
_TEXT = N_(
    "Video call with {other} and our coach {coach}. Please find a quiet room, try camera and sound, and keep ten"
    " minutes free before and after."
)
_TEXT_PLAIN = N_(
    "Video call with {other} and our coach. Please find a quiet room, try camera and sound, and keep ten minutes"
    " free before and after."
)
_USUAL_MINUTES = 90


def calendar_entry(session: Session, partner: Partner, *, made: datetime, t: Translator) -> bytes:
    """Return the .ics file of a session that has a date.

    Made anew it has the same UID and a higher number, so that a calendar moves the entry it has.

    Raises:
        ValueError: The session has no date.
    """
    # Imported here: it takes a while, and most commands write no calendar.
    from icalendar import Alarm

    if session.date is None:
        raise ValueError(session.slug)
    start = session.date.astimezone(UTC)
    minutes = sum(item.minutes for item in session.agenda) or _USUAL_MINUTES
    other = t.and_list([p.name for p in session.partners if p.id != partner.id])
    event = new_event(session, made)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes))
    event.add("summary", t(_SUMMARY, title=session.title))
    text = _TEXT if session.coach else _TEXT_PLAIN
    event.add("description", t(text, other=other, coach=session.coach))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", t(_SUMMARY, title=session.title))
    alarm.add("trigger", timedelta(minutes=-15))
    event.add_component(alarm)
    return calendar_file([event])
