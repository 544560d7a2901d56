"""The command line: commands call services; the only place that prints or exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

# Each of these modules adds its commands to the program.
from coopcoach.cli import exchange_commands, export_commands, notes_command
from coopcoach.cli.commands import program
from coopcoach.cli.localised import usage_error
from coopcoach.cli.output import detach_broken_streams, say
from coopcoach.errors import CoopcoachError
from coopcoach.i18n import Translator, language_from_environment, translator

__all__ = ["exchange_commands", "export_commands", "main", "notes_command"]

# The help page lists the commands as a coach comes across them.
ORDER_OF_WORK = (
    "demo",
    "init",
    "new",
    "invite",
    "prepare",
    "import",
    "found",
    "run",
    "notes",
    "export",
    "review",
    "list",
    "show",
    "search",
    "check",
    "history",
    "forget",
    "key",
    "doctor",
)
program.commands = dict(
    sorted(
        program.commands.items(),
        key=lambda each: ORDER_OF_WORK.index(each[0]) if each[0] in ORDER_OF_WORK else 99,
    )
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call.

    Args:
        arguments: Without the program's name; those of this process where none are given.

    Returns:
        The exit code: 0 done, 1 check found faults, 2 wrong call, 3 bad input file, 4 conflict,
        5 the machine lacks something.
    """
    try:
        return _call(list(sys.argv[1:] if arguments is None else arguments))
    finally:
        detach_broken_streams()


def _call(given: list[str]) -> int:
    """Run one call and turn its errors into sentences."""
    t = _translator(given)
    try:
        code = program.main(given, prog_name="coopcoach", standalone_mode=False, obj=t)
    except click.UsageError as error:
        return _complain(usage_error(error), t)
    except CoopcoachError as error:
        return _complain(error, t)
    except (click.Abort, KeyboardInterrupt):
        return 130
    return code if isinstance(code, int) else 0


def _translator(arguments: Sequence[str]) -> Translator:
    """Return the language of the call; it is needed before the call is read, for its errors."""
    # click itself knows which word is an option's value; so read, a wrong call raises nothing.
    read = program.make_context(
        "coopcoach", list(arguments), resilient_parsing=True, ignore_unknown_options=True
    )
    return translator(read.params.get("lang") or language_from_environment(os.environ))


def _complain(error: CoopcoachError, t: Translator) -> int:
    say(error.sentence(t), error=True)
    return error.exit_code
