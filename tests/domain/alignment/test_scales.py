"""Scales, numbers and dates: how far apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from coopcoach.domain import answers as a
from coopcoach.domain.alignment import DateComparison, Match, NumberComparison, ScaleComparison
from coopcoach.domain.exercise import Kind
from tests.builders.answers import text
from tests.builders.comparisons import BLANK, DONT_KNOW, compared, compared_in, number, scale, words
from tests.builders.prompts import prompt

# goal.plus goes from 0 to 10: the span is 10.
#
#   first  second  steps apart  of 10   pair
#   7      7       0            0.0     same
#   7      4       3            0.3     different
#   0      10      10           1.0     different
#   7      –       –            –       one blank
#   –      –       –            –       both blank
#   7      don't know           –       to talk
#   7      words instead        –       to read
PLUS = [
    (scale(7), scale(7), 0, 0.0, Match.SAME),
    (scale(7), scale(4), 3, 0.3, Match.DIFFERENT),
    (scale(0), scale(10), 10, 1.0, Match.DIFFERENT),
    (scale(7), BLANK, None, 0.25, Match.ONE_BLANK),
    (BLANK, BLANK, None, 0.0, Match.BOTH_BLANK),
    (scale(7), DONT_KNOW, None, 0.5, Match.TO_TALK),
    (scale(7), words("hard to say"), None, 0.0, Match.TO_READ),
]


@pytest.mark.parametrize(("first", "second", "distance", "width", "match"), PLUS)
def test_two_points_on_a_scale(first, second, distance, width, match):
    found = compared("goal-why", "goal.plus", first, second)
    assert isinstance(found, ScaleComparison)
    assert (found.prompt_id, found.distance, found.match) == ("goal.plus", distance, match)
    assert found.width == pytest.approx(width)


def test_the_reason_makes_no_difference():
    found = compared("goal-why", "goal.plus", scale(7, "two jobs already"), scale(7, "not yet"))
    assert found.match is Match.SAME


# talk.openness goes from 1 to 5: the span is 4, not 5.
#
#   first  second  steps  of 4
#   1      5       4      1.0
#   2      3       1      0.25
@pytest.mark.parametrize(("first", "second", "width"), [(1, 5, 1.0), (2, 3, 0.25)])
def test_a_scale_that_begins_at_one(first, second, width):
    assert compared("talk-reply", "talk.openness", scale(first), scale(second)).width == width


def test_a_point_beyond_the_scale_is_no_wider_than_the_scale():
    assert compared("goal-why", "goal.plus", scale(0), scale(10**400)).width == 1.0


def test_both_sides_are_kept():
    found = compared("goal-why", "goal.plus", scale(7), DONT_KNOW)
    assert isinstance(found, ScaleComparison)
    assert (found.first, found.second) == (7, None)


# tools.time in hours a month.
#
#   first  second  apart  of the larger
#   2      6       4      4 of 6
#   0      3       3      3 of 3
#   2.5    2.50    0      0
#   0      0       0      0
#   -1     1       2      more than all: 1
@pytest.mark.parametrize(
    ("first", "second", "distance", "width", "match"),
    [
        ("2", "6", "4", 4 / 6, Match.DIFFERENT),
        ("0", "3", "3", 1.0, Match.DIFFERENT),
        ("2.5", "2.50", "0", 0.0, Match.SAME),
        ("0", "0", "0", 0.0, Match.SAME),
        ("-1", "1", "2", 1.0, Match.DIFFERENT),
    ],
)
def test_two_numbers(first, second, distance, width, match):
    found = compared("tools-inventory", "tools.time", number(first), number(second))
    assert isinstance(found, NumberComparison)
    assert (found.distance, found.match) == (Decimal(distance), match)
    assert found.width == pytest.approx(width)


@pytest.mark.parametrize("absurd", ["1E+9999999", "-1E+999999", "1000000000000"])
def test_a_number_that_nobody_can_mean_is_left_to_be_read(absurd):
    found = compared("tools-inventory", "tools.time", number("2"), number(absurd))
    assert isinstance(found, NumberComparison)
    assert (found.match, found.distance) == (Match.TO_READ, None)


# Days of 2027.
#
#   first    second   days  of 365
#   1 March  1 March  0     0
#   1 March  15 May   75    75 of 365   (30 left of March, 30 of April, 15 of May)
#   1 March  1 March 2030   1096 days: more than a year
@pytest.mark.parametrize(
    ("second", "days", "width"),
    [
        (date(2027, 3, 1), 0, 0.0),
        (date(2027, 5, 15), 75, 75 / 365),
        (date(2030, 3, 1), 1096, 1.0),
    ],
)
def test_two_days(second, days, width):
    found = compared_in(
        prompt(Kind.DATE),
        a.Answer(value=a.DateValue(value=date(2027, 3, 1))),
        a.Answer(value=a.DateValue(value=second)),
    )
    assert isinstance(found, DateComparison)
    assert (found.distance, found.width) == (days, width)


def test_a_value_of_another_kind_is_left_to_be_read():
    assert compared("goal-why", "goal.plus", scale(7), text("seven")).match is Match.TO_READ
