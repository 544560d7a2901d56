"""What the desk does with one session: import, change, archive, bin."""

from __future__ import annotations

import asyncio
import os
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from coopcoach.domain.progress import Progress
from coopcoach.domain.session import Partner
from coopcoach.errors import CoopcoachError
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.services.documents import catalogue
from coopcoach.services.documents.job import ExportOptions
from coopcoach.services.index.summary import SessionSummary
from coopcoach.services.partners.import_answers import Pasted, carry_out, plan_import
from coopcoach.services.partners.import_words import dropped_paths, plan_lines
from coopcoach.services.partners.invite import Invitation, write_invitations
from coopcoach.services.partners.watched_folder import mark_imported
from coopcoach.services.session.conflicts import ConflictKeeper
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.services.session.review import (
    ReviewStage,
    day_to_hold,
    decision_of,
    hold_review,
    open_latest,
)
from coopcoach.services.workspace.care import (
    PartnerEdit,
    archive,
    edit_session,
    put_into_bin,
)
from coopcoach.services.workspace.coach_key import private_key
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.exporting import Make
from coopcoach.tui.screens.conflicts import ConflictsScreen
from coopcoach.tui.screens.desk_base import Desk
from coopcoach.tui.screens.desk_invite import InviteForm, mail_of, show_mails
from coopcoach.tui.screens.history import HistoryScreen
from coopcoach.tui.screens.notes.notes import NotesScreen
from coopcoach.tui.widgets.forms.choose import Choice, ChoiceDialog
from coopcoach.tui.widgets.forms.dialogs import ConfirmDialog, FieldSpec, FormDialog
from coopcoach.tui.widgets.forms.form_inputs import day_field, day_input, required, unless_unedited
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.wording.days import read_day
from coopcoach.wording.moments import read_moment
from coopcoach.wording.person_names import in_order
from coopcoach.wording.progress import PROGRESS_LABELS

_PARTNERS = ("first", "second")


@dataclass(frozen=True)
class ReviewStep:
    """The next step of a review: to make it and write its invitations, or else to open its stage."""

    make: Make | None = None
    stage: ReviewStage | None = None


def prepared_lines(stage: ReviewStage) -> list[str]:
    """Return how far each partner has come with the questions of a review, without the answers."""
    t = stage.t
    asked = [e for e in stage.exercises if stage.prepared_prompts(e)]
    states_of_both = [stage.seal_states(exercise) for exercise in asked]
    lines = []
    for place, partner in enumerate(stage.session.partners):
        states = [both[place] for both in states_of_both]
        handed_in = next((s.handed_in for s in states if s.handed_in), None)
        is_begun = any(s.progress is not Progress.NOT_BEGUN for s in states)
        progress = Progress.IN_PROGRESS if is_begun else Progress.NOT_BEGUN
        label = PROGRESS_LABELS[Progress.DONE if handed_in else progress].of_partner
        lines.append(f"{one_line(partner.name)}: {t(label)}")
    return lines


