"""What each partner gets before the session: the workbook in two forms, a mail draft, a calendar entry.

Nothing in it comes from anybody's answers: the files are made from the session and the blank exercises.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coopcoach.domain.session import Partner, Session
from coopcoach.errors import WrongCall
from coopcoach.exchange.outgoing.mail import mail_draft
from coopcoach.exchange.outgoing.markdown_workbook import asked, workbook_markdown
from coopcoach.exchange.outgoing.pdf_form import form_pdf
from coopcoach.exchange.outgoing.session_entry import calendar_entry
from coopcoach.exchange.web.page import workbook_page
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.i18n import N_, translator
from coopcoach.services.documents.branding import branding_of
from coopcoach.storage.files import make_folder, write_bytes
from coopcoach.storage.sessions import open_session, session_workbook
from coopcoach.storage.settings import read_settings
from coopcoach.storage.workspace import Workspace

FOLDER = "invitation"


@dataclass(frozen=True)
class FileNames:
    """What the files are called: nothing of whom or what they are about."""

    pdf: str
    web: str
    markdown: str
    mail: str
    calendar: str


NAMES = {
    "de": FileNames(
        "arbeitsheft.pdf", "arbeitsheft.html", "arbeitsheft.md", "einladung.eml", "termin.ics"
    ),
    "en": FileNames(
        "workbook.pdf", "workbook.html", "workbook.md", "invitation.eml", "appointment.ics"
    ),
}


@dataclass(frozen=True)
class Invitation:
    """What was written for one partner."""

    partner: Partner
    folder: Path
    files: tuple[Path, ...]


def write_invitations(
    workspace: Workspace,
    slug: str,
    *,
    now: datetime,
    partner: str | None = None,
    renderer: Renderer | None = None,
    encrypt_to: str = "",
) -> tuple[Invitation, ...]:
    """Write what the partners get; what was written before is replaced.

    Args:
        workspace: Where the session lies.
        slug: Its name.
        now: When it is made; the workbooks say so.
        partner: Only for the one of this name or id.
        renderer: A warm one; else one is started and ended.
        encrypt_to: The coach's public key, where the answers shall come back encrypted.

    Raises:
        WrongCall: There is no such session, or no such partner in it.
        BadFile: A file of the session cannot be read.
        MachineLacks: The libraries that write PDFs are missing.
        RenderingFailed: A PDF took too long, or failed.
    """
    session = open_session(workspace, slug).session
    chosen = [named_partner(session, partner)] if partner else list(session.partners)
    if renderer is not None:
        contents = [
            _contents(workspace, session, each, now, renderer, encrypt_to) for each in chosen
        ]
    else:
        with Renderer() as own:
            contents = [
                _contents(workspace, session, each, now, own, encrypt_to) for each in chosen
            ]
    # Everything is made before anything is replaced.
    return tuple(
        _write(workspace, session, each, files)
        for each, files in zip(chosen, contents, strict=True)
    )


def named_partner(session: Session, name: str) -> Partner:
    """Return the partner of a session whom a name or an id means.

    Raises:
        WrongCall: There is none.
    """
    wanted = " ".join(name.split()).casefold()
    for partner in session.partners:
        names = {partner.id, partner.name.casefold(), partner.name.casefold().partition(" ")[0]}
        if wanted in names:
            return partner
    raise WrongCall(
        N_("“{name}” is no partner of this session"),
        N_("take one of: {known}"),
        name=name,
        known=", ".join(partner.name for partner in session.partners),
    )


def _contents(
    workspace: Workspace,
    session: Session,
    partner: Partner,
    now: datetime,
    renderer: Renderer,
    encrypt_to: str,
) -> dict[str, bytes]:
    t = translator(partner.language)
    workbook = session_workbook(workspace, session.slug, t.lang)
    names = NAMES[t.lang]
    markdown = workbook_markdown(session, partner, workbook, made=now, t=t, encrypt_to=encrypt_to)
    form = form_pdf(
        session,
        partner,
        workbook,
        made=now,
        t=t,
        renderer=renderer,
        encrypts=bool(encrypt_to),
        branding=branding_of(workspace, read_settings(workspace)),
    )
    minutes = sum(e.minutes_alone(session.pack) for e in asked(session, workbook))
    files = {
        names.pdf: form,
        names.markdown: markdown.encode(),
    }
    if not encrypt_to:
        # The page cannot encrypt, and would hand in what everybody on the way can read.
        files[names.web] = workbook_page(session, partner, workbook, made=now, t=t).encode()
    if session.date is not None:
        files[names.calendar] = calendar_entry(_zoned(session), partner, made=now, t=t)
    spoken = t.number(round(minutes))
    mail = mail_draft(session, partner, files, minutes=spoken, t=t, encrypts=bool(encrypt_to))
    return {**files, names.mail: mail}


def _zoned(session: Session) -> Session:
    """Return the session with its date and its beginning in a zone: without one, the local one is meant."""
    assert session.date is not None
    created = session.created if session.created.tzinfo else session.created.replace(tzinfo=UTC)
    return session.model_copy(update={"date": session.date.astimezone(UTC), "created": created})


def _write(
    workspace: Workspace, session: Session, partner: Partner, files: dict[str, bytes]
) -> Invitation:
    folder = workspace.exports / session.slug / FOLDER / partner.id
    make_folder(folder)
    for names in NAMES.values():
        # A partner may have got another language since, or the session no date any more.
        for old in (names.pdf, names.web, names.markdown, names.mail, names.calendar):
            if old not in files:
                (folder / old).unlink(missing_ok=True)
    for name, data in files.items():
        write_bytes(folder / name, data)
    return Invitation(partner, folder, tuple(folder / name for name in sorted(files)))
