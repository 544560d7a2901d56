"""The private window as a cockpit: the agenda by the clock, and a reveal that asks first."""

from __future__ import annotations

import pytest

from coopcoach.domain.session import AgendaItem
from coopcoach.i18n import translator
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.notes.notes import NotesScreen
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog
from tests.builders.screens import LARGE, SMALL, drawn, keys
from tests.builders.sessions import CANARIES, NOW, prepared, stage_of


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_agenda_by_the_clock(tmp_path, size):
    workspace, slug = prepared(tmp_path)
    stage = stage_of(workspace, slug)
    first, second, *rest = stage.session.agenda
    pause = AgendaItem(exercise="own-9", minutes=10, title="Coffee")
    stage.arrange_agenda((first, second, pause, *rest))
    t = translator("en")
    window = PrivateWindow(workspace, slug, t, lambda: NOW)
    async with CoopcoachApp(t, NotesScreen(window)).run_test(size=size) as pilot:
        await keys(pilot, "ctrl+o")
        shown = drawn(pilot)
        assert "The session ends at 11:40, on time" in shown
        assert f"10:{first.minutes + second.minutes} Coffee" in shown
        assert not any(canary in shown for canary in CANARIES)


async def test_a_reveal_from_here_asks_and_no_is_under_enter(tmp_path):
    workspace, slug = prepared(tmp_path)
    t = translator("en")
    window = PrivateWindow(workspace, slug, t, lambda: NOW)
    async with CoopcoachApp(t, NotesScreen(window)).run_test(size=SMALL) as pilot:
        await keys(pilot, "ctrl+r")
        assert isinstance(pilot.app.screen, ConfirmDialog)
        await keys(pilot, "enter")
        assert window.notes.request is None
        await keys(pilot, "ctrl+r", "left", "enter")
        assert window.notes.request.do == "reveal"
