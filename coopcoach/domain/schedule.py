"""The agenda by the clock: when each item began or is to begin, and what it took of its minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coopcoach.domain.pace import spent_by_exercise
from coopcoach.domain.review_names import parted_name
from coopcoach.domain.session import AgendaItem, Session

_NOTHING = timedelta()
_MINUTE = timedelta(minutes=1)
# The coach needs the answers before the session.
_ANSWERS_BEFORE = timedelta(days=2)


@dataclass(frozen=True)
class Planned:
    """One item of the agenda.

    Attributes:
        item: The item.
        begins: When it began or is to begin; None where it is done, and its time was not taken.
        spent: The time that it took so far.
        is_here: Whether the session is there.
    """

    item: AgendaItem
    begins: datetime | None
    spent: timedelta
    is_here: bool

    @property
    def planned(self) -> timedelta:
        """The planned time."""
        return timedelta(minutes=self.item.minutes)

    @property
    def left(self) -> timedelta:
        """The planned time that is left; negative where more was spent."""
        return self.planned - self.spent


def schedule(session: Session, now: datetime) -> tuple[Planned, ...]:
    """Return the agenda as it would go on from now: what is not done yet begins when all before it has ended."""
    spent = spent_by_exercise(session, now)
    began: dict[str, datetime] = {}
    for entry in session.time_entries:
        began.setdefault(entry.exercise, entry.start)
    here = session.present
    at = now + max(_left(session, here, spent), _NOTHING)
    found = []
    is_ahead = here not in {item.exercise for item in session.agenda}
    for item in session.agenda:
        name = item.exercise
        is_here = name == here
        begins = began.get(name, now if is_here else None)
        if is_ahead and not item.done:
            begins, at = at, at + timedelta(minutes=item.minutes)
        is_ahead = is_ahead or is_here
        found.append(Planned(item, begins, spent.get(name, _NOTHING), is_here))
    return tuple(found)


def ends_at(session: Session, now: datetime) -> datetime:
    """Return when the session would end if all that is not done takes its planned time."""
    rest = [p for p in schedule(session, now) if p.begins and p.begins >= now and not p.is_here]
    here = session.present
    left = max(_left(session, here, spent_by_exercise(session, now)), _NOTHING)
    return now + left + sum((p.planned for p in rest if not p.item.done), _NOTHING)


def with_time_passed_on(session: Session, now: datetime) -> Session:
    """Return the session with the whole minutes that are left of the present exercise given to the next item."""
    here = session.present
    names = [item.exercise for item in session.agenda]
    at = names.index(here) if here in names else len(names)
    minutes = max(_left(session, here, spent_by_exercise(session, now)) // _MINUTE, 0)
    if at + 1 >= len(names) or not minutes:
        return session
    agenda = list(session.agenda)
    for place, by in ((at, -minutes), (at + 1, minutes)):
        item = agenda[place]
        agenda[place] = item.model_copy(update={"minutes": item.minutes + by})
    return session.model_copy(update={"agenda": tuple(agenda)})


def _left(session: Session, name: str, spent: dict[str, timedelta]) -> timedelta:
    planned = next((item.minutes for item in session.agenda if item.exercise == name), 0)
    return timedelta(minutes=planned) - spent.get(name, _NOTHING)


def answer_by(session: Session) -> date | None:
    """Return the day by which the partners answer; None where it is not set and the session has no date."""
    # The day that was set is that of the session, not of its reviews.
    if session.answer_by is not None and parted_name(session.slug) is None:
        return session.answer_by
    return (session.date - _ANSWERS_BEFORE).date() if session.date else None
