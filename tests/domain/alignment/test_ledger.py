"""Giving and taking, as each sees it."""

from __future__ import annotations

import pytest

from coopcoach.domain.alignment import Balance, LedgerComparison, Match
from tests.builders.comparisons import BLANK, RATHER_NOT, compared, table, word, words


def item(what, side, weight):
    return {"what": word(what), "side": side, "weight": weight}


def ledger(first, second):
    found = compared("value-ledger", "value.ledger", first, second)
    assert isinstance(found, LedgerComparison)
    return found


# value.ledger, weights 1–5.
#
#   Anna: I give  referrals 3, listening 4       = 7
#         I take  a place in the joinery 5       = 5     balance +2: she sees herself giving more
#         a row without a weight                 uncounted
#   Ben:  I give  the place 2, deliveries 4      = 6
#         I take  referrals 3                    = 3     balance +3: he sees himself giving more
#
#   They would agree if Anna's part of giving (7/12) were Ben's part of taking (3/9):
#   off by 7/12 - 3/9 = 0.25
def test_the_balance_as_each_sees_it():
    found = ledger(
        table(
            item("referrals", "give", 3),
            item("listening", "give", 4),
            item("a place in the joinery", "take", 5),
            {"what": word("holidays"), "side": "give"},
        ),
        table(
            item("the place", "give", 2),
            item("deliveries", "give", 4),
            item("referrals", "take", 3),
        ),
    )
    assert found.first == Balance(given=7, taken=5, uncounted=1)
    assert found.second == Balance(given=6, taken=3, uncounted=0)
    assert (found.first.balance, found.second.balance) == (2, 3)
    assert found.match is Match.DIFFERENT
    assert found.width == pytest.approx(0.25)


#   Anna gives, takes   Ben gives, takes   parts of giving   off by    pair
#   4, 2                1, 2               2/3 and 1/3       0         same: both see Anna give twice as much
#   3, 3                5, 5               1/2 and 1/2       0         same: both see it even
#   5, 0                4, 0               1 and 1           1         different: both see only their own giving
#   0, 5                0, 1               0 and 0           1         different: both see only their own taking
#   3, 1                1, 1               3/4 and 1/2       1/4       different
@pytest.mark.parametrize(
    ("anna", "ben", "width", "match"),
    [
        ((4, 2), (1, 2), 0.0, Match.SAME),
        ((3, 3), (5, 5), 0.0, Match.SAME),
        ((5, 0), (4, 0), 1.0, Match.DIFFERENT),
        ((0, 5), (0, 1), 1.0, Match.DIFFERENT),
        ((3, 1), (1, 1), 0.25, Match.DIFFERENT),
    ],
)
def test_two_views_of_one_balance(anna, ben, width, match):
    def view(given, taken):
        sides = [item("x", side, w) for side, w in (("give", given), ("take", taken)) if w]
        return table(*sides)

    found = ledger(view(*anna), view(*ben))
    assert found.match is match
    assert found.width == pytest.approx(width)


#   second                            pair
#   –                                 one blank
#   rather not                        to talk
#   in words                          to read
#   only a row without a direction    to read, one row uncounted
#   a weight of 9 on a scale to 5     to read, one row uncounted
@pytest.mark.parametrize(
    ("second", "match", "uncounted"),
    [
        (BLANK, Match.ONE_BLANK, 0),
        (RATHER_NOT, Match.TO_TALK, 0),
        (words("I don't count"), Match.TO_READ, 0),
        (table({"what": word("advice"), "weight": 3}), Match.TO_READ, 1),
        (table(item("advice", "give", 9)), Match.TO_READ, 1),
    ],
)
def test_a_side_that_cannot_be_counted(second, match, uncounted):
    found = ledger(table(item("referrals", "give", 3)), second)
    assert (found.match, found.second.uncounted) == (match, uncounted)
    assert found.first == Balance(given=3)
