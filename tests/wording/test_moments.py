"""Days with a time, as people type them."""

from datetime import date, datetime

import pytest

from coopcoach.wording.moments import read_moment

TODAY = date(2027, 1, 12)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("15.1.2027 10:00", datetime(2027, 1, 15, 10, 0)),
        ("15.1. 9:30", datetime(2027, 1, 15, 9, 30)),
        ("15.1.27, 10:00 Uhr", datetime(2027, 1, 15, 10, 0)),
        ("15. Januar 2027 um 10 Uhr", datetime(2027, 1, 15, 10, 0)),
        ("Fr 14.30 Uhr", datetime(2027, 1, 15, 14, 30)),
        ("Freitag um 14:30", datetime(2027, 1, 15, 14, 30)),
        ("2027-01-15 10:00", datetime(2027, 1, 15, 10, 0)),
        ("2027-01-15T10:00", datetime(2027, 1, 15, 10, 0)),
        ("2027-01-15T10:00:00", datetime(2027, 1, 15, 10, 0)),
        ("15 January 2027 at 10:00", datetime(2027, 1, 15, 10, 0)),
        ("15/1/2027 2 pm", datetime(2027, 1, 15, 14, 0)),
        ("15/1/2027 12:05 am", datetime(2027, 1, 15, 0, 5)),
        ("  morgen   um 8:00 ", datetime(2027, 1, 13, 8, 0)),
    ],
)
def test_a_moment_is_read(text, moment):
    assert read_moment(text, TODAY) == moment
    assert read_moment(text, TODAY) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "15.1.2027",
        "10:00",
        "15. 1.27",
        "31.2.2027 10:00",
        "15.1.2027 25:00",
        "15.1. 13 pm",
        "bald",
    ],
)
def test_what_names_no_day_or_no_time_is_no_moment(text):
    assert read_moment(text, TODAY) is None
