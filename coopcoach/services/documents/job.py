"""The input of all documents: a session, read once, with its exportable data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TypedDict

from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Workbook
from coopcoach.domain.session import CONSENT_INDIVIDUAL, Session
from coopcoach.domain.settings import Paper, Settings
from coopcoach.errors import CoopcoachError, WrongCall
from coopcoach.export.archive import archived_files
from coopcoach.export.branding import Branding
from coopcoach.export.characters import MissingCharacter, missing_characters
from coopcoach.export.pdf.rendering import Renderer, RenderProgress
from coopcoach.export.pdf.source import Attachment, PdfSource, unchanged_pdf
from coopcoach.export.release import Released, public, public_answers, release
from coopcoach.i18n import N_, Translator, language_of, same_language, translator
from coopcoach.services.documents.branding import branding_of
from coopcoach.services.documents.reviews import archived_reviews
from coopcoach.storage.sessions import OpenSession, open_partner_answers
from coopcoach.storage.settings import read_settings


class ExportOptions(TypedDict, total=False):
    """The options of an export; see `Job`."""

    language: str | None
    paper: Paper | None
    progress: Callable[[RenderProgress], None] | None
    cancelled: Callable[[], bool] | None
    partner: str | None
    blank: bool
    archive: bool
    large: bool


class NothingToPrint(WrongCall):
    """The session holds nothing for this document yet."""


class CharacterMissing(CoopcoachError):
    """The document may not be written with a character that no font has."""


@dataclass(frozen=True)
class Job:
    """A session to be exported.

    Args:
        opened: The session.
        now: The time that the documents name.
        renderer: Writes the PDFs; its process starts with the first one.
        language: The language of the documents; None takes that of the session.
        paper: The size of the pages; None takes that of the settings.
        progress: Called, in this thread, with the progress of a PDF.
        cancelled: Called twenty times a second; returns whether to stop.
        partner: Only the workbook of the partner with this name or id.
        blank: Whether to print workbooks without answers.
        archive: Whether to write PDF/A with the files of the session attached.
        large: Whether to print the wall sheet on A3.
        missing: Collects the characters that no font has.
        written: Collects the paths of the documents.
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
    large: bool = False
    missing: list[MissingCharacter] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the workspace."""
        return read_settings(self.opened.workspace)

    @cached_property
    def branding(self) -> Branding:
        """The coach's name, logo and colour, and the size of the pages."""
        return branding_of(self.opened.workspace, self.settings, self.paper)

    @cached_property
    def t(self) -> Translator:
        """The language of the documents."""
        return translator(
            same_language(self.language or self.session.language, self.session.language)
        )

    @cached_property
    def session(self) -> Session:
        """The session without the comments in its file."""
        return self.opened.without_comments

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
        """The exportable part of the session."""
        return release(self.session, self.answers, self.workbook)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The exportable files of the session, for the archive."""
        session = self.session
        languages = dict.fromkeys([session.language, *(p.language for p in session.partners)])
        below = {
            c
            for code in languages
            for c in (language_of(code).base_code, *language_of(code).layers)
        }
        workbooks = {code: self.opened.workbooks[code] for code in (*languages, *sorted(below))}
        answers = {
            p.id: public_answers(session, self.answers.get(p.id), workbooks[p.language])
            for p in session.partners
        }
        shown = public(session, self.opened.workbook)
        return archived_files(shown, answers, workbooks, archived_reviews(self.opened))

    def pdf(self, page: str, earlier: Iterable[Path] | None = None) -> bytes:
        """Return a page as a PDF; an exported PDF with the same content is returned unchanged.

        Args:
            page: The whole HTML page.
            earlier: The PDFs that may have the same content; None takes those of the session.

        Raises:
            CharacterMissing: No font has a character of the archive: PDF/A allows no box in its place.
            Cancelled: ``cancelled`` returned True.
            MachineLacks: The libraries that write PDFs are missing.
            RenderingFailed: It took too long, or failed.
        """
        if earlier is None:
            earlier = sorted(self.folder.glob("*.pdf"))
        source = PdfSource(page, self.branding.assets)
        missing = missing_characters(page)
        self.missing.extend(missing)
        if missing and self.archive:
            raise CharacterMissing(
                N_("no font has {characters}, and an archive may not hold boxes in their place"),
                N_("write them differently, or export without --archive"),
                characters=", ".join(
                    f"{m.character} (U+{ord(m.character):04X})" for m in missing[:8]
                ),
            )
        if self.archive:
            source = replace(source, variant="pdf/a-3a", attachments=self.attachments)
        return self.renderer.render(source, self.progress, self.cancelled, earlier)

    def finished(self, pages: Iterable[str]) -> bytes | None:
        """Return an exported PDF that has the content of one of some pages, if there is one."""
        earlier = [] if self.archive else sorted(self.folder.glob("*.pdf"))
        for page in pages if earlier else ():
            source = PdfSource(page, self.branding.assets).with_fonts()
            data = unchanged_pdf(source, earlier)
            if data is not None:
                self.missing.extend(missing_characters(page))
                return data
        return None

    @cached_property
    def answers(self) -> dict[str, PartnerAnswers]:
        """The partners' answers without comments; none are read unless both consented to print them."""
        if not self.session.both_consent(CONSENT_INDIVIDUAL):
            return {}
        files = {p.id: open_partner_answers(self.opened, p) for p in self.session.partners}
        return {partner: file.without_comments for partner, file in files.items() if file}
