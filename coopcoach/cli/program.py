"""The program, and what its commands share: workspace, clock and terminal."""

from __future__ import annotations

import os
from pathlib import Path

import click

from coopcoach import __version__
from coopcoach.cli.clock import clock
from coopcoach.cli.commands import OPTIONS
from coopcoach.cli.localised import (
    LANGUAGE,
    LoadedCommands,
    LocalisedGroup,
    LocalisedOption,
    option,
    translator_of,
)
from coopcoach.errors import CoopcoachError, WrongCall
from coopcoach.i18n import LANGUAGES, N_, Translator, translator
from coopcoach.storage.workspace import VARIABLE, Workspace, find_workspace, usual_workspace

FOLDER_PATH = click.Path(path_type=Path, file_okay=False)
FILE_PATH = click.Path(path_type=Path, dir_okay=False)


def workspace_of(ctx: click.Context) -> Workspace:
    """Return the workspace of a call."""
    return find_workspace(ctx.find_root().params.get("workspace"), Path.cwd(), os.environ)


def screen_translator(ctx: click.Context, workspace: Workspace | None = None) -> Translator:
    """Return the language of the screens: that of the call, else that of the settings, else of the system."""
    from coopcoach.storage.settings_glance import screen_language

    workspace = workspace or workspace_if_any(ctx)
    named = screen_language(workspace) if workspace is not None else ""
    is_given = bool(ctx.find_root().params.get("lang"))
    return translator(named) if named and not is_given else translator_of(ctx)


def workspace_if_any(ctx: click.Context) -> Workspace | None:
    """Return the workspace of a call, if there is one."""
    try:
        return workspace_of(ctx)
    except CoopcoachError:
        return None


def on_terminal() -> bool:
    """Whether input and output are a terminal."""
    return os.isatty(0) and os.isatty(1)


def need_terminal() -> None:
    """Check that a command can draw.

    Raises:
        WrongCall: Input or output is no terminal.
    """
    if not on_terminal():
        raise WrongCall(
            N_("this command needs a terminal, and there is none"),
            N_("run it in a terminal window, without a pipe"),
        )


@click.group(
    cls=LocalisedGroup,
    commands=LoadedCommands(),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@option("--workspace", type=FOLDER_PATH, metavar="DIR", help=OPTIONS["workspace"][1])
@option("--lang", type=LANGUAGE, metavar="|".join(LANGUAGES), help=OPTIONS["lang"][1])
@click.version_option(
    __version__,
    "--version",
    message="coopcoach %(version)s",
    cls=LocalisedOption,
    help=OPTIONS["version"][1],
)
@click.pass_context
def program(ctx: click.Context, workspace: Path | None, lang: str | None) -> int | None:
    """Open the desk where no command is named."""
    if ctx.invoked_subcommand is not None:
        return None
    from coopcoach.tui.app import run_desk, run_welcome

    is_named = workspace is not None or bool(os.environ.get(VARIABLE))
    if not on_terminal() or is_named or workspace_if_any(ctx) is not None:
        return run_desk(workspace_of(ctx), screen_translator(ctx), clock)
    usual = usual_workspace()
    if usual is not None:
        return run_desk(usual, screen_translator(ctx, usual), clock)
    return run_welcome(translator_of(ctx), clock)
