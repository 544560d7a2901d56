"""The fillable PDF of one partner: every prompt that is answered alone, and nothing of the other partner."""

from __future__ import annotations

from datetime import datetime

from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.export.branding import DEFAULT_BRANDING, Branding
from coopcoach.export.form.build import workbook_form
from coopcoach.export.form.html import form_html
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.export.pdf.source import PdfSource
from coopcoach.i18n import Translator


def form_pdf(  # noqa: PLR0913 - all but three by name
    session: Session,
    partner: Partner,
    workbook: Workbook,
    *,
    made: datetime,
    t: Translator,
    answers: PartnerAnswers | None = None,
    renderer: Renderer | None = None,
    encrypts: bool = False,
    branding: Branding = DEFAULT_BRANDING,
) -> bytes:
    """Return the workbook of one partner as a PDF to fill in.

    Args:
        session: Of which the workbook is.
        partner: For whom it is.
        workbook: The exercises in the partner's language.
        made: When it is made; the file says so, and what comes back too.
        t: The partner's language.
        answers: What this partner has written so far, to begin with; else every field is blank.
        renderer: A warm one, where several documents are made; else one is started and ended.
        encrypts: Whether the coach would like the answers encrypted; the cover says what that means.
        branding: The coach's colour and paper.

    Raises:
        MachineLacks: The libraries that write PDFs are missing.
        RenderingFailed: It took too long, or failed.
    """
    begun = answers or PartnerAnswers(partner=partner.id)
    if begun.partner != partner.id:
        # Never, by whatever mistake: one partner's sealed answers in the other's file.
        raise ValueError("these are the answers of another partner")
    form = workbook_form(session, partner, workbook, begun, made, t)
    html = form_html(form.model_copy(update={"encrypts": encrypts}), t, branding)
    page = PdfSource(html, branding.assets)
    if renderer is not None:
        return renderer.render(page)
    with Renderer() as own:
        return own.render(page)
