"""The history of a session: what changed when, and bringing back one answer or a whole state."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import OptionList

from coopcoach.errors import CoopcoachError
from coopcoach.i18n import Translator
from coopcoach.services.clock import Clock
from coopcoach.services.session.bring_back import STAYS, bring_back
from coopcoach.services.session.history import Entry, EntryChange, SessionHistory
from coopcoach.storage.merged import UNKEPT
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.commands import HISTORY
from coopcoach.tui.screens.base import BaseScreen, without_folder
from coopcoach.tui.widgets.boards.history_list import (
    HistoryDetails,
    HistoryList,
    facts_of,
    title_of,
)
from coopcoach.tui.widgets.forms.choose import Choice, ChoiceDialog
from coopcoach.tui.widgets.frame.sanitize import one_line

_WHOLE = "whole"


class HistoryScreen(BaseScreen[None]):
    """The states of a session's files, with the changes of one.

    Args:
        workspace: The workspace of the session.
        slug: The name of the session.
        t: The language of the screen.
        clock: Returns the local time, with its zone.

    Raises:
        WrongCall: There is no such session.
        BadFile: Its file is damaged, and there is no earlier state that can be read.
    """

    CSS_PATH = "history.tcss"
    BINDINGS = HISTORY.bindings()

    def __init__(self, workspace: Workspace, slug: str, t: Translator, clock: Clock) -> None:
        super().__init__(t)
        self._workspace = workspace
        self._slug = slug
        self._clock = clock
        self._history = SessionHistory(workspace, slug)
        self._list = HistoryList(t)
        self._details = HistoryDetails(t)

    def compose_body(self) -> ComposeResult:
        """Lay out the list and the changes."""
        with Container(id="history"):
            yield self._list
            yield self._details

    def on_mount(self) -> None:
        """Show the states."""
        title = one_line(self._history.opened.without_joint.title)
        self.show_title(self.t("History"), title)
        self._list.show(self._history)
        self._list.focus()
        if not self._list.option_count:
            self.say(self.t("Nothing has been changed yet."))

    @on(OptionList.OptionHighlighted)
    def _show_details(self) -> None:
        entry, changes = self._list.selected or (None, ())
        self._details.show(entry, changes)
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not self._list.show_more():
            self.action_bring_back()

    # Bringing back

    def why_not(self, action: str) -> str:
        """Return why nothing can be brought back."""
        if action != "bring_back":
            return ""
        entry, _ = self._list.selected or (None, ())
        if entry is None:
            return self.t("Choose a state first.")
        return self.t("It is already like that.") if entry.is_present else ""

    def action_bring_back(self) -> None:
        """Ask what to bring back of the state at the cursor, and write it."""
        reason = self.why_not("bring_back")
        if reason:
            self.say(reason)
            return
        if self._list.selected is not None:
            self._ask(*self._list.selected)

    @work
    async def _ask(self, entry: Entry, changes: tuple[EntryChange, ...]) -> None:
        t = self.t
        choices = [
            Choice(_WHOLE, t("The whole state"), facts_of(entry, t)),
            *(
                Choice(f"id {change.id}", t("Only this"), title_of(change, t))
                for change in changes
                if change.id and change.id not in STAYS
            ),
        ]
        title = t("What should go back to how it was?")
        chosen = await self.app.push_screen_wait(ChoiceDialog(title, choices, t("Cancel")))
        if chosen is not None:
            self._bring_back(entry, "" if chosen == _WHOLE else chosen.removeprefix("id "))

    def _bring_back(self, entry: Entry, prompt: str) -> None:
        try:
            done = bring_back(self._history, entry, self._clock, prompt)
            self._history = SessionHistory(self._workspace, self._slug)
        except CoopcoachError as error:
            self.say(without_folder(error.sentence(self.t), self._workspace.root))
            return
        except OSError as error:
            self.say(self.t("Not saved: {why}.", why=error.strerror or "?"))
            return
        self._list.show(self._history)
        if done.unkept:
            self.say(self.t(UNKEPT))
        elif done.changed:
            self.say(self.t("Brought back. The state before it is in this list, too."))
        else:
            self.say(self.t("It is already like that."))
