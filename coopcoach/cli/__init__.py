"""The command line: commands call services. Nothing else prints or exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from coopcoach.cli.documents import export
from coopcoach.cli.faults import disk_fault, own_fault
from coopcoach.cli.history import history
from coopcoach.cli.keeping import backup, forget, restore
from coopcoach.cli.localised import usage_error
from coopcoach.cli.output import detach_broken_streams, say
from coopcoach.cli.partners import found, import_, invite, prepare
from coopcoach.cli.program import program
from coopcoach.cli.session import conflicts, new, notes, run
from coopcoach.cli.streams import accept_any_character
from coopcoach.cli.workspace import check, demo, doctor, init, key, list_, show
from coopcoach.errors import CoopcoachError
from coopcoach.i18n import Translator, language_from_environment, translator

# The order of the help page: that in which a coach needs the commands.
for _command in (
    *(demo, init, new, invite, prepare, import_, found, run, notes),
    *(export, list_, show, history, check, conflicts),
    *(backup, restore, forget, key, doctor),
):
    program.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call.

    Args:
        arguments: Without the program's name; those of this process where none are given.

    Returns:
        The exit code: 0 done, 1 check found faults, 2 wrong call, 3 bad input file, 4 conflict,
        5 the machine lacks something.
    """
    accept_any_character()
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    finally:
        detach_broken_streams()


def _run(arguments: list[str]) -> int:
    t = _translator(arguments)
    try:
        code = program.main(arguments, prog_name="coopcoach", standalone_mode=False, obj=t)
    except click.UsageError as error:
        return _print_error(usage_error(error), t)
    except CoopcoachError as error:
        return _print_error(error, t)
    except (click.Abort, KeyboardInterrupt):
        return 130
    except OSError as error:
        return _print_error(disk_fault(error), t)
    except Exception as error:
        return _print_error(own_fault(error), t)
    return code if isinstance(code, int) else 0


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
