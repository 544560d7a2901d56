"""The fillable PDF of one partner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.export.branding import DEFAULT_BRANDING, Branding
from coopcoach.export.form.build import workbook_form
from coopcoach.export.form.html import form_html
from coopcoach.export.pdf.rendering import Renderer, kept_renderer
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
    link: str = "",
    branding: Branding = DEFAULT_BRANDING,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return the workbook of one partner as a fillable PDF.

    Args:
        session: The session.
        partner: The partner.
        workbook: The exercises in the partner's language.
        made: The time of making, which the file states and returns.
        t: The partner's language.
        answers: The partner's answers so far, to fill in.
        renderer: None takes the one of this process.
        encrypts: Whether the cover asks for encrypted answers.
        link: The address of the workbook on the coach's site, as text and QR code on the cover.
        branding: The coach's colour and paper.
        cancelled: Called twenty times a second; returns whether to stop.

    Raises:
        Cancelled: ``cancelled`` returned True.
        MachineLacks: The libraries that write PDFs are missing.
        RenderingFailed: The time limit was exceeded, or the child died.
    """
    answers = answers or PartnerAnswers(partner=partner.id)
    if answers.partner != partner.id:
        # One partner's sealed answers must never get into the other's file.
        raise ValueError("these are the answers of another partner")
    form = workbook_form(session, partner, workbook, answers, made, t)
    html = form_html(form.model_copy(update={"encrypts": encrypts, "link": link}), t, branding)
    source = PdfSource(html, branding.assets)
    return (renderer or kept_renderer()).render(source, cancelled=cancelled)
