"""Render the summary as HTML."""

from __future__ import annotations

from coopcoach.export.branding import DEFAULT_BRANDING, Branding
from coopcoach.export.charts import SettledChart
from coopcoach.export.html.page import page
from coopcoach.export.summary.model import Summary
from coopcoach.i18n import N_, Translator

# The sentence states the intention of the partners; whether a rule binds them is for a lawyer to judge.
SIGNATURE_MEANING = N_(
    "We do not mean to make a contract or set up a company with it, and it gives neither"
    " of us the right to act for the other. Whether individual rules bind us in law all"
    " the same depends on what they say: a lawyer can tell us."
)


def summary_html(summary: Summary, t: Translator, branding: Branding = DEFAULT_BRANDING) -> str:
    """Return the summary as one HTML page."""
    return page(
        "summary/summary.html.jinja",
        t,
        branding,
        s=summary,
        key=_key(t),
        signature_meaning=SIGNATURE_MEANING,
    )


def _key(t: Translator) -> dict[str, SettledChart]:
    """Return the signs of the legend."""
    return {
        "joint": SettledChart(title=t("square"), joint=1, agreed=0, open=0, width=32),
        "agreed": SettledChart(title=t("filled disc"), joint=0, agreed=1, open=0, width=34),
        "open": SettledChart(title=t("hollow disc"), joint=0, agreed=0, open=1, width=34),
    }
