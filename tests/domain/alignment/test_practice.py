"""Expectation against practice, both ways."""

from __future__ import annotations

import pytest

from coopcoach.domain.alignment import Expectation, Match, PracticeComparison
from tests.builders.comparisons import BLANK, TALK_LIVE, compared, table


def replies(first, second):
    found = compared("talk-reply", "talk.reply", first, second)
    assert isinstance(found, PracticeComparison)
    return found


def reply(expect, practice):
    return {"expect": expect, "practice": practice}


# talk.reply. The options stand in the order same-day 1, next-day 2, two-days 3, week 4: 3 steps at most.
#
#   row       Anna expects  Ben replies    steps   Ben expects   Anna replies  steps
#   urgent    same-day 1    two-days 3     +2      next-day 2    same-day 1    -1
#   ordinary  two-days 3    two-days 3     0       same-day 1    week 4        +3
#
#   urgent: Anna's expectation is missed by 2 (2/3), Ben's is more than met (complementary)
#   ordinary: Anna's is met (same), Ben's is missed by 3 (3/3)
def test_what_one_expects_against_what_the_other_does():
    found = replies(
        table(urgent=reply("same-day", "same-day"), ordinary=reply("two-days", "week")),
        table(urgent=reply("next-day", "two-days"), ordinary=reply("same-day", "two-days")),
    )
    urgent, ordinary = found.rows
    assert urgent.first == Expectation(
        expects="same-day", practises="two-days", steps=2, match=Match.DIFFERENT, width=2 / 3
    )
    assert urgent.second == Expectation(
        expects="next-day", practises="same-day", steps=-1, match=Match.COMPLEMENTARY, width=0.0
    )
    assert ordinary.first == Expectation(
        expects="two-days", practises="two-days", steps=0, match=Match.SAME, width=0.0
    )
    assert ordinary.second == Expectation(
        expects="same-day", practises="week", steps=3, match=Match.DIFFERENT, width=1.0
    )
    assert (urgent.first.missed_by, urgent.second.missed_by) == (2, 0)
    assert [row.row for row in found.missed] == ["urgent", "ordinary"]
    assert (found.match, found.width) == (Match.DIFFERENT, 1.0)


# Each expects of the other what neither does, and does as the other expects not: only crosswise counts.
#
#   row     Anna: expects, replies   Ben: expects, replies   Anna/Ben   Ben/Anna
#   urgent  same-day, week           week, same-day          0          0
def test_it_is_never_set_against_ones_own_practice():
    found = replies(
        table(urgent=reply("same-day", "week")), table(urgent=reply("week", "same-day"))
    )
    assert (found.match, found.missed) == (Match.SAME, ())


#   row     Anna: expects, replies   Ben: expects, replies   Anna/Ben     Ben/Anna     pair
#   urgent  week, same-day           week, same-day          -3           -3           complementary
#   urgent  same-day, –              –, week                 +3           not known    different
#   urgent  same-day, –              same-day, –             not known    not known    to read
@pytest.mark.parametrize(
    ("first", "second", "steps", "match", "width"),
    [
        (
            reply("week", "same-day"),
            reply("week", "same-day"),
            (-3, -3),
            Match.COMPLEMENTARY,
            0.0,
        ),
        ({"expect": "same-day"}, {"practice": "week"}, (3, None), Match.DIFFERENT, 1.0),
        ({"expect": "same-day"}, {"expect": "same-day"}, (None, None), Match.TO_READ, 0.0),
    ],
)
def test_half_filled_rows(first, second, steps, match, width):
    found = replies(table(urgent=first), table(urgent=second))
    (row,) = found.rows
    assert (row.first.steps, row.second.steps) == steps
    assert (found.match, found.width) == (match, width)


@pytest.mark.parametrize(
    ("second", "match"), [(BLANK, Match.ONE_BLANK), (TALK_LIVE, Match.TO_TALK)]
)
def test_one_side_alone(second, match):
    found = replies(table(urgent=reply("same-day", "week")), second)
    assert (found.match, found.missed) == (match, ())
