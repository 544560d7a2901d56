"""First start, settings, invitations and the private window at the desk, by keys alone."""

from __future__ import annotations

import asyncio
import inspect
import os
import shutil
import threading
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.screen import Screen

from coopcoach.errors import MachineLacks
from coopcoach.export.pdf.rendering import Cancelled
from coopcoach.i18n import translator
from coopcoach.services.workspace.coach_key import make_key
from coopcoach.storage.sessions import open_session
from coopcoach.storage.settings import read_settings
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.desk import DeskScreen
from coopcoach.tui.screens.desk_invite import BOTH, InviteForm, Mail, MailsDialog, show_mails
from coopcoach.tui.screens.notes.notes import NotesScreen
from coopcoach.tui.screens.welcome import WelcomeScreen
from coopcoach.tui.themes import DARK_THEME, LIGHT_THEME
from coopcoach.tui.widgets.boards.session_list import SessionList
from coopcoach.tui.widgets.forms.choose import ChoiceDialog
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog, FormDialog
from tests.builders import screens as drawn
from tests.builders.screens import desk_of, until
from tests.builders.sessions import clock, workspace_with


def shows(app, screen) -> bool:
    return isinstance(app.screen, screen)


@asynccontextmanager
async def running(app, size=(80, 24)):
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield pilot


# The first start


def welcome(folder: Path, lang: str = "en") -> CoopcoachApp:
    t = translator(lang)
    return CoopcoachApp(t, WelcomeScreen(t, clock, str(folder / "coaching")))


async def test_a_workspace_is_made_in_the_language_and_with_the_name_that_were_chosen(tmp_path):
    app = welcome(tmp_path)
    async with running(app) as pilot:
        await pilot.press(*"Katrin", "shift+tab", "shift+tab", "left")
        await until(pilot, lambda: "Willkommen bei coopcoach" in drawn.text(app))
        await pilot.press("f2")
        await until(pilot, lambda: "Es gibt noch keine Sitzung" in drawn.text(app))
        await pilot.press("n")
        await until(pilot, lambda: "Neue Sitzung" in drawn.text(app))
    settings = read_settings(Workspace(tmp_path / "coaching"))
    assert (settings.coach, settings.language) == ("Katrin", "de")


async def test_settings_that_are_there_stay_and_other_files_are_not_mixed_with(tmp_path):
    workspace = workspace_with(tmp_path / "coaching", "Alpha")
    workspace.settings.write_text("coach: Eva # mine\n", encoding="utf-8")
    app = welcome(tmp_path)
    async with running(app) as pilot:
        await pilot.press(*"Katrin", "f2")
        await until(pilot, lambda: shows(app, DeskScreen) and "Alpha" in drawn.text(app))
    assert workspace.settings.read_text(encoding="utf-8") == "coach: Eva # mine\n"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("x", encoding="utf-8")
    t = translator("en")
    app = CoopcoachApp(t, WelcomeScreen(t, clock, str(tmp_path / "other")))
    async with running(app) as pilot:
        await pilot.press("f2")
        await until(pilot, lambda: "other files are in this folder" in drawn.text(app))


async def test_the_sample_leads_back_to_the_first_screen(tmp_path):
    app = welcome(tmp_path)
    async with running(app) as pilot:
        await pilot.press("f4")
        await until(pilot, lambda: "The worked sample" in drawn.text(app))
        await until(pilot, lambda: bool(app.screen.query_one(SessionList).summaries))
        await pilot.press("escape")
        await until(pilot, lambda: shows(app, WelcomeScreen))
    assert not (tmp_path / "coaching").exists()


async def test_the_sample_goes_on_in_another_language_and_still_leads_back(tmp_path):
    app = welcome(tmp_path)
    async with running(app) as pilot:
        await pilot.press("f4")
        await until(pilot, lambda: "The worked sample" in drawn.text(app))
        await until(pilot, lambda: bool(app.screen.query_one(SessionList).summaries))
        await pilot.press("f4")
        await until(pilot, lambda: shows(app, FormDialog))
        await pilot.press("tab", "right", "f2")
        await until(pilot, lambda: "Das ausgefüllte Beispiel" in drawn.text(app))
        await until(pilot, lambda: bool(app.screen.query_one(SessionList).summaries))
        await pilot.press("delete")
        await until(pilot, lambda: shows(app, ConfirmDialog))
        assert "Abbrechen" in drawn.lines(app)[-1]
        await pilot.press("escape")
        await until(pilot, lambda: shows(app, DeskScreen))
        await pilot.press("escape")
        await until(pilot, lambda: shows(app, WelcomeScreen))


