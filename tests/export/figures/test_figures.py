"""Pictures of answers: of which there are some, and that nobody is in one who did not agree to it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coopcoach.domain.answers import (
    Answer,
    NumberValue,
    PartnerAnswers,
    Row,
    ScaleValue,
    Stance,
    TableValue,
    Visibility,
)
from coopcoach.domain.session import Session
from coopcoach.export.charts import BalanceChart, DumbbellChart, PaybackChart
from coopcoach.export.figures.model import Figure
from coopcoach.export.release import release
from coopcoach.export.summary.build import summarise
from coopcoach.export.summary.model import Summary
from coopcoach.i18n import translator
from tests.builders import exported_sessions
from tests.builders import full_sessions as made
from tests.builders.exported_sessions import NOW
from tests.builders.wordings import own_answers

WORKBOOK = made.workbook("de")


def told(session: Session, **changed: Answer) -> Summary:
    """The summary, where one partner's answers are changed."""
    answers = {
        who: PartnerAnswers(
            partner=who,
            answers={**own_answers(who), **({} if who == "anna" else _by_id(changed))},
        )
        for who in ("anna", "ben")
    }
    return summarise(release(session, answers, WORKBOOK), translator("de"), NOW, "de")


def _by_id(changed: dict[str, Answer]) -> dict[str, Answer]:
    return {name.replace("__", "."): answer for name, answer in changed.items()}


def figures(summary: Summary) -> dict[str, Figure]:
    prompts = [p for c in summary.chapters for e in c.exercises for p in e.own]
    return {p.label: p.figure for p in prompts if p.figure}


def kinds(summary: Summary) -> list[str]:
    return [figure.kind for figure in figures(summary).values()]


def test_scales_rankings_needs_and_balances_are_drawn() -> None:
    assert kinds(told(exported_sessions.rich())) == [
        "scale",
        "ranking",
        "needs",
        "scales",
        "ledger",
        "scale",
    ]


def test_where_both_stand_is_shown_at_a_glance() -> None:
    summary = told(exported_sessions.rich())
    goal, value, talk, tools, team = summary.chapters
    assert goal.scale is not None
    assert (goal.scale.first, goal.scale.second) == (7, 9)
    assert goal.scale.title == "Anna Meier: 7 von 10 und Ben Huber: 9 von 10"
    assert talk.scale is not None
    assert value.scale is None
    assert tools.scale is None
    assert team.scale_label.startswith("Wie fest stehen Sie")
    assert goal.settled is not None
    assert (goal.settled.joint, goal.settled.agreed) == (4, 0)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(value=ScaleValue(value=1), visibility=Visibility.COACH),
        Answer(value=ScaleValue(value=1), visibility=Visibility.ME),
        Answer(stance=Stance.RATHER_NOT),
        Answer(),
    ],
)
def test_one_who_shows_nothing_is_in_no_picture_and_nor_is_the_other(answer: Answer) -> None:
    summary = told(exported_sessions.rich(), goal__plus=answer)
    assert summary.chapters[0].scale is None
    assert "Ist 1 + 1 bei Ihnen deutlich mehr als 2?" not in figures(summary)


def test_without_the_consent_of_both_there_is_no_picture_of_what_each_wrote() -> None:
    summary = told(exported_sessions.rich(consent=exported_sessions.NO_CONSENT))
    assert kinds(summary) == []
    # What was said aloud at the end is no answer that was written alone.
    assert [bool(chapter.scale) for chapter in summary.chapters] == [False] * 4 + [True]


def test_before_the_reveal_there_is_no_picture() -> None:
    assert kinds(told(exported_sessions.rich().model_copy(update={"reveals": ()}))) == []


def test_both_balances_are_drawn_to_one_measure() -> None:
    (ledger,) = [f for f in figures(told(exported_sessions.rich())).values() if f.kind == "ledger"]
    charts = [row.charts[0] for row in ledger.rows]
    assert all(isinstance(chart, BalanceChart) and chart.longest == 3 for chart in charts)
    assert not ledger.says_all


def test_effort_is_drawn_month_by_month_and_told() -> None:
    session = made.full(1)
    answers = {
        who: PartnerAnswers(partner=who, answers={"goal.effort": _effort(hours)})
        for who, hours in (("anna", 6), ("ben", 3))
    }
    summary = summarise(release(session, answers, WORKBOOK), translator("de"), NOW, "de")
    (effort,) = [f for f in figures(summary).values() if f.kind == "effort"]
    chart = effort.rows[0].charts[0]
    assert isinstance(chart, PaybackChart)
    anna, ben, both = chart.lines
    # 6 hours at €70 and €40 are €460 a month; €600 come in from the fourth month on.
    assert anna.sums[2] == -1380
    assert ben.sums[2] == -750
    assert both.sums[2] == -2130
    assert anna.month == 13
    assert effort.notes[0].startswith("A = Anna Meier: 140 € im Monat")
    assert chart.title.endswith("; ".join(effort.notes))


def _effort(hours: int) -> Answer:
    numbers = {"hours": hours, "rate": 70, "cost": 40, "gain": 600, "from_month": 4}
    cells = {name: NumberValue(value=Decimal(n)) for name, n in numbers.items()}
    return Answer(value=TableValue(rows=(Row(cells=cells),)))


def test_a_scale_from_one_side_alone_is_told_and_not_drawn() -> None:
    summary = told(exported_sessions.rich(), talk__openness=Answer())
    labels = figures(summary)
    assert not any("offen" in label for label in labels)
    charts = [row.charts[0] for f in labels.values() for row in f.rows if f.kind == "scale"]
    assert all(isinstance(c, DumbbellChart) and c.first is not None for c in charts)
