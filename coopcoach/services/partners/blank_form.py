"""Find the blank form of a returned PDF without fields, to locate its answers."""

from __future__ import annotations

from coopcoach.errors import MachineLacks
from coopcoach.exchange.incoming.pdf_return import identity_of
from coopcoach.exchange.outgoing.pdf_form import form_pdf
from coopcoach.export.form.identity import Identity
from coopcoach.export.pdf.rendering import RenderingFailed
from coopcoach.i18n import translator
from coopcoach.services.documents.branding import branding_of
from coopcoach.services.partners.invite import invitation_folder
from coopcoach.storage.sessions import OpenSession
from coopcoach.storage.settings import read_settings


def blank_form(opened: OpenSession, identity: Identity) -> bytes | None:
    """Return the blank form of a partner: the one of the invitation, or the same made again.

    None where it is of another session, or cannot be made here.
    """
    session, workspace = opened.session, opened.workspace
    partner = session.partner(identity.partner)
    if identity.session != session.slug or partner is None:
        return None
    folder = invitation_folder(workspace, session.slug, partner.id)
    for path in sorted(folder.glob("*.pdf")):
        data = path.read_bytes()
        if identity_of(data) == identity:
            return data
    t = translator(identity.language)
    try:
        return form_pdf(
            session,
            partner,
            opened.workbooks.of_partner(session, partner.model_copy(update={"language": t.lang})),
            made=identity.made,
            t=t,
            branding=branding_of(workspace, read_settings(workspace)),
        )
    except (MachineLacks, RenderingFailed):
        return None
