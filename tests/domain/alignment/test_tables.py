"""Tables: row beside row, cell beside cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coopcoach.domain import answers as a
from coopcoach.domain.alignment import Match, TableComparison
from coopcoach.domain.exercise import Kind, Option
from tests.builders.comparisons import BLANK, DONT_KNOW, compared, compared_in, table, word, words
from tests.builders.prompts import column, prompt


def tables(exercise_id, prompt_id, first, second):
    found = compared(exercise_id, prompt_id, first, second)
    assert isinstance(found, TableComparison)
    return found


# goal.fit, six fixed rows, a scale from 1 to 5: the span is 4.
#
#   row            Anna  Ben   apart  of 4   pair
#   field          4     4     0      0      same
#   collaboration  2     3     1      0.25   different
#   trust          5     1     4      1      different
#   size           3     –                   one blank
#   strategy       –     –                   (left out)
#   eye-level      5     "fairly"            to read
#   together       different, as wide as its widest row: 1
def test_fixed_rows():
    found = tables(
        "goal-fit",
        "goal.fit",
        table(
            field={"fit": 4},
            collaboration={"fit": 2},
            trust={"fit": 5},
            size={"fit": 3},
            eye_level={"fit": 5},
        ),
        table(
            field={"fit": 4},
            collaboration={"fit": 3},
            trust={"fit": 1},
            eye_level={"fit": a.UnreadValue(text="fairly")},
        ),
    )
    assert [(row.row, row.match, row.width) for row in found.rows] == [
        ("field", Match.SAME, 0.0),
        ("collaboration", Match.DIFFERENT, 0.25),
        ("trust", Match.DIFFERENT, 1.0),
        ("size", Match.ONE_BLANK, 0.25),
        ("eye-level", Match.TO_READ, 0.0),
    ]
    assert (found.match, found.width) == (Match.DIFFERENT, 1.0)
    (trust,) = found.rows[2].cells
    assert (trust.column, trust.first, trust.second) == (
        "fit",
        a.ScaleValue(value=5),
        a.ScaleValue(value=1),
    )


#   Anna        Ben            pair
#   field 4     –              one blank
#   field 4     don't know     to talk
#   field 4     in words       to read
#   field 4     trust 4        to read: both answered, no row is there twice
#   field 4     an empty row   one blank
@pytest.mark.parametrize(
    ("second", "match"),
    [
        (BLANK, Match.ONE_BLANK),
        (DONT_KNOW, Match.TO_TALK),
        (words("well enough"), Match.TO_READ),
        (table(trust={"fit": 4}), Match.TO_READ),
        (table(trust={}), Match.ONE_BLANK),
    ],
)
def test_what_is_missing(second, match):
    assert tables("goal-fit", "goal.fit", table(field={"fit": 4}), second).match is match


# talk.meetings is a form: one row, whatever is in it.
#
#   column    Anna     Ben      pair        width
#   rhythm    weekly   monthly  different   0.5 (options have no distance)
#   minutes   30       120      different   90 of 120
def test_a_form():
    found = tables(
        "talk-reply",
        "talk.meetings",
        table({"rhythm": "weekly", "minutes": Decimal(30)}),
        table({"rhythm": "monthly", "minutes": Decimal(120)}),
    )
    (row,) = found.rows
    assert [(c.column, c.match, c.width) for c in row.cells] == [
        ("rhythm", Match.DIFFERENT, 0.5),
        ("minutes", Match.DIFFERENT, 0.75),
    ]
    assert (found.match, found.width) == (Match.DIFFERENT, 0.75)


# team.strengths_split: rows of their own, found by the task; me and you mirror each other.
#
#   Anna                    Ben                      beside each other   pair
#   First meeting: me       first  meeting: you      by the same words   same: Anna
#   Website texts: me       Website texts: me        by the same words   different: Anna, Ben
#   Reminders: both         Mahnungen: both          in other words      to read, each alone
#   together                                                             different
def test_rows_of_their_own_are_found_by_their_name():
    found = tables(
        "team-work",
        "team.strengths_split",
        table(
            {"task": word("First meeting"), "who": "me"},
            {"task": word("Website texts"), "who": "me"},
            {"task": word("Reminders"), "who": "both"},
        ),
        table(
            {"task": word("Mahnungen"), "who": "both"},
            {"task": word("Website texts"), "who": "me"},
            {"task": word("first  meeting"), "who": "you"},
        ),
    )
    assert [(row.first_name, row.second_name, row.match) for row in found.rows] == [
        (word("First meeting"), word("first  meeting"), Match.SAME),
        (word("Website texts"), word("Website texts"), Match.DIFFERENT),
        (word("Reminders"), None, Match.TO_READ),
        (None, word("Mahnungen"), Match.TO_READ),
    ]
    assert found.match is Match.DIFFERENT


# tools.inventory: rows of their own, found by an option; the second of one purpose is another row.
#
#   Anna                 Ben                 pair
#   calendar 4, no       calendar 2, no      different: 2 of 4 steps
#   tasks 2, yes         –                   one blank: Ben names no tool for tasks
#   files 3              files 3             same
#   files 5              –                   one blank
def test_rows_found_by_an_option():
    found = tables(
        "tools-inventory",
        "tools.inventory",
        table(
            {"purpose": "calendar", "happy": 4, "switch": "no"},
            {"purpose": "tasks", "happy": 2, "switch": "yes"},
            {"purpose": "files", "happy": 3},
            {"purpose": "files", "happy": 5},
        ),
        table(
            {"purpose": "files", "happy": 3},
            {"purpose": "calendar", "happy": 2, "switch": "no"},
        ),
    )
    assert [(row.match, row.width) for row in found.rows] == [
        (Match.DIFFERENT, 0.5),
        (Match.ONE_BLANK, 0.25),
        (Match.SAME, 0.0),
        (Match.ONE_BLANK, 0.25),
    ]
    assert (found.match, found.width) == (Match.DIFFERENT, 0.5)


def test_two_who_only_name_the_same_row():
    found = tables(
        "tools-inventory",
        "tools.inventory",
        table({"purpose": "tasks"}),
        table({"purpose": "tasks"}),
    )
    assert (found.match, len(found.rows)) == (Match.SAME, 1)


def test_rows_without_a_name_stand_alone():
    shared = table({"who": "me"})
    found = tables("team-work", "team.strengths_split", shared, shared)
    assert [row.match for row in found.rows] == [Match.TO_READ, Match.TO_READ]


#   Anna              Ben               pair
#   me: driving       you: driving      one row: both speak of Anna
def test_rows_named_me_and_you_mirror_each_other():
    who = tuple(Option(id=o, label=o) for o in ("me", "you"))
    question = prompt(
        Kind.TABLE,
        columns=(
            column("who", Kind.CHOICE, "Who", options=who),
            column("done", Kind.CHECK, "Done"),
        ),
        max_rows=4,
    )
    found = compared_in(
        question, table({"who": "me", "done": True}), table({"who": "you", "done": False})
    )
    assert isinstance(found, TableComparison)
    assert [row.match for row in found.rows] == [Match.DIFFERENT]
