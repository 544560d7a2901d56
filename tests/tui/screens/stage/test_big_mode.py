"""Big mode, for small video windows: fewer things, one side at a time, until the program ends."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len

from coopcoach.tui.widgets.drawings.wide import widened
from coopcoach.tui.widgets.frame.big import is_big
from coopcoach.tui.widgets.frame.keys import KeyBar
from coopcoach.tui.widgets.pairs.pair_view import PairView
from tests.builders.screens import SMALL, app_of, keys, lines, until
from tests.builders.screens import drawn as drawn_wide
from tests.builders.sessions import CANARIES, prepared, stage_of

TINY = (60, 20)
ANNA, BEN = CANARIES


def drawn(pilot):
    """Return the screen with letters of two cells in their usual form."""
    return unicodedata.normalize("NFKC", drawn_wide(pilot))


def test_each_letter_takes_two_cells_and_comes_back():
    text = "Größe: 22 Fenster, „gut“ – 漢"
    wide = widened(text)
    assert cell_len(wide) == 2 * len(text)
    assert unicodedata.normalize("NFKC", wide).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("size", [TINY, SMALL])
@pytest.mark.parametrize("lang", ["de", "en"])
async def test_one_side_at_a_time_by_keys(tmp_path, size, lang):
    workspace, slug = prepared(tmp_path, lang)
    stage = stage_of(workspace, slug, lang)
    stage.go_to("goal-why")
    stage.reveal(stage.here)
    async with app_of(stage).run_test(size=size) as pilot:
        await until(pilot, lambda: pilot.app.screen.query(PairView))
        await keys(pilot, "f12")
        assert is_big(pilot.app)
        assert not pilot.app.screen.query_one(KeyBar).display
        assert len(pilot.app.screen.query(PairView)) == 1
        assert ANNA in drawn(pilot)
        assert ANNA not in drawn_wide(pilot)
        assert BEN not in drawn(pilot)
        await keys(pilot, "right")
        assert BEN in drawn(pilot)
        assert ANNA not in drawn(pilot)
        await keys(pilot, "left", "left")
        assert stage.t("This is the first answer here.") in drawn(pilot)
        # It stays from screen to screen, and the same key leads back.
        await keys(pilot, "f4", "f4")
        assert len(pilot.app.screen.query(PairView)) == 1
        await keys(pilot, "f12")
        assert {ANNA, BEN} <= set(drawn(pilot).split())
        assert pilot.app.screen.query_one(KeyBar).display


async def test_every_answer_comes_once_and_then_it_says_how_to_go_on(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    stage.go_to("goal-effort")
    stage.reveal(stage.here)
    async with app_of(stage).run_test(size=TINY) as pilot:
        await until(pilot, lambda: pilot.app.screen.query(PairView))
        await keys(pilot, "f12")
        for _ in range(20):
            if stage.t("That was the last answer here; {key} goes on.", key="F8") in drawn(pilot):
                break
            await keys(pilot, "right")
        else:
            pytest.fail("it never came to an end")
        await keys(pilot, "f8")
        assert "▸Together" in drawn(pilot)


async def test_the_pages_are_turned_by_mouse(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    stage.go_to("goal-why")
    stage.reveal(stage.here)
    async with app_of(stage).run_test(size=TINY) as pilot:
        await until(pilot, lambda: pilot.app.screen.query(PairView))
        await keys(pilot, "f12")
        await pilot.click("#next")
        await until(pilot, lambda: BEN in drawn(pilot))
        await pilot.click("#previous")
        await until(pilot, lambda: ANNA in drawn(pilot))


@pytest.mark.parametrize("size", [TINY, SMALL])
async def test_every_view_fits_into_a_small_window(tmp_path, size):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    stage.board.propose_rule("goal", "We call back within two days")
    stage.board.put_action("call")
    async with app_of(stage).run_test(size=size) as pilot:
        await pilot.pause()
        for key in (
            "f12",
            "f4",
            "enter",
            "l",
            "escape",
            "escape",
            "ctrl+n",
            "ctrl+t",
            "ctrl+o",
            "escape",
            "2",
        ):
            await keys(pilot, key)
            assert len(lines(pilot.app)) == size[1]
            wide = [
                w for w in pilot.app.screen.query("*") if w.display and w.region.right > size[0]
            ]
            assert not wide, key


async def test_a_ground_rule_is_its_sentence_in_larger_type(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    stage.board.propose_rule(
        "goal", "We call back within two days", consequence="It was late once."
    )
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "f12", "f4", "enter")
        await until(pilot, lambda: "We call back" in drawn(pilot))
        assert "We call back" not in drawn_wide(pilot)
        assert "It was late once" not in drawn(pilot)
        await keys(pilot, "f12")
        assert "We call back within two days" in drawn_wide(pilot)
