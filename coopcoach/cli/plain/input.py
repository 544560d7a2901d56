"""Reading what a person types line by line: on a terminal with the keys of its line editor, else from a pipe.

Whatever bytes come, all of them are kept: what is not UTF-8 is read as old Western terminals send it.
"""

from __future__ import annotations

import importlib
import select
import sys
from contextlib import suppress

import click

from coopcoach.markup.western import WESTERN

# Long enough for a terminal to hand over the rest of a paste, too short for a person to type on.
_REST_OF_A_PASTE = 0.05


def read_line(asked: str) -> str:
    """Show what is asked for, and return the line that is typed.

    Raises:
        EOFError: There is nothing more to read.
    """
    if sys.stdin.isatty() and sys.stdout.isatty():
        _edit_lines()
        return input(asked)
    click.echo(asked, nl=False)
    line = sys.stdin.buffer.readline()
    if not line:
        raise EOFError
    return line.decode("utf-8", WESTERN).rstrip("\r\n")


def pasted_lines() -> list[str]:
    """Return the lines that are there already behind the one that was read: the rest of a paste."""
    lines: list[str] = []
    # In a pipe the next line is the next answer.
    while sys.stdin.isatty() and _is_waiting():
        try:
            lines.append(read_line(""))
        except EOFError:
            break
    return lines


def _is_waiting() -> bool:
    # Windows can ask this of sockets alone.
    with suppress(OSError, ValueError):
        return bool(select.select([sys.stdin], [], [], _REST_OF_A_PASTE)[0])
    return False


def _edit_lines() -> None:
    # Without a line editor a terminal cuts a line after 4,095 bytes. Not every platform has this one.
    with suppress(ImportError):
        importlib.import_module("readline")
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors=WESTERN)
