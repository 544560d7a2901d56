"""A new session: by keys alone, by mouse alone; what is wrong stands beside its field."""

from __future__ import annotations

from datetime import datetime

import pytest
from textual.widgets import Button, Input

from coopcoach.i18n import translator
from coopcoach.storage.sessions import open_session
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.desk import DeskScreen
from coopcoach.tui.screens.new_session import NewSessionScreen
from coopcoach.tui.screens.stage.stage import StageScreen
from coopcoach.tui.themes import DARK_THEME, LIGHT_THEME
from coopcoach.tui.widgets.boards.session_list import SessionList
from coopcoach.tui.widgets.forms.fields import FormField
from tests.builders import screens as drawn
from tests.builders.screens import desk_of, until
from tests.builders.sessions import clock, workspace_with

FILLED = {
    "title": "Painting and drywall",
    "first-name": "Anna Meier",
    "first-firm": "Malerei, Meier & <Söhne>",
    "first-email": "anna@example.org",
    "second-name": "Huber, Jonas",
    "coach": "Eva Klein",
    "date": "15.1.2027 10:00",
    "currency": "",
}


def form_of(workspace, lang="en") -> CoopcoachApp:
    t = translator(lang)
    return CoopcoachApp(t, NewSessionScreen(workspace, t, clock))


def fill(app, values):
    for name, value in values.items():
        app.screen.query_one(f"#{name}", FormField).input.value = value


def note(app, name) -> str:
    return str(app.screen.query_one(f"#{name} .form--note").render())


async def test_a_session_is_made_by_keys_alone_and_is_at_the_cursor(tmp_path):
    workspace = workspace_with(tmp_path)
    app = desk_of(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"Painting", "enter", *"Anna", "enter", *"Meier", "tab", "tab")
        await pilot.press("right", "tab", *"Jonas", "tab", "tab", "tab", "tab", "tab")
        await pilot.press(*"15.1. 10:00", "tab", "down", "f2")
        await until(pilot, lambda: "The session is made" in drawn.text(app))
        await until(pilot, lambda: app.screen.query_one(SessionList).selected is not None)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, StageScreen))
    session = open_session(workspace, "painting").session
    assert [p.name for p in session.partners] == ["Anna", "Jonas"]
    assert [p.language for p in session.partners] == ["de", "en"]
    assert session.partners[0].firm == "Meier"
    assert session.date == datetime(2027, 1, 15, 10, 0)
    assert session.pack == "full"


async def test_a_session_is_made_by_mouse(tmp_path):
    workspace = workspace_with(tmp_path)
    app = form_of(workspace)
    async with app.run_test(size=(80, 90)) as pilot:
        fill(app, FILLED)
        await pilot.pause()
        await pilot.click("#second-language Options", offset=(6, 0))
        await pilot.click("#make")
        await pilot.pause()
    session = open_session(workspace, "painting-and-drywall").session
    anna, jonas = session.partners
    assert (anna.name, anna.firm, anna.email) == (
        "Anna Meier",
        "Malerei, Meier & <Söhne>",
        "anna@example.org",
    )
    assert (jonas.name, jonas.firm) == ("Jonas Huber", "")
    assert session.coach == "Eva Klein"
    assert (anna.language, jonas.language) == ("en", "de")


