"""The review report as one HTML page."""

from __future__ import annotations

from coopcoach.export.branding import Branding
from coopcoach.export.html.pages import PLAIN, page
from coopcoach.export.review.build import ReviewReport
from coopcoach.i18n import Translator


def review_html(report: ReviewReport, t: Translator, look: Branding = PLAIN) -> str:
    """Return the review report as one HTML page."""
    return page("review.html.jinja", t, look, r=report)
