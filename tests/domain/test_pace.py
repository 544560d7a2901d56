"""How far ahead or behind: over midnight, over days, after a power cut, for any length."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.pace import pace_at, with_time_begun, with_time_ended, with_time_moved_on
from coopcoach.domain.session import AgendaItem, Reveal, Session, TimeEntry

LATE = datetime(2027, 1, 15, 23, 50, tzinfo=UTC)


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def session(**fields: object) -> Session:
    agenda = tuple(AgendaItem(exercise=e, minutes=m) for e, m in (("a", 10), ("b", 20), ("c", 60)))
    return Session(
        slug="s", title="S", created=LATE, partners=(), agenda=agenda, place="a", **fields
    )


def ticked(found: Session, *done: str, place: str) -> Session:
    agenda = tuple(i.model_copy(update={"done": i.exercise in done}) for i in found.agenda)
    return found.model_copy(update={"agenda": agenda, "place": place})


def test_nothing_is_kept_before_it_begins():
    pace = pace_at(session(), LATE)
    assert (pace.spent, pace.ahead) == (minutes(0), minutes(0))
    assert pace.planned == minutes(90)
    assert with_time_moved_on(session(), "b", LATE) == session()


def test_within_its_minutes_an_exercise_is_on_time_and_then_falls_behind():
    begun = with_time_begun(session(), "a", LATE)
    assert pace_at(begun, LATE + minutes(8)).ahead == minutes(0)
    late = pace_at(begun, LATE + minutes(14))
    assert (late.spent_here, late.planned_here, late.ahead) == (
        minutes(14),
        minutes(10),
        minutes(-4),
    )
    assert begun.time_entries[-1].end is None


def test_what_is_done_sooner_puts_us_ahead_also_over_midnight():
    begun = with_time_begun(session(), "a", LATE)
    on = ticked(with_time_moved_on(begun, "b", LATE + minutes(6)), "a", place="b")
    pace = pace_at(on, LATE + minutes(16))
    assert (pace.spent_here, pace.spent, pace.ahead) == (minutes(10), minutes(16), minutes(4))


def test_days_between_two_sittings_do_not_count_and_visits_add_up():
    first = with_time_ended(with_time_begun(session(), "a", LATE), LATE + minutes(4))
    assert pace_at(first, LATE + minutes(400)).spent == minutes(4)
    again = with_time_begun(first, "a", LATE + timedelta(days=9))
    pace = pace_at(again, LATE + timedelta(days=9) + minutes(5))
    assert (pace.spent_here, pace.ahead) == (minutes(9), minutes(0))


def test_after_a_power_cut_time_ends_with_the_last_sign_of_work():
    begun = with_time_begun(session(), "a", LATE)
    worked = begun.model_copy(update={"reveals": (Reveal(exercise="a", at=LATE + minutes(7)),)})
    later = with_time_begun(worked, "a", LATE + timedelta(days=3))
    assert pace_at(later, LATE + timedelta(days=3)).spent == minutes(7)
    assert [s.end for s in later.time_entries] == [LATE + minutes(7), None]


def test_passing_by_leaves_no_trace():
    begun = with_time_begun(session(), "a", LATE)
    by = with_time_moved_on(begun, "b", LATE + timedelta(seconds=5))
    assert [(s.id, s.exercise) for s in by.time_entries] == [("time-1", "b")]


def test_a_clock_that_was_put_back_takes_nothing_away():
    time_entries = (
        TimeEntry(id="time-1", exercise="a", start=LATE, end=LATE + minutes(5)),
        TimeEntry(id="time-2", exercise="a", start=LATE + minutes(5)),
    )
    assert pace_at(session(time_entries=time_entries), LATE - minutes(60)).spent == minutes(5)
    by_hand = TimeEntry(id="time-1", exercise="a", start=LATE.replace(tzinfo=None))
    assert pace_at(session(time_entries=(by_hand,)), LATE + minutes(3)).spent == minutes(3)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 10**6)), max_size=12))
def test_no_walk_loses_time(walk):
    found, now = with_time_begun(session(), "a", LATE), LATE
    lost = timedelta()
    for step, seconds in walk:
        now += timedelta(seconds=seconds)
        lost += timedelta(seconds=seconds) if seconds < 10 else timedelta()
        found = ticked(with_time_moved_on(found, step, now), place=step)
    assert pace_at(found, now).spent == now - LATE - lost
    assert sum(s.end is None for s in found.time_entries) == 1
