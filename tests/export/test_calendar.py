"""The dates of a session as a calendar: read back as a calendar reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Component

from coopcoach.domain.answers import Answer, DateValue, Row, TableValue, TextValue
from coopcoach.domain.ground_rules import Says
from coopcoach.domain.session import Action, Session
from coopcoach.export.calendar import dates_calendar
from coopcoach.export.release import public
from coopcoach.i18n import translator
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
        "Unser erster Erfolg",
        "Wir blicken auf unsere Zusammenarbeit zurück",
        "Unser nächstes Treffen",
    ]
    day = told["Kalender anlegen"]
    assert (day.decoded("dtstart"), day.decoded("dtend")) == (date(2027, 1, 22), date(2027, 1, 23))
    assert day["description"].startswith("Wer: Anna Meier")
    assert told["Spielregel 1: Wir prüfen sie"]["description"].startswith("Wir antworten.")
    meeting = told["Unser nächstes Treffen"].decoded("dtstart")
    assert meeting == datetime(2027, 4, 18, 10, 0, tzinfo=UTC)


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
    assert event.subcomponents == []
    assert "attach" not in event
    assert "\u202e" not in event["summary"] + event["description"]
    assert "END:VEVENT" in event["summary"]
