"""The coach's second program: opens the private window beside the stage."""

from __future__ import annotations

from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.tui.base_app import run_screen
from coopcoach.tui.screens.notes.notes import NotesScreen


def run_notes(window: PrivateWindow) -> int:
    """Open the private window of a session, and return the exit code."""
    return run_screen(window.t, NotesScreen(window))
