"""The partner's program: opens a workbook. It knows no command of the coach's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from coopcoach.i18n import Translator
from coopcoach.services.mailed_workbook import open_workbook
from coopcoach.tui.base_app import run_screen
from coopcoach.tui.screens.prepare import PrepareScreen


def run_prepare(path: Path, t: Translator, clock: Callable[[], datetime]) -> int:
    """Open a partner's workbook, and return the exit code.

    Args:
        path: The answers file, or the workbook from the mail.
        t: The language of the call; the screens speak that of the file, as its questions do.
        clock: Tells the local time, with its zone.

    Raises:
        BadFile: The file cannot be read, is no answers file, or asks nothing that is known here.
    """
    del t
    prepare = open_workbook(path, clock)
    return run_screen(prepare.t, PrepareScreen(prepare))
