"""What to talk about first."""

from __future__ import annotations

from decimal import Decimal

from coopcoach.domain import answers as a
from coopcoach.domain.alignment import Reason, talk_first
from tests.builders.answers import text
from tests.builders.comparisons import (
    DONT_KNOW,
    TALK_LIVE,
    chose,
    exercise,
    number,
    partner,
    ranked,
    scale,
    table,
    ticked,
    word,
)

AGENDA = (
    "arrive",
    "goal-why",
    "goal-effort",
    "goal-motives",
    "goal-sharing",
    "goal-fit",
    "value-ledger",
    "talk-reply",
    "tools-inventory",
    "team-job",
)


def listed(first, second, *, pack="full", agenda=AGENDA, language="en"):
    return talk_first([exercise(name, language) for name in agenda], pack, first, second)


def brief(items):
    return [(item.prompt, item.reason, item.rows) for item in items]


# One session, prompt by prompt.
#
#   prompt                Anna              Ben              why                   width
#   arrive.setting        quiet             water            (no gap of two firms)
#   goal.why              there             –                one blank             0.25
#   goal.benefit          there             there            (texts: to be read)
#   goal.partner_benefit  there             there            guess                 0.5
#   goal.motives          compete           compete          (same)
#   goal.sharing          office need       office not-now   need without offer    1 of 2 = 0.5
#                         staff need        staff offer
#   goal.fit              trust 5, size 3   trust 1, size 2  gap, trust then size  1.0
#   goal.plus             7                 4                gap                   0.3
#   goal.horizon          m6                m12              gap                   0.5
#   goal.effort           month 1           never            never pays            1.0
#   talk.reply            urgent same-day   two-days         missed expectation    2/3
#   talk.openness         don't know        4                stance                0.5
#   value.ledger          gives 5, takes 0  gives 4, takes 0 gap                   1.0
#   tools.time            2                 2                (same)
#   team.invoice          talk live         owner            stance                0.5
#
# The widest first, and within one width in the order of the agenda.
ANNA = partner(
    "anna",
    arrive__setting=ticked("quiet"),
    goal__why=text("SECRET-A"),
    goal__benefit=text("SECRET-A"),
    goal__partner_benefit=text("SECRET-A"),
    goal__motives=ranked("compete"),
    goal__sharing=table(office={"stance": "need"}, staff={"stance": "need"}),
    goal__fit=table(size={"fit": 3}, trust={"fit": 5}),
    goal__plus=scale(7, "SECRET-A"),
    goal__horizon=chose("m6"),
    goal__effort=table(
        {
            "hours": Decimal(2),
            "rate": Decimal(50),
            "cost": Decimal(0),
            "gain": Decimal(300),
            "from_month": Decimal(1),
        }
    ),
    talk__reply=table(urgent={"expect": "same-day", "practice": "same-day"}),
    talk__openness=DONT_KNOW,
    value__ledger=table({"what": word("SECRET-A"), "side": "give", "weight": 5}),
    tools__time=number("2"),
    team__invoice=TALK_LIVE,
)
BEN = partner(
    "ben",
    arrive__setting=ticked("water"),
    goal__benefit=text("SECRET-B"),
    goal__partner_benefit=text("SECRET-B"),
    goal__motives=ranked("compete"),
    goal__sharing=table(office={"stance": "not-now"}, staff={"stance": "offer"}),
    goal__fit=table(size={"fit": 2}, trust={"fit": 1}),
    goal__plus=scale(4),
    goal__horizon=chose("m12"),
    goal__effort=table(
        {
            "hours": Decimal(2),
            "rate": Decimal(50),
            "cost": Decimal(0),
            "gain": Decimal(90),
            "from_month": Decimal(1),
        }
    ),
    talk__reply=table(urgent={"expect": "same-day", "practice": "two-days"}),
    talk__openness=scale(4),
    value__ledger=table({"what": word("SECRET-B"), "side": "give", "weight": 4}),
    tools__time=number("2"),
    team__invoice=chose("owner"),
)
EXPECTED = [
    ("goal.effort", Reason.NEVER_PAYS, ()),
    ("goal.fit", Reason.GAP, ("trust", "size")),
    ("value.ledger", Reason.GAP, ()),
    ("talk.reply", Reason.MISSED_EXPECTATION, ("urgent",)),
    ("goal.partner_benefit", Reason.GUESS, ()),
    ("goal.horizon", Reason.GAP, ()),
    ("goal.sharing", Reason.NEED_WITHOUT_OFFER, ("office",)),
    ("talk.openness", Reason.STANCE, ()),
    ("team.invoice", Reason.STANCE, ()),
    ("goal.plus", Reason.GAP, ()),
    ("goal.why", Reason.ONE_BLANK, ()),
]


def test_the_widest_gap_comes_first():
    found = listed(ANNA, BEN)
    assert brief(found) == EXPECTED
    assert [item.width for item in found] == sorted((i.width for i in found), reverse=True)
    assert found[0].exercise == "goal-effort"


def test_it_is_the_same_list_from_either_side_and_in_either_language():
    assert listed(BEN, ANNA) == listed(ANNA, BEN) == listed(ANNA, BEN, language="de")


def test_the_agenda_orders_what_is_equally_wide_however_the_exercises_come():
    assert listed(ANNA, BEN, agenda=reversed(AGENDA)) == listed(ANNA, BEN)


def test_nothing_that_was_written_is_in_it():
    assert "SECRET" not in repr(listed(ANNA, BEN))


def test_only_the_prompts_of_the_pack_are_looked_at():
    # Of the prompts above the compact pack has neither fit, sharing, effort nor ledger.
    full_only = {"goal.fit", "goal.sharing", "goal.effort", "value.ledger"}
    assert brief(listed(ANNA, BEN, pack="compact")) == [
        i for i in EXPECTED if i[0] not in full_only
    ]


def test_as_long_as_one_has_not_begun_the_others_answers_are_no_news():
    nobody = a.PartnerAnswers(partner="ben")
    assert brief(listed(ANNA, nobody)) == [
        ("talk.openness", Reason.STANCE, ()),
        ("team.invoice", Reason.STANCE, ()),
    ]
    assert listed(nobody, nobody) == ()


# Anna guesses, Ben says that he doesn't know: both is worth a word.
#
#   goal.benefit          Anna there   Ben there
#   goal.partner_benefit  Anna there   Ben don't know   guess (Anna's), stance (Ben's)
def test_a_guess_beside_a_partner_who_cannot_guess():
    ben = partner("ben", goal__benefit=text("x"), goal__partner_benefit=DONT_KNOW)
    anna = partner("anna", goal__benefit=text("y"), goal__partner_benefit=text("z"))
    assert brief(listed(anna, ben)) == [
        ("goal.partner_benefit", Reason.STANCE, ()),
        ("goal.partner_benefit", Reason.GUESS, ()),
    ]


def test_it_never_pays_for_one_whose_partner_has_not_answered():
    anna = a.PartnerAnswers(partner="anna", answers={**ANNA.answers, "goal.effort": a.BLANK})
    found = [i for i in listed(anna, BEN) if i.prompt == "goal.effort"]
    assert brief(found) == [
        ("goal.effort", Reason.NEVER_PAYS, ()),
        ("goal.effort", Reason.ONE_BLANK, ()),
    ]
