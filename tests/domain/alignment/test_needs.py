"""Needs and offers."""

from __future__ import annotations

import pytest

from coopcoach.domain.alignment import Match, NeedsComparison
from tests.builders.comparisons import BLANK, DONT_KNOW, compared, table


def sharing(first, second):
    found = compared("goal-sharing", "goal.sharing", first, second)
    assert isinstance(found, NeedsComparison)
    return found


def rows(**stances):
    return table(**{row: {"stance": option} for row, option in stances.items()})


# goal.sharing, row by row (Anna, Ben).
#
#   row        Anna     Ben      pair            needs met  needs without offer
#   office     need     offer    complementary   1
#   staff      offer    need     complementary   1
#   backoffice need     not-now  different                  1 (Anna's)
#   marketing  need     need     same                       2 (neither has it)
#   events     offer    offer    same
#   bundles    offer    not-now  different
#   fairs      need     –        one blank                  not known
#   sales      –        –        (left out)
#   together            complementary            2          3      width 3 of 5
def test_needs_and_offers():
    found = sharing(
        rows(
            office="need",
            staff="offer",
            backoffice="need",
            marketing="need",
            events="offer",
            bundles="offer",
            fairs="need",
        ),
        rows(
            office="offer",
            staff="need",
            backoffice="not-now",
            marketing="need",
            events="offer",
            bundles="not-now",
        ),
    )
    assert [(row.row, row.match) for row in found.rows] == [
        ("office", Match.COMPLEMENTARY),
        ("staff", Match.COMPLEMENTARY),
        ("backoffice", Match.DIFFERENT),
        ("marketing", Match.SAME),
        ("events", Match.SAME),
        ("bundles", Match.DIFFERENT),
        ("fairs", Match.ONE_BLANK),
    ]
    assert [row.row for row in found.matches] == ["office", "staff"]
    assert [row.row for row in found.without_offer] == ["backoffice", "marketing"]
    assert found.match is Match.COMPLEMENTARY
    assert found.width == pytest.approx(3 / 5)


#   Anna             Ben              pair        needs  unmet  width
#   office: need     office: not-now  different   1      1      1
#   office: offer    office: not-now  different   0      0      0
#   office: not-now  office: not-now  same        0      0      0
#   office: need     staff: need      to read     no row that both filled in
#   office: need     –                one blank
#   office: need     don't know       to talk
@pytest.mark.parametrize(
    ("first", "second", "match", "width"),
    [
        (rows(office="need"), rows(office="not-now"), Match.DIFFERENT, 1.0),
        (rows(office="offer"), rows(office="not-now"), Match.DIFFERENT, 0.0),
        (rows(office="not-now"), rows(office="not-now"), Match.SAME, 0.0),
        (rows(office="need"), rows(staff="need"), Match.TO_READ, 0.0),
        (rows(office="need"), BLANK, Match.ONE_BLANK, 0.25),
        (rows(office="need"), DONT_KNOW, Match.TO_TALK, 0.5),
    ],
)
def test_single_rows(first, second, match, width):
    found = sharing(first, second)
    assert (found.match, found.width) == (match, width)
