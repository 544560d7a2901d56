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
from coopcoach.services.documents.job import ExportOptions
from coopcoach.services.index.summary import SessionSummary
from coopcoach.services.partners.import_answers import carry_out, plan_import
from coopcoach.services.partners.import_words import dropped_paths, plan_lines
from coopcoach.services.partners.invite import write_invitations
from coopcoach.services.partners.watched_folder import mark_imported
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
from coopcoach.tui.screens.base import BaseScreen, without_folder
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
    lines = []
    for place, partner in enumerate(stage.session.partners):
        states = [stage.seal_states(exercise)[place] for exercise in asked]
        handed_in = next((s.handed_in for s in states if s.handed_in), None)
        is_begun = any(s.progress is not Progress.NOT_BEGUN for s in states)
        progress = Progress.IN_PROGRESS if is_begun else Progress.NOT_BEGUN
        label = PROGRESS_LABELS[Progress.DONE if handed_in else progress].of_partner
        lines.append(f"{one_line(partner.name)} {t(label)}")
    return lines


class DeskActions:
    """What can be done with one session of the desk.

    Args:
        desk: Shows dialogs and outcomes.
        workspace: The workspace.
        summary: The session.
        clock: Returns the local time, with its zone.
        refresh: Reads the sessions again.
    """

    def __init__(
        self,
        desk: BaseScreen[None],
        workspace: Workspace,
        summary: SessionSummary,
        clock: Callable[[], datetime],
        refresh: Callable[[], None],
    ) -> None:
        self._refresh = refresh
        self._desk = desk
        self._workspace = workspace
        self._summary = summary
        self._clock = clock
        self._t = desk.t
        self._title = self._t.quoted(one_line(summary.title))

    def _done(self, message: str) -> None:
        self._desk.say(message)
        self._refresh()

    def _failed(self, error: CoopcoachError | OSError) -> None:
        if isinstance(error, CoopcoachError):
            self._desk.say(without_folder(error.sentence(self._t), self._workspace.root))
        else:
            t, why = self._t, error.strerror or "?"
            self._desk.say(t("The folder cannot be read: {why}", why=why))

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
                check=required(t("a file is needed")),
            ),
            FieldSpec(
                "partner", t("Whose it is"), hint=t("Only needed where the file does not say so.")
            ),
        ]
        title = t("Import for {title}", title=self._title)
        form = FormDialog(title, fields, t, save_label=t("Look at it"))
        values = await self._desk.app.push_screen_wait(form)
        if values is None:
            return
        now, paths = self._clock(), dropped_paths(values["files"])
        plan = partial(
            plan_import,
            self._workspace,
            self._summary.slug,
            paths,
            now=now,
            partner=values["partner"].strip() or None,
            key=private_key(os.environ),
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
            )
            if await self._desk.app.push_screen_wait(ask):
                carry_out(plans, now)
                mark_imported(self._workspace, [p for p in paths if p in offered])
                names = t.and_list([one_line(each.partner.name) for each in plans])
                self._done(t("Imported: the answers of {names}", names=names))
        except (CoopcoachError, OSError) as error:
            self._failed(error)

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
            self._failed(error)
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

        def make(renderer: Renderer, _options: ExportOptions) -> str:
            held = hold_review(self._workspace, slug, day=wanted, now=self._clock())
            name = held.session.slug
            write_invitations(self._workspace, name, now=self._clock(), renderer=renderer)
            self._desk.app.call_from_thread(self._refresh)
            folder = self._workspace.export_folder(name).relative_to(self._workspace.exports)
            return t("The invitations to the review are among the exports: {path}", path=folder)

        return ReviewStep(make)

    # Change

    async def edit(self) -> None:
        """Show title, date and names in a form, and write what was changed."""
        t = self._t
        try:
            session = open_session(self._workspace, self._summary.slug).without_joint
        except (CoopcoachError, OSError) as error:
            self._failed(error)
            return
        today = self._clock().date()

        def moment_check(text: str) -> str:
            if not text.strip() or read_moment(text, today):
                return ""
            return t("write a day and a time, such as 15.1.2027 10:00 or 2027-01-15 10:00")

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
            self._failed(error)
        else:
            self._done(t("Changed: {title}", title=t.quoted(one_line(values["title"]))))

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
                f"{which}-email", t("Mail address of {name}", name=name), one_line(partner.email)
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
            self._failed(error)
        else:
            words = t("{title} is back.", title=self._title)
            put = t("{title} is in the archive; F8 brings it back.", title=self._title)
            self._done(words if back else put)

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
            self._failed(error)
        else:
            self._done(t("{title} is in the bin; F8 brings it back.", title=self._title))
