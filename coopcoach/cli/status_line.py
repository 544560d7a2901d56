"""Progress on one line of the terminal; nothing where the messages are no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

import click

from coopcoach.i18n import Translator

# Fewer sessions are read before a line could be noticed.
_WORTH_A_LINE: Final = 50
_STEP: Final = 10


class StatusLine:
    """A line that is shown over itself, and is cleared at the end of the context."""

    def __init__(self) -> None:
        self._shown = False

    def __enter__(self) -> StatusLine:
        """Return the line."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Clear the line."""
        self.clear()

    def show(self, text: str) -> None:
        """Show a text in place of the one before."""
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{text}", err=True, nl=False)
            self._shown = True

    def clear(self) -> None:
        """Clear the line."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._shown = False

    def sessions(self, t: Translator) -> Callable[[int, int], None]:
        """Return a function that shows how many sessions were read, of how many."""

        def show(done: int, count: int) -> None:
            if count >= _WORTH_A_LINE and done % _STEP == 0:
                self.show(t("Reading sessions: {done} of {count}", done=done, count=count))

        return show
