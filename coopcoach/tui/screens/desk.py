"""The desk: all sessions of a workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widgets import OptionList, Static

from coopcoach.errors import CoopcoachError
from coopcoach.i18n import Translator
from coopcoach.services.documents.catalogue import ExportOptions, Renderer, export_summary
from coopcoach.services.session.conflicts import ConflictKeeper
from coopcoach.services.session.stage import Stage
from coopcoach.services.workspace.desk import SessionSummary, list_sessions
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.commands import DESK
from coopcoach.tui.exporting import Exporter
from coopcoach.tui.messages import ShowMessage
from coopcoach.tui.screens.base import BaseScreen, without_folder
from coopcoach.tui.screens.new_session import NewSessionScreen
from coopcoach.tui.widgets.boards.session_list import SessionDetails, SessionList
from coopcoach.tui.widgets.frame.sanitize import content, one_line


class DeskScreen(BaseScreen[None]):
    """The list of all sessions, with the details of one.

    Args:
        workspace: The workspace.
        t: The language of the screen.
        clock: Returns the local time, with its zone.
    """

    CSS_PATH = "desk.tcss"
    BINDINGS = DESK.bindings()

    @dataclass
    class Listed(Message):
        """The sessions were read."""

        summaries: list[SessionSummary]

    def __init__(self, workspace: Workspace, t: Translator, clock: Callable[[], datetime]) -> None:
        super().__init__(t)
        self._workspace = workspace
        self._clock = clock
        self.exporter = Exporter(self, workspace.root)
        self._select = ""
        self._list = SessionList(t)
        self._details = SessionDetails(t)

    def compose_body(self) -> ComposeResult:
        """Lay out the list and the details, or a sentence if there are no sessions."""
        with Container(id="sessions"):
            yield self._list
            yield self._details
        yield Static(content(self._empty_text()), id="empty")

    def _empty_text(self) -> str:
        first = self.t("There is no session yet.")
        how = self.t(
            "Press n to make one: it asks for two partners and a date, and opens the session."
        )
        sample = self.t("To look around first: quit with Ctrl+Q and type coopcoach demo")
        return f"{first}\n\n{how}\n\n{sample}"

    def on_mount(self) -> None:
        """Show the title."""
        self.show_title(self.t("Your sessions"))

    def on_unmount(self) -> None:
        """End the renderer."""
        self.exporter.close()

    def on_screen_resume(self) -> None:
        """Read the sessions again after the stage of one."""
        self.action_refresh()

    # The list

    def action_refresh(self) -> None:
        """Read the sessions."""
        self._read()

    @work(thread=True, exclusive=True, group="list")
    def _read(self) -> None:
        try:
            self.post_message(self.Listed(list_sessions(self._workspace)))
        except OSError as error:
            message = self.t("The folder cannot be read: {why}", why=error.strerror or "?")
            self.post_message(ShowMessage(message))

    @on(Listed)
    def _show_sessions(self, event: Listed) -> None:
        self.set_class(not event.summaries, "-no-session")
        self._list.show(event.summaries, self._select)
        self._select = ""
        count = len(event.summaries)
        place = self.t.plural("{n} session", "{n} sessions", count) if count else ""
        self.show_title(self.t("Your sessions"), place)
        self._show_details()
        if event.summaries and self.focused is None:
            self._list.focus()

    @on(OptionList.OptionHighlighted)
    def _show_details(self) -> None:
        selected = self._list.selected
        fault = selected.fault if selected else None
        self._details.show(selected, self._sentence(fault) if fault else "")
        self.refresh_bindings()

    def _sentence(self, error: CoopcoachError) -> str:
        return without_folder(error.sentence(self.t), self._workspace.root)

    def why_not(self, action: str) -> str:
        """Return why there is no session to export, nothing in it that stands twice, or none that has a history."""
        if action not in {"export", "conflicts", "history"}:
            return ""
        if self._list.selected is None:
            return self.t("There is no session yet: press n to make one.")
        if action == "conflicts":
            is_any = self._list.selected.conflicts.total
            return "" if is_any else self.t("Nothing in this session has two versions.")
        if action == "export" and self._list.selected.fault is not None:
            return self.t("This session cannot be read; see below what to do.")
        return ""

    # Opening and making a session

    @on(OptionList.OptionSelected)
    def _open_selected(self) -> None:
        selected = self._list.selected
        if selected is not None:
            self.open_session(selected.slug)

    def open_session(self, slug: str) -> None:
        """Open the stage of a session, or show why that is not possible."""
        from coopcoach.tui.screens.stage.stage import StageScreen

        self._select = slug
        try:
            stage = Stage(self._workspace, slug, self.t, self._clock)
        except CoopcoachError as error:
            self.say(self._sentence(error))
            return
        except OSError as error:
            self.say(self.t("The folder cannot be read: {why}", why=error.strerror or "?"))
            return
        self.say("")
        self.app.push_screen(StageScreen(stage))

    def action_new(self) -> None:
        """Open the form for a new session, then its stage."""
        form = NewSessionScreen(self._workspace, self.t, self._clock)
        self.app.push_screen(form, self._made)

    def _made(self, slug: str | None) -> None:
        if slug:
            self.open_session(slug)

    def action_history(self) -> None:
        """Open the history of the session at the cursor, or show why that is not possible."""
        from coopcoach.tui.screens.history import HistoryScreen

        selected = self._list.selected
        if selected is None:
            return
        try:
            self.app.push_screen(HistoryScreen(self._workspace, selected.slug, self.t, self._clock))
        except CoopcoachError as error:
            self.say(self._sentence(error))
        except OSError as error:
            self.say(self.t("The folder cannot be read: {why}", why=error.strerror or "?"))

    def action_leave(self) -> None:
        """Show how to quit; there is no level above."""
        self.say(self.t("This is the desk. Press q to quit."))

    # What two programs changed

    def action_conflicts(self) -> None:
        """Open both versions of what two programs changed in the session at the cursor."""
        from coopcoach.tui.screens.conflicts import ConflictsScreen

        selected = self._list.selected
        if selected is not None:
            keeper = ConflictKeeper(self._workspace, selected.slug, self.t, self._clock)
            self.app.push_screen(ConflictsScreen(keeper))

    # The summary

    def action_export(self) -> None:
        """Write the summary of the session at the cursor; cancel the export that runs."""
        selected = self._list.selected
        if selected is not None:
            slug = selected.slug

            def make(renderer: Renderer, options: ExportOptions) -> str:
                now = self._clock()
                path = export_summary(self._workspace, slug, now=now, renderer=renderer, **options)
                shown = path.relative_to(self._workspace.exports).as_posix()
                return self.t("The PDF is done: {path}", path=shown)

            self.exporter.start(make, one_line(selected.title))
