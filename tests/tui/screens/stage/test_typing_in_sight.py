"""What is typed is in sight, also where a field has grown beyond the edge of the page."""

from tests.builders.screens import SMALL, app_of, drawn, keys, until
from tests.builders.sessions import prepared, stage_of


async def test_the_last_word_of_a_long_answer_is_seen(tmp_path):
    stage = stage_of(*prepared(tmp_path))
    stage.go_to("goal-why")
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "2")
        words = [f"word{number}" for number in range(180)]
        field = pilot.app.screen.focused
        field.insert(" ".join(words))
        await until(pilot, lambda: words[-1] in drawn(pilot))
        field.move_cursor((0, 0))
        await until(pilot, lambda: words[0] in drawn(pilot))


async def test_the_cursor_stays_in_sight_when_the_window_changes_its_size(tmp_path):
    stage = stage_of(*prepared(tmp_path))
    stage.go_to("arrive")
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await keys(pilot, "2")
        # It goes into the note, below the consents of both.
        await keys(pilot, *"zuletzt")
        for size in ((60, 20), (120, 40), SMALL):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: "zuletzt" in drawn(pilot))
