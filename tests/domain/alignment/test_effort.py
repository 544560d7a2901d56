"""Effort and gain: net value, and when it has paid for itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.alignment import Effort, EffortComparison, Match, Pays
from coopcoach.domain.alignment.effort import CashFlow, pay_back_month
from tests.builders.comparisons import BLANK, DONT_KNOW, compared, table


def estimate(hours=None, rate=None, cost=None, gain=None, from_month=None):
    given = {"hours": hours, "rate": rate, "cost": cost, "gain": gain, "from_month": from_month}
    return table({column: Decimal(value) for column, value in given.items() if value is not None})


def effort(first, second=BLANK):
    found = compared("goal-effort", "goal.effort", first, second)
    assert isinstance(found, EffortComparison)
    return found


def never(net):
    return Effort(pays=Pays.NEVER, net=Decimal(net))


def pays(net, month):
    return Effort(pays=Pays.PAYS, net=Decimal(net), month=month)


# The yoga teacher of the example: 6 h at 70 €, 40 € for the program, 600 € from month 4 on.
# Outlay 6 × 70 + 40 = 460 a month; net 600 - 460 = 140 a month.
#
#   month   1     2     3      4      5      6     …   12    13
#   sum   -460  -920  -1380  -1240  -1100   -960      -120   20
#   1380 / 140 = 9.86, so ten months from month 4 on: month 13
def test_the_example_of_the_workbook():
    assert effort(estimate(6, 70, 40, 600, 4)).first == pays(140, 13)


#   hours rate cost gain from   outlay  net    sum by month              result
#   2     50   0    300  1      100     200    200 …                     month 1: never in the red
#   2     50   0    300  2      100     200    -100 100                  month 2
#   2     50   0    150  3      100     50     -100 -200 -150 … 0        month 6: 200 / 50 = 4 months from 3 on
#   2     50   0    100  1      100     0      0 0 0                     month 1: it carries itself
#   2     50   0    100  2      100     0      -100 -100 …               never: the debt stays
#   2     50   0    90   1      100     -10    -10 -20 …                 never
#   0     50   0    200  5      0       200    0 0 0 0 200               month 1: it costs nothing meanwhile
#   0     0    0    0    1      0       0      0 …                       month 1
#   1.5   60   10   150  2.5    100     50     -100 -200 -150 … 0        month 6: from the third month on
@pytest.mark.parametrize(
    ("numbers", "result"),
    [
        ((2, 50, 0, 300, 1), pays(200, 1)),
        ((2, 50, 0, 300, 2), pays(200, 2)),
        ((2, 50, 0, 150, 3), pays(50, 6)),
        ((2, 50, 0, 100, 1), pays(0, 1)),
        ((2, 50, 0, 100, 2), never(0)),
        ((2, 50, 0, 90, 1), never(-10)),
        ((0, 50, 0, 200, 5), pays(200, 1)),
        ((0, 0, 0, 0, 1), pays(0, 1)),
        (("1.5", 60, 10, 150, "2.5"), pays(50, 6)),
    ],
)
def test_when_it_has_paid_for_itself(numbers, result):
    assert effort(estimate(*numbers)).first == result


# Both together: the sums of both, month by month.
#
#   Anna: 2 h at 50, gain 150 from 3   outlay 100   -100 -200 -150 -100  -50    0
#   Ben:  1 h at 80, gain 100 from 1   outlay  80     20   40   60   80  100
#   both                               net 70       -80 -160  -90  -20   50        month 5
#   Anna alone month 6, Ben alone month 1: 5 of 12 months apart
def test_for_each_and_for_both():
    found = effort(estimate(2, 50, 0, 150, 3), estimate(1, 80, 0, 100, 1))
    assert (found.first, found.second, found.both) == (pays(50, 6), pays(20, 1), pays(70, 5))
    assert found.match is Match.DIFFERENT
    assert found.width == pytest.approx(5 / 12)


# It pays for Anna and never for Ben; together the sums decide.
#
#   Anna: outlay 100, gain 150 from 3   net  50   -100 -200 -150 … 0          month 6
#   Ben:  outlay  80, gain  60 from 3   net -20    -80 -160 -180 …            never
#   both                                net  30   -180 -360 -330 -300 … 0     360 / 30 = 12 months
#                                                                             from 3 on: month 14
def test_it_may_pay_for_one_alone():
    found = effort(estimate(2, 50, 0, 150, 3), estimate(1, 80, 0, 60, 3))
    assert (found.first, found.second, found.both) == (pays(50, 6), never(-20), pays(30, 14))
    assert (found.match, found.width) == (Match.DIFFERENT, 1.0)


#   Anna: outlay 100, gain 90   net -10
#   Ben:  outlay  80, gain 60   net -20
#   both                        net -30
def test_it_never_pays_for_either():
    found = effort(estimate(2, 50, 0, 90, 1), estimate(1, 80, 0, 60, 3))
    assert (found.first.pays, found.second.pays, found.both) == (Pays.NEVER, Pays.NEVER, never(-30))
    assert (found.match, found.width) == (Match.SAME, 0.0)


#   left blank    what is still known
#   rate          nothing: an hour is not worth 0 because nobody named a price
#   from_month    the net, not the month
#   from_month    and the net is below 0: never, from whichever month on
@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (estimate(6, None, 40, 600, 4), Effort(pays=Pays.UNKNOWN, missing=("rate",))),
        (
            estimate(6, 70, 40, 600),
            Effort(pays=Pays.UNKNOWN, net=Decimal(140), missing=("from_month",)),
        ),
        (
            estimate(6, 70, 40, 400),
            Effort(pays=Pays.NEVER, net=Decimal(-60), missing=("from_month",)),
        ),
    ],
)
def test_nothing_is_guessed(answer, result):
    found = effort(answer, estimate(2, 50, 0, 300, 1))
    assert found.first == result
    assert found.second == pays(200, 1)
    assert found.both.missing == result.missing


def test_a_side_that_is_not_filled_in():
    blank = effort(estimate(2, 50, 0, 300, 1))
    assert (blank.match, blank.second.pays, blank.both.pays) == (
        Match.ONE_BLANK,
        Pays.UNKNOWN,
        Pays.UNKNOWN,
    )
    assert effort(estimate(2, 50, 0, 300, 1), DONT_KNOW).match is Match.TO_TALK
    assert effort(estimate(2, 50, 0, 300, 1), estimate(2)).match is Match.TO_READ


def test_an_absurd_number_counts_as_missing():
    assert effort(estimate(6, 70, "1E+999999", 600, 4)).first.missing == ("cost",)


AMOUNTS = st.integers(0, 60).map(Decimal)
FLOWS = st.lists(
    st.builds(CashFlow, outlay=AMOUNTS, gain=AMOUNTS, from_month=st.integers(1, 8)),
    min_size=1,
    max_size=3,
)


@given(FLOWS)
def test_it_is_the_month_that_counting_through_would_find(flows):
    # Above zero at the latest after 3 × 60 × 8 months, as a step of at least 1 works off the debt.
    running, was_negative, found = Decimal(0), False, None
    for month in range(1, 1500):
        running += sum(f.gain if month >= f.from_month else 0 for f in flows)
        running -= sum(f.outlay for f in flows)
        if running >= 0 and was_negative:
            found = month
            break
        was_negative = was_negative or running < 0
    net = sum(f.gain - f.outlay for f in flows)
    expected = None if net < 0 else (found if was_negative else 1)
    assert pay_back_month(flows) == expected
