"""The command that prints the completion of a shell; click makes it."""

from __future__ import annotations

import os
from pathlib import PurePath

import click
from click.shell_completion import get_completion_class

from coopcoach.cli.localised import OneOf, command
from coopcoach.cli.output import say
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_

SHELLS = ("bash", "zsh", "fish")


@command("completion")
@click.argument("shell", type=OneOf(lambda: SHELLS), required=False, metavar="[bash|zsh|fish]")
@click.pass_context
def completion(ctx: click.Context, shell: str | None) -> int:
    """Print the script for a shell; for that of the environment where none is named."""
    name = shell or PurePath(os.environ.get("SHELL", "")).name
    found = get_completion_class(name) if name in SHELLS else None
    if found is None:
        raise WrongCall(
            N_("it is not known which shell you use"),
            N_("name one of: {known}"),
            known=", ".join(SHELLS),
        )
    program = ctx.find_root().command
    say(found(program, {}, "coopcoach", "_COOPCOACH_COMPLETE").source())
    return 0
