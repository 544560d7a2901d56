"""Render the rules sheet as HTML."""

from __future__ import annotations

from coopcoach.export.branding import DEFAULT_BRANDING, Branding
from coopcoach.export.html.page import page
from coopcoach.export.rules_sheet.model import RulesSheet
from coopcoach.i18n import Translator


def rules_sheet_html(
    sheet: RulesSheet, t: Translator, branding: Branding = DEFAULT_BRANDING
) -> str:
    """Return the rules sheet as one HTML page."""
    return page("rules_sheet/rules_sheet.html.jinja", t, branding, r=sheet)
