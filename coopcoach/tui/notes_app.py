"""The coach's second program: opens the private window beside the stage."""

from __future__ import annotations

from coopcoach.i18n import Translator
from coopcoach.services.clock import Clock
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.base_app import run_screen
from coopcoach.tui.screens.notes.notes import NotesScreen


def run_notes(workspace: Workspace, slug: str, t: Translator, clock: Clock) -> int:
    """Open the private window of a session, and return the exit code.

    Args:
        workspace: Where the session lies.
        slug: Its name.
        t: The language of the screens.
        clock: Tells the local time, with its zone.

    Raises:
        WrongCall: There is no such session.
        BadFile: One of its files cannot be read.
    """
    return run_screen(t, NotesScreen(PrivateWindow(workspace, slug, t, clock)))
