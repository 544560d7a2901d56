"""Render the printed workbook of one partner as HTML."""

from __future__ import annotations

from coopcoach.export.branding import DEFAULT_BRANDING, Branding
from coopcoach.export.form.html import stances_in_words
from coopcoach.export.html.page import page
from coopcoach.export.workbook.model import PrintedWorkbook
from coopcoach.i18n import Translator


def workbook_html(
    workbook: PrintedWorkbook, t: Translator, branding: Branding = DEFAULT_BRANDING
) -> str:
    """Return the workbook as one HTML page without form fields."""
    return page(
        "workbook/workbook.html.jinja", t, branding, w=workbook, stances=stances_in_words(t)
    )
