"""A shared window names no other client, no folder of the coach's, and ends where it began."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coopcoach.services.workspace.desk import create, partner_from
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.desk import DeskScreen
from tests.builders.screens import SMALL, app_of, drawn, keys, until
from tests.builders.sessions import NOW, clock, prepared, stage_of

OTHERS = ("Vertraulich", "vertraulich", "Zarathustra")


def with_another_client(workspace: Workspace) -> None:
    first = partner_from("Zarathustra Eins", "de")
    second = partner_from("Zarathustra Zwei", "de", [first.id])
    create(workspace, title="Vertraulich", partners=[first, second], now=NOW)


def assert_safe(pilot, workspace: Workspace) -> None:
    shown = " ".join(drawn(pilot).split())
    assert str(workspace.root) not in shown
    assert str(Path.home()) not in shown
    assert [name for name in OTHERS if name in shown] == []


@pytest.mark.parametrize("fault", ["locked exports", "broken answers", "no session file"])
async def test_faults_name_no_folder(tmp_path, fault):
    workspace, slug = prepared(tmp_path)
    with_another_client(workspace)
    stage = stage_of(workspace, slug)
    async with app_of(stage).run_test(size=(200, 40)) as pilot:
        await pilot.pause()
        if fault == "locked exports":
            shutil.rmtree(workspace.exports)
            workspace.exports.write_text("a file where the folder should be")
            await keys(pilot, "f2", "ctrl+w")
        elif fault == "broken answers":
            (workspace.session_folder(slug) / "answers" / "ben-roth.md").write_bytes(b"\xff\xfe")
            await keys(pilot, "1", "2", "f2", "escape", "f9")
        else:
            (workspace.session_folder(slug) / "session.md").unlink()
            await keys(pilot, "f9")
        await until(pilot, lambda: not pilot.app.screen.documents.exporter.is_running)
        assert pilot.app.screen.message_line.text
        assert_safe(pilot, workspace)


async def test_the_stage_of_a_call_leads_to_no_other_session(tmp_path):
    workspace, slug = prepared(tmp_path)
    with_another_client(workspace)
    app = app_of(stage_of(workspace, slug))
    async with app.run_test(size=SMALL) as pilot:
        for key in (
            "escape",
            "escape",
            "ctrl+o",
            "escape",
            "question_mark",
            "escape",
            "f2",
            "escape",
        ):
            await keys(pilot, key)
            assert_safe(pilot, workspace)
        await keys(pilot, "escape", "left", "enter")
    assert app.return_code == 0


async def test_the_desk_comes_back_only_after_the_question(tmp_path):
    workspace, slug = prepared(tmp_path)
    with_another_client(workspace)
    stage = stage_of(workspace, slug)
    app = CoopcoachApp(stage.t, DeskScreen(workspace, stage.t, clock))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "Vertraulich" in drawn(pilot))
        pilot.app.screen.open_session(slug)
        await until(pilot, lambda: "Exercise 1" in drawn(pilot))
        assert_safe(pilot, workspace)
        await keys(pilot, "escape")
        assert "Leave the session?" in drawn(pilot)
        assert "Other sessions may be visible next" in " ".join(drawn(pilot).split())
        assert_safe(pilot, workspace)
        await keys(pilot, "left", "enter")
        await until(pilot, lambda: "Vertraulich" in drawn(pilot))
