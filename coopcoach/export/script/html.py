"""Render the coach's script as HTML."""

from __future__ import annotations

from coopcoach.export.branding import DEFAULT_BRANDING, Branding
from coopcoach.export.html.page import page
from coopcoach.export.script.model import Script
from coopcoach.i18n import Translator


def script_html(script: Script, t: Translator, branding: Branding = DEFAULT_BRANDING) -> str:
    """Return the script as one HTML page."""
    return page("script/script.html.jinja", t, branding, s=script)
