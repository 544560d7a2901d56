"""Calendar files (.ics): the session for one partner, and all dates that follow from it.

Entries keep their UID, and their sequence number rises with the time of making: a calendar that imports a
file again moves the entries it has. What is no longer due is cancelled in the next file: it would stay otherwise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from datetime import date as Date
from typing import TYPE_CHECKING

from coopcoach.domain.ground_rules import GroundRule
from coopcoach.domain.session import Partner, Session
from coopcoach.domain.zones import in_zone, zone_named
from coopcoach.export.document import FIRST_WIN_PROMPT, first_win
from coopcoach.i18n import N_, Translator
from coopcoach.markup.safe_html import printable
from coopcoach.wording.person_names import owner_words
from coopcoach.wording.shortening import shortened

if TYPE_CHECKING:
    from icalendar import Component, Event

_SESSION = N_("Session on working together: {title}")
_SESSION_TEXT = N_(
    "Video call with {other} and our coach {coach}. Please find a quiet room, try out"
    " your camera and sound, and keep ten minutes free before and after."
)
_SESSION_TEXT_WITHOUT_NAME = N_(
    "Video call with {other} and our coach. Please find a quiet room, try out your camera"
    " and sound, and keep ten minutes free before and after."
)
_TRIAL = N_("Ground rule {n}: the trial ends")
_LONGEST_TITLE = 120
_USUAL_MINUTES = 90
# Before a time: a day and a quarter of an hour; before a day: nine o'clock the day before.
_BEFORE_TIME = (timedelta(days=-1), timedelta(minutes=-15))
_BEFORE_DAY = (timedelta(hours=-15),)
# A review is prepared: two weeks before as well.
_BEFORE_REVIEW = (timedelta(days=-14), *_BEFORE_DAY)
_REVIEW = "review"


@dataclass(frozen=True)
class _Entry:
    """A date; ``id`` does not change with the day. Nobody is reminded of something done."""

    id: str
    start: Date
    title: str
    text: str = ""
    done: bool = False
    is_meeting: bool = False


def session_calendar(session: Session, partner: Partner, *, made: datetime, t: Translator) -> bytes:
    """Return the .ics file of a session with a date, as sent to one partner.

    Raises:
        ValueError: The session has no date.
    """
    if session.date is None:
        raise ValueError(session.slug)
    minutes = sum(item.minutes for item in session.agenda) or _USUAL_MINUTES
    other = t.and_list([p.name for p in session.partners if p.id != partner.id])
    title = t(_SESSION, title=session.title)
    text = _SESSION_TEXT if session.coach else _SESSION_TEXT_WITHOUT_NAME
    event = _new_event(session, made)
    _set_time(event, session.date, session, minutes)
    event.add("summary", title)
    event.add("description", t(text, other=other, coach=session.coach))
    _set_place(event, session)
    _remind(event, title, _BEFORE_TIME)
    return _calendar([event])


def dates_calendar(
    session: Session, *, made: datetime, t: Translator, earlier: bytes = b"", held: int = 0
) -> bytes | None:
    """Return the .ics file of all dates that follow from a session; None if there are none.

    Args:
        session: The exportable session; see `release.public`.
        made: The time of making.
        t: The language of the entries.
        earlier: The file that was made before: its future entries that are no longer due are cancelled.
        held: The number of reviews that were held: the next one has an entry of its own beside theirs.
    """
    entries = _entries(session, t, held)
    events: list[Component] = [_event(entry, session, made, t) for entry in entries]
    due = {str(event["uid"]) for event in events}
    events.extend(e for e in _cancelled(earlier, session, made) if str(e["uid"]) not in due)
    return _calendar(events) if events else None


def _cancelled(earlier: bytes, session: Session, made: datetime) -> Iterator[Event]:
    """Yield the entries of an earlier file as cancelled, without those that are over."""
    if not earlier:
        return
    from icalendar import Calendar

    try:
        known = Calendar.from_ical(earlier).walk("VEVENT")
    except ValueError:
        return
    for old in known:
        start = old.get("dtstart")
        day = start.dt if start is not None else None
        if "uid" not in old or day is None or _day_of(day) < made.date():
            continue
        event = _new_event(session, made)
        event["uid"] = old["uid"]
        event.add("status", "CANCELLED")
        for name in ("summary", "dtstart", "dtend", "transp"):
            if name in old:
                event[name] = old[name]
        yield event


def _day_of(start: Date) -> Date:
    return start.date() if isinstance(start, datetime) else start


def _calendar(events: Sequence[Component]) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//coopcoach//coopcoach//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    # Written for the zones of the entries; a calendar needs it for its own clock changes.
    calendar.add_missing_timezones(first_date=Date(2020, 1, 1), last_date=Date(2040, 1, 1))
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


def _entries(session: Session, t: Translator, held: int) -> Iterator[_Entry]:
    for action in session.actions:
        if action.until:
            # A done action stays in the file with a tick: an import adds and moves entries, but removes none.
            title = f"☑ {action.what}" if action.done else action.what
            who = t("Who: {name}", name=owner_words(action.who, session)) if action.who else ""
            yield _Entry(action.id, action.until, title, who, action.done)
    meetings = _meetings(session, t, held)
    agreed = session.agreed_rules()
    yield from (entry for entry in meetings if not entry.is_meeting)
    for number, rule in enumerate(agreed, 1):
        if rule.trial_until:
            title = t(_TRIAL, n=number)
            yield _Entry(f"{rule.id}/trial", rule.trial_until, title, rule.sentence)
    what, day = first_win(session.joint_answer(FIRST_WIN_PROMPT))
    if day:
        yield _Entry("first-win", day, t("Our first joint job"), what)
    yield from (entry for entry in meetings if entry.is_meeting)


def _meetings(session: Session, t: Translator, held: int) -> list[_Entry]:
    """Return one entry for each day on which the partners look back or meet, with all that is due on it."""
    rules: dict[Date, list[tuple[int, GroundRule]]] = {}
    for number, rule in enumerate(session.agreed_rules(), 1):
        if rule.look_again:
            rules.setdefault(rule.look_again, []).append((number, rule))
    meeting = session.next_meeting
    days = {*rules, *filter(None, [session.review, meeting.date() if meeting else None])}
    entries = []
    for day in sorted(days):
        looked_at = rules.get(day, [])
        due = []
        if meeting and meeting.date() == day:
            due.append(_Entry("next-meeting", meeting, t("Our next meeting"), is_meeting=True))
        if session.review == day:
            title = t("We look back on working together")
            entry = f"{_REVIEW}/{held + 1}" if held else _REVIEW
            due.append(_Entry(entry, day, title, is_meeting=True))
        if looked_at:
            numbers = t.and_list([str(number) for number, _ in looked_at])
            title = t.plural(
                "Ground rule {rules}: we look at it again",
                "Ground rules {rules}: we look at them again",
                len(looked_at),
                rules=numbers,
            )
            # Named by the first rule: when another one gets a day of its own, this entry stays.
            due.append(_Entry(f"{looked_at[0][1].id}/look-again", day, title))
        first, *others = due
        lines = [entry.title for entry in others]
        lines.extend(f"{number}. {rule.sentence}" for number, rule in looked_at)
        entries.append(replace(first, text="\n".join(lines)))
    return entries


def _event(entry: _Entry, session: Session, made: datetime, t: Translator) -> Event:
    event = _new_event(session, made, entry.id)
    event.add("last-modified", made.astimezone(UTC))
    event.add("summary", shortened(printable(entry.title), _LONGEST_TITLE))
    _set_time(event, entry.start, session)
    about = t("From: {title}", title=session.title)
    full_title = entry.title if len(entry.title) > _LONGEST_TITLE else ""
    lines = (printable(line) for line in (full_title, entry.text, about) if line)
    event.add("description", "\n\n".join(lines))
    if entry.is_meeting:
        _set_place(event, session)
    if not entry.done:
        title = shortened(printable(entry.title), _LONGEST_TITLE)
        days_before = _BEFORE_REVIEW if entry.id.startswith(_REVIEW) else _BEFORE_DAY
        has_time = isinstance(entry.start, datetime)
        _remind(event, title, _BEFORE_TIME if has_time else days_before)
    return event


def _set_time(event: Event, start: Date, session: Session, minutes: int = _USUAL_MINUTES) -> None:
    if isinstance(start, datetime):
        zone = zone_named(session.time_zone)
        # Without a zone of the session a time by the clock is one of this machine.
        begin = in_zone(start, zone) if zone else start.astimezone(UTC)
        end = (begin.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(begin.tzinfo)
        event.add("dtstart", begin)
        event.add("dtend", end)
        return
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(days=1))
    # All-day entries do not block the day.
    event.add("transp", "TRANSPARENT")


def _set_place(event: Event, session: Session) -> None:
    """Add the place, and as a link where it is the address of a video call."""
    if session.location:
        event.add("location", printable(session.location))
        if session.location.startswith("https://") and " " not in session.location:
            event.add("url", printable(session.location))


def _remind(event: Event, title: str, before: Sequence[timedelta]) -> None:
    # icalendar loads slowly, and most commands write no calendar.
    from icalendar import Alarm

    for time in before:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", time)
        event.add_component(alarm)
