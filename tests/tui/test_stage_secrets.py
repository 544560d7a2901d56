"""Nothing sealed is ever drawn or mounted on the shared screen, nor anything of the coach's own."""

import gc

import pytest
from textual.widgets import Input, Static, TextArea

from coopcoach.domain.answers import Visibility
from coopcoach.storage.sessions import answers_path, open_answers, save_answer, session_workbook
from tests.tui.staging import (
    CANARIES,
    NOW,
    SMALL,
    app_of,
    drawn,
    keys,
    prepared,
    stage_of,
    until,
)

EVERY_KEY = [
    "n",
    "b",
    "g",
    "escape",
    "a",
    "escape",
    "p",
    "escape",
    "o",
    "escape",
    "1",
    "2",
    "3",
    "f3",
    "f4",
    "escape",
    "f8",
    "ctrl+n",
    "ctrl+t",
    "f7",
    "ctrl+o",
    "escape",
    "u",
    "ctrl+g",
    "tab",
    "tab",
    "shift+tab",
    "down",
    "up",
    "pagedown",
    "pageup",
    "end",
    "home",
    "left",
    "right",
    "space",
    "question_mark",
    "escape",
]


def mounted(app) -> str:
    """Everything that any widget of any screen holds."""
    found = [app.title, app.sub_title]
    for screen in app.screen_stack:
        for widget in screen.walk_children():
            if isinstance(widget, Static):
                found.append(str(widget.content))
            elif isinstance(widget, Input):
                found.append(widget.value)
            elif isinstance(widget, TextArea):
                found.append(widget.text)
            found.append(str(widget.tooltip or ""))
    return "\n".join(found)


def clean(app) -> bool:
    return not any(canary in mounted(app) for canary in CANARIES)


# The exercise with a guess, the ones that are compared, and the one whose rules the board offers.
@pytest.mark.parametrize("exercise", ["goal-why", "goal-motives", "team-rules"])
async def test_no_key_shows_what_is_sealed(tmp_path, exercise):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    stage.go_to(exercise)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        for key in EVERY_KEY:
            await keys(pilot, key)
            assert clean(pilot.app), key
            assert not any(canary in drawn(pilot) for canary in CANARIES), key
            while len(pilot.app.screen_stack) > 2:
                await keys(pilot, "escape")
        assert stage.session.reveals == ()


async def test_no_exercise_shows_what_is_sealed(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        while "last exercise" not in drawn(pilot):
            assert clean(pilot.app), stage.session.place
            await keys(pilot, "n")
        await keys(pilot, "g", "w")
        assert clean(pilot.app)
        assert stage.session.reveals == ()


async def test_the_question_alone_shows_nothing_and_no_means_no(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "r")
        assert clean(pilot.app)
        await keys(pilot, "escape")
        assert stage.session.reveals == ()
        assert clean(pilot.app)


async def test_a_reveal_opens_one_exercise_and_is_recorded(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "r", "enter")
        await until(pilot, lambda: not clean(pilot.app))
        assert [(r.exercise, r.at) for r in stage.session.reveals] == [("arrive", NOW)]
        await keys(pilot, "n", "n")
        assert pilot.app.screen.query("SealedView")
        gc.collect()
        assert clean(pilot.app)
        # Undo takes back what was written, never what was seen.
        await keys(pilot, "u")
        assert stage.session.is_revealed("arrive")


@pytest.mark.parametrize("visibility", [Visibility.COACH, Visibility.ME])
async def test_what_its_owner_keeps_stays_away_after_the_reveal(tmp_path, visibility):
    workspace, slug = prepared(tmp_path)
    partner = stage_of(workspace, slug).session.partners[0]
    workbook = session_workbook(workspace, slug, "en")
    opened = open_answers(answers_path(workspace, slug, partner.id), workbook)
    for prompt in workbook.exercise("goal-why").prompts:
        kept = opened.answers.answer(prompt.id).model_copy(update={"visibility": visibility})
        opened = save_answer(opened, prompt, kept, workbook, NOW)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "n", "n", "r", "enter")
        await until(pilot, lambda: CANARIES[1] in mounted(pilot.app))
        assert CANARIES[0] not in mounted(pilot.app)


async def test_the_coach_guide_and_notes_are_not_on_this_screen(tmp_path):
    workspace, slug = prepared(tmp_path)
    (workspace.session_folder(slug) / "coach-notes.md").write_text("COACHSECRET\n")
    stage = stage_of(workspace, slug)
    said = [line for guide in stage.workbook.guides for line in (guide.opening, *guide.questions)]
    assert said
    async with app_of(stage).run_test(size=SMALL) as pilot:
        for exercise in stage.exercises:
            await pilot.app.screen._go_to(exercise.id)
            await keys(pilot, "2")
            here = mounted(pilot.app)
            assert "COACHSECRET" not in here
            assert [line for line in said if line and line in here] == []
