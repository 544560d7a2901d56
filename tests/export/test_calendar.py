"""The dates of a session as a calendar: read back as a calendar reads them."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar, Component

from coopcoach.domain.answers import Answer, DateValue, Row, TableValue, TextValue
from coopcoach.domain.ground_rules import Says
from coopcoach.domain.session import Action, Session
from coopcoach.export.calendar import dates_calendar
from coopcoach.export.release import public
from coopcoach.i18n import translator
from coopcoach.services.documents.times import time_remarks
from tests.builders.exported_sessions import NOW, YES, bare, planned, rich, rule
from tests.builders.workbooks import built_in_workbook

WORKBOOK = built_in_workbook("de")
LATER = NOW + timedelta(days=3)


def read(session: Session, made: datetime = NOW, lang: str = "de") -> dict[str, Component]:
    data = dates_calendar(public(session, WORKBOOK), made=made, t=translator(lang))
    assert data is not None
    calendar = Calendar.from_ical(data)
    assert calendar.errors == []
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == len(calendar.walk("VEVENT"))
    return events


def summaries(events: dict[str, Component]) -> list[str]:
    return [str(event["summary"]) for event in events.values()]


def test_actions_reviews_and_trials_are_days_in_it() -> None:
    first_win = Answer(
        value=TableValue(
            rows=(
                Row(
                    cells={
                        "what": TextValue(text="Ein Haus"),
                        "date": DateValue(value=date(2027, 4, 1)),
                    }
                ),
            )
        )
    )
    session = planned(
        joint={("goal.first_win", ""): first_win},
        actions=(
            Action(id="action-1", what="Kalender anlegen", who="anna", until=date(2027, 1, 22)),
            Action(id="action-2", what="Ohne Tag", who="ben"),
            Action(id="action-3", what="Erledigt", until=date(2027, 1, 10), done=True),
        ),
        rules=(
            rule(1, "talk", "Wir antworten.", YES, look_again=date(2027, 4, 16)),
            rule(2, "talk", "Auf Probe.", YES, trial_until=date(2027, 4, 30)),
            rule(3, "talk", "Offen.", (Says.YES, Says.NO), look_again=date(2027, 5, 1)),
        ),
        review=date(2027, 4, 17),
        next_meeting=datetime(2027, 4, 18, 10, 0, tzinfo=UTC),
    )
    events = read(session)
    told = {str(e["summary"]): e for e in events.values()}
    assert list(told) == [
        "Kalender anlegen",
        "☑ Erledigt",
        "Spielregel 1: Wir prüfen sie",
        "Spielregel 2: Die Probe endet",
        "Unser erster gemeinsamer Auftrag",
        "Wir blicken auf unsere Zusammenarbeit zurück",
        "Unser nächstes Treffen",
    ]
    day = told["Kalender anlegen"]
    assert (day.decoded("dtstart"), day.decoded("dtend")) == (date(2027, 1, 22), date(2027, 1, 23))
    assert day["description"].startswith("Wer: Anna Meier")
    assert told["Spielregel 1: Wir prüfen sie"]["description"].startswith("1. Wir antworten.")
    meeting = told["Unser nächstes Treffen"].decoded("dtstart")
    assert meeting == datetime(2027, 4, 18, 10, 0, tzinfo=UTC)


def at(moment: datetime, **fields: object) -> bytes:
    session = planned(next_meeting=moment, **fields)
    data = dates_calendar(public(session, WORKBOOK), made=NOW, t=translator("de"))
    assert data is not None
    return data


def event_of(data: bytes) -> Component:
    return Calendar.from_ical(data).walk("VEVENT")[0]


def test_a_time_is_that_of_the_session_and_not_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = set()
    for machine in ("UTC", "America/New_York", "Europe/Berlin"):
        monkeypatch.setenv("TZ", machine)
        time.tzset()
        made.add(at(datetime(2027, 4, 16, 10), time_zone="Europe/Berlin"))
    monkeypatch.undo()
    time.tzset()
    (data,) = made
    assert b"DTSTART;TZID=Europe/Berlin:20270416T100000" in data
    assert data.count(b"BEGIN:VTIMEZONE") == 1
    assert event_of(data).decoded("dtstart").astimezone(UTC).hour == 8
    # With a zone of its own it is the same moment.
    other = at(datetime(2027, 4, 16, 8, tzinfo=UTC), time_zone="Europe/Berlin")
    assert event_of(other)["dtstart"].to_ical() == event_of(data)["dtstart"].to_ical()


def test_a_meeting_over_the_change_of_the_clocks_is_not_longer() -> None:
    event = event_of(at(datetime(2027, 3, 28, 1, 30), time_zone="Europe/Berlin"))
    begin, end = event.decoded("dtstart"), event.decoded("dtend")
    assert end.astimezone(UTC) - begin.astimezone(UTC) == timedelta(minutes=90)
    assert (end.hour, end.minute) == (4, 0)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2027, 3, 28, 2, 30), "gibt es in Europe/Berlin nicht"),
        (datetime(2027, 10, 31, 2, 30), "gibt es in Europe/Berlin zweimal"),
    ],
)
def test_odd_times_are_said(moment: datetime, words: str) -> None:
    (remark,) = time_remarks("Europe/Berlin", [moment, None], translator("de"))
    assert words in remark
    fine = [datetime(2027, 4, 16, 10), moment.replace(tzinfo=UTC)]
    assert time_remarks("Europe/Berlin", fine, translator("de")) == ()
    (unknown,) = time_remarks("", [moment], translator("de"))
    assert "time_zone: Europe/Berlin" in unknown
    assert time_remarks("", [moment.replace(tzinfo=UTC)], translator("de")) == ()


def test_one_day_is_one_entry() -> None:
    day = date(2027, 4, 16)
    rules = tuple(rule(n, "talk", f"Satz {n}.", YES, look_again=day) for n in (1, 2, 3))
    (event,) = read(planned(rules=rules)).values()
    assert event["summary"] == "Spielregeln 1, 2 und 3: Wir prüfen sie"
    assert "2. Satz 2." in event["description"]
    moved = (rules[0], rules[1].model_copy(update={"look_again": date(2027, 5, 1)}), rules[2])
    assert set(read(planned(rules=rules))) < set(read(planned(rules=moved)))
    meeting = datetime(2027, 4, 16, 10)
    (event,) = read(planned(rules=rules, next_meeting=meeting, review=day)).values()
    assert event["summary"] == "Unser nächstes Treffen"
    for words in ("Wir blicken auf", "Spielregeln 1, 2 und 3", "Satz 3."):
        assert words in event["description"]


def test_reminders_and_the_place_of_a_meeting() -> None:
    link = "https://video.example/raum"
    action = Action(id="action-1", what="Kalender", until=date(2027, 1, 22))
    done = action.model_copy(update={"id": "action-2", "what": "Fertig", "done": True})
    session = planned(actions=(action, done), next_meeting=datetime(2027, 4, 16, 10), location=link)
    told = {str(e["summary"]): e for e in read(session).values()}
    before = {
        name: [alarm["trigger"].dt for alarm in event.subcomponents] for name, event in told.items()
    }
    assert before == {
        "Kalender": [timedelta(hours=-15)],
        "☑ Fertig": [],
        "Unser nächstes Treffen": [timedelta(days=-1), timedelta(minutes=-15)],
    }
    assert told["Unser nächstes Treffen"]["location"] == link
    assert told["Unser nächstes Treffen"]["url"] == link
    assert "location" not in told["Kalender"]


def test_a_second_import_moves_what_is_there() -> None:
    session = rich()
    before = read(session)
    moved = session.model_copy(
        update={
            "actions": tuple(
                a.model_copy(update={"until": a.until + timedelta(days=7)}) if a.until else a
                for a in session.actions
            )
        }
    )
    after = read(moved, LATER)
    assert set(before) == set(after)
    assert all(after[uid]["sequence"] > before[uid]["sequence"] for uid in before)
    assert all(after[uid].decoded("last-modified") == LATER for uid in before)
    assert read(session, lang="en").keys() == before.keys()


def test_another_session_has_entries_of_its_own() -> None:
    other = rich().model_copy(update={"slug": "andere"})
    assert not set(read(rich())) & set(read(other))


def test_the_same_session_makes_the_same_file() -> None:
    shown, t = public(rich(), WORKBOOK), translator("de")
    assert dates_calendar(shown, made=NOW, t=t) == dates_calendar(shown, made=NOW, t=t)


def test_a_session_without_dates_has_no_calendar() -> None:
    assert dates_calendar(public(bare(), WORKBOOK), made=NOW, t=translator("de")) is None


def test_no_text_breaks_out_of_its_entry() -> None:
    evil = "Treffen\r\nEND:VEVENT\nBEGIN:VALARM;X=1\u2028ATTACH:file:///etc/passwd\x00\u202e, \\n; und " + "lang " * 60  # fmt: skip
    session = planned(
        actions=(Action(id="action-1", what=evil, who=evil, until=date(2027, 1, 22)),)
    )
    (event,) = read(session).values()
    assert [alarm["action"] for alarm in event.subcomponents] == ["DISPLAY"]
    assert "attach" not in event
    assert "\u202e" not in event["summary"] + event["description"]
    assert "END:VEVENT" in event["summary"]


def again(session: Session, earlier: Session, made: datetime = LATER) -> dict[str, Component]:
    """Return the entries of a file that is made after that of an earlier state."""
    t = translator("de")
    before = dates_calendar(public(earlier, WORKBOOK), made=NOW, t=t) or b""
    data = dates_calendar(public(session, WORKBOOK), made=made, t=t, earlier=before)
    assert data is not None
    return {str(event["summary"]): event for event in Calendar.from_ical(data).walk("VEVENT")}


def test_what_is_no_longer_due_is_cancelled_and_does_not_stay_beside_the_new_day() -> None:
    april, may = date(2027, 4, 16), date(2027, 5, 14)
    first = rule(1, "talk", "Satz 1.", YES, look_again=april)
    second = rule(2, "talk", "Satz 2.", YES, look_again=may)
    over = Action(id="action-1", what="War am ersten Tag", until=NOW.date())
    before = planned(rules=(first, second), review=date(2027, 4, 20), actions=(over,))
    # The second rule is looked at together with the first, the review falls on that day, too.
    both = planned(rules=(first, second.model_copy(update={"look_again": april})), review=april)
    events = again(both, before)
    assert {name: event.get("status") for name, event in events.items()} == {
        "Wir blicken auf unsere Zusammenarbeit zurück": None,
        "Spielregel 1: Wir prüfen sie": "CANCELLED",
        "Spielregel 2: Wir prüfen sie": "CANCELLED",
    }
    assert events["Spielregel 2: Wir prüfen sie"].decoded("dtstart") == may
    # A retired rule is looked at no more.
    for partner in ("anna", "ben"):
        first = first.with_voice(partner, Says.RETIRE, NOW)
    assert again(planned(rules=(first,)), planned(rules=(first.model_copy(update={"voices": first.voices[:2]}),)))[
        "Spielregel 1: Wir prüfen sie"
    ]["status"] == "CANCELLED"  # fmt: skip


def test_a_review_reminds_two_weeks_before() -> None:
    (event,) = read(planned(review=date(2027, 4, 16))).values()
    reminders = [alarm["trigger"].dt for alarm in event.subcomponents]
    assert reminders == [timedelta(days=-14), timedelta(hours=-15)]


def test_the_next_review_stands_beside_the_one_that_was_held() -> None:
    shown, t = public(planned(review=date(2027, 4, 16)), WORKBOOK), translator("de")
    uids = [
        {str(e["uid"]) for e in Calendar.from_ical(data).walk("VEVENT")}
        for held in (0, 0, 1, 2)
        if (data := dates_calendar(shown, made=NOW, t=t, held=held))
    ]
    assert uids[0] == uids[1]
    assert len({next(iter(each)) for each in uids}) == 3
    assert b"TRIGGER:-P14D" in (dates_calendar(shown, made=NOW, t=t, held=1) or b"")


def test_a_damaged_earlier_file_is_left_aside() -> None:
    shown, t = public(rich(), WORKBOOK), translator("de")
    made = dates_calendar(shown, made=NOW, t=t)
    assert dates_calendar(shown, made=NOW, t=t, earlier=b"BEGIN:VCALENDAR\nnonsense") == made
