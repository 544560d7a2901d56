"""Read typed lines: on a terminal with its line editor, else from a pipe.

Bytes that are not UTF-8 are read as Windows-1252, so that none is lost.
"""

from __future__ import annotations

import importlib
import select
import sys
from contextlib import suppress

import click

from coopcoach.markup.western import WESTERN

# Seconds: the lines of a paste come sooner, typed ones later.
_REST_OF_A_PASTE = 0.05


def read_line(asked: str) -> str:
    """Print a question, and return the typed line.

    Raises:
        EOFError: The input has ended.
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
    """Return the further lines of a paste."""
    lines: list[str] = []
    # From a pipe, each line is an answer of its own.
    while sys.stdin.isatty() and _is_waiting():
        try:
            lines.append(read_line(""))
        except EOFError:
            break
    return lines


def _is_waiting() -> bool:
    # On Windows, `select` takes sockets only.
    with suppress(OSError, ValueError):
        return bool(select.select([sys.stdin], [], [], _REST_OF_A_PASTE)[0])
    return False


def _edit_lines() -> None:
    # Without a line editor a terminal cuts lines after 4,095 bytes. Windows has no readline.
    with suppress(ImportError):
        importlib.import_module("readline")
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors=WESTERN)
