"""A review on the stage, by keys: sealed, revealed rule by rule, each settled by both, and an end held with care."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from coopcoach.domain.answers import Answer, NumberValue, ScaleValue, TextValue
from coopcoach.domain.review import Outcome
from coopcoach.i18n import translator
from coopcoach.services.session.review import ReviewStage, decision_of, hold_review
from coopcoach.storage.reviews import open_review
from coopcoach.storage.sessions import hand_in, open_partner_answers, save_answer
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.screens.stage.stage import StageScreen
from tests.builders.agreed_sessions import DAY, NAME, NOW, agreed_session
from tests.builders.exported_sessions import SLUG
from tests.builders.screens import app_of, desk_of, keys, lines, typed, until

CANARY = {"anna": "ANNASECRET", "ben": "BENSECRET"}
KEPT = {"anna": (4, 2), "ben": (5, 1)}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A review for which both have handed in."""
    joint = {("team.exit", ""): Answer(value=TextValue(text="Drei Monate **Frist**."))}
    opened = agreed_session(tmp_path, joint=joint)
    review = hold_review(opened.workspace, SLUG, day=DAY, now=NOW)
    for partner in review.session.partners:
        own = open_partner_answers(review, partner)
        assert own is not None
        values = {
            "review.rule_1": Answer(value=ScaleValue(value=KEPT[partner.id][0])),
            "review.rule_2": Answer(
                value=ScaleValue(value=KEPT[partner.id][1]), remark=CANARY[partner.id]
            ),
            "review.hours": Answer(value=NumberValue(value=Decimal(6))),
        }
        for prompt_id, answer in values.items():
            prompts = (e.prompts for e in review.workbook.exercises)
            prompt = next(p for each in prompts for p in each if p.id == prompt_id)
            own = save_answer(own, prompt, answer, NOW)
        hand_in(own, NOW)
    return opened.workspace


def stage_of(workspace: Workspace) -> ReviewStage:
    return ReviewStage(workspace, NAME, translator("en"), lambda: NOW)


def screen(app: object) -> str:
    return "\n".join(lines(app))


async def test_the_whole_review_by_keys(workspace: Workspace) -> None:
    stage = stage_of(workspace)
    app = app_of(stage)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "1. Wir antworten binnen zwei Tagen." in screen(app)
        await keys(pilot, "3")
        assert "still open" in screen(app)
        assert not [c for c in CANARY.values() if c in screen(app)]
        await keys(pilot, "ctrl+r", "left", "enter")
        await until(pilot, lambda: stage.session.is_revealed("review-rules"))
        await keys(pilot, "right")
        assert all(c in screen(app) for c in CANARY.values())
        # Renew the first, by both.
        await keys(pilot, "3")
        assert "● Anna 4 of 5 · ◆ Ben 5 of 5 · ○ still open" in screen(app)
        await keys(pilot, "enter", "tab")
        assert "yes (before)" in screen(app)
        await keys(pilot, "enter", "tab", "enter")
        await until(pilot, lambda: stage.reviewed[0].outcome is Outcome.RENEWED)
        # Retire the second, each with a reason.
        await keys(pilot, "escape", "down", "enter", "tab", "left", "enter")
        await typed(pilot, "weg")
        await keys(pilot, "enter")
        assert stage.reviewed[1].outcome is Outcome.OPEN, "one vote is not both"
        await keys(pilot, "tab", "left", "enter", "enter")
        await until(pilot, lambda: stage.reviewed[1].outcome is Outcome.RETIRED)
        assert [rule.id for rule in stage.session.agreed_rules()] == ["rule-1"]
    assert open_review(workspace, NAME).record.rules[1].reason == "weg"


async def test_an_end_gets_its_own_page_and_the_review_is_no_longer_due(
    workspace: Workspace,
) -> None:
    stage = stage_of(workspace)
    stage.go_to("review-next")
    assert stage.session.review == DAY
    app = app_of(stage)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Drei Monate Frist." in screen(app)
        await keys(pilot, "down", "down", "down", "space")
        await until(pilot, lambda: decision_of(stage.session) == "end")
        await keys(pilot, "f8")
        assert stage.here is not None
        assert stage.here.id == "review-end"
        assert "What do we still have to finish?" in screen(app)
        await keys(pilot, "f8")
        assert "We stop working together" in screen(app)
        assert stage.session.review is None
        assert [item.exercise for item in stage.session.agenda][-1] == "review-end"
        await keys(pilot, "ctrl+z")
        await until(pilot, lambda: decision_of(stage.session) is None)
        assert stage.session.review == DAY, "undo brings the day back with the decision"
        assert all(item.exercise != "review-end" for item in stage.session.agenda)


async def test_the_desk_opens_the_review_that_is_open(workspace: Workspace) -> None:
    app = desk_of(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await keys(pilot, "r")
        await until(pilot, lambda: "Open the review of 16 April 2027?" in screen(app))
        assert "Anna Meier: ready" in screen(app)
        await keys(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, StageScreen))
        assert "The rules you agreed" in screen(app) or "Spielregeln" in screen(app)


def test_the_day_follows_from_what_was_agreed(tmp_path: Path) -> None:
    opened = agreed_session(tmp_path, review=date(2027, 5, 3))
    made = hold_review(opened.workspace, SLUG, now=NOW)
    assert made.day == date(2027, 5, 3)
    assert hold_review(opened.workspace, SLUG, now=NOW).day == made.day, "it is not decided yet"
