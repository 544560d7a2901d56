"""The trend over reviews, worked out by hand where something is missing, blank, unknown or in another unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from coopcoach.domain.answers import Answer, NumberValue, Row, Stance, TableValue
from coopcoach.domain.exercise import (
    Exercise,
    NumberQuestion,
    Phase,
    Prompt,
    Question,
    TableQuestion,
    Unit,
    Workbook,
)
from coopcoach.domain.review import (
    BALANCE,
    CHASING,
    GAIN,
    HOURS,
    KeptRule,
    Review,
    ReviewAnswers,
    review_answers,
)
from coopcoach.domain.trend.monthly import monthly
from coopcoach.domain.trend.plan import EffortPlan, plan_of
from coopcoach.domain.trend.series import ReviewSeries, rule_trend, trend
from coopcoach.domain.trend.warnings import WarningKind, WarningSign, warnings
from tests.builders.workbooks import built_in_workbook

JANUARY, APRIL, MAY, JULY = (
    date(2027, 1, 15),
    date(2027, 4, 15),
    date(2027, 5, 15),
    date(2027, 7, 14),
)
BOTH = ("anna", "ben")


def number(value: str) -> Answer:
    return Answer(value=NumberValue(value=Decimal(value)))


def estimate(**cells: str) -> Answer:
    found = {name: NumberValue(value=Decimal(value)) for name, value in cells.items()}
    return Answer(value=TableValue(rows=(Row(cells=found),)))


def review(on: date, since: date, **of: dict[str, object]) -> Review:
    answers = tuple(ReviewAnswers.model_validate({"partner": w, **s}) for w, s in of.items())
    return Review(on=on, since=since, answers=answers)


def workbook(*questions: Question, phase: Phase = Phase.PREPARE) -> Workbook:
    prompts = tuple(Prompt(question=q, phase=phase, packs=("compact",), minutes=Decimal(1)) for q in questions)  # fmt: skip
    exercise = Exercise(
        id="asked", point="tools", title="Asked", opening="", order=1, prompts=prompts,
        talk_minutes={}, language="en",
    )  # fmt: skip
    return Workbook.model_validate({**dict(built_in_workbook("en")), "exercises": (exercise,)})


def asks(prompt_id: str, unit: Unit | None) -> NumberQuestion:
    return NumberQuestion(id=prompt_id, label="How much?", unit=unit)


# Units


@pytest.mark.parametrize(
    ("value", "unit", "by_month"),
    [
        ("6", "h/month", "6"),
        # 52 weeks in 12 months: 1.5 x 52 / 12 = 6.5; 2 x 52 / 12 = 8.67.
        ("1.5", "h/week", "6.5"),
        ("2", "h/week", "8.7"),
        ("0", "h/week", "0"),
        ("600", "eur/month", "600"),
        ("3", "days", None),
        ("3", None, None),
    ],
)
def test_hours_and_euros_are_compared_by_the_month(
    value: str, unit: Unit | None, by_month: str | None
) -> None:
    expected = None if by_month is None else Decimal(by_month)
    assert monthly(Decimal(value), unit) == expected


def test_a_review_that_asks_in_another_unit_is_compared_all_the_same() -> None:
    weekly = workbook(asks(HOURS, "h/week"), asks(GAIN, "eur/month"))
    said = review_answers("anna", {HOURS: number("1.5"), GAIN: number("600")}, weekly)
    assert (said.hours, said.gain) == (Decimal("6.5"), Decimal(600))
    # In a unit that no month can be worked out from, nothing is guessed.
    assert review_answers("anna", {HOURS: number("3")}, workbook(asks(HOURS, "days"))).hours is None


# The plan


def table(prompt_id: str, unit: Unit = "h/month") -> TableQuestion:
    columns = (asks("hours", unit), asks("gain", "eur/month"))
    return TableQuestion(id=prompt_id, label="Your figures", columns=columns)


@pytest.mark.parametrize(
    ("answers", "hours", "gain"),
    [
        ({"goal.effort": estimate(hours="6", gain="600")}, "6", "600"),
        # The compact pack: three figures, or only the time that one can spend.
        ({"goal.numbers": estimate(hours="5", gain="0")}, "5", "0"),
        ({"tools.time": number("8")}, "8", None),
        ({"goal.effort": estimate(gain="600"), "tools.time": number("8")}, "8", "600"),
        ({"goal.effort": Answer(stance=Stance.DONT_KNOW)}, None, None),
        ({}, None, None),
    ],
)
def test_the_plan_is_taken_from_whatever_was_asked(
    answers: dict[str, Answer], hours: str | None, gain: str | None
) -> None:
    asked = workbook(table("goal.effort"), table("goal.numbers"), asks("tools.time", "h/month"))
    plan = plan_of("anna", answers, asked)
    assert plan.hours == (None if hours is None else Decimal(hours))
    assert plan.gain == (None if gain is None else Decimal(gain))


def test_a_plan_by_the_week_is_one_by_the_month() -> None:
    asked = workbook(asks("tools.time", "h/week"), table("goal.effort", "h/week"))
    assert plan_of("anna", {"tools.time": number("1.5")}, asked).hours == Decimal("6.5")
    assert plan_of("anna", {"goal.effort": estimate(hours="3")}, asked).hours == Decimal(13)


def test_the_built_in_workbook_asks_for_a_plan_in_both_packs() -> None:
    asked = built_in_workbook("en")
    for pack in ("compact", "full"):
        prompts = {p.id for e in asked.exercises for p in e.prompts_in(Phase.PREPARE, pack)}
        assert prompts & {"goal.effort", "goal.numbers", "tools.time"}, pack


# Warning signs


def chases(*counts: tuple[date, date, int | None]) -> list[WarningSign]:
    reviews = [
        review(on, since, anna={} if n is None else {"chasing": Decimal(n)})
        for since, on, n in counts
    ]
    return list(warnings(reviews, ()))


def test_a_review_that_was_left_out_makes_the_time_longer_and_not_the_chasing() -> None:
    # 6 in 90 days are 2.0 in 30; no review in May, so 12 in 90 days are 4.0 in 30.
    assert chases((JANUARY, APRIL, 6), (APRIL, JULY, 12)) == [
        WarningSign(
            kind=WarningKind.CHASING_RISES,
            partner="anna",
            before=Decimal("2.0"),
            now=Decimal("4.0"),
        )
    ]
    assert chases((JANUARY, APRIL, 6), (APRIL, JULY, 6)) == []


def test_a_blank_answer_between_is_skipped() -> None:
    # 6 in 90 days are 2.0 in 30; 3 in 30 days are more, 1 in 30 is less.
    (found,) = chases((JANUARY, APRIL, 6), (APRIL, MAY, None), (MAY, date(2027, 6, 14), 3))
    assert (found.before, found.now) == (Decimal("2.0"), Decimal("3.0"))
    assert chases((JANUARY, APRIL, 6), (APRIL, MAY, None), (MAY, date(2027, 6, 14), 1)) == []
    assert chases((JANUARY, APRIL, 6), (APRIL, MAY, None)) == []


def test_one_blank_partner_warns_of_the_other_alone() -> None:
    made = review(MAY, APRIL, anna={"hours": Decimal(7), "balance": 2}, ben={})
    plans = (
        EffortPlan(partner="anna", hours=Decimal(6)),
        EffortPlan(partner="ben", hours=Decimal(1)),
    )
    assert [(w.kind, w.partner) for w in warnings((made,), plans)] == [
        (WarningKind.HOURS_OVER_PLAN, "anna")
    ]


def test_hours_are_over_no_plan_that_is_unknown() -> None:
    made = review(MAY, APRIL, anna={"hours": Decimal(90)})
    assert warnings((made,), (EffortPlan(partner="anna", gain=Decimal(1)),)) == ()
    assert warnings((made,), ()) == ()


def test_a_plan_of_nothing_is_a_plan() -> None:
    made = review(MAY, APRIL, anna={"hours": Decimal("0.5")})
    (found,) = warnings((made,), (EffortPlan(partner="anna", hours=Decimal(0)),))
    assert (found.before, found.now) == (Decimal(0), Decimal("0.5"))


# Series


def test_a_rule_has_a_value_for_each_review_that_asked_about_it() -> None:
    reviews = (
        review(APRIL, JANUARY, anna={"rules": (KeptRule(rule="rule-1", kept=2),)}, ben={}),
        review(
            MAY,
            APRIL,
            anna={"rules": (KeptRule(rule="rule-3", kept=5), KeptRule(rule="rule-1", kept=4))},
            ben={"rules": (KeptRule(rule="rule-1", kept=3),)},
        ),
    )
    told = {(s.topic, s.partner): s.values for s in rule_trend(reviews, BOTH)}
    assert told == {
        ("rule-1", "anna"): (2, 4),
        ("rule-1", "ben"): (None, 3),
        ("rule-3", "anna"): (None, 5),
        ("rule-3", "ben"): (None, None),
    }


def test_every_topic_is_there_also_where_nobody_answered() -> None:
    found = trend((review(APRIL, JANUARY),), BOTH)
    assert [s.topic for s in found if s.partner == "ben"][-4:] == [BALANCE, CHASING, HOURS, GAIN]
    assert len(found) == 18
    assert {s.values for s in found} == {(None,)}


@pytest.mark.parametrize(
    ("values", "change"),
    [((3,), None), ((2, 4), 2), ((5, None, 4), -1), ((2, None), None), ((None, 3), None), ((3, 3), 0)],
)  # fmt: skip
def test_a_change_is_one_between_answers(
    values: tuple[int | None, ...], change: int | None
) -> None:
    known = tuple(None if v is None else Decimal(v) for v in values)
    series = ReviewSeries(topic=HOURS, partner="anna", values=known)
    assert series.change == (None if change is None else Decimal(change))


def test_chasing_stands_by_the_month_in_the_trend() -> None:
    reviews = (review(APRIL, JANUARY, anna={"chasing": Decimal(6)}),)
    found = {(s.topic, s.partner): s.values for s in trend(reviews, BOTH)}
    assert found[CHASING, "anna"] == (Decimal("2.0"),)
