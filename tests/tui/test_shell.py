"""The shell: keys in the reader's language, a line that answers, an end in good order."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from textual import events
from textual.containers import VerticalScroll
from textual.widgets import Button, Input, OptionList, Static, TextArea

from coopcoach.i18n import N_, translator
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.commands import Command, CommandGroup
from coopcoach.tui.messages import ShowMessage
from coopcoach.tui.screens.base import BaseScreen
from coopcoach.tui.themes import DARK, DARK_THEME, LIGHT, LIGHT_THEME, theme_for
from coopcoach.tui.widgets.frame.keys import KeyBar, key_name
from coopcoach.tui.widgets.frame.sanitize import one_line, sanitize
from coopcoach.tui.widgets.frame.saved_mark import SaveState
from coopcoach.tui.widgets.frame.typed_text import text_fields
from tests.builders import screens as drawn

ENGLISH, GERMAN = translator("en"), translator("de")


class Room(BaseScreen[None]):
    """A screen with a field and a few keys."""

    BINDINGS = CommandGroup(
        Command("open", "o", "open", N_("Open"), footer=True, always="f4"),
        Command("new", "n", "new", N_("New session"), footer=True),
    ).bindings()

    def __init__(self, lang: str = "en", reason: str = "") -> None:
        super().__init__(translator(lang))
        self.reason = reason
        self.done: list[str] = []
        self.flushed = 0
        self.fails = False

    def compose_body(self):
        with VerticalScroll(can_focus=False):
            yield Static("body")
            yield Input(placeholder="a hint", id="line")
            yield TextArea(id="text", placeholder="another hint")
            yield Button("not now", disabled=True)
            yield Input("no longer", disabled=True)

    def on_mount(self) -> None:
        self.show_title("A title", "a place")

    def why_not(self, action: str) -> str:
        return self.reason if action == "open" else ""

    def action_open(self) -> None:
        self.done.append("open")

    def action_new(self) -> None:
        self.done.append("new")

    def flush(self) -> None:
        self.flushed += 1
        if self.fails:
            raise OSError

    @property
    def said(self) -> str:
        return self.message_line.text


def app_of(room: Room, lang: str = "en") -> CoopcoachApp:
    return CoopcoachApp(translator(lang), room)


def bar(app: CoopcoachApp) -> str:
    return "\n".join(drawn.lines(app)[-app.screen.query_one(KeyBar).region.height :]).strip()


# Text of a person


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bäder & Küchen", "Bäder & Küchen"),
        ("a\u0308", "ä"),
        ("\x1b[31mrot\x1b]52;c;Zm9v\x07", "[31mrot]52;c;Zm9v"),
        ("ab\u202ecd\u200b\u2066", "abcd"),
        ("eins\u2028zwei\x85drei\r\nvier\rfünf\x0bsechs", "eins\nzwei\ndrei\nvier\nfünf\nsechs"),
        ("\ud800\ue000\x00\x7f\x9b", ""),
        ("👩\u200d🔧\tTab", "👩\u200d🔧\tTab"),
        ("[red]no markup[/red]", "[red]no markup[/red]"),
    ],
)
def test_text_of_a_person_is_drawn_without_what_a_terminal_obeys(text, shown):
    assert sanitize(text) == shown


def test_one_line_is_one_line():
    assert one_line(" a\n b\t\tc\u2029d ") == "a b c d"


# Keys


@pytest.mark.parametrize(
    ("key", "english", "german"),
    [
        ("ctrl+q", "Ctrl+Q", "Strg+Q"),
        ("f4", "F4", "F4"),
        ("n", "n", "n"),
        ("escape", "Esc", "Esc"),
        ("enter", "Enter", "Enter"),
        ("shift+tab", "Shift+Tab", "Umschalt+Tab"),
        ("question_mark", "?", "?"),
        ("plus", "+", "+"),
    ],
)
def test_a_key_has_the_name_that_is_printed_on_it(key, english, german):
    assert key_name(ENGLISH, key) == english
    assert key_name(GERMAN, key) == german


async def test_the_bar_names_the_keys_in_the_readers_language():
    app = app_of(Room("de"), "de")
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.set_focus(None)
        await pilot.pause()
        # Letters go into the text field.
        assert bar(app) == "F4 Öffnen   ? Alle Tasten"
        for field in app.screen.query("Input, TextArea"):
            field.display = False
        app.screen.refresh_bindings()
        await pilot.pause()
        assert bar(app) == "o Öffnen   n Neue Sitzung   ? Alle Tasten"


async def test_inside_a_text_field_the_bar_names_the_keys_that_work_there():
    app = app_of(Room())
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one("#line").focus()
        await pilot.pause()
        assert bar(app) == "F4 Open   F1 All keys"


async def test_a_key_is_never_torn_from_what_it_does():
    app = app_of(Room())
    async with app.run_test(size=(24, 24)) as pilot:
        app.screen.set_focus(None)
        app.screen.query("Input, TextArea").set(display=False)
        app.screen.refresh_bindings()
        await pilot.pause()
        assert [line.strip() for line in bar(app).splitlines()] == [
            "o Open   n New session",
            "? All keys",
        ]


async def test_a_click_on_the_bar_does_what_the_key_does_also_while_typing():
    room = Room()
    async with app_of(room).run_test(size=(80, 24)) as pilot:
        room.query_one("#line").focus()
        await pilot.pause()
        await pilot.click(KeyBar, offset=(4, 0))
        assert room.done == ["open"]
        assert room.query_one("#line", Input).value == ""


async def test_a_key_that_cannot_do_it_says_why():
    room = Room(reason="Both are needed for this.")
    async with app_of(room).run_test(size=(80, 24)) as pilot:
        room.set_focus(None)
        await pilot.pause()
        assert bar(room.app).startswith("(F4 Open)")
        await pilot.press("f4")
        assert room.done == []
        assert room.said == "Both are needed for this."


async def test_letters_and_pasted_text_go_into_a_field_where_none_has_the_focus():
    room = Room()
    async with app_of(room).run_test(size=(80, 24)) as pilot:
        room.set_focus(None)
        await pilot.press(*"no")
        assert (room.done, room.query_one("#line", Input).value) == ([], "no")
        room.set_focus(None)
        room.post_message(events.Paste("te"))
        await pilot.pause()
        assert room.query_one("#line", Input).value == "note"


async def test_a_click_on_what_cannot_be_done_says_why():
    room = Room(reason="Both are needed for this.")
    async with app_of(room).run_test(size=(80, 24)) as pilot:
        room.set_focus(None)
        await pilot.pause()
        await pilot.click(KeyBar, offset=(4, 0))
        assert (room.done, room.said) == ([], "Both are needed for this.")


async def test_all_keys_are_listed_searched_and_done():
    room = Room("de")
    app = app_of(room, "de")
    async with app.run_test(size=(80, 24)) as pilot:
        room.set_focus(None)
        await pilot.press("question_mark")
        await pilot.pause()
        shown = drawn.text(app)
        for words in ("Was Sie hier tun können", "F4   Öffnen", "Strg+Q", "Hell oder dunkel"):
            assert words in shown
        await pilot.press(*"öff")
        await pilot.pause()
        assert app.screen.query_one(OptionList).option_count == 1
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is room
        assert room.done == ["open"]


async def test_where_nothing_has_that_name_the_list_says_so():
    app = app_of(Room())
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.set_focus(None)
        await pilot.press("question_mark", *"xyz", "enter")
        await pilot.pause()
        assert "Nothing by that name" in drawn.text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, Room)


async def test_all_keys_can_be_asked_for_inside_a_text_field():
    app = app_of(Room())
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one("#text").focus()
        await pilot.press("question_mark")
        assert app.screen.query_one("#text", TextArea).text == "?"
        await pilot.press("f1")
        await pilot.pause()
        assert "What you can do here" in drawn.text(app)


async def test_escape_leads_out_of_a_text_field_first_and_then_back():
    room = Room()
    app = app_of(room)
    async with app.run_test(size=(80, 24)) as pilot:
        room.query_one("#line").focus()
        await pilot.press("escape")
        assert room.focused is None
        assert room.flushed == 0
        await pilot.press("escape")
        await pilot.pause()
    assert room.flushed >= 1
    assert app.return_code == 0


# The line that answers


async def test_a_widget_says_why_in_the_message_line():
    room = Room()
    async with app_of(room).run_test(size=(80, 24)) as pilot:
        room.query_one("#line").post_message(ShowMessage("There is [no] such day."))
        await pilot.pause()
        assert "There is [no] such day." in drawn.text(room.app)


async def test_a_long_message_covers_nothing():
    room = Room()
    app = app_of(room)
    async with app.run_test(size=(80, 24)) as pilot:
        room.say("word " * 40)
        await pilot.pause()
        body, line = room.query_one(VerticalScroll).region, room.message_line.region
        assert line.height == 3
        assert body.bottom <= line.y
        assert bar(app)


async def test_ctrl_c_says_how_to_end():
    room = Room()
    async with app_of(room).run_test(size=(80, 24)) as pilot:
        room.set_focus(None)
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert room.said == "Ctrl+Q quits the program; everything is saved."


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (SaveState.SAVED, "saved"),
        (SaveState.SAVING, "saving …"),
        (SaveState.NOT_SAVED, "not saved"),
    ],
)
async def test_the_mark_says_in_words_whether_all_is_saved(state, word):
    room = Room()
    app = app_of(room)
    async with app.run_test(size=(80, 24)) as pilot:
        room.show_saved(state)
        await pilot.pause()
        assert drawn.lines(app)[0].rstrip().endswith(f"  {word}")


async def test_a_long_title_gives_way_to_the_place():
    room = Room()
    app = app_of(room)
    async with app.run_test(size=(80, 24)) as pilot:
        room.show_title("Painting and drywall " * 10, "step 3 of 18")
        room.show_saved(SaveState.SAVED)
        await pilot.pause()
        line = drawn.lines(app)[0].rstrip()
        assert "…  step 3 of 18  saved" in line


# The end


async def test_quitting_writes_first_and_asks_nothing():
    room = Room()
    app = app_of(room)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert room.flushed == 1
    assert app.return_code == 0


async def test_quitting_warns_once_where_something_cannot_be_saved():
    room = Room()
    app = app_of(room)
    async with app.run_test() as pilot:
        room.fails = True
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert room.said.startswith("What you typed last could not be saved.")
        assert app.is_running
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_code == 0


async def test_quitting_warns_also_where_the_screen_itself_could_not_write():
    room = Room()
    async with app_of(room).run_test() as pilot:
        room.show_saved(SaveState.NOT_SAVED)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert room.said.startswith("What you typed last could not be saved.")


def test_the_window_is_named_by_the_program_alone():
    assert CoopcoachApp.TITLE == "coopcoach"


# Colours


@pytest.mark.parametrize("theme", [LIGHT_THEME, DARK_THEME])
@pytest.mark.parametrize("focus", ["", "#line", "#text"])
async def test_every_text_of_the_shell_stands_out(theme, focus):
    room = Room(reason="not now")
    app = app_of(room)
    app.theme = theme
    async with app.run_test(size=(80, 30)) as pilot:
        room.say("A message")
        room.show_saved(SaveState.NOT_SAVED)
        room.set_focus(room.query_one(focus) if focus else None)
        await pilot.pause()
        assert drawn.faint(app) == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_colour_for_text_stands_out_on_every_paper(theme):
    from textual.color import Color

    colours = theme.to_color_system().generate()
    papers = ["background", "surface", "panel"]
    inks = ["foreground", "text", "text-muted", "text-disabled", "primary", "secondary"]
    inks += [f"text-{hue}" for hue in ("primary", "warning", "error", "success", "accent")]
    inks += ["warning", "error", "success", "accent", "footer-key-foreground", "link-color"]
    faint = {
        (ink, paper): round(drawn._ratio(Color.parse(colours[ink]), Color.parse(colours[paper])), 1)
        for ink in inks
        for paper in papers
        if drawn._ratio(Color.parse(colours[ink]), Color.parse(colours[paper])) < drawn.LEAST
    }
    assert faint == {}


@pytest.mark.parametrize(
    ("env", "theme"),
    [
        ({}, DARK_THEME),
        ({"COLORFGBG": "0;15"}, LIGHT_THEME),
        ({"COLORFGBG": "15;0"}, DARK_THEME),
        ({"COLORFGBG": "15;default;0"}, DARK_THEME),
        ({"COOPCOACH_THEME": "light"}, LIGHT_THEME),
        ({"COOPCOACH_THEME": "dark", "COLORFGBG": "0;15"}, DARK_THEME),
    ],
)
def test_the_theme_fits_the_terminal(env, theme):
    assert theme_for(env) == theme


async def test_light_and_dark_change_by_a_key():
    app = app_of(Room())
    async with app.run_test() as pilot:
        await pilot.press("escape", "alt+t")
        assert app.theme == LIGHT_THEME
        await pilot.press("alt+t")
        assert app.theme == DARK_THEME


def test_a_field_that_a_thread_is_importing_is_not_looked_for(monkeypatch):
    """The module is among the imported ones before the field is in it; the desk ended with a fault of its own."""
    monkeypatch.setitem(sys.modules, "textual.widgets._text_area", ModuleType("half"))
    assert text_fields() == (Input,)
