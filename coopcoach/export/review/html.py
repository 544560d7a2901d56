"""Render the review report as HTML."""

from __future__ import annotations

from coopcoach.export.branding import DEFAULT_BRANDING, Branding
from coopcoach.export.html.page import page
from coopcoach.export.review.model import ReviewReport
from coopcoach.i18n import Translator


def review_html(report: ReviewReport, t: Translator, branding: Branding = DEFAULT_BRANDING) -> str:
    """Return the review report as one HTML page."""
    return page("review/review.html.jinja", t, branding, r=report)