class DeskActions:
    """What can be done with one session of the desk.

    Args:
        desk: Shows dialogs and outcomes.
        workspace: The workspace.
        summary: The session.
        clock: Returns the local time, with its zone.
    """

    def __init__(
        self,
        desk: Desk,
        workspace: Workspace,
        summary: SessionSummary,
        clock: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._workspace = workspace
        self._summary = summary
        self._clock = clock
        self._t = desk.t
        self._title = self._t.quoted(one_line(summary.title))

    @property
    def title(self) -> str:
        """The title of the session in one line."""
        return one_line(self._summary.title)

    # Invitations and the private window

    async def invite(self) -> Make | None:
        """Ask whom to invite, how and until when; return what writes the invitations, None where it was cancelled."""
        try:
            session = open_session(self._workspace, self._summary.slug).without_joint
            form = InviteForm(self._workspace, session, self._clock, self._t)
            dialog = form.dialog()
        except (CoopcoachError, OSError) as error:
            self._desk.failed(error)
            return None
        values = await self._desk.app.push_screen_wait(dialog)
        return None if values is None else form.make(values, self._show_mails)

    def _show_mails(self, written: Sequence[Invitation]) -> str:
        mails = [m for m in (mail_of(each, self._workspace, self._t) for each in written) if m]
        return show_mails(self._desk, mails)

    async def private(self) -> None:
        """Ask whether the private window opens here, or its command is copied for another terminal."""
        t = self._t
        command = shlex.join(
            ["coopcoach", "--workspace", str(self._workspace.root), "notes", self._summary.slug]
        )
        choices = [
            Choice("copy", t("Copy the command for a second terminal"), command),
            Choice(
                "here",
                t("Open it here"),
                t("only while nobody can see this window; Esc takes you back"),
            ),
        ]
        title = t("Private window of {title}", title=self._title)
        chosen = await self._desk.app.push_screen_wait(ChoiceDialog(title, choices, t("Cancel")))
        if chosen == "copy":
            self._desk.app.copy_to_clipboard(command)
            self._desk.say(t("Copied: paste it into a second terminal that you do not share."))
        elif chosen == "here":
            self._open_private()

    def _open_private(self) -> None:
        try:
            window = PrivateWindow(self._workspace, self._summary.slug, self._t, self._clock)
        except (CoopcoachError, OSError) as error:
            self._desk.failed(error)
        else:
            self._desk.app.push_screen(NotesScreen(window))

    # Earlier states, versions, the summary

    def history(self) -> None:
        """Open the history."""
        slug = self._summary.slug
        try:
            screen = HistoryScreen(self._workspace, slug, self._t, self._clock)
        except (CoopcoachError, OSError) as error:
            self._desk.failed(error)
        else:
            self._desk.app.push_screen(screen)

    def conflicts(self) -> None:
        """Open both versions of what two programs changed."""
        keeper = ConflictKeeper(self._workspace, self._summary.slug, self._t, self._clock)
        self._desk.app.push_screen(ConflictsScreen(keeper))

    def summary(self) -> Make:
        """Return what writes the summary in a thread."""

        def make(renderer: Renderer, options: ExportOptions) -> str:
            now, slug = self._clock(), self._summary.slug
            done = catalogue.export_document(
                self._workspace, slug, now=now, renderer=renderer, **options
            )
            shown = done.paths[0].relative_to(self._workspace.exports).as_posix()
            return " ".join([self._t("The PDF is done: {path}", path=shown), *done.withdrawn])

        return make

    # Import

    async def import_file(self, offered: Sequence[Path] = ()) -> None:
        """Ask for the files, show what they would change, and write it after a yes.

        Args:
            offered: Files to begin with: they came back in the watched folder.
        """
        t = self._t
        fields = [
            FieldSpec(
                "files",
                t("File that came back"),
                shlex.join(map(str, offered)),
                hint=t("Drop it onto this window, or type its path."),
            ),
            FieldSpec("text", t("Or the whole text of the e-mail, pasted here"), long=True),
            FieldSpec(
                "partner", t("Whose it is"), hint=t("Only needed where the file does not say so.")
            ),
        ]
        title = t("Import for {title}", title=self._title)
        form = FormDialog(title, fields, t, save_label=t("Look at it"))
        values = await self._desk.app.push_screen_wait(form)
        if values is None:
            return
        now, text = self._clock(), values["text"].strip()
        paths = dropped_paths(values["files"]) if values["files"].strip() else []
        if not paths and not text:
            self._desk.say(t("Nothing was imported: name a file, or paste the text of an e-mail."))
            return
        plan = partial(
            plan_import,
            self._workspace,
            self._summary.slug,
            paths,
            now=now,
            partner=values["partner"].strip() or None,
            key=private_key(os.environ),
            pasted=Pasted(t("pasted text"), text.encode("utf-8", "surrogateescape"))
            if text
            else None,
        )
        self._desk.say(t("The file is being read …"))
        try:
            # In a thread: a PDF is read by another process, which takes a second.
            plans = await asyncio.to_thread(plan)
            lines = [line for each in plans for line in plan_lines(each, self._summary.slug, t)]
            if not any(each.changes_anything for each in plans):
                self._desk.say(t("Nothing is new; nothing was written."))
                mark_imported(self._workspace, [p for p in paths if p in offered])
                return
            self._desk.say("")
            ask = ConfirmDialog(
                t("Import this?"),
                t("Import"),
                t("Cancel"),
                details="\n".join(one_line(line) for line in lines),
                # Enter imports what is new; where something has to be read first, it does not.
                yes_first=not any(file.older or file.notices for p in plans for file in p.files),
            )
            if not await self._desk.app.push_screen_wait(ask):
                self._desk.say(t("Nothing was imported."))
            else:
                carry_out(plans, now)
                mark_imported(self._workspace, [p for p in paths if p in offered])
                names = t.and_list([one_line(each.partner.name) for each in plans])
                self._desk.done(t("Imported: the answers of {names}", names=names))
        except (CoopcoachError, OSError) as error:
            self._desk.failed(error)

    # The review

    async def review(self) -> ReviewStep | None:
        """Ask whether to open the review that is not decided yet; without one, for the day of a new one."""
        t, slug, now = self._t, self._summary.slug, self._clock()
        try:
            stage = open_latest(self._workspace, slug, t, self._clock)
            is_open = stage is not None and decision_of(stage.session) is None
            told = "\n".join(prepared_lines(stage)) if stage and is_open else ""
            latest = stage.review if stage else None
            day = day_to_hold(self._workspace, slug, now.date(), latest)
        except (CoopcoachError, OSError) as error:
            self._desk.failed(error)
            return None
        if is_open:
            ask = ConfirmDialog(
                t("Open the review of {day}?", day=t.date(day)),
                t("Open"),
                t("Not now"),
                details=told,
                yes_first=True,
            )
            return ReviewStep(stage=stage) if await self._desk.app.push_screen_wait(ask) else None
        fields = [
            day_field("day", t("When do you look back together?"), day_input(day, t), now.date(), t)
        ]
        title = t("Make a review of {title}", title=self._title)
        form = FormDialog(title, fields, t, save_label=t("Write the invitations"))
        values = await self._desk.app.push_screen_wait(form)
        if values is None:
            return None
        wanted = read_day(values["day"], now.date()) or day

        def make(renderer: Renderer, options: ExportOptions) -> str:
            held = hold_review(self._workspace, slug, day=wanted, now=self._clock())
            name = held.session.slug
            written = write_invitations(
                self._workspace,
                name,
                now=self._clock(),
                renderer=renderer,
                cancelled=options.get("cancelled"),
            )
            return self._show_mails(written)

        return ReviewStep(make)

    # Change

    async def edit(self) -> None:
        """Show title, date and names in a form, and write what was changed."""
        t = self._t
        try:
            session = open_session(self._workspace, self._summary.slug).without_joint
        except (CoopcoachError, OSError) as error:
            self._desk.failed(error)
            return
        today = self._clock().date()

        def moment_check(text: str) -> str:
            if not text.strip() or read_moment(text, today):
                return ""
            return t("write a day and a time, such as 15/1/2027 10:00 or 2027-01-15 10:00")

        when = f"{session.date:%Y-%m-%d %H:%M}" if session.date else ""
        fields = [
            FieldSpec(
                "title", t("Title"), one_line(session.title), check=required(t("a title is needed"))
            ),
            FieldSpec("date", t("Day and time of the call"), when, check=moment_check),
            FieldSpec("coach", t("Your name as the coach"), one_line(session.coach)),
        ]
        for which, partner in zip(_PARTNERS, session.partners, strict=True):
            fields += self._partner_fields(which, partner)
        title = t("Change {title}", title=self._title)
        values = await self._desk.app.push_screen_wait(FormDialog(title, fields, t))
        if values is None:
            return
        before = [PartnerEdit(p.name, p.firm, p.email) for p in session.partners]

        def undo() -> str:
            edit_session(
                self._workspace,
                session.slug,
                title=session.title,
                date=session.date,
                coach=session.coach,
                partners=before,
                t=t,
                now=self._clock(),
            )
            return t("{title} is as it was.", title=self._title)

        try:
            edit_session(
                self._workspace,
                session.slug,
                title=unless_unedited(values["title"].strip(), session.title),
                date=session.date if values["date"] == when else read_moment(values["date"], today),
                coach=unless_unedited(values["coach"].strip(), session.coach),
                partners=[
                    PartnerEdit(
                        name=in_order(unless_unedited(values[f"{which}-name"].strip(), p.name)),
                        firm=unless_unedited(values[f"{which}-firm"].strip(), p.firm),
                        email=unless_unedited(values[f"{which}-email"].strip(), p.email),
                    )
                    for which, p in zip(_PARTNERS, session.partners, strict=True)
                ],
                t=t,
                now=self._clock(),
            )
        except (CoopcoachError, OSError) as error:
            self._desk.failed(error)
        else:
            title = t.quoted(one_line(values["title"]))
            self._desk.done(t("Changed: {title}; Ctrl+Z undoes it.", title=title), undo)

    def _partner_fields(self, which: str, partner: Partner) -> list[FieldSpec]:
        t = self._t
        name = one_line(partner.name)
        return [
            FieldSpec(
                f"{which}-name",
                t("Name of {name}", name=name),
                name,
                check=required(t("a name is needed")),
            ),
            FieldSpec(f"{which}-firm", t("Firm of {name}", name=name), one_line(partner.firm)),
            FieldSpec(
                f"{which}-email", t("E-mail address of {name}", name=name), one_line(partner.email)
            ),
        ]

    # Archive and bin

    def archive(self) -> None:
        """Put the session into the archive, or bring it back from there or from the bin."""
        t, now = self._t, self._clock()
        back = self._summary.archived is not None or self._summary.binned is not None
        try:
            if self._summary.binned is not None:
                put_into_bin(self._workspace, self._summary.slug, None, self._t, now)
            else:
                day = None if back else now.date()
                archive(self._workspace, self._summary.slug, day, self._t, now)
        except (CoopcoachError, OSError) as error:
            self._desk.failed(error)
        else:
            words = t("{title} is back.", title=self._title)
            put = t("{title} is in the archive; F8 brings it back.", title=self._title)
            self._desk.done(words if back else put)

    async def remove(self) -> None:
        """Put the session into the bin after a yes; bring it back from there."""
        t = self._t
        if self._summary.binned is not None:
            self.archive()
            return
        ask = ConfirmDialog(
            t("Put {title} into the bin?", title=self._title),
            t("Into the bin"),
            t("Keep it"),
            details=t(
                "After 30 days its answers, notes and documents are deleted. Until then F8 brings it back."
            ),
        )
        if not await self._desk.app.push_screen_wait(ask):
            return
        now = self._clock()
        try:
            put_into_bin(self._workspace, self._summary.slug, now.date(), t, now)
        except (CoopcoachError, OSError) as error:
            self._desk.failed(error)
        else:
            self._desk.done(t("{title} is in the bin; F8 brings it back.", title=self._title))
