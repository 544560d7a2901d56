"""The first frame of the stage: the head of the session, before anything else is imported and read."""

from __future__ import annotations

import threading

from coopcoach.errors import BadFile
from coopcoach.i18n import translator
from coopcoach.services.session.stage import Stage
from coopcoach.storage.session_glance import SessionGlance, glance_at_session
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.messages import ApplySettings
from coopcoach.tui.screens.curtain import CurtainScreen
from coopcoach.tui.screens.opening import OpeningScreen
from coopcoach.tui.screens.stage.stage import StageScreen
from tests.builders.screens import drawn, keys, until
from tests.builders.sessions import clock, prepared


class Opening:
    """A session whose reading lasts until it is let go."""

    def __init__(self, workspace: Workspace, slug: str, settings: ApplySettings | None = None):
        self.go = threading.Event()
        self._place = workspace, slug
        self._settings = settings
        t = translator("de")
        self.app = CoopcoachApp(t, OpeningScreen(t, glance_at_session(workspace, slug), self._read))

    def _read(self):
        self.go.wait(20)
        return StageScreen(Stage(*self._place, translator("de"), clock)), self._settings


async def ready(pilot):
    """Wait until the stage has the keys."""
    await until(pilot, lambda: pilot.app._kept_keys is None)


async def test_the_head_is_shown_before_the_session_is_read(tmp_path):
    workspace, slug = prepared(tmp_path, "de")
    opening = Opening(workspace, slug)
    stage = Stage(workspace, slug, translator("de"), clock)
    async with opening.app.run_test(size=(80, 24)) as pilot:
        assert stage.session.title in drawn(pilot)
        assert stage.here.title in drawn(pilot)
        assert "wird geöffnet" in drawn(pilot)
        opening.go.set()
        await ready(pilot)
        assert "wird geöffnet" not in drawn(pilot)
        # Nothing lies below it that could be shown by leaving it.
        assert not any(isinstance(each, OpeningScreen) for each in opening.app.screen_stack)


async def test_early_keys_reach_the_stage_in_their_order(tmp_path):
    workspace, slug = prepared(tmp_path, "de")
    opening = Opening(workspace, slug, None)
    async with opening.app.run_test(size=(80, 24)) as pilot:
        first = drawn(pilot)
        # The ground rules, back, and the question before leaving.
        await keys(pilot, "f4", "escape", "escape")
        assert drawn(pilot) == first
        opening.go.set()
        await ready(pilot)
        await until(pilot, lambda: len(opening.app.screen_stack) == 3)
        # The first Escape closed the view: without it, there would be no question yet.
        assert "verlassen?" in drawn(pilot)


async def test_curtain_and_end_work_before_the_session_is_read(tmp_path):
    opening = Opening(*prepared(tmp_path, "de"))
    async with opening.app.run_test(size=(80, 24)) as pilot:
        await keys(pilot, "ctrl+l")
        assert isinstance(opening.app.screen, CurtainScreen)
        opening.go.set()
        await until(pilot, lambda: opening.app.screen_stack[1]._result is not None)
        assert isinstance(opening.app.screen, CurtainScreen)
        await keys(pilot, "ctrl+l")
        await ready(pilot)
        await keys(pilot, "ctrl+q")
    assert opening.app.return_code == 0


async def test_a_fault_ends_the_program_and_is_told_after_it(tmp_path):
    workspace, slug = prepared(tmp_path, "de")
    opening = Opening(workspace, slug)
    path = workspace.session_folder(slug) / "session.md"
    text = path.read_text(encoding="utf-8")
    async with opening.app.run_test(size=(80, 24)) as pilot:
        path.write_text(text.replace("partners:", "partners: 7 #"), encoding="utf-8")
        opening.go.set()
        await until(pilot, lambda: opening.app.fault is not None)
    assert isinstance(opening.app.fault, BadFile)
    assert opening.app.return_code


def test_the_head_of_a_damaged_file_is_empty(tmp_path):
    workspace, slug = prepared(tmp_path, "de")
    path = workspace.session_folder(slug) / "session.md"
    for data in (b"", b"---\n", b"\xff\xfe---\ntitle: x\n---\n", b"no head\ntitle: x\n---\n"):
        path.write_bytes(data)
        assert glance_at_session(workspace, slug) == SessionGlance()
    path.unlink()
    path.mkdir()
    assert glance_at_session(workspace, slug) == SessionGlance()
    assert glance_at_session(workspace, "none\0such") == SessionGlance()
