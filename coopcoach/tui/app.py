"""The coach's program: opens the desk or a session's stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from coopcoach.i18n import Translator
from coopcoach.services.session.stage import Stage
from coopcoach.storage.settings import read_settings
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.base_app import CoopcoachApp, run_screen

__all__ = ["CoopcoachApp", "run_desk", "run_stage"]


def run_desk(workspace: Workspace, t: Translator, clock: Callable[[], datetime]) -> int:
    """Open the desk, and return the exit code.

    Args:
        workspace: The workspace whose sessions are listed.
        t: The language of the screens.
        clock: Returns the local time, with its zone.

    Raises:
        BadFile: The settings of the workspace cannot be read.
    """
    from coopcoach.tui.screens.desk import DeskScreen

    return run_screen(t, DeskScreen(workspace, t, clock), read_settings(workspace))


def run_stage(stage: Stage) -> int:
    """Open the stage of a session, and return the exit code.

    Raises:
        BadFile: The settings of the workspace cannot be read.
    """
    from coopcoach.tui.screens.stage.stage import StageScreen

    return run_screen(stage.t, StageScreen(stage), read_settings(stage.workspace))
