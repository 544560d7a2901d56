"""The end of a session: dates, consent, and drafts of the mails to both: the summary, and the reminder of the review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, Unpack

from coopcoach.domain.session import CONSENT_INDIVIDUAL, with_consent
from coopcoach.exchange.outgoing.mail import (
    REMINDER_DAYS,
    languages_of,
    reminder_mail,
    summary_mail,
)
from coopcoach.export.pdf.rendering import Renderer, kept_renderer
from coopcoach.i18n import N_, language_of
from coopcoach.services.documents.catalogue import ExportOptions, write_document
from coopcoach.services.documents.job import Job
from coopcoach.services.documents.printers import PRINTERS
from coopcoach.services.session.live_session import LiveSession
from coopcoach.storage.files import write_bytes
from coopcoach.storage.sessions import open_session
from coopcoach.storage.settings import read_settings
from coopcoach.storage.workspace import Workspace


@dataclass(frozen=True)
class MailDraft:
    """The mail draft and the PDFs in it; the draft of the reminder and its day, where the review has a day."""

    mail: Path
    pdfs: tuple[Path, ...]
    reminder: Path | None = None
    remind_on: Date | None = None


def set_dates(live_session: LiveSession, review: Date | None, meeting: datetime | None) -> None:
    """Set the days of the review and of the next meeting."""
    update = {"review": review, "next_meeting": meeting}
    changed = live_session.session.model_copy(update=update)
    if changed != live_session.session:
        live_session.change(N_("dates"), changed)


def turn_consent(live_session: LiveSession, partner: str) -> bool:
    """Give or withdraw a partner's consent to individual answers in the PDF; return whether it is given."""
    session = live_session.session
    gives = not session.consents(partner, CONSENT_INDIVIDUAL)
    changed = with_consent(
        session, partner, CONSENT_INDIVIDUAL, gives=gives, at=live_session.clock()
    )
    live_session.change(N_("consent"), changed)
    return gives


def make_ahead(
    workspace: Workspace,
    slug: str,
    document: str = "summary",
    *,
    now: datetime,
    renderer: Renderer,
    cancelled: Callable[[], bool],
) -> None:
    """Let a renderer make a document in the languages of its exports and keep it; nothing is written.

    Raises:
        The errors of `write_mail_draft`.
    """
    opened = open_session(workspace, slug)
    for language in dict.fromkeys((opened.session.language, *languages_of(opened.session))):
        PRINTERS[document, "pdf"](Job(opened, now, renderer, language, cancelled=cancelled))


def write_mail_draft(
    workspace: Workspace,
    slug: str,
    *,
    now: datetime,
    renderer: Renderer | None = None,
    after: Literal["session", "review", "end"] = "session",
    **options: Unpack[ExportOptions],
) -> MailDraft:
    """Write the summary in the language of each partner, and a mail draft to both with these PDFs.

    After a review the review report takes the place of the summary.

    Where the next review has a day, the draft of a reminder two weeks before is written, too.

    Args:
        workspace: The workspace of the session.
        slug: The name of the session.
        now: The time that the PDFs name.
        renderer: None takes the one of this process.
        after: What was held: the session, a review, or one that ended the cooperation.
        options: See `Job`.

    Raises:
        WrongCall: There is no such session.
        BadFile: A file of the session cannot be read.
        Cancelled: The option ``cancelled`` returned True.
        MachineLacks: The libraries that write PDFs are missing.
        RenderingFailed: A PDF took too long, or failed.
    """
    opened = open_session(workspace, slug)
    session = opened.session
    languages = languages_of(session)
    pdfs: list[Path] = []
    document = "summary" if after == "session" else "review"
    for language in languages:
        asked: ExportOptions = {**options, "language": language}
        job = Job(opened, now, renderer or kept_renderer(), **asked)
        pdfs.extend(write_document(job, document, "pdf").paths)
    coach = session.coach or read_settings(workspace).coach
    names = language_of(languages[0]).files
    mail = workspace.exports / slug / f"{names.mail_to_both}.eml"
    attached = {path.name: path.read_bytes() for path in pdfs}
    write_bytes(mail, summary_mail(session, coach, attached, after))
    if session.review is None:
        return MailDraft(mail, tuple(pdfs))
    reminder = workspace.exports / slug / f"{names.reminder}.eml"
    write_bytes(reminder, reminder_mail(session, coach))
    remind_on = session.review - timedelta(days=REMINDER_DAYS)
    return MailDraft(mail, tuple(pdfs), reminder, remind_on)
