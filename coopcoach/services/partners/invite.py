"""Invite the partners: a blank workbook in each format, a mail draft, a calendar entry."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from coopcoach.domain.packs.asked import asked_exercises, minutes_stated
from coopcoach.domain.packs.essentials import essentials_words
from coopcoach.domain.session import Partner, Session
from coopcoach.errors import WrongCall
from coopcoach.exchange.outgoing.mail import invitation_mail, questions_mail, unwritable_addresses
from coopcoach.exchange.outgoing.markdown_workbook import workbook_markdown
from coopcoach.exchange.outgoing.pdf_form import form_pdf
from coopcoach.exchange.web.page import workbook_page
from coopcoach.export.branding import Branding
from coopcoach.export.calendar import session_calendar
from coopcoach.export.pdf.rendering import Renderer, kept_renderer
from coopcoach.i18n import LANGUAGES, N_, Translator, translator
from coopcoach.i18n.language import FileNames
from coopcoach.services.documents.branding import branding_of
from coopcoach.services.partners.links import partner_link, site_of
from coopcoach.services.partners.pen_workbook import pen_workbook
from coopcoach.storage.files import make_folder, write_bytes
from coopcoach.storage.reviews import open_any
from coopcoach.storage.sessions import OpenSession
from coopcoach.storage.settings import read_settings
from coopcoach.storage.workspace import Workspace
from coopcoach.wording.person_names import names_to_call

_FOLDER = "invitation"
WORKBOOK_FORMS = ("pdf", "html", "md")


@dataclass(frozen=True)
class Invitation:
    """The written files of one partner.

    Attributes:
        partner: The partner.
        folder: The folder of the files.
        files: Their paths.
        unwritable: The addresses that its mail draft cannot name.
        unlinked: Whether there is a site, and it does not ask what this session asks.
    """

    partner: Partner
    folder: Path
    files: tuple[Path, ...]
    unwritable: tuple[str, ...] = ()
    unlinked: bool = False


@dataclass(frozen=True)
class _Package:
    """The arguments of ``write_invitations`` that are the same for the packages of all partners."""

    now: datetime
    renderer: Renderer
    branding: Branding
    encrypt_to: str
    forms: Collection[str]
    cancelled: Callable[[], bool] | None


def write_invitations(  # noqa: PLR0913 - all but two by name
    workspace: Workspace,
    slug: str,
    *,
    now: datetime,
    partner: str | None = None,
    renderer: Renderer | None = None,
    encrypt_to: str = "",
    mail_only: bool = False,
    forms: Collection[str] = (),
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Invitation, ...]:
    """Write the invitations; earlier ones are replaced.

    Args:
        workspace: The workspace of the session.
        slug: The name of the session or review.
        now: The time that the workbooks name.
        partner: Only for the partner of this name or id.
        renderer: None takes the one of this process.
        encrypt_to: The coach's public key, if the answers are to come back encrypted.
        mail_only: Write a mail with the essential questions in its text, and no workbook.
        forms: The forms of the workbook that are attached to the mail, of `WORKBOOK_FORMS`; where none is named all,
            or the link to the coach's site with the PDF.
        cancelled: Called twenty times a second while a PDF is written; returns whether to stop.

    Raises:
        Cancelled: ``cancelled`` returned True; no file was written or replaced.
        WrongCall: There is no such session, or no such partner in it.
        BadFile: A file of the session cannot be read.
        MachineLacks: The libraries that write PDFs are missing.
        RenderingFailed: A PDF took too long, or failed.
    """
    opened = open_any(workspace, slug)
    session = opened.session
    if not session.agenda:
        raise WrongCall(
            N_("nothing is asked in this session: its agenda is empty"),
            N_(
                "write the exercises under “Agenda” in session.md, or make the session again with"
                " “coopcoach new”"
            ),
        )
    chosen = [named_partner(session, partner)] if partner else list(session.partners)
    settings = read_settings(workspace)
    site = None if mail_only or forms else site_of(workspace, settings)
    links = [partner_link(opened, p, site, now=now, key=encrypt_to) if site else "" for p in chosen]
    if mail_only:
        contents = [_questions(opened, each, now) for each in chosen]
    else:
        package = _Package(
            now,
            renderer or kept_renderer(),
            branding_of(workspace, settings),
            encrypt_to,
            forms,
            cancelled,
        )
        contents = [
            _contents(opened, each, package, link) for each, link in zip(chosen, links, strict=True)
        ]
    # All files are made before the first one is replaced.
    written = [
        _write(workspace, session, each, files)
        for each, files in zip(chosen, contents, strict=True)
    ]
    return tuple(
        replace(each, unlinked=bool(site) and not link)
        for each, link in zip(written, links, strict=True)
    )


def named_partner(session: Session, name: str) -> Partner:
    """Return the partner of a session with this id, name or first name.

    Raises:
        WrongCall: There is none.
    """
    wanted = " ".join(name.split()).casefold()
    for partner in session.partners:
        if wanted == partner.id or wanted in names_to_call(partner.name):
            return partner
    raise WrongCall(
        N_("“{name}” is not a partner in this session"),
        N_("take one of: {known}"),
        name=name,
        known=", ".join(partner.name for partner in session.partners),
    )


def _questions(opened: OpenSession, partner: Partner, now: datetime) -> dict[str, bytes]:
    """Return the mail with the essential questions, and the entry for the calendar."""
    t = translator(partner.language)
    files = _appointment(opened.session, partner, now, t)
    workbook = opened.workbooks.of_partner(opened.session, partner)
    mail = questions_mail(opened.session, partner, workbook, files, t)
    return {**files, f"{t.language.files.invitation}.eml": mail}


def _appointment(
    session: Session, partner: Partner, now: datetime, t: Translator
) -> dict[str, bytes]:
    if session.date is None:
        return {}
    name = f"{t.language.files.appointment}.ics"
    return {name: session_calendar(_with_zone(session), partner, made=now, t=t)}


def _contents(
    opened: OpenSession, partner: Partner, package: _Package, link: str
) -> dict[str, bytes]:
    t = translator(partner.language)
    session = opened.session
    workbook = opened.workbooks.of_partner(session, partner)
    names = t.language.files
    workbook_name = _workbook_name(names, partner)
    now, encrypt_to = package.now, package.encrypt_to
    markdown = workbook_markdown(session, partner, workbook, made=now, t=t, encrypt_to=encrypt_to)
    form = form_pdf(
        session,
        partner,
        workbook,
        made=now,
        t=t,
        renderer=package.renderer,
        encrypts=bool(encrypt_to),
        link=link,
        branding=package.branding,
        cancelled=package.cancelled,
    )
    asked = asked_exercises(session, workbook)
    # The recommended form first: pages among attachments run no script on iPhones.
    files = {f"{workbook_name}.pdf": form}
    page = workbook_page(session, partner, workbook, made=now, t=t, encrypt_to=encrypt_to)
    files[f"{workbook_name}.html"] = page.encode()
    files[f"{workbook_name}.md"] = markdown.encode()
    paper = f"{workbook_name}-{names.printed}.pdf"
    files[paper] = pen_workbook(
        opened, partner, now, package.renderer, package.branding, package.cancelled
    )
    files |= _appointment(session, partner, now, t)
    # Beside the link the PDF is enough; the other forms are in the folder for whoever asks for them.
    taken = package.forms or (("pdf",) if link else WORKBOOK_FORMS)
    left_out = {f"{workbook_name}.{form}" for form in WORKBOOK_FORMS if form not in taken}
    if "pdf" not in taken:
        left_out.add(paper)
    attached = {name: data for name, data in files.items() if name not in left_out}
    mail = invitation_mail(
        session,
        partner,
        attached,
        minutes=t.number(minutes_stated(asked, session.pack)),
        essentials=essentials_words(asked, session.pack, t),
        t=t,
        encrypts=bool(encrypt_to),
        link=link,
        paper="" if paper in left_out else paper,
    )
    return {**files, f"{names.invitation}.eml": mail}


def _with_zone(session: Session) -> Session:
    """Return the session with the time of its making in a zone; that of the call is the session's."""
    created = session.created if session.created.tzinfo else session.created.replace(tzinfo=UTC)
    return session.model_copy(update={"created": created})