async def test_address_spelling_currency_and_three_sessions_are_chosen(tmp_path):
    workspace = workspace_with(tmp_path)
    app = form_of(workspace, "de")
    async with app.run_test(size=(100, 90)) as pilot:
        await pilot.pause()
        fill(app, {**FILLED, "currency": "chf"})
        chosen = (("first-language", 1), ("spelling", 1), ("pack", 2), ("second-language", 2))
        for name, steps in chosen:
            app.screen.query_one(f"#{name} Options").focus()
            await pilot.press(*["right"] * steps)
        await pilot.press("f2")
        await pilot.pause()
    session = open_session(workspace, "painting-and-drywall").session
    assert [p.language for p in session.partners] == ["de-CH-du", "en"]
    assert (session.language, session.currency, session.pack) == ("de-CH", "CHF", "full")
    assert sum(item.minutes for item in session.agenda) == 3 * 75


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("title", "  ", "schreiben Sie einen Titel"),
        ("first-name", "", "schreiben Sie den Namen"),
        ("second-name", "anna meier", "beide heißen gleich"),
        ("first-email", "anna", "anna@example.org"),
        ("currency", "Franken", "schreiben Sie das Kürzel mit drei Buchstaben, etwa CHF"),
        ("date", "bald", "schreiben Sie Tag und Uhrzeit, etwa 15.1.2027 10:00"),
        ("date", "15.1.2027", "schreiben Sie Tag und Uhrzeit, etwa 15.1.2027 10:00"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(tmp_path, name, value, words):
    workspace = workspace_with(tmp_path)
    app = form_of(workspace, "de")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        fill(app, {**FILLED, name: value})
        await pilot.press("f2")
        await pilot.pause()
        assert words in note(app, name)
        assert app.focused is app.screen.query_one(f"#{name}", FormField).input
        assert words in drawn.text(app)
        assert app.screen.message_line.text
        fill(app, FILLED)
        await pilot.pause()
        assert words not in note(app, name)
        await pilot.press("f2")
        await pilot.pause()
    assert workspace.session_slugs() == ["painting-and-drywall"]


async def test_every_label_is_seen_together_with_its_field(tmp_path):
    app = form_of(workspace_with(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        labels = []
        for _ in range(10):
            field = next((a for a in app.focused.ancestors if isinstance(a, FormField)), None)
            if field is not None:
                labels.append(field._label)
                assert field._label in drawn.text(app)
            await pilot.press("tab")
            await pilot.pause()
        assert len(labels) >= 8


async def test_an_untouched_form_is_left_at_once(tmp_path):
    workspace = workspace_with(tmp_path, "Alpha")
    workspace.settings.write_text("coach: Käthe Brühl\n", encoding="utf-8")
    app = desk_of(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, DeskScreen)


async def test_the_coach_of_the_settings_is_that_of_a_new_session(tmp_path):
    workspace = workspace_with(tmp_path)
    workspace.settings.write_text("coach: Käthe Brühl\n", encoding="utf-8")
    app = form_of(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        fill(app, {"title": "A", "first-name": "Anna", "second-name": "Ben"})
        assert app.screen.query_one("#coach", FormField).value == "Käthe Brühl"
        await pilot.press("f2")
        await pilot.pause()
    (slug,) = workspace.session_slugs()
    assert open_session(workspace, slug).session.coach == "Käthe Brühl"


async def test_what_was_typed_is_not_thrown_away_unasked(tmp_path):
    app = desk_of(workspace_with(tmp_path, "Alpha"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("x", "escape")
        await pilot.pause()
        assert "Leave without making the session?" in drawn.text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one("#title Input", Input).value == "x"
        await pilot.press("escape")
        await pilot.pause()
        await pilot.click("#yes")
        await pilot.pause()
        assert isinstance(app.screen, DeskScreen)


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_the_buttons_can_be_reached(tmp_path, size):
    app = form_of(workspace_with(tmp_path))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        button = app.screen.query_one("#cancel", Button)
        button.focus()
        await pilot.pause(0.4)
        assert button.region.bottom <= size[1] - 2
        await pilot.click("#cancel")
        await pilot.pause()
    assert app.return_code == 0


@pytest.mark.parametrize("theme", [LIGHT_THEME, DARK_THEME])
async def test_every_text_of_the_form_stands_out(tmp_path, theme):
    app = form_of(workspace_with(tmp_path), "de")
    app.theme = theme
    async with app.run_test(size=(110, 60)) as pilot:
        await pilot.pause()
        for _ in range(14):
            assert drawn.faint(app) == []
            await pilot.press("tab")
        await pilot.press("f2")
        await pilot.pause()
        assert drawn.faint(app) == []
