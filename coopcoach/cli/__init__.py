"""The command line: commands call services. Nothing else prints or exits."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coopcoach.cli.help_page import asked_language, help_page, page_width
from coopcoach.cli.streams import accept_any_character
from coopcoach.i18n import language_from_environment, translator

if TYPE_CHECKING:
    from coopcoach.storage.workspace import Workspace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call.

    Args:
        arguments: Without the program's name; those of this process where none are given.

    Returns:
        The exit code: 0 done, 1 check found faults, 2 wrong call, 3 bad input file, 4 conflict,
        5 the machine lacks something.
    """
    accept_any_character()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        language = asked_language(given)
        if language is not None:
            t = translator(language or language_from_environment(os.environ))
            sys.stdout.write(f"{help_page(t, page_width())}\n")
            return 0
        workspace = None if given or _is_completion() else _workspace_here()
        if workspace is not None:
            return _run_desk(workspace)
        from coopcoach.cli.calls import run_call

        return run_call(given)
    finally:
        _detach_broken_streams()


def _is_completion() -> bool:
    # Click answers a shell that asks for a completion.
    return "_COOPCOACH_COMPLETE" in os.environ


def _workspace_here() -> Workspace | None:
    """Return the workspace of a call without arguments; None where there is none."""
    from pathlib import Path

    from coopcoach.errors import CoopcoachError
    from coopcoach.storage.workspace import VARIABLE, find_workspace, usual_workspace

    with contextlib.suppress(CoopcoachError, OSError):
        return find_workspace(None, Path.cwd(), os.environ)
    on_terminal = os.isatty(0) and os.isatty(1)
    return usual_workspace() if on_terminal and not os.environ.get(VARIABLE) else None


def _run_desk(workspace: Workspace) -> int:
    """Open the desk without click, whose import takes a tenth of the time to the first frame."""
    # Garbage collection during the imports takes another tenth of that time and frees nothing. The desk turns it on
    # again after its first frame.
    gc.disable()
    from coopcoach.cli.clock import clock
    from coopcoach.storage.settings_glance import screen_language

    t = translator(screen_language(workspace) or language_from_environment(os.environ))
    try:
        from coopcoach.tui.app import run_desk

        return run_desk(workspace, t, clock)
    except (Exception, KeyboardInterrupt) as error:
        from coopcoach.cli.calls import told

        return told(error, t)


def _detach_broken_streams() -> None:
    """Redirect standard streams that nobody reads any more (closed terminal or pipe) to the null device.

    Python flushes both when it exits, and replaces the exit code by 120 if that fails.
    """
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, stream.fileno())
            os.close(null)
