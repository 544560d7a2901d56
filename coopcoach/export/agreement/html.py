"""The agreement outline as one HTML page."""

from __future__ import annotations

from coopcoach.domain.agreement import Standing
from coopcoach.export.agreement.model import NO_LEGAL_ADVICE, OPENING, OutlineView
from coopcoach.export.branding import Branding
from coopcoach.export.html.pages import PLAIN, page
from coopcoach.i18n import Translator
from coopcoach.wording.labels import STANDING_LABELS


def agreement_html(outline: OutlineView, t: Translator, look: Branding = PLAIN) -> str:
    """Return the agreement outline as one HTML page."""
    return page(
        "agreement.html.jinja",
        t,
        look,
        a=outline,
        opening=OPENING,
        notice=NO_LEGAL_ADVICE,
        labels=STANDING_LABELS,
        **{standing.value: standing for standing in Standing},
    )