# The settings

MINE = "# my settings\ncoach: Eva  # that is me\nkeys:\n  export: [f12]\n"


async def test_settings_are_changed_comments_stay_and_it_is_taken_back(tmp_path):
    workspace = workspace_with(tmp_path, "Alpha")
    workspace.settings.write_text(MINE, encoding="utf-8")
    app = desk_of(workspace)
    async with running(app) as pilot:
        await pilot.press("f4")
        await until(pilot, lambda: shows(app, FormDialog))
        await pilot.press("end", *" Roth", "tab", "tab", "right", "f2")
        await until(pilot, lambda: "The settings are saved" in drawn.text(app))
        await until(pilot, lambda: app.theme == LIGHT_THEME)
        said = workspace.settings.read_text(encoding="utf-8")
        assert said == MINE.replace("Eva", "Eva Roth") + "theme: light\n"
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "The settings are as they were" in drawn.text(app))
        assert workspace.settings.read_text(encoding="utf-8") == MINE
        await until(pilot, lambda: app.theme == DARK_THEME)


async def test_a_wrong_value_is_named_and_nothing_is_written(tmp_path):
    workspace = workspace_with(tmp_path, "Alpha")
    app = desk_of(workspace)
    async with running(app) as pilot:
        await pilot.press("f4")
        await until(pilot, lambda: shows(app, FormDialog))
        await pilot.press("tab", "tab", "tab", *"no.png", "tab", *"blue", "f2")
        await until(pilot, lambda: "there is no picture “no.png”" in drawn.text(app))
        assert "“blue” is not a colour" in str(app.screen.query_one("#error-colour").render())
    assert not workspace.settings.exists()


async def test_another_language_is_used_at_once(tmp_path):
    workspace = workspace_with(tmp_path, "Alpha")
    app = desk_of(workspace)
    async with running(app) as pilot:
        await pilot.press("f4")
        await until(pilot, lambda: shows(app, FormDialog))
        await pilot.press("tab", "right", "f2")
        await until(pilot, lambda: "Ihre Sitzungen" in drawn.text(app))
        await until(pilot, lambda: "1 Sitzung" in drawn.text(app))
        assert app.t.lang == "de"


@pytest.mark.parametrize("text", ["theme: pink\n", "a: [\n", "- list\n"])
async def test_broken_settings_are_named_and_the_desk_works(tmp_path, text):
    workspace = workspace_with(tmp_path, "Alpha")
    workspace.settings.write_text(text, encoding="utf-8")
    app = desk_of(workspace)
    async with running(app) as pilot:
        await until(pilot, lambda: "settings.yaml:" in app.screen.message_line.text)
        assert "Alpha" in drawn.text(app)
        await pilot.press("f4")
        if text.startswith("theme"):
            await until(pilot, lambda: shows(app, FormDialog))
            await pilot.press("f2")
            await until(pilot, lambda: "pink" not in workspace.settings.read_text())
        else:
            await until(pilot, lambda: "settings.yaml" in app.screen.message_line.text)
            assert workspace.settings.read_text(encoding="utf-8") == text


# Invitations


async def test_a_mail_is_written_shown_and_copied(tmp_path):
    workspace = workspace_with(tmp_path, "Alpha")
    app = desk_of(workspace)
    async with running(app) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: shows(app, FormDialog))
        await pilot.press("right", "tab", "up", "tab", *"20.1.2027", "f2")
        await until(pilot, lambda: shows(app, MailsDialog))
        shown = drawn.text(app)
        assert "E-mail for Anna Meier" in shown
        assert "exports/alpha/invitation/anna-meier" in shown
        assert str(tmp_path) not in shown
        await pilot.press("c")
        assert "20. Januar 2027" in app.clipboard
        await pilot.press("escape")
        await until(pilot, lambda: "written, not sent" in app.screen.message_line.text)
    assert str(open_session(workspace, "alpha").without_joint.answer_by) == "2027-01-20"


