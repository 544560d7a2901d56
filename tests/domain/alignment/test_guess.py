"""A guess beside the real answer."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coopcoach.domain.alignment import GuessComparison, Match, compare
from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Kind, Phase
from tests.builders.answers import text
from tests.builders.comparisons import BLANK, DONT_KNOW, exercise, partner, scale
from tests.builders.prompts import exercise_of, prompt


def guesses(first: PartnerAnswers, second: PartnerAnswers) -> GuessComparison:
    why = exercise("goal-why")
    asked = why.prompt("goal.partner_benefit", Phase.PREPARE)
    assert asked is not None
    found = compare(why, asked, first, second)
    assert isinstance(found, GuessComparison)
    return found


# goal.partner_benefit is a guess of goal.benefit; what stands beside what is crosswise.
#
#           wants            guesses that the other wants
#   Anna    more orders      free weekends
#   Ben     free weekends    money
#
#   Anna's guess "free weekends"  beside  Ben's "free weekends"
#   Ben's guess  "money"          beside  Anna's "more orders"
#   Both to read: whether a guess is off is for the two to say.
def test_each_guess_stands_beside_the_others_real_answer():
    found = guesses(
        partner("anna", goal__benefit=text("more orders"), goal__partner_benefit=text("weekends")),
        partner("ben", goal__benefit=text("free weekends"), goal__partner_benefit=text("money")),
    )
    assert found.of == "goal.benefit"
    assert (found.first.guess, found.first.real) == (text("weekends"), text("free weekends"))
    assert (found.second.guess, found.second.real) == (text("money"), text("more orders"))
    assert (found.first.match, found.second.match) == (Match.TO_READ, Match.TO_READ)
    assert (found.match, found.width) == (Match.TO_READ, 0.5)


#   Anna's guess  Ben's answer   that pair    Ben's guess  Anna's answer  that pair    together
#   –             –              both blank   –            –              both blank   both blank
#   –             there          one blank    –            there          one blank    both blank (nobody guessed)
#   there         there          to read      –            there          one blank    to read
#   there         –              one blank    –            –              both blank   one blank
#   there         don't know     to talk      –            –              both blank   to talk
@pytest.mark.parametrize(
    ("guess", "real", "own", "match"),
    [
        (BLANK, BLANK, BLANK, Match.BOTH_BLANK),
        (BLANK, text("x"), text("y"), Match.BOTH_BLANK),
        (text("a"), text("x"), text("y"), Match.TO_READ),
        (text("a"), BLANK, BLANK, Match.ONE_BLANK),
        (text("a"), DONT_KNOW, BLANK, Match.TO_TALK),
    ],
)
def test_a_guess_that_only_one_made(guess, real, own, match):
    found = guesses(
        partner("anna", goal__partner_benefit=guess, goal__benefit=own),
        partner("ben", goal__benefit=real),
    )
    assert found.match is match


# A guess of the kind that was asked can be measured. A scale from 1 to 5, the span is 4.
#
#          trusts  guesses that the other trusts   beside   width
#   Anna   5       2                               3        1/4
#   Ben    3       5                               5        0
def test_a_guess_on_a_scale_is_measured():
    five = {"minimum": Decimal(1), "maximum": Decimal(5), "low": "no", "high": "yes"}
    real = prompt(Kind.SCALE, id="team.trust", **five)
    guess = prompt(Kind.SCALE, id="team.guess", compare="guess", of="team.trust", **five)
    found = compare(
        exercise_of(real, guess),
        guess,
        partner("anna", team__trust=scale(5), team__guess=scale(2)),
        partner("ben", team__trust=scale(3), team__guess=scale(5)),
    )
    assert isinstance(found, GuessComparison)
    assert (found.first.match, found.first.width) == (Match.DIFFERENT, 0.25)
    assert (found.second.match, found.second.width) == (Match.SAME, 0.0)
    assert (found.match, found.width) == (Match.DIFFERENT, 0.25)


def test_what_is_guessed_may_stand_in_another_exercise():
    guess = prompt(Kind.LONG, id="team.guess", compare="guess", of="goal.benefit")
    found = compare(
        exercise_of(guess),
        guess,
        partner("anna", team__guess=text("weekends")),
        partner("ben", goal__benefit=text("free weekends")),
    )
    assert isinstance(found, GuessComparison)
    assert found.first.real == text("free weekends")
