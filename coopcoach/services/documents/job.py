"""The input of all documents: a session, read once, with its exportable data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TypedDict

from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Workbook
from coopcoach.domain.session import CONSENT_INDIVIDUAL, Session
from coopcoach.domain.settings import Paper, Settings
from coopcoach.errors import WrongCall
from coopcoach.export.archive import archived_files
from coopcoach.export.branding import Branding
from coopcoach.export.pdf.rendering import Renderer, RenderProgress
from coopcoach.export.pdf.source import Attachment, PdfSource
from coopcoach.export.release import Released, public, public_answers, release
from coopcoach.i18n import Translator, translator
from coopcoach.services.documents.branding import branding_of
from coopcoach.storage.sessions import OpenSession, open_partner_answers
from coopcoach.storage.settings import read_settings


class ExportOptions(TypedDict, total=False):
    """What may be said about a document beside which one it is; see `Job`."""

    language: str | None
    paper: Paper | None
    progress: Callable[[RenderProgress], None] | None
    cancelled: Callable[[], bool] | None
    partner: str | None
    blank: bool
    archive: bool


class NothingToPrint(WrongCall):
    """The session has nothing yet of which this document could be made."""


@dataclass(frozen=True)
class Job:
    """One session to be printed.

    Args:
        opened: The session.
        now: When the documents are made; they say so.
        language: Of the documents; the session's own where none is named.
        paper: The size of the pages; the one of the workspace's settings where none is named.
        renderer: What writes PDFs; it is started with the first one.
        progress: Called, in this thread, whenever a PDF has come further.
        cancelled: Asked twenty times a second whether to stop.
        partner: Only what is for the one of this name or id, where each partner gets a document.
        blank: Without any answer, where a document can be filled in by hand.
        archive: As a PDF for the archive, with the session enclosed.
    """

    opened: OpenSession
    now: datetime
    renderer: Renderer
    language: str | None = None
    paper: Paper | None = None
    progress: Callable[[RenderProgress], None] | None = None
    cancelled: Callable[[], bool] | None = None
    partner: str | None = None
    blank: bool = False
    archive: bool = False

    @cached_property
    def settings(self) -> Settings:
        """The settings of the workspace: whose documents these are."""
        return read_settings(self.opened.workspace)

    @cached_property
    def branding(self) -> Branding:
        """The coach's name, logo and colour, and the size of the pages."""
        return branding_of(self.opened.workspace, self.settings, self.paper)

    @cached_property
    def t(self) -> Translator:
        """The language of the documents."""
        return translator(self.language or self.session.language)

    @property
    def session(self) -> Session:
        """The session."""
        return self.opened.session

    @property
    def workbook(self) -> Workbook:
        """The exercises in the language of the documents."""
        return self.opened.workbooks[self.t.lang]

    @property
    def folder(self) -> Path:
        """The folder of the exported files."""
        return self.opened.workspace.exports / self.session.slug

    @cached_property
    def released(self) -> Released:
        """What of the session may be printed."""
        return release(self.session, self.answers, self.workbook)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The session as files for the archive, without anything that is not released."""
        session = self.session
        languages = dict.fromkeys([session.language, *(p.language for p in session.partners)])
        workbooks = {language: self.opened.workbooks[language] for language in languages}
        answers = {
            p.id: public_answers(session, self.answers.get(p.id), workbooks[p.language])
            for p in session.partners
        }
        return archived_files(public(session, self.opened.workbook), answers, workbooks)

    def pdf(self, page: str | PdfSource) -> bytes:
        """Return a page as a PDF; one of the session's that says the same already is not made anew.

        Raises:
            Cancelled: It was told to stop.
            MachineLacks: The libraries that write PDFs are missing.
            RenderingFailed: It took too long, or failed.
        """
        earlier = sorted(self.folder.glob("*.pdf"))
        source = PdfSource(page, self.branding.assets) if isinstance(page, str) else page
        if self.archive:
            source = replace(source, variant="pdf/a-3a", attachments=self.attachments)
        return self.renderer.render(source, self.progress, self.cancelled, earlier)

    @cached_property
    def answers(self) -> dict[str, PartnerAnswers]:
        """The partners' answers, read only where both consented to see them printed."""
        if not self.session.both_consent(CONSENT_INDIVIDUAL):
            return {}
        files = {p.id: open_partner_answers(self.opened, p) for p in self.session.partners}
        return {partner: file.answers for partner, file in files.items() if file}
