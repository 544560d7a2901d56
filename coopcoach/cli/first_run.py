"""The first call: a coach who has no workspace is offered the sample and a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from coopcoach.cli.localised import translator_of
from coopcoach.cli.output import say
from coopcoach.cli.plain.input import read_line
from coopcoach.services.clock import Clock
from coopcoach.storage.workspace import make_workspace

FOLDER = "coaching"


def first_run(ctx: click.Context, clock: Clock) -> int:
    """Ask what to open, and open it; return the exit code."""
    t, folder = translator_of(ctx), Path.home() / FOLDER
    has_one = (folder / "sessions").is_dir()
    opens = t("open the workspace {path}", path=folder)
    makes = t("make a workspace in {path} and open it", path=folder)
    shows = t("try a worked sample")
    say(t("There is no workspace in this folder. You can:"))
    say(f"  1  {shows}")
    say(f"  2  {opens if has_one else makes}")
    asked = t("Type 1 or 2; Enter alone ends:")
    try:
        typed = read_line(f"{asked} ").strip().rstrip(".")
    except EOFError:
        typed = ""
    if typed == "1":
        assert isinstance(ctx.command, click.Group)
        demo = ctx.command.get_command(ctx, "demo")
        assert demo is not None
        return int(ctx.invoke(demo))
    if typed == "2":
        from coopcoach.tui.app import run_desk

        return run_desk(make_workspace(folder), t, clock)
    return 0
