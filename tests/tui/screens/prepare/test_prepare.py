"""The workbook in the terminal: a partner's whole way, by keyboard and by mouse."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.widgets import Button, TextArea

from coopcoach.domain.answers import Answer, OptionsValue, Stance, TextValue, Visibility
from coopcoach.exchange.incoming.unmatched import with_unmatched
from coopcoach.markup.document import Document
from coopcoach.services.partners.prepare import Prepare
from coopcoach.storage.sessions import answers_path
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.prepare.overview import PrepareOverviewScreen
from coopcoach.tui.screens.prepare.prepare import PrepareScreen
from coopcoach.tui.widgets.answers.card import AnswerCard
from coopcoach.tui.widgets.answers.chips import ChipRow
from coopcoach.tui.widgets.answers.page import HandedInPage, WorkbookPage
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog
from coopcoach.tui.widgets.frame.saved_mark import SaveState
from coopcoach.tui.widgets.pairs.answer_display import AnswerDisplay
from coopcoach.tui.widgets.pairs.unmatched_view import UnmatchedView
from tests.builders.examples import covering, deep
from tests.builders.screens import text, until
from tests.builders.sessions import START, new_session, ticking


@pytest.fixture
def path(tmp_path):
    workspace, slug = new_session(tmp_path, languages=("de", "en"), pack="full")
    return answers_path(workspace, slug, "anna-meier")


def on_disk(path):
    return Prepare(path, ticking())


def words(text, **more):
    return Answer(value=TextValue(text=text), **more)


def prompt(prepare, prompt_id):
    return next(place.prompt for place in prepare.asked if place.prompt.id == prompt_id)


@pytest.fixture
def by_hand(monkeypatch):
    """Nothing is written or read again unless the test says so."""
    monkeypatch.setattr("coopcoach.tui.saving.QUIET", 600)
    monkeypatch.setattr("coopcoach.tui.saving.LATEST", 600)
    monkeypatch.setattr("coopcoach.tui.saving.CHECK_EVERY", 600)


@asynccontextmanager
async def preparing(path, size=(80, 24)):
    prepare = Prepare(path, ticking())
    screen = PrepareScreen(prepare)
    async with CoopcoachApp(prepare.t, screen).run_test(size=size) as pilot:
        await until(pilot, lambda: screen.query(WorkbookPage) or screen.query(HandedInPage))
        yield pilot, screen


def card(screen, prompt_id):
    return next(card for card in screen.query(AnswerCard) if card.prompt.id == prompt_id)


def saved(screen):
    return lambda: screen.title_bar.mark.state is SaveState.SAVED


async def test_what_is_typed_is_in_the_file_after_a_short_quiet(path):
    async with preparing(path) as (pilot, screen):
        card(screen, "arrive.wish").focus_first()
        await pilot.press(*"Ruhe")
        await until(pilot, saved(screen))
        assert on_disk(path).answer("arrive.wish") == words("Ruhe")


async def test_what_is_typed_is_in_the_file_when_the_program_ends(path):
    async with preparing(path) as (pilot, screen):
        card(screen, "arrive.wish").focus_first()
        await pilot.press(*"Ruhe", "ctrl+q")
    assert on_disk(path).answer("arrive.wish") == words("Ruhe")


async def test_leaving_saves(path):
    async with preparing(path) as (pilot, screen):
        card(screen, "arrive.wish").focus_first()
        await pilot.press(*"Ruhe", "escape", "escape")
    assert on_disk(path).answer("arrive.wish") == words("Ruhe")


async def test_by_keyboard_alone(path):
    async with preparing(path) as (pilot, screen):
        await pilot.press("tab", "1", "space", "3", "space")
        await pilot.press("tab", "tab", "2", "enter", "tab", "2", "enter")
        await pilot.press("f8")
        assert screen.place == 1
        answer = on_disk(path).answer("arrive.setting")
        assert answer == Answer(
            value=OptionsValue(options=("quiet", "camera")),
            stance=Stance.TALK_LIVE,
            visibility=Visibility.COACH,
        )
        await pilot.press("f3")
        assert screen.place == 0
        assert card(screen, "arrive.setting").answer == answer


async def test_by_mouse_alone(path):
    async with preparing(path, size=(100, 90)) as (pilot, screen):
        first = card(screen, "arrive.setting")
        await pilot.click(next(iter(first.query("ListItem"))))
        rows = list(first.query("ChipRow"))
        await pilot.click(rows[0], offset=(3, 0))
        await until(pilot, saved(screen))
        answer = on_disk(path).answer("arrive.setting")
        assert answer.value == OptionsValue(options=("quiet",))
        assert answer.stance is Stance.DONT_KNOW
        await pilot.click(next(b for b in screen.query(Button) if b.name == "onward"))
        await until(pilot, lambda: screen.place == 1)


async def test_the_way_back_ends_at_the_first_exercise_with_a_reason(path):
    async with preparing(path) as (pilot, screen):
        await pilot.press("f3")
        assert screen.place == 0
        assert screen.message_line.text


async def test_it_goes_on_at_the_first_blank(path):
    prepare = on_disk(path)
    for asked in prepare.prompts(prepare.exercises[0]):
        prepare.set_answer(asked, Answer(stance=Stance.DONT_KNOW))
    async with preparing(path) as (_, screen):
        assert screen.place == 1


async def test_overview_leads_to_a_blank_question(path):
    async with preparing(path) as (pilot, screen):
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, PrepareOverviewScreen))
        asked = len(screen.prepare.prompts(screen.prepare.exercises[0]))
        await pilot.press("end", *["down"] * (asked + 1), "enter")
        await until(pilot, lambda: pilot.app.screen is screen and screen.place == 1)
        await until(pilot, lambda: bool(screen.query(AnswerCard)))
        assert pilot.app.focused in card(screen, "goal.why").query("WordsField")


async def test_after_the_last_exercise_comes_the_overview(path):
    async with preparing(path) as (pilot, screen):
        screen.place = len(screen.prepare.exercises) - 1
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(pilot.app.screen, PrepareOverviewScreen))


async def handed_in(pilot, screen):
    await pilot.press("f4")
    await until(pilot, lambda: isinstance(pilot.app.screen, PrepareOverviewScreen))
    await pilot.pause()
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
    await pilot.click("#yes")
    await until(pilot, lambda: bool(screen.query(HandedInPage)))


async def test_handing_in_asks_seals_and_shows_answers_only_to_read(path):
    async with preparing(path) as (pilot, screen):
        card(screen, "arrive.wish").focus_first()
        await pilot.press(*"Ruhe")
        await handed_in(pilot, screen)
        assert on_disk(path).handed_in
        assert on_disk(path).answer("arrive.wish") == words("Ruhe")
        await pilot.press("f4")
        assert screen.message_line.text
        await pilot.press("f8")
        await until(pilot, lambda: bool(screen.query(AnswerDisplay)))
        assert not screen.query(AnswerCard)
        screen.place = len(screen.prepare.exercises) - 1
        await pilot.press("f8")
        await until(pilot, lambda: bool(screen.query(HandedInPage)))
        await pilot.press("f3")
        await until(pilot, lambda: bool(screen.query(WorkbookPage)))
        assert screen.place == len(screen.prepare.exercises) - 1


async def test_not_yet_hands_nothing_in(path):
    async with preparing(path) as (pilot, _screen):
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, PrepareOverviewScreen))
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
        await pilot.press("escape")
        await pilot.app.workers.wait_for_complete()
        assert on_disk(path).handed_in is None


async def test_changing_after_all_asks_and_opens_again(path):
    async with preparing(path) as (pilot, screen):
        await pilot.press("f9")
        assert screen.message_line.text
        await handed_in(pilot, screen)
    async with preparing(path) as (pilot, screen):
        assert screen.query(HandedInPage)
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
        await pilot.click("#yes")
        await until(pilot, lambda: bool(screen.query(AnswerCard)))
        assert on_disk(path).handed_in is None


async def test_what_another_program_writes_is_shown(path, by_hand):
    async with preparing(path) as (_, screen):
        other = on_disk(path)
        other.set_answer(prompt(other, "arrive.wish"), words("theirs"))
        screen.saver.check_files()
        assert card(screen, "arrive.wish").answer == words("theirs")
        assert screen.message_line.text


@pytest.mark.parametrize(("button", "stays"), [(0, "theirs"), (1, "x")])
async def test_two_states_of_an_answer_are_shown_and_one_is_chosen(path, button, stays, by_hand):
    async with preparing(path, size=(80, 60)) as (pilot, screen):
        card(screen, "arrive.wish").focus_first()
        await pilot.press("x")
        other = on_disk(path)
        other.set_answer(prompt(other, "arrive.wish"), words("theirs"))
        screen.flush()
        await until(pilot, lambda: bool(screen.query(".card--others")))
        buttons = list(card(screen, "arrive.wish").query(Button))
        buttons[button].press()
        await until(pilot, lambda: not screen.query(".card--others"))
        assert on_disk(path).answer("arrive.wish") == words(stays)
        assert on_disk(path).other_states("arrive.wish") == ()


async def test_what_the_disk_refuses_is_said_kept_and_tried_again(path, monkeypatch, by_hand):
    async with preparing(path) as (pilot, screen):

        def refuses(*_args):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as broken:
            broken.setattr(screen.prepare, "_write", refuses)
            card(screen, "arrive.wish").focus_first()
            await pilot.press("x")
            screen.flush()
            assert screen.title_bar.mark.state is SaveState.NOT_SAVED
            assert "No space" in screen.message_line.text
        screen.saver.check_files()
        assert screen.title_bar.mark.state is SaveState.SAVED
        assert on_disk(path).answer("arrive.wish") == words("x")


@pytest.mark.parametrize(
    ("partner", "size"),
    [
        ("anna-meier", (80, 24)),
        ("ben-weiss", (200, 60)),
        deep("anna-meier", (200, 60)),
        deep("ben-weiss", (80, 24)),
    ],
)
async def test_every_page_fits_the_window_and_changes_nothing(tmp_path, partner, size):
    workspace, slug = new_session(tmp_path, languages=("de", "en"), pack="full")
    path = answers_path(workspace, slug, partner)
    before = path.read_bytes()
    async with preparing(path, size=size) as (pilot, screen):
        prepare = screen.prepare
        pages = list(enumerate(prepare.exercises))
        for place, _ in covering(pages, lambda page: {p.kind for p in prepare.prompts(page[1])}):
            screen.place = place
            await screen._show()
            await pilot.pause()
            for widget in screen.query("WorkbookPage *"):
                if widget.display and widget.size.width:
                    assert widget.region.right <= size[0], widget
    assert path.read_bytes() == before


async def test_what_is_typed_beside_the_fields_goes_into_one(path):
    async with preparing(path) as (pilot, screen):
        await pilot.press("W", "i", "r")
        await pilot.pause()
        field = screen.focused
        assert isinstance(field, TextArea)
        assert field.text == "Wir"
        assert pilot.app.screen is screen


async def test_the_ways_not_to_answer_are_chosen_by_arrow_space_and_digit(path):
    async with preparing(path) as (pilot, screen):
        here = card(screen, "arrive.wish")
        here.query(ChipRow).first().focus()
        for key, stance in (
            ("space", Stance.DONT_KNOW),
            ("right", Stance.TALK_LIVE),
            ("space", Stance.RATHER_NOT),
            ("space", Stance.DONT_KNOW),
            ("2", Stance.DONT_KNOW),
            ("enter", Stance.TALK_LIVE),
            ("backspace", None),
        ):
            await pilot.press(key)
            await until(pilot, lambda stance=stance: here.answer.stance is stance)


async def test_escape_goes_back_to_the_page_and_asks_before_it_closes(path):
    async with preparing(path) as (pilot, screen):
        await pilot.press("tab", "escape")
        assert isinstance(screen.focused, WorkbookPage)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
        await pilot.click("#yes")
        await until(pilot, lambda: not pilot.app.is_running or screen not in pilot.app.screen_stack)


async def test_it_goes_on_at_the_question_itself_where_it_is_not_the_first(path):
    prepare = on_disk(path)
    prepare.set_answer(
        prompt(prepare, "arrive.setting"), Answer(value=OptionsValue(options=("quiet",)))
    )
    async with preparing(path) as (_, screen):
        assert card(screen, "arrive.wish").has_focus_within


@pytest.mark.parametrize("keys", [("space", "space"), ("enter", "enter", "f8")])
async def test_a_key_that_is_hit_twice_closes_one_screen(path, keys):
    async with preparing(path) as (pilot, screen):
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, PrepareOverviewScreen))
        for key in keys:
            # Both are under way before the first has done anything.
            pilot.app.post_message(events.Key(key, " " if key == "space" else None))
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.pause()
        assert screen.is_attached
        assert screen.query(WorkbookPage)


async def test_a_dialog_that_is_answered_twice_closes_alone(path):
    async with preparing(path) as (pilot, screen):
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
        for _ in range(3):
            pilot.app.post_message(events.Key("enter", None))
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.pause()
        assert screen.is_attached


@pytest.fixture
def with_found(path):
    """The file, with a passage beside an answer and one that belongs to no question."""
    prepare = on_disk(path)
    prepare.set_answer(prompt(prepare, "goal.why"), words("Später."))
    document = Document(path.read_text(encoding="utf-8"))
    t = prepare.t
    document = with_unmatched(document, "Früher.", START, t, of="goal.why", label="Warum?")
    document = with_unmatched(document, "[b]Lieber[/b] Gruß!\x1b[2J", START, t)
    path.write_text(document.source, encoding="utf-8")
    return path


async def test_what_was_found_is_shown_where_it_belongs_and_taken_out(with_found):
    async with preparing(with_found) as (pilot, screen):
        await pilot.press("f8")
        await until(pilot, lambda: screen.query(UnmatchedView))
        assert screen.query_one(UnmatchedView).found[0].text == "Früher."
        screen.query_one(UnmatchedView).query_one(Button).press()
        await until(pilot, lambda: screen.query(WorkbookPage) and not screen.query(UnmatchedView))
        screen.query_one(WorkbookPage).focus()
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, PrepareOverviewScreen))
        view = pilot.app.screen.query_one(UnmatchedView)
        view.scroll_visible(animate=False)
        await until(pilot, lambda: "[b]Lieber[/b] Gruß![2J" in text(pilot.app))
        view.query_one(Button).press()
        await until(
            pilot,
            lambda: (
                isinstance(pilot.app.screen, PrepareOverviewScreen)
                and not pilot.app.screen.query(UnmatchedView)
            ),
        )
    assert on_disk(with_found).unmatched() == on_disk(with_found).unmatched("goal.why") == ()
    assert on_disk(with_found).answer("goal.why") == words("Später.")


async def test_the_last_change_is_taken_back_and_done_again(path):
    async with preparing(path) as (pilot, screen):
        await pilot.press("tab", "space", "tab", "tab", "tab", "tab", *"Ruhe", "f8")
        wished = screen.prepare.answer("arrive.wish")
        chosen = screen.prepare.answer("arrive.setting")
        assert (wished, chosen.value) == (words("Ruhe"), OptionsValue(options=("quiet",)))
        # What was typed in a row is one change; it is shown where it was made.
        await pilot.press("f10")
        await pilot.pause()
        assert screen.place == 0
        assert screen.prepare.answer("arrive.wish").is_blank
        assert "Zurückgenommen: „" in screen.message_line.text
        await pilot.press("f10")
        await pilot.pause()
        assert screen.prepare.answer("arrive.setting").is_blank
        await pilot.press("f10")
        assert "nichts" in screen.message_line.text
        await pilot.press("escape", "ctrl+y", "escape", "ctrl+y")
        await pilot.pause()
        assert on_disk(path).answer("arrive.wish") == wished
        assert on_disk(path).answer("arrive.setting") == chosen
