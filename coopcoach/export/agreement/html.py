"""Render the agreement outline as HTML."""

from __future__ import annotations

from coopcoach.domain.agreement import Standing
from coopcoach.domain.tax_questions import TAX_QUESTIONS
from coopcoach.export.agreement.model import (
    NO_LEGAL_ADVICE,
    OPENING,
    PARTY_BLANKS,
    TAX_OPENING,
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
        blanks=PARTY_BLANKS,
        tax_opening=TAX_OPENING,
        tax_questions=TAX_QUESTIONS,
        **{standing.value: standing for standing in Standing},
    )
