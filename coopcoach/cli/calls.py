"""One call of a command: its errors become sentences and exit codes."""

from __future__ import annotations

import os

import click

# Imported at the start: where too many files are open, no module can be read any more.
from coopcoach.cli.faults import disk_fault, own_fault
from coopcoach.cli.localised import usage_error
from coopcoach.cli.output import say
from coopcoach.cli.program import program
from coopcoach.errors import CoopcoachError
from coopcoach.i18n import Translator, language_from_environment, translator


def run_call(arguments: list[str]) -> int:
    """Run a command, and return the exit code."""
    t = _translator(arguments)
    try:
        code = program.main(arguments, prog_name="coopcoach", standalone_mode=False, obj=t)
    except (Exception, KeyboardInterrupt) as error:
        return told(error, t)
    return code if isinstance(code, int) else 0


def told(error: BaseException, t: Translator) -> int:
    """Print an error of a call as one sentence, and return the exit code."""
    match error:
        case click.UsageError():
            return _print_error(usage_error(error), t)
        case CoopcoachError():
            return _print_error(error, t)
        case click.Abort() | KeyboardInterrupt():
            return 130
        case OSError():
            return _print_error(disk_fault(error), t)
        case Exception():
            return _print_error(own_fault(error), t)
    raise error


def _translator(arguments: list[str]) -> Translator:
    """Return the language of the call, which its errors need before it is parsed."""
    # Resilient parsing raises nothing on a wrong call.
    context = program.make_context(
        "coopcoach", list(arguments), resilient_parsing=True, ignore_unknown_options=True
    )
    return translator(context.params.get("lang") or language_from_environment(os.environ))


def _print_error(error: CoopcoachError, t: Translator) -> int:
    say(error.sentence(t), error=True)
    return error.exit_code
