"""The workbook of one partner to be filled in with a pen: all options are printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from coopcoach.domain.session import Partner
from coopcoach.export.branding import Branding
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.export.pdf.source import PdfSource
from coopcoach.export.workbook.build import printed_workbook
from coopcoach.export.workbook.html import workbook_html
from coopcoach.export.workbook.model import Fill
from coopcoach.i18n import translator
from coopcoach.storage.sessions import OpenSession


def pen_workbook(
    opened: OpenSession,
    partner: Partner,
    now: datetime,
    renderer: Renderer,
    branding: Branding,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return the PDF, in the partner's language.

    Raises:
        Cancelled: ``cancelled`` returned True.
        MachineLacks: The libraries that write PDFs are missing.
        RenderingFailed: It took too long, or failed.
    """
    t = translator(partner.language)
    workbook = opened.workbooks.of_partner(opened.session, partner)
    printed = printed_workbook(
        opened.session, partner, workbook, {}, fill=Fill.BLANK, made=now, t=t
    )
    source = PdfSource(workbook_html(printed, t, branding), branding.assets)
    return renderer.render(source, cancelled=cancelled)
