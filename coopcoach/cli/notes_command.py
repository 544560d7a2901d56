"""The command for the private window."""

from __future__ import annotations

import click

from coopcoach.cli.commands import clock, need_terminal, program, workspace_of
from coopcoach.cli.localised import words
from coopcoach.i18n import N_

__all__ = ["program"]


@program.command(help=N_("Your private window beside the stage; do not share it"))
@click.argument("session", metavar="SESSION")
@click.pass_context
def notes(ctx: click.Context, session: str) -> int:
    """Open the private window."""
    from coopcoach.services.session.private_window import PrivateWindow

    # Opened before the screen, so that faults of the files are printed on the command line.
    window = PrivateWindow(workspace_of(ctx), session, words(ctx), clock)
    need_terminal()
    from coopcoach.tui.notes_app import run_notes

    return run_notes(window)
