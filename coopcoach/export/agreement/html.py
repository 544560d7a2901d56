"""Render the agreement outline as HTML."""

from __future__ import annotations

from coopcoach.domain.agreement import Standing
from coopcoach.export.agreement.model import (
    NO_LEGAL_ADVICE,
    OPENING,
    OutlineView,
)
from coopcoach.export.branding import DEFAULT_BRANDING, Branding
from coopcoach.export.html.page import page
from coopcoach.i18n import Translator
from coopcoach.wording.labels import STANDING_LABELS


def agreement_html(
    outline: OutlineView, t: Translator, branding: Branding = DEFAULT_BRANDING
) -> str:
    """Return the agreement outline as one HTML page."""
    return page(
        "agreement/agreement.html.jinja",
        t,
        branding,
        a=outline,
        opening=OPENING,
        notice=NO_LEGAL_ADVICE,
        labels=STANDING_LABELS,
        **{standing.value: standing for standing in Standing},
    )
