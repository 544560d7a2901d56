"""Render the fillable workbook of one partner as HTML."""

from __future__ import annotations

from coopcoach.export.branding import DEFAULT_BRANDING, Branding
from coopcoach.export.form.link_code import link_code
from coopcoach.export.form.model import WorkbookForm
from coopcoach.export.html.page import page
from coopcoach.i18n import Translator
from coopcoach.wording.labels import STANCE_LABELS


def form_html(form: WorkbookForm, t: Translator, branding: Branding = DEFAULT_BRANDING) -> str:
    """Return the workbook as one HTML page with form fields."""
    code = link_code(form.link, t("QR code of the link to this workbook")) if form.link else ""
    return page("form/form.html.jinja", t, branding, f=form, stances=stances_in_words(t), code=code)


def stances_in_words(t: Translator) -> str:
    """Return the stances in quotation marks, as one phrase."""
    return t.and_list([t.quoted(t(label.own)) for label in STANCE_LABELS.values()])
