"""Import, change, archive and bin at the desk, by keys alone."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from coopcoach.i18n import translator
from coopcoach.services.partners.import_words import dropped_paths
from coopcoach.storage.sessions import answers_path, open_session
from coopcoach.storage.workspace import Workspace, make_workspace
from coopcoach.tui.screens.desk_watched import settings_and_files
from coopcoach.tui.widgets.boards.session_list import SessionList
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog, FormDialog
from tests.builders import screens as drawn
from tests.builders.returned_files import filled_workbook
from tests.builders.screens import desk_of, until
from tests.builders.sessions import NOW, new_session, workspace_with

SECRET = "kanarienvogel"


@asynccontextmanager
async def running(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(app.screen.query_one(SessionList).summaries))
        yield pilot


def shows(app, screen) -> bool:
    return isinstance(app.screen, screen)


async def name_the_file(pilot, path):
    """Type the path of a file to import, up to the question whether to."""
    await pilot.press("i")
    await until(pilot, lambda: shows(pilot.app, FormDialog))
    for letter in str(path):
        await pilot.press(letter)
    await pilot.press("f2")
    await until(pilot, lambda: shows(pilot.app, ConfirmDialog))


async def test_what_came_back_is_imported_by_keys(tmp_path):
    workspace, slug = new_session(tmp_path)
    path = tmp_path / "von Anna.md"
    given = {"goal.why": f"Weil {SECRET}."}
    path.write_text(filled_workbook(workspace, slug, "anna-meier", given, done=True), "utf-8")
    app = desk_of(workspace)
    async with running(app) as pilot:
        await name_the_file(pilot, path)
        assert "1 new" in drawn.text(app)
        assert SECRET not in drawn.text(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Nothing was imported." in drawn.text(app))
        await name_the_file(pilot, path)
        await pilot.press("enter")
        await until(pilot, lambda: "Imported: the answers of Anna" in drawn.text(app))
        await until(pilot, lambda: "one ready" in drawn.text(app))
    stored = answers_path(workspace, slug, "anna-meier").read_text(encoding="utf-8")
    assert SECRET in stored


async def test_what_lies_in_the_watched_folder_is_offered_and_imported(tmp_path):
    workspace, slug = new_session(tmp_path)
    folder = tmp_path / "downloads"
    folder.mkdir()
    workspace.settings.write_text(f"watch: {folder}\n", encoding="utf-8")
    for partner in ("anna-meier", "ben-weiss"):
        given = {"goal.why": f"Weil {SECRET}."}
        text = filled_workbook(workspace, slug, partner, given, done=True)
        path = folder / f"von {partner}.md"
        path.write_text(text, "utf-8")
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    app = desk_of(workspace)
    async with running(app) as pilot:
        await until(pilot, lambda: "Answers have come back for" in app.screen.message_line.text)
        assert "von anna-meier.md" in app.screen.message_line.text
        await pilot.press("i")
        await until(pilot, lambda: shows(app, FormDialog))
        await pilot.press("f2")
        await until(pilot, lambda: shows(app, ConfirmDialog))
        assert drawn.text(app).count("1 new") == 2
        await pilot.press("enter")
        await until(pilot, lambda: "Imported: the answers of" in drawn.text(app))
    for partner in ("anna-meier", "ben-weiss"):
        assert SECRET in answers_path(workspace, slug, partner).read_text(encoding="utf-8")
    app = desk_of(workspace)
    async with running(app) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: shows(app, FormDialog))
        assert "downloads" not in drawn.text(app)


@pytest.mark.parametrize("name", ["~nobody-of-this-name/Downloads", '"down\\0loads"'])
async def test_a_watched_folder_that_cannot_be_is_told_and_the_desk_goes_on(tmp_path, name):
    workspace = workspace_with(tmp_path, "Alpha")
    workspace.settings.write_text(f"watch: {name}\n", encoding="utf-8")
    app = desk_of(workspace)
    async with running(app) as pilot:
        await until(pilot, lambda: "cannot be read; F4 changes it" in app.screen.message_line.text)


class EditedMeanwhile(Workspace):
    """A workspace whose settings are broken by another program as soon as they were read."""

    @property
    def settings(self) -> Path:
        path = super().settings
        if not path.exists():
            path.write_text("watch: downloads\n", encoding="utf-8")
        else:
            path.write_text("a: [\n", encoding="utf-8")
        return path


def test_settings_that_are_broken_after_they_were_read_end_nothing(tmp_path):
    (tmp_path / "downloads").mkdir()
    workspace = EditedMeanwhile(make_workspace(tmp_path).root)
    assert settings_and_files(workspace, NOW, translator("en")) == ({}, None, "", ())


async def test_a_file_that_is_not_there_says_so_and_changes_nothing(tmp_path):
    app = desk_of(workspace_with(tmp_path, "Alpha"))
    async with running(app) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: shows(app, FormDialog))
        await pilot.press(*"gone.md", "f2")
        await until(pilot, lambda: "gone.md" in app.screen_stack[-1].message_line.text)


async def test_title_and_names_are_changed(tmp_path):
    workspace = workspace_with(tmp_path, "Alpha")
    app = desk_of(workspace)
    async with running(app) as pilot:
        await pilot.press("e")
        await until(pilot, lambda: shows(app, FormDialog))
        await pilot.press("end", *"bet", "f2")
        await until(pilot, lambda: "Alphabet" in drawn.text(app))
    session = open_session(workspace, "alpha").without_joint
    assert session.title == "Alphabet"
    assert session.partners[0].firm == "Malerei Meier"


async def test_archive_and_bin_and_back(tmp_path):
    app = desk_of(workspace_with(tmp_path, "Alpha"))
    async with running(app) as pilot:
        await pilot.press("f8")
        await until(pilot, lambda: "Archive (1)" in drawn.text(app))
        await pilot.press("delete")
        await until(pilot, lambda: shows(app, ConfirmDialog))
        await pilot.press("left", "enter")
        await until(pilot, lambda: "Bin (1)" in drawn.text(app))
        await pilot.press("delete")
        await until(pilot, lambda: "Archive (1)" in drawn.text(app))
        await pilot.press("f8")
        await until(pilot, lambda: "No date yet (1)" in drawn.text(app))


@pytest.mark.parametrize("form", ["{}", "'{}'", '"{}"', "file://{}", " {} "])
def test_a_dropped_file_is_found(tmp_path, form):
    path = tmp_path / "von Anna (1).md"
    path.write_text("", encoding="utf-8")
    typed = quote(str(path)) if form.startswith("file") else str(path)
    assert dropped_paths(form.format(typed)) == [path]


def test_several_dropped_files_are_found(tmp_path):
    paths = [tmp_path / "a b.pdf", tmp_path / "c.pdf"]
    typed = " ".join(str(path).replace(" ", "\\ ") for path in paths)
    assert dropped_paths(typed) == [Path(path) for path in paths]
