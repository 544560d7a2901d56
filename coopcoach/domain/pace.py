"""How long was talked about what, against the agenda's minutes: for a calm glance, never to end anything.

Stretches of time stand in the session; the moment is handed in, so that nothing here looks at a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from coopcoach.domain.session import Session, Stretch, next_id

_NOTHING = timedelta()
# Somebody only passed by.
_SHORTEST = timedelta(seconds=10)


@dataclass(frozen=True)
class Pace:
    """The time of the present exercise and of the session.

    Attributes:
        spent_here: How long the present exercise has been talked about, all visits together.
        planned_here: The agenda's minutes for it.
        spent: How long was spent in all, over all days; breaks between them do not count.
        planned: The agenda's minutes in all.
        ahead: By how much we are ahead of the agenda; negative where we are behind.
    """

    spent_here: timedelta
    planned_here: timedelta
    spent: timedelta
    planned: timedelta
    ahead: timedelta


def pace_at(session: Session, now: datetime) -> Pace:
    """Return the pace of a session at a moment.

    What is done should have taken its minutes; the present exercise counts as far as its minutes go,
    so that we fall behind only once they are over.
    """
    here = session.place or next((item.exercise for item in session.agenda), "")
    planned = {item.exercise: timedelta(minutes=item.minutes) for item in session.agenda}
    done = {item.exercise for item in session.agenda if item.done}
    spent: dict[str, timedelta] = {}
    for stretch in session.stretches:
        spent[stretch.exercise] = spent.get(stretch.exercise, _NOTHING) + _length(stretch, now)
    spent_here = spent.get(here, _NOTHING)
    planned_here = planned.get(here, _NOTHING)
    due = sum((minutes for name, minutes in planned.items() if name in done), _NOTHING)
    if here not in done:
        due += min(spent_here, planned_here)
    in_all = sum(spent.values(), _NOTHING)
    return Pace(
        spent_here=spent_here,
        planned_here=planned_here,
        spent=in_all,
        planned=sum(planned.values(), _NOTHING),
        ahead=due - in_all,
    )


def with_time_begun(session: Session, exercise: str, now: datetime) -> Session:
    """Return the session with time kept for an exercise from now on.

    Time that was left running, as after a power cut, ends with the last thing that was recorded.
    """
    left = _open_stretch(session)
    if left is not None:
        session = with_time_ended(session, min(now, _last_sign(session, left), key=_comparable))
    taken = tuple(stretch.id for stretch in session.stretches)
    begun = Stretch(id=next_id("time", taken), exercise=exercise, start=now)
    return session.model_copy(update={"stretches": (*session.stretches, begun)})


def with_time_ended(session: Session, now: datetime) -> Session:
    """Return the session with no time kept; a stretch of a few seconds is forgotten."""
    stretches = (s if s.end else s.model_copy(update={"end": now}) for s in session.stretches)
    kept = tuple(stretch for stretch in stretches if _length(stretch, now) >= _SHORTEST)
    return session.model_copy(update={"stretches": kept})


def with_time_moved_on(session: Session, exercise: str, now: datetime) -> Session:
    """Return the session with its time kept for another exercise; where none is kept, as it is."""
    if _open_stretch(session) is None:
        return session
    return with_time_begun(with_time_ended(session, now), exercise, now)


def _open_stretch(session: Session) -> Stretch | None:
    return next((s for s in reversed(session.stretches) if s.end is None), None)


def _length(stretch: Stretch, now: datetime) -> timedelta:
    span = _comparable(stretch.end or now) - _comparable(stretch.start)
    # A clock that was put back must not take away what was talked about before.
    return max(span, _NOTHING)


def _last_sign(session: Session, left: Stretch) -> datetime:
    """Return the last moment of which the session tells that somebody was at work."""
    moments = [
        left.start,
        *(reveal.at for reveal in session.reveals),
        *session.joint_at.values(),
        *(voice.at for rule in session.rules for voice in rule.voices),
    ]
    return max(moments, key=_comparable)


def _comparable(moment: datetime) -> datetime:
    # By hand, times are written without a zone; that must not stop a session.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
