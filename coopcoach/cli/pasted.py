"""A text that is pasted instead of named as a file: piped in, from the clipboard, or into the terminal."""

from __future__ import annotations

import sys

from coopcoach.cli.output import say
from coopcoach.errors import WrongCall
from coopcoach.exchange.incoming.reading_child import MOST_BYTES
from coopcoach.i18n import N_, Translator


def pasted_text(t: Translator) -> bytes:
    """Return the text: from standard input where it is no terminal, else from the clipboard, else as it is pasted.

    Raises:
        WrongCall: There is none.
    """
    if not sys.stdin.isatty():
        data = sys.stdin.buffer.read(MOST_BYTES)
    else:
        data = (_clipboard() or _from_terminal(t)).encode("utf-8", "surrogateescape")
    if not data.strip():
        raise WrongCall(
            N_("there is no text to import: the clipboard is empty"),
            N_("copy the whole e-mail, and run it again"),
        )
    return data


def _clipboard() -> str:
    """Return the text in the clipboard; empty where there is none, or none can be reached."""
    import pyperclip

    try:
        return str(pyperclip.paste() or "")
    except (pyperclip.PyperclipException, OSError, UnicodeError):
        # Over SSH and on a system without a display there is no clipboard.
        return ""


def _from_terminal(t: Translator) -> str:
    from coopcoach.cli.plain.input import read_line

    say(
        t(
            "The clipboard is empty or out of reach. Paste the text here, then press Enter and Ctrl+D."
        )
    )
    lines: list[str] = []
    while True:
        try:
            lines.append(read_line(""))
        except EOFError:
            return "\n".join(lines)
