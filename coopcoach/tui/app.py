"""The coach's program: opens the desk or a session's stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from textual.screen import Screen

from coopcoach.i18n import Translator
from coopcoach.storage.settings import read_settings
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.base_app import CoopcoachApp, run_screen

__all__ = ["CoopcoachApp", "run_app"]


def run_app(
    workspace: Workspace,
    t: Translator,
    clock: Callable[[], datetime],
    *,
    session: str | None = None,
) -> int:
    """Open the desk, or a session's stage, and return the exit code.

    Args:
        workspace: Where the sessions lie.
        t: The language of the screens.
        clock: Tells the local time, with its zone.
        session: The session whose stage is opened; the desk where none is named.

    Raises:
        WrongCall: There is no such session.
        BadFile: Its file, one of its exercises, or the workspace's settings cannot be read.
    """
    settings = read_settings(workspace)
    return run_screen(t, _first_screen(workspace, t, clock, session), settings)


def _first_screen(
    workspace: Workspace, t: Translator, clock: Callable[[], datetime], session: str | None
) -> Screen[Any]:
    if session is None:
        from coopcoach.tui.screens.desk import DeskScreen

        return DeskScreen(workspace, t, clock)
    from coopcoach.services.session.stage import Stage
    from coopcoach.tui.screens.stage.stage import StageScreen

    return StageScreen(Stage(workspace, session, t, clock))
