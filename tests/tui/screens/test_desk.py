"""The desk: sessions and how far they have come; what to do where there is none or one is faulty."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from coopcoach.domain.progress import Progress
from coopcoach.i18n import translator
from coopcoach.services.documents import catalogue
from coopcoach.services.documents.catalogue import (
    Cancelled,
    Exported,
    RenderingFailed,
    RenderProgress,
    RenderStage,
)
from coopcoach.services.index.index import SessionIndex
from coopcoach.tui.screens.desk import DeskScreen
from coopcoach.tui.screens.stage.stage import StageScreen
from coopcoach.tui.themes import DARK_THEME, LIGHT_THEME
from coopcoach.tui.widgets.boards import session_list
from coopcoach.tui.widgets.boards.session_list import SessionDetails, SessionList, prepared_words
from coopcoach.tui.widgets.frame.keys import KeyBar
from tests.builders import screens as drawn
from tests.builders.screens import desk_of, until
from tests.builders.sessions import CANARIES, prepared, workspace_with
from tests.builders.workbooks import built_in_workbook

STEPS = len(built_in_workbook("en").for_pack("compact"))

SIZES = [(80, 24), (200, 60)]


@asynccontextmanager
async def running(app, size=(80, 24)):
    async with app.run_test(size=size) as pilot:
        await read(pilot)
        yield pilot


async def read(pilot):
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def details(app) -> str:
    region = app.screen.query_one(SessionDetails).region
    lines = drawn.lines(app)[region.y : region.bottom]
    return "\n".join(line[region.x : region.right].rstrip() for line in lines)


# What is listed


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", [f"no date yet · not begun · 0 of {STEPS} exercises", "Anna Meier: not begun yet"]),
        (
            "de",
            [f"noch kein Termin · nicht begonnen · 0 von {STEPS} Übungen", "Ordner: sessions/bad"],
        ),
    ],
)
async def test_a_session_is_listed_with_its_state(tmp_path, size, lang, words):
    app = desk_of(workspace_with(tmp_path, "Bad"), lang)
    async with running(app, size):
        shown = drawn.text(app)
        for some in words:
            assert some in shown


async def test_the_next_session_comes_first(tmp_path):
    workspace = workspace_with(tmp_path, "Latest", date=datetime(2027, 2, 15, 10, 0))
    workspace_with(tmp_path, "Past", date=datetime(2027, 1, 14, 10, 0))
    workspace_with(tmp_path, "Later", date=datetime(2027, 1, 20, 10, 0))
    workspace_with(tmp_path, "Undated")
    workspace_with(tmp_path, "Now", date=datetime(2027, 1, 15, 10, 0))
    app = desk_of(workspace)
    async with running(app):
        titles = [s.title for s in app.screen.query_one(SessionList).summaries]
        assert titles == ["Now", "Past", "Later", "Latest", "Undated"]
        assert "Friday, 15 January 2027, 10:00" in details(app)
        heads = [
            "Today (1)",
            "Date passed, not finished (1)",
            "Upcoming meetings (2)",
            "No date yet",
        ]
        listed = "\n".join(drawn.lines(app))
        assert [head for head in heads[:3] if head not in listed] == []


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ([Progress.DONE, Progress.DONE], "beide bereit"),
        ([Progress.DONE, Progress.NOT_BEGUN], "eine Person bereit"),
        ([Progress.IN_PROGRESS, Progress.DONE], "eine Person bereit"),
        ([Progress.NOT_BEGUN, Progress.NOT_BEGUN], "nicht begonnen"),
        ([Progress.NOT_BEGUN, Progress.IN_PROGRESS], "begonnen"),
    ],
)
def test_who_is_ready_is_said_in_words(states, words):
    assert prepared_words(translator("de"), states) == words


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_name_is_cut_in_the_list_and_whole_where_it_is_selected(tmp_path, size):
    title = "Joint bathrooms from one hand: painting, drywall, tiles, heating and lighting " * 2
    app = desk_of(workspace_with(tmp_path, title))
    async with running(app, size):
        assert "…" in "".join(drawn.lines(app)[2:5])
        assert " ".join(details(app).replace("│", "").split()).count("heating and lighting") == 2


async def test_what_a_title_holds_is_never_obeyed(tmp_path):
    app = desk_of(workspace_with(tmp_path, "[@click=app.quit]Bad[/x] \x1b]0;mine\x07"))
    async with running(app):
        shown = drawn.text(app)
        assert "[@click=app.quit]Bad[/x]" in shown
        assert "\x1b" not in shown


async def test_a_faulty_file_says_what_and_what_to_do_and_shows_no_path_of_the_machine(tmp_path):
    workspace = workspace_with(tmp_path, "Bad")
    (workspace.sessions / "bad" / "session.md").write_text("nothing", encoding="utf-8")
    app = desk_of(workspace)
    async with running(app) as pilot:
        assert "! bad" in drawn.text(app)
        assert "sessions/bad/session.md:1:" in details(app)
        assert str(tmp_path) not in drawn.text(app)
        await pilot.press("f9")
        assert app.screen.message_line.text.startswith("This session cannot be read")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, DeskScreen)
        assert app.screen.message_line.text.startswith("sessions/bad/session.md:1:")


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Press n to make one"), ("de", "Mit der Taste n legen Sie eine an")]
)
async def test_an_empty_desk_says_what_to_do(tmp_path, lang, words):
    app = desk_of(workspace_with(tmp_path), lang)
    async with running(app) as pilot:
        assert words in drawn.text(app)
        await pilot.press("f9")
        assert app.screen.message_line.text


async def test_a_folder_that_cannot_be_read_says_why(tmp_path, monkeypatch):
    def forbidden(_index, _progress):
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(SessionIndex, "summaries", forbidden)
    app = desk_of(workspace_with(tmp_path, "Alpha"))
    async with running(app):
        assert app.screen.message_line.text == "The folder cannot be read: Permission denied"


# The filter


def listed(app) -> list[str]:
    return [s.slug for s in app.screen.query_one(SessionList).summaries]


async def test_the_list_is_narrowed_while_words_are_typed(tmp_path):
    app = desk_of(workspace_with(tmp_path, "Alpha", "Beta", "Alpine"))
    async with running(app) as pilot:
        await pilot.press("slash", *"alp", "space", *"huber")
        await read(pilot)
        assert listed(app) == ["alpha", "alpine"]
        assert "2 of 3 sessions" in drawn.text(app)
        await pilot.press(*"x")
        await read(pilot)
        assert listed(app) == []
        await pilot.press("f9")
        assert app.screen.message_line.text == "No session contains these words."
        await pilot.press("escape")
        await read(pilot)
        assert listed(app) == ["alpha", "alpine", "beta"]
        assert app.focused is app.screen.query_one(SessionList)


async def test_a_letter_that_opens_nothing_goes_into_the_filter(tmp_path):
    app = desk_of(workspace_with(tmp_path, "Alpha", "Beta"))
    async with running(app) as pilot:
        await pilot.press(*"bet")
        await read(pilot)
        assert listed(app) == ["beta"]
        await pilot.press("down")
        assert app.focused is app.screen.query_one(SessionList)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, StageScreen)


async def test_a_filter_that_finds_nothing_says_so_and_how_to_see_all_again(tmp_path):
    app = desk_of(workspace_with(tmp_path, "Alpha"), "de")
    async with running(app) as pilot:
        await pilot.press(*"xyz")
        await until(pilot, lambda: "Diese Wörter stehen in keiner Sitzung" in drawn.text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Diese Wörter" not in drawn.text(app))


async def test_nothing_sealed_is_found_by_the_filter(tmp_path):
    workspace, slug = prepared(tmp_path)
    app = desk_of(workspace)
    async with running(app) as pilot:
        await pilot.press("slash", *"annasecret")
        await read(pilot)
        assert listed(app) == []
        await pilot.press("escape", "slash", *"roth")
        await read(pilot)
        assert listed(app) == [slug]
        assert not [canary for canary in CANARIES if canary in drawn.text(app)]


async def test_of_very_many_sessions_the_first_are_listed_and_the_filter_finds_the_others(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(session_list, "MOST_ROWS", 2)
    app = desk_of(workspace_with(tmp_path, "Alpha", "Beta", "Gamma"))
    async with running(app) as pilot:
        assert listed(app) == ["alpha", "beta"]
        assert "1 more session: type to find it" in drawn.text(app)
        await pilot.press("slash", *"gam")
        await read(pilot)
        assert listed(app) == ["gamma"]


# While sessions are read


async def test_the_desk_can_be_used_while_sessions_are_read(tmp_path, monkeypatch):
    workspace = workspace_with(tmp_path, "Alpha", "Beta")
    SessionIndex(workspace).summaries()
    go_on, original = threading.Event(), SessionIndex.summaries

    def slow(index, progress):
        progress(10, 30)
        assert go_on.wait(10)
        return original(index, progress)

    monkeypatch.setattr(SessionIndex, "summaries", slow)
    app = desk_of(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: listed(app) == ["alpha", "beta"])
        await until(pilot, lambda: "Reading sessions: 10 of 30" in drawn.text(app))
        await pilot.press("slash", *"bet")
        await until(pilot, lambda: listed(app) == ["beta"])
        workspace_with(tmp_path, "Better")
        go_on.set()
        await read(pilot)
        await until(pilot, lambda: listed(app) == ["beta", "better"])


async def test_a_desk_without_an_index_does_not_say_that_there_is_no_session(tmp_path, monkeypatch):
    go_on = threading.Event()

    def slow(_index, _progress):
        assert go_on.wait(10)
        return []

    monkeypatch.setattr(SessionIndex, "summaries", slow)
    app = desk_of(workspace_with(tmp_path, "Alpha"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Reading the sessions" in drawn.text(app))
        await pilot.press("f9")
        assert app.screen.message_line.text == "The sessions are still being read."
        go_on.set()
        await read(pilot)
        assert "There is no session yet." in drawn.text(app)


# Open, come back, leave


async def open_by_keys(pilot):
    await pilot.press("down", "enter")


async def open_by_mouse(pilot):
    await pilot.click(SessionList, offset=(5, 4))
    assert isinstance(pilot.app.screen, DeskScreen)
    await pilot.click(SessionList, offset=(5, 4))


@pytest.mark.parametrize("open_second", [open_by_keys, open_by_mouse])
async def test_a_session_is_opened_and_the_desk_is_fresh_afterwards(tmp_path, open_second):
    workspace = workspace_with(tmp_path, "Alpha", "Beta")
    app = desk_of(workspace)
    async with running(app) as pilot:
        await open_second(pilot)
        await pilot.pause()
        stage = app.screen
        assert isinstance(stage, StageScreen)
        assert stage.stage.slug == "beta"
        stage.stage.go_on()
        workspace_with(tmp_path, "Aaron")
        stage.dismiss()
        await read(pilot)
        assert f"1 of {STEPS} exercises" in details(app)
        assert app.screen.query_one(SessionList).selected.slug == "beta"
        assert app.focused is app.screen.query_one(SessionList)


async def test_the_files_are_read_again_by_a_key(tmp_path):
    app = desk_of(workspace_with(tmp_path, "Alpha"))
    async with running(app) as pilot:
        workspace_with(tmp_path, "Beta")
        await pilot.press("f5")
        await read(pilot)
        assert len(app.screen.query_one(SessionList).summaries) == 2


async def test_escape_says_how_to_quit_and_q_quits(tmp_path):
    app = desk_of(workspace_with(tmp_path, "Alpha"))
    async with running(app) as pilot:
        await pilot.press("escape")
        assert app.screen.message_line.text == "This is the desk. Press Ctrl+Q to quit."
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_code == 0


# The PDF


async def test_the_pdf_is_written_while_the_desk_stays_usable(tmp_path, monkeypatch):
    go_on = threading.Event()

    def slow(workspace, slug, *_, progress, **__):
        progress(RenderProgress(RenderStage.LAYOUT, pages=3))
        assert go_on.wait(10)
        return Exported("summary", "pdf", (workspace.exports / slug / "summary.pdf",))

    monkeypatch.setattr(catalogue, "export_document", slow)
    app = desk_of(workspace_with(tmp_path, "Alpha", "Beta"))
    async with running(app) as pilot:
        await pilot.press("f9")
        await until(pilot, lambda: "3 pages" in app.screen.message_line.text)
        # E changes a session here, and stops nothing.
        assert "F9 stops it" in app.screen.message_line.text
        await pilot.press("down")
        assert app.screen.query_one(SessionList).selected.slug == "beta"
        go_on.set()
        await read(pilot)
        assert app.screen.message_line.text == "The PDF is done: alpha/summary.pdf"


async def test_the_same_key_stops_the_pdf(tmp_path, monkeypatch):
    def endless(*_, progress, cancelled, **__):
        progress(RenderProgress(RenderStage.STARTING))
        while not cancelled():
            threading.Event().wait(0.01)
        raise Cancelled("stopped", "try again")

    monkeypatch.setattr(catalogue, "export_document", endless)
    app = desk_of(workspace_with(tmp_path, "Alpha"))
    async with running(app) as pilot:
        await pilot.press("f9")
        await until(pilot, lambda: "starting" in app.screen.message_line.text)
        await pilot.press("f9")
        await until(pilot, lambda: "stopped" in app.screen.message_line.text)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RenderingFailed("it took too long", "try again"), "it took too long: try again"),
        (OSError(28, "No space left on device"), "could not be written: No space left on device"),
    ],
)
async def test_a_pdf_that_fails_says_why(tmp_path, monkeypatch, error, words):
    def failing(*_args, **_options):
        raise error

    monkeypatch.setattr(catalogue, "export_document", failing)
    app = desk_of(workspace_with(tmp_path, "Alpha"))
    async with running(app) as pilot:
        await pilot.press("f9")
        await until(pilot, lambda: words in app.screen.message_line.text)


async def test_a_real_pdf_is_written(tmp_path):
    workspace = workspace_with(tmp_path, "Alpha")
    app = desk_of(workspace)
    async with running(app) as pilot:
        await pilot.click(KeyBar, offset=(drawn.lines(app)[-1].index("F9"), 0))
        async with asyncio.timeout(60):
            while "alpha/" not in app.screen.message_line.text:
                await pilot.pause(0.05)
    (pdf,) = (workspace.exports / "alpha").glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")


# How it looks


@pytest.mark.parametrize("theme", [LIGHT_THEME, DARK_THEME])
@pytest.mark.parametrize("titles", [(), ("Alpha", "Beta")])
async def test_every_text_of_the_desk_stands_out(tmp_path, theme, titles):
    app = desk_of(workspace_with(tmp_path, *titles), "de")
    app.theme = theme
    async with running(app) as pilot:
        assert drawn.faint(app) == []
        if titles:
            await pilot.press("tab")
            await pilot.pause()
            assert drawn.faint(app) == []
        await pilot.press("question_mark")
        await pilot.pause()
        assert drawn.faint(app, "Vertical") == []


@pytest.mark.parametrize("lang", ["de", "en"])
async def test_the_keys_fit_into_one_line(tmp_path, lang):
    app = desk_of(workspace_with(tmp_path, "Alpha"), lang)
    async with running(app):
        assert app.screen.query_one(KeyBar).region.height == 1
