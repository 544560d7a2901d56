"""The time of the exercise and of the session."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from coopcoach.domain.pace import Pace
from coopcoach.i18n import Translator
from coopcoach.wording.pace import pace_words


class PaceLine(Static):
    """The time so far against the agenda, in words, always in the same colour.

    Args:
        t: The language.
    """

    DEFAULT_CSS: ClassVar[str] = """
    PaceLine { width: auto; height: 1; color: $text-muted; text-wrap: nowrap; }
    """

    def __init__(self, t: Translator) -> None:
        super().__init__("", markup=False)
        self.t = t
        self._shown = ""

    def show(self, pace: Pace, *, short: bool) -> None:
        """Show the time; redraws only if the words change."""
        words = pace_words(pace, self.t, short=short) if pace.planned else ""
        if words != self._shown:
            self._shown = words
            self.update(Content(words))
