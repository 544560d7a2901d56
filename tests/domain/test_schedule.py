"""The agenda by the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coopcoach.domain.schedule import ends_at, schedule, with_time_passed_on
from coopcoach.domain.session import AgendaItem, Partner, Session, TimeEntry

START = datetime(2027, 1, 15, 10, 0, tzinfo=UTC)


def after(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def session(place: str = "b") -> Session:
    """After ten minutes at a (7 planned) the session is at b (5), then a break (10) and c (20) follow."""
    return Session(
        slug="x",
        title="x",
        created=START,
        partners=(Partner(id="anna", name="Anna"), Partner(id="ben", name="Ben")),
        place=place,
        agenda=(
            AgendaItem(exercise="a", minutes=7, done=True),
            AgendaItem(exercise="b", minutes=5),
            AgendaItem(exercise="own-1", minutes=10, title="Break"),
            AgendaItem(exercise="c", minutes=20),
        ),
        time_entries=(
            TimeEntry(id="time-1", exercise="a", start=START, end=after(10)),
            TimeEntry(id="time-2", exercise="b", start=after(10)),
        ),
    )


def test_what_is_to_come_begins_when_all_before_has_ended():
    items = schedule(session(), after(12))
    assert [p.begins for p in items] == [START, after(10), after(15), after(25)]
    assert [p.is_here for p in items] == [False, True, False, False]
    assert [p.spent for p in items[:2]] == [timedelta(minutes=10), timedelta(minutes=2)]
    assert items[0].left == timedelta(minutes=-3)
    assert ends_at(session(), after(12)) == after(45)


def test_an_exercise_that_takes_longer_moves_the_rest_on():
    items = schedule(session(), after(40))
    assert [p.begins for p in items[2:]] == [after(40), after(50)]
    assert ends_at(session(), after(40)) == after(70)


def test_time_that_is_left_goes_to_the_next_item():
    changed = with_time_passed_on(session(), after(12))
    assert [item.minutes for item in changed.agenda] == [7, 2, 13, 20]
    # Nothing is left, or nothing follows.
    assert with_time_passed_on(session(), after(15)) == session()
    assert with_time_passed_on(session("c"), after(12)) == session("c")
