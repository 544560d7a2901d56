"""Reviews: what is read from the answers, the trend, and warning signs worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from coopcoach.domain.answers import (
    Answer,
    NumberValue,
    Row,
    ScaleValue,
    Stance,
    TableValue,
)
from coopcoach.domain.review import (
    BALANCE,
    CHASING,
    FIVE,
    GAIN,
    HOURS,
    KeptRule,
    Review,
    ReviewAnswers,
    review_answers,
)
from coopcoach.domain.trend.plan import EffortPlan
from coopcoach.domain.trend.series import trend
from coopcoach.domain.trend.warnings import WarningKind, WarningSign, warnings

WINTER, SPRING, SUMMER = date(2027, 1, 15), date(2027, 4, 15), date(2027, 5, 15)
# 90 days after the first, 30 after the second.
PLANS = (
    EffortPlan(partner="anna", hours=Decimal(6), gain=Decimal(600)),
    EffortPlan(partner="ben", hours=Decimal(4)),
)


def number(value: str) -> Answer:
    return Answer(value=NumberValue(value=Decimal(value)))


def signs(*reviews: Review) -> list[tuple[WarningKind, str]]:
    return [(w.kind, w.partner) for w in warnings(reviews, PLANS)]


def review(on: date = SUMMER, since: date = SPRING, **of: dict[str, object]) -> Review:
    return Review(
        on=on, since=since, answers=tuple(ReviewAnswers(partner=w, **s) for w, s in of.items())
    )  # type: ignore[arg-type]


def test_answers_are_read_by_the_prompts_of_the_workbook() -> None:
    five = (
        Row(row="goal", cells={"now": ScaleValue(value=5)}),
        Row(row="nonsense", cells={"now": ScaleValue(value=1)}),
        Row(row="talk"),
    )
    found = review_answers(
        "anna",
        {
            "review.rule_1": Answer(value=ScaleValue(value=4), remark=" im Herbst nicht "),
            "review.rule_12": Answer(stance=Stance.RATHER_NOT),
            CHASING: number("7"),
            HOURS: number("6.5"),
            GAIN: Answer(stance=Stance.RATHER_NOT),
            BALANCE: Answer(value=ScaleValue(value=2)),
            FIVE: Answer(value=TableValue(rows=five)),
        },
    )
    assert found == ReviewAnswers(
        partner="anna",
        rules=(KeptRule(rule="rule-1", kept=4, remark="im Herbst nicht"),),
        chasing=Decimal(7),
        hours=Decimal("6.5"),
        balance=2,
        five={"goal": 5},
    )
    assert review_answers("ben", {}) == ReviewAnswers(partner="ben")


def test_chasing_is_counted_for_thirty_days() -> None:
    # 6 times in 90 days is twice in 30.
    made = review(SPRING, WINTER, anna={"chasing": Decimal(6)})
    assert made.chasing_a_month("anna") == Decimal("2.0")
    assert made.chasing_a_month("ben") is None
    assert review(SPRING, SPRING, anna={"chasing": Decimal(6)}).chasing_a_month("anna") is None


@pytest.mark.parametrize(
    ("before", "now", "rises"),
    # 6 in 90 days are 2.0 in 30: 3 in 30 days is more, 2 is as often, though 3 < 6.
    [(6, 3, True), (6, 2, False), (6, 1, False), (0, 1, True), (0, 0, False)],
)
def test_chasing_rises_by_the_month_and_not_by_the_count(
    before: int, now: int, rises: bool
) -> None:
    reviews = (
        review(SPRING, WINTER, anna={"chasing": Decimal(before)}),
        review(SUMMER, SPRING, anna={"chasing": Decimal(now)}),
    )
    assert signs(*reviews) == ([(WarningKind.CHASING_RISES, "anna")] if rises else [])


def test_without_days_between_there_is_nothing_to_compare() -> None:
    reviews = (
        review(SPRING, SPRING, ben={"chasing": Decimal(3)}),
        review(SUMMER, SPRING, ben={"chasing": Decimal(4)}),
    )
    assert warnings(reviews, ()) == ()


def test_a_warning_names_both_numbers() -> None:
    reviews = (
        review(SPRING, WINTER, ben={"chasing": Decimal(3)}),
        review(SUMMER, SPRING, ben={"chasing": Decimal(4)}),
    )
    (found,) = warnings(reviews, ())
    assert found == WarningSign(
        kind=WarningKind.CHASING_RISES, partner="ben", before=Decimal("1.0"), now=Decimal("4.0")
    )


def test_a_first_review_cannot_rise() -> None:
    assert signs(review(SPRING, WINTER, anna={"chasing": Decimal(200)})) == []


def test_a_rule_kept_below_three_is_named_once_with_the_lower_number() -> None:
    made = review(
        anna={
            "rules": (
                KeptRule(rule="A", kept=2),
                KeptRule(rule="B", kept=3),
                KeptRule(rule="C", kept=5),
            )
        },
        ben={"rules": (KeptRule(rule="A", kept=1), KeptRule(rule="C", kept=2))},
    )
    found = [(w.rule, w.partner, w.now) for w in warnings((made,), ())]
    assert found == [("A", "ben", Decimal(1)), ("C", "ben", Decimal(2))]


@pytest.mark.parametrize(
    ("who", "hours", "over"),
    [("anna", "6", False), ("anna", "6.5", True), ("ben", "4.1", True), ("cora", "99", False)],
)
def test_hours_over_plan(who: str, hours: str, over: bool) -> None:
    expected = [(WarningKind.HOURS_OVER_PLAN, who)] if over else []
    assert signs(review(**{who: {"hours": Decimal(hours)}})) == expected


@pytest.mark.parametrize(
    ("anna", "ben", "expected"),
    [
        (3, 3, []),
        (2, 4, []),  # One gives a little more, and the other sees it just so.
        (1, 5, [(WarningKind.GIVES_MORE, "anna"), (WarningKind.TAKES_MORE, "ben")]),
        (5, 3, [(WarningKind.TAKES_MORE, "anna")]),
        (2, 2, [(WarningKind.BOTH_GIVE, "")]),
        (4, 4, [(WarningKind.BOTH_TAKE, "")]),
        (1, 2, [(WarningKind.GIVES_MORE, "anna"), (WarningKind.BOTH_GIVE, "")]),
        (2, 3, []),
        (None, 1, [(WarningKind.GIVES_MORE, "ben")]),
    ],
)
def test_the_balance_is_off_by_two(
    anna: int | None, ben: int, expected: list[tuple[WarningKind, str]]
) -> None:
    assert signs(review(anna={"balance": anna}, ben={"balance": ben})) == expected


def test_only_the_last_review_warns() -> None:
    reviews = (
        review(SPRING, WINTER, anna={"hours": Decimal(99), "balance": 1}),
        review(SUMMER, SPRING, anna={"hours": Decimal(1), "balance": 3}),
    )
    assert signs(*reviews) == []
    assert warnings((), PLANS) == ()


def test_the_trend_has_a_value_or_a_gap_for_each_review() -> None:
    reviews = (
        review(
            SPRING, WINTER, anna={"five": {"goal": 2}, "chasing": Decimal(6), "gain": Decimal(5)}
        ),
        review(
            SUMMER, SPRING, anna={"five": {"goal": 4}, "chasing": Decimal(3), "hours": Decimal(7)}
        ),
    )
    found = {(s.topic, s.partner): s for s in trend(reviews, ("anna", "ben"), PLANS)}
    assert len(found) == 9 * 2
    assert found["goal", "anna"].values == (Decimal(2), Decimal(4))
    assert found["goal", "ben"].values == (None, None)
    assert found[CHASING, "anna"].values == (Decimal("2.0"), Decimal("3.0"))
    assert found[HOURS, "anna"].values == (None, Decimal(7))
    assert found[HOURS, "anna"].plan == Decimal(6)
    assert found[GAIN, "anna"].plan == Decimal(600)
    assert found[GAIN, "ben"].plan is None
    assert found[BALANCE, "anna"].values == (None, None)