class HurriedDesk(DeskScreen):
    """A desk over which another screen opens as soon as a thread has seen that there is none."""

    # Beside the desk's own module, not beside this one.
    CSS_PATH = Path(inspect.getfile(DeskScreen)).with_name("desk.tcss")

    @property
    def is_active(self) -> bool:
        was = super().is_active
        if was and threading.get_ident() != self.app._thread_id:
            self.app.call_from_thread(self.app.push_screen, Screen())
        return was


async def test_no_mail_is_shown_over_a_screen_that_opens_at_the_same_time(tmp_path):
    workspace, t = workspace_with(tmp_path, "Alpha"), translator("en")
    desk = HurriedDesk(workspace, t, clock)
    app = CoopcoachApp(t, desk)
    mail = Mail("Anna", tmp_path / "x.eml", "exports/x", "a@b.org", "Subject", "Text", (), ())
    async with running(app):
        await asyncio.to_thread(show_mails, desk, [mail])
        below = app.screen_stack[-2]
        assert (type(app.screen), below) in [(MailsDialog, desk), (Screen, desk)]


def test_invitations_for_encrypted_answers_need_the_key(tmp_path, renderer, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "config"))
    workspace = workspace_with(tmp_path, "Alpha")
    session = open_session(workspace, "alpha").without_joint
    form = InviteForm(workspace, session, clock, translator("en"))
    key = make_key(os.environ, clock(), translator("en"))
    write = form.make({"partner": BOTH, "way": "key", "day": "20.1.2027"}, lambda _: "written")
    key.path.unlink()
    with pytest.raises(MachineLacks, match="no key on this computer"):
        write(renderer, {})
    assert not (workspace.exports / "alpha").exists()
    assert open_session(workspace, "alpha").without_joint == session


def test_invitations_that_are_stopped_are_not_written(tmp_path, renderer):
    workspace = workspace_with(tmp_path, "Alpha")
    session = open_session(workspace, "alpha").without_joint
    form = InviteForm(workspace, session, clock, translator("en"))
    write = form.make({"partner": BOTH, "way": "all", "day": ""}, lambda _: "written")
    with pytest.raises(Cancelled):
        write(renderer, {"cancelled": lambda: True})
    assert not (workspace.exports / "alpha").exists()


async def test_a_session_that_was_taken_away_is_said_and_leaves_the_list(tmp_path):
    workspace = workspace_with(tmp_path, "Alpha", "Beta")
    app = desk_of(workspace)
    async with running(app) as pilot:
        shutil.rmtree(workspace.sessions / "alpha")
        await pilot.press("m")
        await until(pilot, lambda: "there is no session “alpha”" in app.screen.message_line.text)
        listed = app.screen.query_one(SessionList)
        await until(pilot, lambda: [s.slug for s in listed.summaries] == ["beta"])
        assert "there is no session" in app.screen.message_line.text


# The private window


async def test_the_private_window_opens_here_or_its_command_is_copied(tmp_path):
    app = desk_of(workspace_with(tmp_path, "Alpha"))
    async with running(app) as pilot:
        await pilot.press("p")
        await until(pilot, lambda: shows(app, ChoiceDialog))
        await pilot.press("enter")
        await until(pilot, lambda: "second terminal" in app.screen.message_line.text)
        assert app.clipboard.startswith("coopcoach --workspace")
        assert app.clipboard.endswith("notes alpha")
        await pilot.press("p")
        await until(pilot, lambda: shows(app, ChoiceDialog))
        await pilot.press("down", "enter")
        await until(pilot, lambda: shows(app, NotesScreen))
        await pilot.press("escape")
        await until(pilot, lambda: "Close the private window?" in drawn.text(app))
        await pilot.press("enter")
        await until(pilot, lambda: shows(app, DeskScreen))
