"""Made for video: one question at a time in a small window, quiet meta lines, messages that go with their page."""

from __future__ import annotations

import pytest

from coopcoach.tui.themes import DARK, DARK_THEME, LIGHT, LIGHT_THEME
from coopcoach.tui.widgets.pairs.pair_view import PairView
from coopcoach.tui.widgets.pairs.pairs import PairsView
from tests.builders.screens import LARGE, SMALL, app_of, drawn, keys, lines
from tests.builders.sessions import prepared, stage_of

SIXTY = {
    "de": "Wir haben das im letzten Jahr zweimal erlebt und es hat jedes Mal viel Geld gekostet. Ich will, dass"
    " der Kunde nur einen Ansprechpartner hat und nicht zwischen uns hin und her läuft. Außerdem sparen wir uns"
    " Fahrten, wenn wir die Aufmaße zusammen machen, und ich lerne von der anderen Seite, was beim Ausbau"
    " wirklich zählt, bevor ich den ersten Pinsel heraus {}",
    "en": "It happened to us twice last year, and both times it cost us money. I want the customer to have one"
    " person to talk to and not to run to and fro between the two of us. We would also save trips if we measured"
    " up together, and I would learn from the other side what really counts when a house is {}",
}


def opened(folder, lang, size, exercise="goal-why"):
    words = tuple(SIXTY[lang].format(last) for last in ("FIRSTEND", "SECONDEND"))
    stage = stage_of(*prepared(folder, lang, words=words), lang)
    stage.go_to(exercise)
    stage.reveal(stage.here)
    return stage, app_of(stage).run_test(size=size)


@pytest.mark.parametrize("lang", ["de", "en"])
async def test_two_answers_of_sixty_words_and_the_question_are_in_view_at_once(tmp_path, lang):
    assert len(SIXTY[lang].split()) >= 60
    stage, app = opened(tmp_path, lang, SMALL)
    async with app as pilot:
        await pilot.pause()
        shown = drawn(pilot)
        assert "FIRSTEND" in shown
        assert "SECONDEND" in shown
        first, second = stage.prepared_prompts(stage.here)[:2]
        assert first.label in " ".join(shown.split())
        assert second.label not in " ".join(shown.split())
        await keys(pilot, "right")
        assert second.label in " ".join(drawn(pilot).split())
        assert "SECONDEND" in drawn(pilot)
        await keys(pilot, "left", "left")
        assert stage.t("This is the first answer here.") in drawn(pilot)


async def test_a_wide_window_shows_all_and_marks_the_present_one(tmp_path):
    _, app = opened(tmp_path, "en", LARGE)
    async with app as pilot:
        await keys(pilot, "right")
        views = list(pilot.app.screen.query(PairView))
        assert [view.has_class("-here") for view in views] == [
            place == 1 for place in range(len(views))
        ]
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        await pilot.pause()
        assert len(pilot.app.screen.query(PairView)) == 1


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_seals_are_one_sign_that_opens(tmp_path, size):
    stage, app = opened(tmp_path, "en", size)
    async with app as pilot:
        await pilot.pause()
        assert "unchanged since" not in drawn(pilot)
        await keys(pilot, "i")
        assert drawn(pilot).count("unchanged since") == 2
        assert stage.t("Revealed on {moment}", moment=stage.t.moment(stage.now())) in drawn(pilot)
        await keys(pilot, "i")
        assert "unchanged since" not in drawn(pilot)
        await pilot.click("#seal")
        assert "unchanged since" in drawn(pilot)


async def test_a_seal_that_was_broken_is_not_folded(tmp_path):
    stage, _ = opened(tmp_path, "en", SMALL)
    path = stage.workspace.sessions / stage.slug / "answers" / f"{stage.session.partner_ids[0]}.md"
    path.write_text(path.read_text().replace("FIRSTEND", "OTHEREND"))
    async with app_of(stage).run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "changed since" in drawn(pilot)
        assert pilot.app.screen.query_one(PairsView)


async def test_a_message_goes_with_its_page(tmp_path):
    stage, app = opened(tmp_path, "en", SMALL)
    async with app as pilot:
        await keys(pilot, "left")
        said = stage.t("This is the first answer here.")
        assert said in drawn(pilot)
        await keys(pilot, "2")
        assert said not in drawn(pilot)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
async def test_the_focused_button_alone_is_filled(tmp_path, theme):
    stage = stage_of(*prepared(tmp_path))
    stage.go_to("goal-why")
    async with app_of(stage).run_test(size=SMALL) as pilot:
        pilot.app.theme = {DARK.name: DARK_THEME, LIGHT.name: LIGHT_THEME}[theme.name]
        await keys(pilot, "ctrl+r")
        yes, no = pilot.app.screen.query("Button")
        for focused, other in ((no, yes), (yes, no)):
            assert focused.has_focus
            assert focused.styles.background.hex.lower() == theme.primary
            assert other.styles.background.hex.lower() == theme.panel
            assert focused.styles.border_top[1] == focused.styles.background
            await keys(pilot, "left")


async def test_a_field_without_the_focus_has_no_bar(tmp_path):
    _, app = opened(tmp_path, "en", LARGE, "goal-sentence")
    async with app as pilot:
        await keys(pilot, "2")
        field = pilot.app.screen.query("WordsField").last()
        left = lines(pilot.app)[field.region.y][field.region.x]
        assert left == " "
        field.focus()
        await pilot.pause()
        assert lines(pilot.app)[field.region.y][field.region.x] != " "
