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
from coopcoach.i18n import LANGUAGES, N_, translator
from coopcoach.services.documents.branding import branding_of
from coopcoach.storage.files import make_folder, write_bytes
from coopcoach.storage.sessions import OpenSession, open_session
from coopcoach.storage.settings import read_settings
from coopcoach.storage.workspace import Workspace

FOLDER = "invitation"
WORKBOOK_FORMS = ("pdf", "html", "md")


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
    opened = open_session(workspace, slug)
    session = opened.session
    chosen = [named_partner(session, partner)] if partner else list(session.partners)
    with Renderer() as own:
        contents = [_contents(opened, each, now, renderer or own, encrypt_to) for each in chosen]
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
    opened: OpenSession,
    partner: Partner,
    now: datetime,
    renderer: Renderer,
    encrypt_to: str,
) -> dict[str, bytes]:
    t = translator(partner.language)
    session, workbook = opened.session, opened.workbooks[t.lang]
    names = t.language.files
    workbook_name = names.documents["workbook"]
    markdown = workbook_markdown(session, partner, workbook, made=now, t=t, encrypt_to=encrypt_to)
    form = form_pdf(
        session,
        partner,
        workbook,
        made=now,
        t=t,
        renderer=renderer,
        encrypts=bool(encrypt_to),
        branding=branding_of(opened.workspace, read_settings(opened.workspace)),
    )
    minutes = sum(e.minutes_alone(session.pack) for e in asked(session, workbook))
    files = {
        f"{workbook_name}.pdf": form,
        f"{workbook_name}.md": markdown.encode(),
    }
    if not encrypt_to:
        # The page cannot encrypt, and would hand in what everybody on the way can read.
        files[f"{workbook_name}.html"] = workbook_page(
            session, partner, workbook, made=now, t=t
        ).encode()
    if session.date is not None:
        files[f"{names.appointment}.ics"] = calendar_entry(_zoned(session), partner, made=now, t=t)
    spoken = t.number(round(minutes))
    mail = mail_draft(session, partner, files, minutes=spoken, t=t, encrypts=bool(encrypt_to))
    return {**files, f"{names.invitation}.eml": mail}


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
    # The partner's language may have changed, or the session's date may be gone.
    for old in _names_in_any_language() - files.keys():
        (folder / old).unlink(missing_ok=True)
    for name, data in files.items():
        write_bytes(folder / name, data)
    return Invitation(partner, folder, tuple(folder / name for name in sorted(files)))


def _names_in_any_language() -> set[str]:
    names = [language.files for language in LANGUAGES.values()]
    workbooks = {f"{n.documents['workbook']}.{form}" for n in names for form in WORKBOOK_FORMS}
    return (
        workbooks | {f"{n.invitation}.eml" for n in names} | {f"{n.appointment}.ics" for n in names}
    )
