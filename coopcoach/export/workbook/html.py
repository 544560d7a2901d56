"""The workbook of one partner on paper, as HTML that is printed."""

from __future__ import annotations

from coopcoach.export.branding import Branding
from coopcoach.export.html.pages import PLAIN, page
from coopcoach.export.workbook.model import PrintedWorkbook
from coopcoach.i18n import Translator
from coopcoach.wording.labels import STANCE_LABELS


def workbook_html(workbook: PrintedWorkbook, t: Translator, look: Branding = PLAIN) -> str:
    """Return the workbook as one HTML page; no field in it can be filled in but by hand."""
    stances = t.and_list([t.quoted(t(label.own)) for label in STANCE_LABELS.values()])
    return page("workbook.html.jinja", t, look, w=workbook, stances=stances)
