"""Rankings: places, overlap, the survey beside them."""

from __future__ import annotations

import pytest

from coopcoach.domain.alignment import Match, RankedOption, RankingComparison
from tests.builders.comparisons import BLANK, TALK_LIVE, compared, ranked, words

ANNA = ("compete", "marketing", "synergies", "costs", "markets")


def motives(first, second):
    found = compared("goal-motives", "goal.motives", first, second)
    assert isinstance(found, RankingComparison)
    return found


# goal.motives, the top 5 of 11. Who has no place stands at 6, just behind the last.
#
#   option      Anna  Ben   apart    survey (S2, of 15)
#   compete     1     2     1        13
#   marketing   2     1     1        12
#   synergies   3     –     6-3=3    12
#   costs       4     –     6-4=2    7
#   markets     5     3     2        7
#   knowhow     –     4     6-4=2    7
#   it          –     5     6-5=1    6
#   sum                     12       of at most 5+4+3+2+1 twice = 30
#   overlap: compete, marketing, markets = 3
def test_two_rankings_of_motives():
    found = motives(ranked(*ANNA), ranked("marketing", "compete", "markets", "knowhow", "it"))
    assert found.match is Match.DIFFERENT
    assert found.width == pytest.approx(12 / 30)
    assert (found.overlap, found.shared) == (3, ("compete", "marketing", "markets"))
    assert found.options == (
        RankedOption(option="compete", first=1, second=2, survey=13),
        RankedOption(option="marketing", first=2, second=1, survey=12),
        RankedOption(option="synergies", first=3, second=None, survey=12),
        RankedOption(option="costs", first=4, second=None, survey=7),
        RankedOption(option="markets", first=5, second=3, survey=7),
        RankedOption(option="knowhow", first=None, second=4, survey=7),
        RankedOption(option="capacity", first=None, second=None, survey=6),
        RankedOption(option="it", first=None, second=5, survey=6),
        RankedOption(option="technology", first=None, second=None, survey=4),
        RankedOption(option="benchmark", first=None, second=None, survey=4),
        RankedOption(option="takeover", first=None, second=None, survey=2),
    )


#   Ben's five                        apart                      sum  width
#   Anna's five, in her order         –                          0    0
#   her first two exchanged           1 + 1                      2    2/30
#   none of hers                      5+4+3+2+1, and as much     30   1
#   her first only                    2nd–5th: 4+3+2+1           10   10/30
@pytest.mark.parametrize(
    ("order", "width", "overlap", "match"),
    [
        (ANNA, 0.0, 5, Match.SAME),
        (("marketing", "compete", *ANNA[2:]), 2 / 30, 5, Match.DIFFERENT),
        (("knowhow", "capacity", "it", "technology", "benchmark"), 1.0, 0, Match.DIFFERENT),
        (("compete",), 10 / 30, 1, Match.DIFFERENT),
    ],
)
def test_how_far_two_rankings_lie_apart(order, width, overlap, match):
    found = motives(ranked(*ANNA), ranked(*order))
    assert (found.match, found.overlap) == (match, overlap)
    assert found.width == pytest.approx(width)


# talk.channels ranks all 6. The most that two can differ is the reverse: 5+3+1+1+3+5 = 18.
#
#   phone email messenger video board in-person   against
#   in-person board video messenger email phone   18 of 18
#   email phone messenger video board in-person   1 + 1 = 2 of 18
@pytest.mark.parametrize(
    ("order", "width"),
    [
        (("in-person", "board", "video", "messenger", "email", "phone"), 1.0),
        (("email", "phone", "messenger", "video", "board", "in-person"), 2 / 18),
    ],
)
def test_a_ranking_of_everything(order, width):
    all_six = ranked("phone", "email", "messenger", "video", "board", "in-person")
    found = compared("talk-reply", "talk.channels", all_six, ranked(*order))
    assert found.width == pytest.approx(width)


@pytest.mark.parametrize(
    ("second", "match"),
    [
        (BLANK, Match.ONE_BLANK),
        (TALK_LIVE, Match.TO_TALK),
        (words("all the same to me"), Match.TO_READ),
    ],
)
def test_one_ranking_alone_keeps_its_places(second, match):
    found = motives(ranked(*ANNA), second)
    assert (found.match, found.overlap) == (match, 0)
    assert found.options[0] == RankedOption(option="compete", first=1, second=None, survey=13)


def test_an_option_that_the_workbook_no_longer_has_is_still_shown():
    found = motives(ranked("fame", "compete"), ranked("compete"))
    assert found.options[-1] == RankedOption(option="fame", first=1, second=None, survey=None)
