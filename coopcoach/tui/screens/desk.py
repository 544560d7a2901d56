"""The desk: all sessions of a workspace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Input, OptionList, Static
from textual.worker import get_current_worker

from coopcoach.errors import CoopcoachError
from coopcoach.i18n import Translator
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.commands import DESK
from coopcoach.tui.messages import ApplySettings, ShowMessage
from coopcoach.tui.screens.base import without_folder
from coopcoach.tui.screens.desk_base import Desk
from coopcoach.tui.screens.desk_reasons import ACTIONS_WITH_REASONS, empty_words, why_not
from coopcoach.tui.widgets.boards.session_list import SessionDetails, SessionFilter, SessionList
from coopcoach.tui.widgets.frame.sanitize import content

if TYPE_CHECKING:
    from coopcoach.services.index.index import SessionIndex
    from coopcoach.services.index.summary import SessionSummary
    from coopcoach.services.partners.watched_folder import CameBack
    from coopcoach.services.session.stage import Stage
    from coopcoach.tui.exporting import Exporter, Make
    from coopcoach.tui.screens.desk_actions import DeskActions

# Sessions that are read before the list shows them, while there is no index yet.
_SHOWN_AFTER: Final = 200
_TOLD_AFTER: Final = 10


class _Stopped(Exception):
    """The sessions are no longer wanted."""


class DeskScreen(Desk):
    """The list of all sessions, grouped by what they need, with the details of one.

    It can be used while the sessions are read: first it shows them as they were read last. What only some uses
    need is imported when it is needed, so that the first frame comes at once.

    Args:
        workspace: The workspace.
        t: The language of the screen.
        clock: Returns the local time, with its zone.
        is_sample: Whether the workspace is the worked sample, which Escape leaves.
    """

    CSS_PATH = "desk.tcss"
    # Textual would focus the filter also where it is hidden, and it would take the letters.
    AUTO_FOCUS = ""
    BINDINGS = DESK.bindings()

    def __init__(
        self,
        workspace: Workspace,
        t: Translator,
        clock: Callable[[], datetime],
        *,
        is_sample: bool = False,
    ) -> None:
        super().__init__(t, workspace.root)
        self._workspace = workspace
        self._heading = t("The worked sample") if is_sample else t("Your sessions")
        self._is_sample = is_sample
        self._clock = clock
        self._exporter: Exporter | None = None
        self._select = ""
        self._summaries: list[SessionSummary] = []
        self._complete = False
        self._names: frozenset[str] | None = None
        self._came_back: tuple[CameBack, ...] = ()
        self._filter = SessionFilter(t)
        self._list = SessionList(t)
        self._details = SessionDetails(t, clock)

    def compose_body(self) -> ComposeResult:
        """Lay out the filter, the list and the details, or a sentence if there are no sessions."""
        with Container(id="sessions"):
            with Vertical(id="found"):
                yield self._filter
                yield self._list
            yield self._details
        yield Static(content(empty_words(self.t)), id="empty")

    def on_mount(self) -> None:
        """Show the title."""
        self.show_title(self._heading, self.t("Reading the sessions …"))
        self._list.focus()

    def on_unmount(self) -> None:
        """End the renderer."""
        if self._exporter is not None:
            self._exporter.close()

    def on_screen_resume(self) -> None:
        """Read the sessions, also again after the stage of one; first the screen is drawn."""
        self.call_after_refresh(self.action_refresh)

    @property
    def exporter(self) -> Exporter:
        """Writes documents in a thread."""
        if self._exporter is None:
            from coopcoach.tui.exporting import Exporter

            self._exporter = Exporter(self, self._workspace.root)
        return self._exporter

    # The list

    @cached_property
    def _index(self) -> SessionIndex:
        from coopcoach.services.index.index import SessionIndex

        return SessionIndex(self._workspace)

    def action_refresh(self) -> None:
        """Read the sessions."""
        self._read()

    @work(thread=True, exclusive=True, group="list")
    def _read(self) -> None:
        worker = get_current_worker()

        def told(done: int, count: int) -> None:
            if worker.is_cancelled:
                raise _Stopped
            if not self._complete and done % _SHOWN_AFTER == 0:
                self.call_later(self._take_sessions, self._index.as_last_read(), complete=False)
            if done % _TOLD_AFTER == 0:
                self.call_later(self._show_progress, done, count)

        try:
            if not self._complete and (summaries := self._index.as_last_read()):
                self.call_later(self._take_sessions, summaries, complete=False)
            summaries = self._index.summaries(told)
            if any(summary.binned for summary in summaries):
                from coopcoach.services.workspace.care import empty_bin

                gone = empty_bin(self._workspace, summaries, self._clock().date())
                summaries = [s for s in summaries if s.slug not in gone]
            self.call_later(self._take_sessions, summaries, complete=True)
            self._look_at_settings()
        except OSError as error:
            message = self.t("The folder cannot be read: {why}", why=error.strerror or "?")
            self.post_message(ShowMessage(message))
        except _Stopped:
            return

    def _look_at_settings(self) -> None:
        """Read the settings, and look into the folder that they name; without settings nothing is imported for it."""
        if not self._workspace.settings.is_file():
            return
        from coopcoach.tui.screens.desk_watched import settings_and_files

        keys, theme, fault, files = settings_and_files(self._workspace, self._clock(), self.t)
        self.app.post_message(ApplySettings(keys, theme))
        self.call_later(self._offer_files, files, fault)

    def _offer_files(self, files: tuple[CameBack, ...], fault: str) -> None:
        """Show what came back, or what is wrong with the settings."""
        from coopcoach.tui.screens.desk_watched import offer_words

        is_known, self._came_back = files == self._came_back, files
        # The message about the last command is not replaced by files that were offered before.
        if is_known and self.message_line.text:
            return
        if fault or files:
            self.say(fault or offer_words(files, self._summaries, self.t))

    def _show_progress(self, done: int, count: int) -> None:
        if done < count:
            words = self.t("Reading sessions: {done} of {count}", done=done, count=count)
            self.show_title(self._heading, words)

    def _take_sessions(self, summaries: list[SessionSummary], *, complete: bool) -> None:
        """Show sessions that were read; ``complete`` if these are all, as they are now."""
        self._summaries = summaries
        self._complete = complete
        self.set_class(complete and not summaries, "-no-session")
        self._show_sessions()
        if summaries and self.focused is None:
            # The list was hidden until now; the focus is possible once it is laid out.
            self.call_after_refresh(self._list.focus)
        if complete:
            self._select = ""
            if self._filter.value.strip():
                self._look_up(self._filter.value)

    def _show_sessions(self) -> None:
        from coopcoach.services.index.grouping import grouped

        names = self._names
        found = [s for s in self._summaries if names is None or s.slug in names]
        groups = grouped(found, self._clock().date())
        self._list.show(groups, self._select)
        if self._complete:
            count = len(self._summaries)
            place = self.t.plural("{n} session", "{n} sessions", count) if count else ""
            if names is not None:
                place = self.t("{found} of {count} sessions", found=len(found), count=count)
            self.show_title(self._heading, place)
        self._show_details()

    @on(OptionList.OptionHighlighted)
    def _show_details(self) -> None:
        selected = self._list.selected
        fault = selected.fault if selected else None
        is_none_found = selected is None and self._names is not None
        none = self.t("No session contains these words. Esc shows all.") if is_none_found else ""
        self._details.show(selected, self._sentence(fault) if fault else none)
        self.refresh_bindings()

    def _sentence(self, error: CoopcoachError) -> str:
        return without_folder(error.sentence(self.t), self._workspace.root)

    def in_language(self, t: Translator) -> DeskScreen:
        """Return the same desk in another language."""
        return DeskScreen(self._workspace, t, self._clock, is_sample=self._is_sample)

    def why_not(self, action: str) -> str:
        """Return why an action is not possible for the session at the cursor, or for the desk as it is."""
        if action not in ACTIONS_WITH_REASONS:
            return ""
        return why_not(
            action,
            self._list.selected,
            self.t,
            is_complete=self._complete,
            has_sessions=bool(self._summaries),
            can_undo=self.can_undo,
        )

    # The filter

    def action_find(self) -> None:
        """Go to the filter."""
        self._filter.focus()

    @on(Input.Changed)
    def _filter_changed(self, event: Input.Changed) -> None:
        if event.value.strip():
            self._look_up(event.value)
        else:
            self._take_names("", None)

    @work(thread=True, exclusive=True, group="filter")
    def _look_up(self, text: str) -> None:
        self.call_later(self._show_filtered, text, self._index.names_with(text))

    def _show_filtered(self, text: str, names: frozenset[str]) -> None:
        words = text.casefold().split()
        faulty = (s.slug for s in self._summaries if s.fault is not None)
        named = {slug for slug in faulty if all(word in slug for word in words)}
        self._take_names(text, names | named)

    def _take_names(self, text: str, names: frozenset[str] | None) -> None:
        # An answer to an earlier text comes too late.
        if text.strip() == self._filter.value.strip() and names != self._names:
            self._names = names
            self._show_sessions()

    @on(Input.Submitted)
    def _open_first(self) -> None:
        self._open_selected()

    def action_leave(self) -> None:
        """Leave the filter and show all sessions; there is no level above."""
        if self.focused is self._filter or self._filter.value:
            self._filter.value = ""
            self._list.focus()
        elif self._is_sample:
            self.dismiss(None)
        else:
            self.say(self.t("This is the desk. Press Ctrl+Q to quit."))

    # Opening and making a session

    @on(OptionList.OptionSelected)
    def _open_selected(self) -> None:
        selected = self._list.selected
        if selected is not None:
            self.open_session(selected.slug)

    def open_session(self, slug: str) -> None:
        """Open the stage of a session, or show why that is not possible."""
        from coopcoach.services.session import stage

        self._open(slug, lambda: stage.Stage(self._workspace, slug, self.t, self._clock))

    def _open(self, slug: str, opening: Callable[[], Stage]) -> None:
        from coopcoach.tui.screens.stage.stage import StageScreen

        self._select = slug
        try:
            stage = opening()
        except (CoopcoachError, OSError) as error:
            self.failed(error)
            return
        self.say("")
        self.app.push_screen(StageScreen(stage, renders_ahead=True))

    def action_new(self) -> None:
        """Open the form for a new session; the cursor is then at it."""
        from coopcoach.tui.screens.new_session import NewSessionScreen

        form = NewSessionScreen(self._workspace, self.t, self._clock)
        self.app.push_screen(form, self._made)

    def _made(self, slug: str | None) -> None:
        if slug:
            self._select = slug
            self._filter.value = ""
            self._list.focus()
            self.say(self.t("The session is made. Next: m invites the partners, Enter opens it."))

    def action_history(self) -> None:
        """Open the history of the session at the cursor, or show why that is not possible."""
        if (care := self._care(faulty=True)) is not None:
            care.history()

    # Care of one session

    def _care(self, *, faulty: bool = False) -> DeskActions | None:
        """Return what can be done with the session at the cursor; None, and say so, where it cannot be read.

        Args:
            faulty: Whether it is also returned for a session that cannot be read.
        """
        from coopcoach.tui.screens.desk_actions import DeskActions

        selected = self._list.selected
        if selected is None or (selected.fault is not None and not faulty):
            self.say(self.why_not("export"))
            return None
        return DeskActions(self, self._workspace, selected, self._clock)

    @work(group="care")
    async def action_invite(self) -> None:
        """Ask whom to invite and how, write the invitations and show the mails."""
        if (care := self._care()) is not None and (make := await care.invite()) is not None:
            self._write_invitations(make, care.title)

    def _write_invitations(self, make: Make, title: str) -> None:
        if self.exporter.is_running:
            # A second start would stop the first.
            self.say(self.t("A document is still being written. Try it again in a moment."))
            return
        self.exporter.start(make, title)
        self.say(self.t("The invitations are being written …"))

    @work(group="care")
    async def action_private(self) -> None:
        """Open the private window here, or copy the command for another terminal."""
        if (care := self._care()) is not None:
            await care.private()

    @work(group="care")
    async def action_settings(self) -> None:
        """Change the settings of the workspace."""
        from coopcoach.tui.screens.desk_settings import change_settings

        await change_settings(self, self._workspace, self._clock)

    @work(group="care", exclusive=True)
    async def action_sample(self) -> None:
        """Open the worked sample; leaving it leads back here."""
        from coopcoach.tui.screens.sample import open_sample

        await open_sample(self, self._clock, DeskScreen)

    @work(group="care")
    async def action_import(self) -> None:
        """Ask for a file that came back, show what it would change, and take it in."""
        if (care := self._care()) is not None:
            selected = self._list.selected
            slug = selected.slug if selected else ""
            await care.import_file([f.path for f in self._came_back if f.slug in {slug, ""}])

    @work(group="care")
    async def action_review(self) -> None:
        """Make a review and write its invitations, or open the one that is not decided yet."""
        if (care := self._care()) is None or (selected := self._list.selected) is None:
            return
        step = await care.review()
        if step is None:
            return
        if step.make is not None:
            self._write_invitations(step.make, care.title)
        elif (stage := step.stage) is not None:
            self._open(selected.slug, lambda: stage)

    @work(group="care")
    async def action_edit(self) -> None:
        """Change title, date and names."""
        if (care := self._care()) is not None:
            await care.edit()

    @work(group="care")
    async def action_consent(self) -> None:
        """Change what the partners consent to, and the day until which the session is kept."""
        selected = self._list.selected
        if self._care() is not None and selected is not None:
            from coopcoach.tui.screens.desk_consent import change_consent

            await change_consent(self, self._workspace, selected, self._clock)

    def action_archive(self) -> None:
        """Put the session into the archive, or bring it back."""
        if (care := self._care()) is not None:
            care.archive()

    @work(group="care")
    async def action_remove(self) -> None:
        """Put the session into the bin, or bring it back."""
        if (care := self._care()) is not None:
            await care.remove()

    # Versions and the summary

    def action_conflicts(self) -> None:
        """Open both versions of what two programs changed in the session at the cursor."""
        if (care := self._care(faulty=True)) is not None:
            care.conflicts()

    def action_export(self) -> None:
        """Write the summary of the session at the cursor; cancel the export that runs."""
        if (care := self._care()) is not None:
            self.exporter.start(care.summary(), care.title)