def invitation_folder(workspace: Workspace, slug: str, partner_id: str) -> Path:
    """Return the folder of a partner's invitation."""
    return workspace.export_folder(slug) / _FOLDER / partner_id


def _write(
    workspace: Workspace, session: Session, partner: Partner, files: dict[str, bytes]
) -> Invitation:
    folder = invitation_folder(workspace, session.slug, partner.id)
    make_folder(folder)
    # The partner's language may have changed, or the session's date may be gone.
    for old in _names_in_any_language(partner) - files.keys():
        (folder / old).unlink(missing_ok=True)
    for name, data in files.items():
        write_bytes(folder / name, data)
    written = tuple(folder / name for name in sorted(files))
    return Invitation(partner, folder, written, unwritable_addresses(partner))


def _workbook_name(names: FileNames, partner: Partner) -> str:
    """Return the name of a partner's workbook without its ending; returned files are told apart by it."""
    return f"{names.documents['workbook']}-{partner.id}"


def _names_in_any_language(partner: Partner) -> set[str]:
    names = [language.files for language in LANGUAGES.values()]
    # Earlier packages had workbooks without the partner's name.
    stems = {stem for n in names for stem in (n.documents["workbook"], _workbook_name(n, partner))}
    workbooks = {f"{stem}.{form}" for stem in stems for form in WORKBOOK_FORMS}
    workbooks |= {f"{_workbook_name(n, partner)}-{n.printed}.pdf" for n in names}
    return (
        workbooks | {f"{n.invitation}.eml" for n in names} | {f"{n.appointment}.ics" for n in names}
    )
