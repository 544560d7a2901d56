"""The part of the desk that its dialogs call: messages, undo, change of the language."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coopcoach.errors import CoopcoachError, WrongCall
from coopcoach.i18n import Translator
from coopcoach.tui.screens.base import BaseScreen, without_folder

# Takes a change back, and returns the message about it.
Undo = Callable[[], str]


class Desk(BaseScreen[Any]):
    """The desk as its dialogs see it.

    Args:
        t: The language of the screen.
        root: The folder of the workspace, which no message names.
    """

    def __init__(self, t: Translator, root: Path) -> None:
        super().__init__(t)
        self.root = root
        self._undo: Undo | None = None

    @abstractmethod
    def action_refresh(self) -> None:
        """Read the sessions."""

    @abstractmethod
    def in_language(self, t: Translator) -> Desk:
        """Return the same desk in another language."""

    @property
    def can_undo(self) -> bool:
        """Whether a change can be taken back."""
        return self._undo is not None

    def done(self, message: str, undo: Undo | None = None) -> None:
        """Show what was done, and read the sessions again.

        Args:
            message: The message, in the reader's language.
            undo: Takes it back.
        """
        self._undo = undo
        self.say(message)
        self.action_refresh()

    def failed(self, error: CoopcoachError | OSError) -> None:
        """Show why something could not be done; the folder of the workspace stays out of it."""
        if isinstance(error, CoopcoachError):
            self.say(without_folder(error.sentence(self.t), self.root))
            if isinstance(error, WrongCall):
                # Another program may have taken the session away: the list shows what is there.
                self.action_refresh()
        else:
            why = error.strerror or "?"
            self.say(self.t("The folder cannot be read or written: {why}", why=why))

    def action_undo(self) -> None:
        """Take the last change back."""
        if self._undo is None:
            return
        undo, self._undo = self._undo, None
        try:
            self.done(undo())
        except (CoopcoachError, OSError) as error:
            self.failed(error)
