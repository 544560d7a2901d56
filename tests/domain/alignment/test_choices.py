"""Choices, task lists and texts."""

from __future__ import annotations

import pytest

from coopcoach.domain import answers as a
from coopcoach.domain.alignment import (
    ChoiceComparison,
    Match,
    OptionsComparison,
    RulesComparison,
    TextComparison,
)
from coopcoach.domain.exercise import Kind, Option
from tests.builders.answers import text
from tests.builders.comparisons import BLANK, RATHER_NOT, chose, compared, compared_in, ticked
from tests.builders.prompts import prompt

# team.invoice, with a free line of one's own.
#
#   first      second           pair         why
#   owner      owner            same
#   owner      own-part         different
#   owner      other: "split"   different    owner was there to be chosen
#   other      other            to read      in words: people judge
#   owner      –                one blank
#   owner      rather not       to talk
INVOICE = [
    (chose("owner"), chose("owner"), Match.SAME, 0.0),
    (chose("owner"), chose("own-part"), Match.DIFFERENT, 0.5),
    (chose("owner"), chose(other="we split it"), Match.DIFFERENT, 0.5),
    (chose(other="wir teilen"), chose(other="we split it"), Match.TO_READ, 0.0),
    (chose("owner"), BLANK, Match.ONE_BLANK, 0.25),
    (chose("owner"), RATHER_NOT, Match.TO_TALK, 0.5),
]


@pytest.mark.parametrize(("first", "second", "match", "width"), INVOICE)
def test_who_invoices_the_customer(first, second, match, width):
    found = compared("team-job", "team.invoice", first, second)
    assert isinstance(found, ChoiceComparison)
    assert (found.match, found.width) == (match, width)


def test_a_choice_keeps_both_sides():
    found = compared("team-job", "team.invoice", chose("case"), chose(other="we split it"))
    assert isinstance(found, ChoiceComparison)
    assert (found.first, found.second) == ("case", None)
    assert (found.first_other, found.second_other) == (None, "we split it")


# "Who calls the customer?" – each speaks from their own chair, Anna first, Ben second.
#
#   Anna     Ben      Anna means  Ben means  pair
#   me       you      Anna        Anna       same
#   me       me       Anna        Ben        different
#   you      you      Ben         Anna       different
#   both     both     both        both       same
#   neither  me       nobody      Ben        different
@pytest.mark.parametrize(
    ("first", "second", "match"),
    [
        ("me", "you", Match.SAME),
        ("you", "me", Match.SAME),
        ("me", "me", Match.DIFFERENT),
        ("you", "you", Match.DIFFERENT),
        ("both", "both", Match.SAME),
        ("neither", "me", Match.DIFFERENT),
    ],
)
def test_me_and_you_mirror_each_other(first, second, match):
    who = tuple(Option(id=o, label=o) for o in ("me", "you", "both", "neither"))
    found = compared_in(prompt(Kind.CHOICE, options=who), chose(first), chose(second))
    assert found.match is match


def test_me_mirrors_nothing_where_you_cannot_be_chosen():
    options = (Option(id="me", label="me"), Option(id="nobody", label="nobody"))
    found = compared_in(prompt(Kind.CHOICE, options=options), chose("me"), chose("me"))
    assert found.match is Match.SAME


# tools.pool: the width is what only one ticked, of all that was ticked.
#
#   first            second              both   only one  of all  width
#   contacts status  contacts status     2      0         2       0      same
#   contacts status  contacts tasks      1      2         3       2/3    different
#   contacts         contacts + "keys"   1      1         2       1/2    different
#   contacts         tasks               0      2         2       1      different
#   contacts + "x"   contacts + "y"      1      words only                to read
POOL = [
    (ticked("contacts", "status"), ticked("contacts", "status"), 0.0, Match.SAME),
    (ticked("contacts", "status"), ticked("contacts", "tasks"), 2 / 3, Match.DIFFERENT),
    (ticked("contacts"), ticked("contacts", other="keys"), 1 / 2, Match.DIFFERENT),
    (ticked("contacts"), ticked("tasks"), 1.0, Match.DIFFERENT),
    (ticked("contacts", other="x"), ticked("contacts", other="y"), 0.0, Match.TO_READ),
    (ticked("contacts"), BLANK, 0.25, Match.ONE_BLANK),
]


@pytest.mark.parametrize(("first", "second", "width", "match"), POOL)
def test_what_both_must_find(first, second, width, match):
    found = compared("tools-pool", "tools.pool", first, second)
    assert found.match is match
    assert found.width == pytest.approx(width)


def test_task_lists_say_what_is_shared_and_what_is_not():
    found = compared(
        "tools-pool",
        "tools.privacy",
        ticked("deletion", "access", "storage", "storage"),
        ticked("storage", "processing"),
    )
    assert isinstance(found, OptionsComparison)
    assert found.shared == ("storage",)
    assert found.only_first == ("access", "deletion")
    assert found.only_second == ("processing",)


# Texts stand side by side; a machine says only whether they are there.
#
#   first               second             pair
#   "Winterarbeit"      "work in winter"   to read   (the same, in two languages)
#   "I do"              "I do"             to read   (the opposite, in one)
#   "…"                 –                  one blank
@pytest.mark.parametrize(
    ("first", "second", "match"),
    [
        (text("Winterarbeit"), text("work in winter"), Match.TO_READ),
        (text("I do"), text("I do"), Match.TO_READ),
        (text("I do"), BLANK, Match.ONE_BLANK),
        (BLANK, BLANK, Match.BOTH_BLANK),
    ],
)
def test_texts_are_left_to_people(first, second, match):
    found = compared("goal-why", "goal.benefit", first, second)
    assert isinstance(found, TextComparison)
    assert (found.match, found.width) == (match, 0.25 if match is Match.ONE_BLANK else 0.0)


def test_proposed_rules_stand_side_by_side():
    mine = a.ProposedRule(rule="We reply within two days", sign="Nobody asks twice")
    yours = a.ProposedRule(rule="We say no in time")
    found = compared(
        "team-rules",
        "team.rules",
        a.Answer(value=a.RulesValue(rules=(mine,))),
        a.Answer(value=a.RulesValue(rules=(yours,))),
    )
    assert isinstance(found, RulesComparison)
    assert (found.first, found.second, found.match) == ((mine,), (yours,), Match.TO_READ)
