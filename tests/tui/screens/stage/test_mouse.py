"""The main path with the mouse alone: every key has something to click on."""

from textual.widgets import Button, OptionList

from coopcoach.domain.ground_rules import RuleState
from tests.builders.screens import SMALL, app_of, drawn, lines, until
from tests.builders.sessions import prepared, stage_of


async def click_on(pilot, words):
    """Click on the last place where these words stand."""
    await until(pilot, lambda: words in drawn(pilot))
    found = [(line.rindex(words), y) for y, line in enumerate(lines(pilot.app)) if words in line]
    x, y = found[-1]
    x += len(words) // 2
    widget, region = pilot.app.screen.get_widget_at(x, y)
    await pilot.click(widget, offset=(x - region.x, y - region.y))
    await pilot.pause()
    await pilot.pause()


async def test_reveal_walk_rule_voices_and_pdf_by_mouse(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await pilot.pause()
        await click_on(pilot, "Reveal both answers")
        await pilot.click("#yes")
        await until(pilot, lambda: pilot.app.screen.query("PairsView"))
        await click_on(pilot, "2 Together")
        await click_on(pilot, "My coach may keep")
        await click_on(pilot, "Go on")
        assert "store" in stage.session.joint_answer("arrive.consent", "anna-meier").value.options
        assert stage.session.place == "goal-why"
        await click_on(pilot, "3 Ground rules")
        await click_on(pilot, "New rule")
        choices = pilot.app.screen.query_one(OptionList)
        await pilot.click(choices, offset=(3, 0))
        await until(pilot, lambda: pilot.app.screen.query("#field-sentence"))
        pilot.app.screen.query_one("#field-sentence").insert("We call back")
        await pilot.click("#save")
        await until(pilot, lambda: pilot.app.screen.query("RulePage"))
        for name in ("Vote: Anna", "Vote: Ben"):
            await click_on(pilot, name)
            await pilot.click("#says", offset=(4, 0))
            await until(pilot, lambda: pilot.app.screen.query("RulePage"))
        (rule,) = stage.session.rules
        assert rule.state(stage.session.partner_ids) is RuleState.AGREED
        await click_on(pilot, "Actions")
        await click_on(pilot, "New action")
        await pilot.click("#cancel")
        await click_on(pilot, "3")
        assert stage.session.place == "talk-reply"
        await click_on(pilot, "Closing")
        await click_on(pilot, "Go on")
        await click_on(pilot, "PDF and e-mail (Ctrl+W)")
        await until(pilot, lambda: "summary.pdf" in drawn(pilot))


async def test_an_exercise_is_chosen_from_the_agenda_by_mouse(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+o")
        await click_on(pilot, stage.exercises[2].title)
        assert stage.session.place == stage.exercises[2].id


async def test_what_a_board_can_do_stands_on_buttons(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    stage.board.put_action("call")
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+n")
        await pilot.pause()
        labels = [str(button.label) for button in pilot.app.screen.query(Button)]
        assert labels == [
            "New action (Ctrl+A)",
            "Change (Enter)",
            "Tick (Ctrl+D)",
            "Take off the list (Del)",
        ]
        await click_on(pilot, "Tick")
        assert stage.session.actions[0].done
