"""The rules sheet as one HTML page."""

from __future__ import annotations

from coopcoach.export.branding import Branding
from coopcoach.export.html.pages import PLAIN, page
from coopcoach.export.rules_sheet.build import RulesSheet
from coopcoach.i18n import Translator


def rules_sheet_html(sheet: RulesSheet, t: Translator, look: Branding = PLAIN) -> str:
    """Return the rules sheet as one HTML page."""
    return page("rules_sheet.html.jinja", t, look, r=sheet)
