"""The trend on the stage: drawn for the width, told in numbers, and without anything sealed or kept back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from coopcoach.domain.answers import Answer, NumberValue, ScaleValue, Visibility
from coopcoach.i18n import translator
from coopcoach.services.session.review import ReviewStage, hold_review, open_stage
from coopcoach.services.session.trend import trend_of
from coopcoach.storage.sessions import answers_path, open_answers, save_answer
from coopcoach.tui.widgets.drawings.course import course
from coopcoach.wording.trend import TrendCell, TrendRow
from tests.builders.agreed_sessions import NOW, agreed_session
from tests.builders.exported_sessions import SLUG
from tests.builders.screens import app_of, drawn, keys

T = translator("en")
FIRST, SECOND, SEALED = date(2027, 4, 16), date(2027, 6, 18), date(2027, 9, 17)


def number(value: int, visibility: Visibility = Visibility.BOTH) -> Answer:
    return Answer(value=NumberValue(value=Decimal(value)), visibility=visibility)


def scale(value: int) -> Answer:
    return Answer(value=ScaleValue(value=value))


@pytest.fixture
def stage(tmp_path: Path) -> ReviewStage:
    """Two revealed reviews, one partner blank in the first, and a third that is sealed."""
    base = agreed_session(tmp_path, lang="en")
    told = {
        FIRST: {"anna": {"review.rule_1": scale(2), "review.hours": number(9)}},
        SECOND: {
            "anna": {"review.rule_1": scale(4), "review.hours": number(6)},
            "ben": {
                "review.rule_1": scale(1),
                "review.hours": number(77, Visibility.COACH),
                "review.gain": number(1100),
            },
        },
        SEALED: {"anna": {"review.rule_1": scale(5), "review.hours": number(88)}},
    }
    for day, partners in told.items():
        opened = hold_review(base.workspace, SLUG, day=day, now=NOW)
        for partner, answers in partners.items():
            path = answers_path(base.workspace, opened.session.slug, partner)
            own = open_answers(path, opened.workbook)
            for prompt_id, answer in answers.items():
                (prompt,) = (p for e in opened.workbook.exercises for p in e.prompts if p.id == prompt_id)  # fmt: skip
                own = save_answer(own, prompt, answer, NOW)
        made = open_stage(base.workspace, SLUG, day, T, lambda: NOW + timedelta(hours=1))
        if day != SEALED:
            for exercise in filter(made.prepared_prompts, made.exercises):
                made.reveal(exercise)
    return open_stage(base.workspace, SLUG, SECOND, T, lambda: NOW + timedelta(hours=1))


def test_only_what_is_revealed_and_for_both_counts(stage: ReviewStage) -> None:
    found = trend_of(stage.workspace, stage.slug)
    assert [review.on for review in found.reviews] == [FIRST, SECOND]
    values = {(s.topic, s.partner): s.values for s in (*found.topics, *found.rules)}
    assert values["review.hours", "anna"] == (9, 6)
    assert values["review.hours", "ben"] == (None, None)
    assert values["review.gain", "ben"] == (None, 1100)
    assert values["rule-1", "ben"] == (None, 1)
    assert [(sign.kind.value, sign.partner) for sign in found.signs] == [("rule-not-kept", "ben")]
    # From the session itself it is the same.
    assert trend_of(stage.workspace, SLUG) == found


async def test_it_is_read_at_a_glance_at_80_columns(stage: ReviewStage) -> None:
    async with app_of(stage).run_test(size=(80, 24)) as pilot:
        await keys(pilot, "ctrl+g")
        lines = [line.rstrip() for line in drawn(pilot).split("\n")]
        told = [" ".join(line.split()) for line in lines]
        assert "Trend over the reviews: 16/04/2027 → 18/06/2027" in told
        assert "Hours of coordination a month █▆ 9 → 6 ·· – → –" in told
        assert "Gain a month, in € ·· – → – ·█ – → 1,100" in told
        assert "Wir antworten binnen zwei Tagen. ▃▆ 2 → 4 ·▁ – → 1" in told
        assert any("What gets in its way" in line for line in told)
        assert not any("77" in line or "88" in line for line in told)
        assert max(map(len, lines)) <= 80


async def test_without_a_review_it_says_when_it_begins(tmp_path: Path) -> None:
    base = agreed_session(tmp_path, lang="en")
    hold_review(base.workspace, SLUG, day=FIRST, now=NOW)
    sealed = open_stage(base.workspace, SLUG, None, T, lambda: NOW)
    async with app_of(sealed).run_test(size=(80, 24)) as pilot:
        await keys(pilot, "ctrl+g")
        assert "The trend begins with the first review" in drawn(pilot)


def row(*values: str, plan: str = "") -> TrendRow:
    return TrendRow("topic", (TrendCell("█" * len(values), values, plan), TrendCell("", (), "")))


@pytest.mark.parametrize("width", [30, 48, 60, 76, 116])
def test_lines_are_never_wider_than_there_is_room(width: int) -> None:
    rows = [("Hours of coordination a month", row("9", "6", "7,5", plan="6")), ("日本語" * 30, row("1"))]  # fmt: skip
    lines = course(["● Anna", "◆ Jonas"], rows, width)
    assert bool(lines) == (width >= 60)
    assert all(len(line) <= width for line in lines)
    if width == 116:
        assert "9 → 6 → 7,5 (6)" in lines[1]


def test_a_heading_that_is_longer_than_the_labels_is_whole() -> None:
    heading = "How well the rules were kept"
    assert course(["● Anna", "◆ Jonas"], [("We call back.", row("1"))], 78, heading)[0].startswith(
        heading
    )
