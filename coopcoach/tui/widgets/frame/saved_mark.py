"""Says whether everything typed is in the file."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from coopcoach.i18n import N_, Translator


class SaveState(StrEnum):
    """What has become of what was typed last."""

    NOTHING = ""
    SAVED = N_("saved")
    SAVING = N_("saving …")
    NOT_SAVED = N_("not saved")


class SavedMark(Widget):
    """One quiet word: saved, saving, not saved; nothing before anything was typed."""

    DEFAULT_CSS: ClassVar[str] = """
    SavedMark {
        width: auto;
        height: 1;
        color: $text-muted;
    }
    """

    state: reactive[SaveState] = reactive(SaveState.NOTHING, layout=True)

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.t = t

    def render(self) -> Content:
        """Return the word; what is not saved stands out by more than its colour."""
        word = Content(self.t(self.state))
        return word.stylize("bold reverse") if self.state is SaveState.NOT_SAVED else word
