"""Days as people type them, in every language."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.wording.days import read_day
from tests.builders.strategies import ANY_TEXT

TODAY = date(2027, 1, 15)  # a Friday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-02-01", date(2027, 2, 1)),
        ("15.1.", date(2027, 1, 15)),
        ("14.1.", date(2028, 1, 14)),
        ("15.1", date(2027, 1, 15)),
        ("1.3.27", date(2027, 3, 1)),
        ("01.03.2027", date(2027, 3, 1)),
        ("1/3", date(2027, 3, 1)),
        ("1/3/2028", date(2028, 3, 1)),
        ("3. März", date(2027, 3, 3)),
        ("3.März 2029", date(2029, 3, 3)),
        ("4. Jänner", date(2028, 1, 4)),
        ("3 March", date(2027, 3, 3)),
        ("March 3rd, 2028", date(2028, 3, 3)),
        ("the 3rd of March", date(2027, 3, 3)),
        ("29.2.", date(2028, 2, 29)),
        ("Fr", date(2027, 1, 22)),
        ("fr.", date(2027, 1, 22)),
        ("bis Montag", date(2027, 1, 18)),
        ("nächsten Dienstag", date(2027, 1, 19)),
        ("next Thursday", date(2027, 1, 21)),
        ("by Wed", date(2027, 1, 20)),
        ("heute", TODAY),
        ("Tomorrow", date(2027, 1, 16)),
        ("übermorgen", date(2027, 1, 17)),
        ("in 2 Wochen", date(2027, 1, 29)),
        ("in zwei Wochen", date(2027, 1, 29)),
        ("in a week", date(2027, 1, 22)),
        ("10 days", date(2027, 1, 25)),
        ("in einem Monat", date(2027, 2, 15)),
        ("in 3 months", date(2027, 4, 15)),
        ("in einem Jahr", date(2028, 1, 15)),
        ("Ende März", date(2027, 3, 31)),
        ("end of January", date(2027, 1, 31)),
        ("Ende Dezember 2028", date(2028, 12, 31)),
        ("Monatsende", date(2027, 1, 31)),
        ("end of the week", TODAY),
        ("nächste Woche", date(2027, 1, 22)),
        ("  15.2.  ", date(2027, 2, 15)),
        ("morgen", date(2027, 1, 16)),
        ("next Friday", date(2027, 1, 22)),
        ("Jan 15", TODAY),
        ("Jan 14", date(2028, 1, 14)),
        ("Fr, 22.1.", date(2027, 1, 22)),
        ("Freitag, den 22. Januar 2027", date(2027, 1, 22)),
        ("spätestens Freitag", date(2027, 1, 22)),
        ("am 22.", date(2027, 1, 22)),
        ("on the 3rd", date(2027, 2, 3)),
        ("31.", date(2027, 1, 31)),
        ("übernächste Woche", date(2027, 1, 29)),
        ("Mittwoch nächste Woche", date(2027, 1, 20)),
        ("nächste Woche Mittwoch", date(2027, 1, 20)),
        ("Wednesday next week", date(2027, 1, 20)),
        ("Freitag in einer Woche", date(2027, 1, 29)),
        ("heute in 8 Tagen", date(2027, 1, 23)),
        ("in ca. 2 Wochen", date(2027, 1, 29)),
        ("nächsten Monat", date(2027, 2, 15)),
        ("next month", date(2027, 2, 15)),
        ("in einem halben Jahr", date(2027, 7, 15)),
        ("Anfang Februar", date(2027, 2, 1)),
        ("Mitte März", date(2027, 3, 15)),
        ("mid-March", date(2027, 3, 15)),
        ("Anfang nächster Woche", date(2027, 1, 18)),
        ("Ende nächster Woche", date(2027, 1, 22)),
        ("Ende nächsten Monats", date(2027, 2, 28)),
        ("KW 5", date(2027, 2, 5)),
        ("1/15", TODAY),
    ],
)
def test_a_day_is_read(text, day):
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["end of the week", "Ende der Woche"])
@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2027, 1, 11), date(2027, 1, 15)),  # a Monday
        (date(2027, 1, 14), date(2027, 1, 15)),
        (date(2027, 1, 16), date(2027, 1, 22)),  # a Saturday
        (date(2027, 1, 17), date(2027, 1, 22)),
    ],
)
def test_the_end_of_the_week_is_the_next_friday(text, today, day):
    assert read_day(text, today) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bald",
        "31.2.",
        "30.2.2027",
        "32.1.",
        "1.13.",
        "in 5",
        "in 3 Jahrhunderten",
        "0.0.",
        "Ende",
        "12",
        "Mo, 22.1.",
        "Mo diese Woche",
        "KW 60",
        "45.",
        "1.15.",
    ],
)
def test_what_is_no_day_is_none(text):
    assert read_day(text, TODAY) is None


def test_a_month_later_stays_within_the_month():
    assert read_day("in 1 Monat", date(2027, 1, 31)) == date(2027, 2, 28)


@given(ANY_TEXT, st.dates())
def test_no_text_breaks_it(text, today):
    read_day(text, today)


@given(st.dates(min_value=date(2000, 1, 1)), st.dates())
def test_a_whole_date_is_read_back(day, today):
    assert read_day(day.isoformat(), today) == day
    if day.year < 2100:
        assert read_day(f"{day:%d.%m.%Y}", today) == day
