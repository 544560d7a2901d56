"""The desk: all sessions of a workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.worker import get_current_worker

from coopcoach.errors import CoopcoachError
from coopcoach.i18n import Translator
from coopcoach.services.index.grouping import grouped
from coopcoach.services.index.index import SessionIndex
from coopcoach.services.index.summary import SessionSummary
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.commands import DESK
from coopcoach.tui.messages import ShowMessage
from coopcoach.tui.screens.base import BaseScreen, without_folder
from coopcoach.tui.widgets.boards.session_list import SessionDetails, SessionFilter, SessionList
from coopcoach.tui.widgets.frame.sanitize import content, one_line

if TYPE_CHECKING:
    from coopcoach.services.documents.catalogue import ExportOptions, Renderer
    from coopcoach.services.partners.watched_folder import CameBack
    from coopcoach.services.session.stage import Stage
    from coopcoach.tui.exporting import Exporter
    from coopcoach.tui.screens.desk_actions import DeskActions

# Sessions that are read before the list shows them, while there is no index yet.
_SHOWN_AFTER: Final = 200
_TOLD_AFTER: Final = 10


class _Stopped(Exception):
    """The sessions are no longer wanted."""


class DeskScreen(BaseScreen[None]):
    """The list of all sessions, grouped by what they need, with the details of one.

    It can be used while the sessions are read: first it shows them as they were read last. What only some uses
    need is imported when it is needed, so that the first frame comes at once.

    Args:
        workspace: The workspace.
        t: The language of the screen.
        clock: Returns the local time, with its zone.
    """

    CSS_PATH = "desk.tcss"
    BINDINGS = DESK.bindings()

    @dataclass
    class Listed(Message):
        """Sessions were read; ``complete`` if these are all, as they are now."""

        summaries: list[SessionSummary]
        complete: bool

    @dataclass
    class Progressed(Message):
        """So many sessions were read, of so many that have to be read."""

        done: int
        count: int

    @dataclass
    class Returned(Message):
        """Files lie in the watched folder that came back."""

        files: tuple[CameBack, ...]

    @dataclass
    class Filtered(Message):
        """The names of the sessions that hold the words of the filter."""

        text: str
        names: frozenset[str]

    def __init__(self, workspace: Workspace, t: Translator, clock: Callable[[], datetime]) -> None:
        super().__init__(t)
        self._workspace = workspace
        self._clock = clock
        self._index = SessionIndex(workspace)
        self._exporter: Exporter | None = None
        self._select = ""
        self._summaries: list[SessionSummary] = []
        self._complete = False
        self._names: frozenset[str] | None = None
        self._came_back: tuple[CameBack, ...] = ()
        self._filter = SessionFilter(t)
        self._list = SessionList(t)
        self._details = SessionDetails(t)

    def compose_body(self) -> ComposeResult:
        """Lay out the filter, the list and the details, or a sentence if there are no sessions."""
        with Container(id="sessions"):
            with Vertical(id="found"):
                yield self._filter
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
        self.show_title(self.t("Your sessions"), self.t("Reading the sessions …"))
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
                self.post_message(self.Listed(self._index.as_last_read(), complete=False))
            if done % _TOLD_AFTER == 0:
                self.post_message(self.Progressed(done, count))

        try:
            if not self._complete and (summaries := self._index.as_last_read()):
                self.post_message(self.Listed(summaries, complete=False))
            summaries = self._index.summaries(told)
            if any(summary.binned for summary in summaries):
                from coopcoach.services.workspace.care import empty_bin

                gone = empty_bin(self._workspace, summaries, self._clock().date())
                summaries = [s for s in summaries if s.slug not in gone]
            self.post_message(self.Listed(summaries, complete=True))
            self.post_message(self.Returned(self._files_that_came_back()))
        except OSError as error:
            message = self.t("The folder cannot be read: {why}", why=error.strerror or "?")
            self.post_message(ShowMessage(message))
        except _Stopped:
            return

    def _files_that_came_back(self) -> tuple[CameBack, ...]:
        # Without settings nothing is watched, and nothing is imported for it.
        if not self._workspace.settings.is_file():
            return ()
        from coopcoach.services.partners.watched_folder import came_back, watched_folder

        try:
            folder = watched_folder(self._workspace)
        except CoopcoachError:
            # Faults of the settings were told before the screen opened.
            return ()
        return came_back(self._workspace, folder, self._clock()) if folder else ()

    @on(Returned)
    def _offer_files(self, event: Returned) -> None:
        self._came_back = event.files
        if event.files:
            self.say(self._offer(event.files))

    def _offer(self, files: tuple[CameBack, ...]) -> str:
        """Return what came back, by session, and the key that imports it."""
        titles = {summary.slug: summary.title for summary in self._summaries}
        slugs = tuple(dict.fromkeys(file.slug for file in files if file.slug in titles))
        first = next((f for f in files if f.slug in titles), files[0])
        names = self.t.and_list([one_line(f.path.name) for f in files if f.slug == first.slug][:3])
        if not slugs:
            return self.t("Came back: {names}. Choose the session and press i.", names=names)
        words = self.t(
            "Came back for {title}: {names}. Press i there to import.",
            title=self.t.quoted(one_line(titles[slugs[0]])),
            names=names,
        )
        rest = sum(file.slug != first.slug for file in files)
        more = self.t.plural("And {n} more file.", "And {n} more files.", rest) if rest else ""
        return f"{words} {more}".strip()

    @on(Progressed)
    def _show_progress(self, event: Progressed) -> None:
        if event.done < event.count:
            words = self.t(
                "Reading sessions: {done} of {count}", done=event.done, count=event.count
            )
            self.show_title(self.t("Your sessions"), words)

    @on(Listed)
    def _take_sessions(self, event: Listed) -> None:
        self._summaries = event.summaries
        self._complete = event.complete
        self.set_class(event.complete and not event.summaries, "-no-session")
        self._show_sessions()
        if event.complete:
            self._select = ""
            if self._filter.value.strip():
                self._look_up(self._filter.value)

    def _show_sessions(self) -> None:
        names = self._names
        found = [s for s in self._summaries if names is None or s.slug in names]
        groups = grouped(found, self._clock().date())
        self._list.show(groups, self._select)
        if self._complete:
            count = len(self._summaries)
            place = self.t.plural("{n} session", "{n} sessions", count) if count else ""
            if names is not None:
                place = self.t("{found} of {count} sessions", found=len(found), count=count)
            self.show_title(self.t("Your sessions"), place)
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

    def why_not(self, action: str) -> str:
        """Return why there is no session to export, nothing in it that stands twice, or none that has a history."""
        if action not in {"export", "conflicts", "history", "review"}:
            return ""
        if self._list.selected is None:
            if not self._complete:
                return self.t("The sessions are still being read.")
            if self._summaries:
                return self.t("No session contains these words.")
            return self.t("There is no session yet: press n to make one.")
        if action == "conflicts":
            is_any = self._list.selected.conflicts.total
            return "" if is_any else self.t("Nothing in this session has two versions.")
        if action in {"export", "review"} and self._list.selected.fault is not None:
            return self.t("This session cannot be read; see below what to do.")
        return ""

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
        self.post_message(self.Filtered(text, self._index.names_with(text)))

    @on(Filtered)
    def _show_filtered(self, event: Filtered) -> None:
        words = event.text.casefold().split()
        faulty = (s.slug for s in self._summaries if s.fault is not None)
        named = {slug for slug in faulty if all(word in slug for word in words)}
        self._take_names(event.text, event.names | named)

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

    def open_review(self, slug: str) -> None:
        """Open the stage of the last review of a session, or show why that is not possible."""
        from coopcoach.services.session.review import open_stage

        self._open(slug, lambda: open_stage(self._workspace, slug, None, self.t, self._clock))

    def _open(self, slug: str, opening: Callable[[], Stage]) -> None:
        from coopcoach.tui.screens.stage.stage import StageScreen

        self._select = slug
        try:
            stage = opening()
        except CoopcoachError as error:
            self.say(self._sentence(error))
            return
        except OSError as error:
            self.say(self.t("The folder cannot be read: {why}", why=error.strerror or "?"))
            return
        self.say("")
        self.app.push_screen(StageScreen(stage, renders_ahead=True))

    def action_new(self) -> None:
        """Open the form for a new session, then its stage."""
        from coopcoach.tui.screens.new_session import NewSessionScreen

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

    # Care of one session

    def _care(self) -> DeskActions | None:
        """Return what can be done with the session at the cursor."""
        from coopcoach.tui.screens.desk_actions import DeskActions

        selected = self._list.selected
        if selected is None or selected.fault is not None:
            self.say(self.why_not("export"))
            return None
        return DeskActions(self, self._workspace, selected, self._clock, self.action_refresh)

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
            self.exporter.start(step.make, one_line(selected.title))
        else:
            self.open_review(selected.slug)

    @work(group="care")
    async def action_edit(self) -> None:
        """Change title, date and names."""
        if (care := self._care()) is not None:
            await care.edit()

    def action_archive(self) -> None:
        """Put the session into the archive, or bring it back."""
        if (care := self._care()) is not None:
            care.archive()

    @work(group="care")
    async def action_remove(self) -> None:
        """Put the session into the bin, or bring it back."""
        if (care := self._care()) is not None:
            await care.remove()

    # What two programs changed

    def action_conflicts(self) -> None:
        """Open both versions of what two programs changed in the session at the cursor."""
        from coopcoach.services.session.conflicts import ConflictKeeper
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
            from coopcoach.services.documents import catalogue

            slug = selected.slug

            def make(renderer: Renderer, options: ExportOptions) -> str:
                now = self._clock()
                path = catalogue.export_summary(
                    self._workspace, slug, now=now, renderer=renderer, **options
                )
                shown = path.relative_to(self._workspace.exports).as_posix()
                return self.t("The PDF is done: {path}", path=shown)

            self.exporter.start(make, one_line(selected.title))
