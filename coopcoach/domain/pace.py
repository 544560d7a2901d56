"""The time spent on each exercise beside the agenda's minutes. It is only shown: nothing ends by it.

The session holds the time entries; the present moment is passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from coopcoach.domain.session import Session, TimeEntry, next_id

_NOTHING = timedelta()
# A shorter visit is not recorded.
_SHORTEST = timedelta(seconds=10)


@dataclass(frozen=True)
class Pace:
    """The time of the present exercise and of the session.

    Attributes:
        spent_here: The time spent on the present exercise, over all visits.
        planned_here: The agenda's minutes for it.
        spent: The time spent on all exercises, over all days and without breaks.
        planned: All minutes of the agenda.
        ahead: The time by which the session is ahead of the agenda; negative where it is behind.
    """

    spent_here: timedelta
    planned_here: timedelta
    spent: timedelta
    planned: timedelta
    ahead: timedelta


def pace_at(session: Session, now: datetime, shown: str = "") -> Pace:
    """Return the pace of a session at a moment; ``shown`` is the exercise in view where that is another one.

    Due are the minutes of the exercises that are done, and of the present one what was spent of its minutes: the
    session falls behind once they are used up.
    """
    here = session.present
    planned = {item.exercise: timedelta(minutes=item.minutes) for item in session.agenda}
    done = {item.exercise for item in session.agenda if item.done}
    spent = spent_by_exercise(session, now)
    spent_here = spent.get(here, _NOTHING)
    planned_here = planned.get(here, _NOTHING)
    due = sum((minutes for name, minutes in planned.items() if name in done), _NOTHING)
    if here not in done:
        due += min(spent_here, planned_here)
    in_all = sum(spent.values(), _NOTHING)
    return Pace(
        spent_here=spent.get(shown, _NOTHING) if shown else spent_here,
        planned_here=planned.get(shown, _NOTHING) if shown else planned_here,
        spent=in_all,
        planned=sum(planned.values(), _NOTHING),
        ahead=due - in_all,
    )


def spent_by_exercise(session: Session, now: datetime) -> dict[str, timedelta]:
    """Return the time spent on each exercise, by its id."""
    spent: dict[str, timedelta] = {}
    for entry in session.time_entries:
        spent[entry.exercise] = spent.get(entry.exercise, _NOTHING) + _length(entry, now)
    return spent


def with_time_begun(session: Session, exercise: str, now: datetime) -> Session:
    """Return the session with a time entry for an exercise that begins now.

    An entry without an end, as after a power cut, ends with the last event of the session.
    """
    left = _open_entry(session)
    if left is not None:
        session = with_time_ended(session, min(now, _last_event(session, left), key=_comparable))
    taken = tuple(entry.id for entry in session.time_entries)
    begun = TimeEntry(id=next_id("time", taken), exercise=exercise, start=now)
    return session.model_copy(update={"time_entries": (*session.time_entries, begun)})


def with_time_ended(session: Session, now: datetime) -> Session:
    """Return the session with its open time entry ended; an entry of a few seconds is dropped."""
    time_entries = (s if s.end else s.model_copy(update={"end": now}) for s in session.time_entries)
    kept = tuple(entry for entry in time_entries if _length(entry, now) >= _SHORTEST)
    return session.model_copy(update={"time_entries": kept})


def with_time_moved_on(session: Session, exercise: str, now: datetime) -> Session:
    """Return the session with its open time entry ended and one for another exercise begun; without one, unchanged."""
    if _open_entry(session) is None:
        return session
    return with_time_begun(with_time_ended(session, now), exercise, now)


def _open_entry(session: Session) -> TimeEntry | None:
    return next((s for s in reversed(session.time_entries) if s.end is None), None)


def _length(entry: TimeEntry, now: datetime) -> timedelta:
    span = _comparable(entry.end or now) - _comparable(entry.start)
    # A clock that was put back must not shorten the time spent before.
    return max(span, _NOTHING)


def _last_event(session: Session, left: TimeEntry) -> datetime:
    """Return the time of the last reveal, joint answer or voice, or the begin of the entry."""
    moments = [
        left.start,
        *(reveal.at for reveal in session.reveals),
        *session.joint_at.values(),
        *(voice.at for rule in session.rules for voice in rule.voices),
    ]
    return max(moments, key=_comparable)


def _comparable(moment: datetime) -> datetime:
    # Times that were typed into the file may lack a zone.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
