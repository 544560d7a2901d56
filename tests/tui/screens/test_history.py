"""The history on the desk: what is listed, what is never drawn, and bringing back."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from coopcoach.domain.exercise import Phase
from coopcoach.storage.sessions import open_session
from coopcoach.tui.screens.desk import DeskScreen
from coopcoach.tui.screens.history import HistoryScreen
from coopcoach.tui.widgets.boards.history_list import HistoryList
from coopcoach.tui.widgets.forms.choose import ChoiceDialog
from tests.builders import screens as drawn
from tests.builders.answers import text
from tests.builders.screens import LARGE, SMALL, desk_of, keys, until
from tests.builders.sessions import CANARIES, prepared, stage_of, ticking

WORDS = ["We want two jobs", "We want four jobs"]


@pytest.fixture
def office(tmp_path):
    """A session with a joint answer that was changed, and one revealed exercise."""
    workspace, slug = prepared(tmp_path, "en")
    stage = stage_of(workspace, slug, now=ticking())
    prompt = stage.workbook.find_prompt("goal.sentence", Phase.SESSION)
    for words in WORDS:
        stage.set_joint(prompt, text(words))
    stage.reveal(next(e for e in stage.exercises if e.prompt("goal.why", Phase.PREPARE)))
    return workspace, slug


def joint(office) -> str:
    workspace, slug = office
    return open_session(workspace, slug).session.joint_answer("goal.sentence").value.text


async def opened(pilot):
    await until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count)
    await keys(pilot, "h")
    await until(pilot, lambda: isinstance(pilot.app.screen, HistoryScreen))
    return pilot.app.screen.query_one(HistoryList)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_history_is_opened_from_the_desk_and_closed_by_escape(office, size):
    app = desk_of(office[0])
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        shown = drawn.text(app)
        assert "The session" in shown
        assert "We want [two] four jobs" in shown
        assert drawn.faint(app) == []
        await keys(pilot, "escape")
        assert isinstance(app.screen, DeskScreen)


async def test_no_word_of_a_partner_is_drawn(office):
    app = desk_of(office[0])
    async with app.run_test(size=LARGE) as pilot:
        listed = await opened(pilot)
        for _ in range(listed.option_count):
            assert not [word for word in CANARIES if word in drawn.text(app)]
            await keys(pilot, "down")
        assert "sealed" in drawn.text(app)


async def test_one_answer_is_brought_back_and_taken_back(office):
    app = desk_of(office[0])
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot)
        await keys(pilot, "down", "f4")
        assert isinstance(app.screen, ChoiceDialog)
        await keys(pilot, "down", "enter")
        await until(pilot, lambda: "Brought back" in drawn.text(app))
        assert joint(office) == WORDS[0]
        assert open_session(*office).session.reveals
        await keys(pilot, "home", "down", "f4", "down", "enter")
        await until(pilot, lambda: joint(office) == WORDS[1])


async def test_nothing_is_brought_back_before_it_is_chosen(office):
    app = desk_of(office[0])
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await keys(pilot, "f4")
        assert "It is already like that." in drawn.text(app)
        await keys(pilot, "down", "down", "enter", "escape")
        assert isinstance(app.screen, HistoryScreen)
        assert joint(office) == WORDS[1]


async def test_a_damaged_session_is_brought_back_from_the_desk(office):
    workspace, slug = office
    path = open_session(workspace, slug).path
    path.write_text("---\ntorn", encoding="utf-8")
    app = desk_of(workspace)
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot)
        await keys(pilot, "down", "f4", "enter")
        await until(pilot, lambda: "Brought back" in drawn.text(app))
    assert joint(office) == WORDS[1]


async def test_more_entries_are_shown_at_the_last_row(office):
    workspace, slug = office
    stage = stage_of(workspace, slug, now=ticking())
    for number in range(30):
        stage.board.park_topic(f"Topic {number}")
        stage.board.remove(stage.session.parked[-1].id)
    app = desk_of(workspace)
    async with app.run_test(size=SMALL) as pilot:
        listed = await opened(pilot)
        count = listed.option_count
        listed.highlighted = next(
            n for n in range(count) if "Earlier" in str(listed.get_option_at_index(n).prompt)
        )
        await keys(pilot, "enter")
        assert listed.option_count > count
