"""The partner's program: opens a workbook. It knows no command of the coach's."""

from __future__ import annotations

from coopcoach.services.partners.prepare import Prepare
from coopcoach.tui.base_app import run_screen
from coopcoach.tui.screens.prepare.prepare import PrepareScreen


def run_prepare(prepare: Prepare) -> int:
    """Open a partner's workbook, and return the exit code; the screens speak the language of the file."""
    return run_screen(prepare.t, PrepareScreen(prepare))
