"""Report models as HTML pages, through the templates beside this file."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from coopcoach.export.branding import LOGO, SHEET, Branding
from coopcoach.export.charts import Chart, Ink, Settled, draw
from coopcoach.export.form.model import WorkbookForm
from coopcoach.export.summary.model import Summary
from coopcoach.i18n import Translator
from coopcoach.markup.safe_html import printable
from coopcoach.wording.labels import STANCE_LABELS
from coopcoach.wording.shortening import shortened

_TEXT = re.compile(r">[^<]{120,}<")
_ENDLESS = re.compile(r"[\w+/=.,:;~%-]{120,}")
_BREAK_AFTER = 40

# Of nobody in particular, on A4.
PLAIN = Branding()


def summary_html(summary: Summary, t: Translator, look: Branding = PLAIN) -> str:
    """Return the summary as one HTML page."""
    return page("summary.html.jinja", t, look, s=summary, key=_key(t))


def form_html(form: WorkbookForm, t: Translator, look: Branding = PLAIN) -> str:
    """Return the workbook of one partner as one HTML page with form fields."""
    stances = t.and_list([t.quoted(t(label.own)) for label in STANCE_LABELS.values()])
    return page("form.html.jinja", t, look, f=form, stances=stances)


def _key(t: Translator) -> dict[str, Settled]:
    """One of each sign of what was settled, for the words beside it."""
    return {
        "joint": Settled(title=t("square"), joint=1, agreed=0, open=0, width=32),
        "agreed": Settled(title=t("filled disc"), joint=0, agreed=1, open=0, width=34),
        "open": Settled(title=t("hollow disc"), joint=0, agreed=0, open=1, width=34),
    }


def page(template: str, t: Translator, look: Branding = PLAIN, **values: Any) -> str:
    """Return a template of this package as one HTML page.

    Whoever prints it hands on ``look.assets`` with it, unless the look is the plain one.
    """
    sheet = SHEET if look != PLAIN else ""
    logo = LOGO if look.logo else ""
    ink = Ink(first=look.accent, soft=look.soft)

    def drawn(chart: Chart) -> Markup:
        return Markup(draw(chart, ink))  # noqa: S704 - charts escape the words that they hold

    known = {"t": t, "lang": t.lang, "look": look, "look_sheet": sheet, "logo": logo}
    return breakable(_environment().get_template(template).render(**known, drawn=drawn, **values))


def breakable(html: str) -> str:
    """Return a page in which no word is endless.

    The layout tries every end of a line anew from the beginning of the word: at twenty thousand letters
    without a gap it takes minutes. A break that nobody sees between some of them spares it that.
    """
    return _TEXT.sub(lambda text: _ENDLESS.sub(_with_breaks, text[0]), html)


def _with_breaks(word: re.Match[str]) -> str:
    letters = word[0]
    return "\u200b".join(
        letters[n : n + _BREAK_AFTER] for n in range(0, len(letters), _BREAK_AFTER)
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("coopcoach.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.filters["shortened"] = shortened
    environment.filters["timed"] = _timed
    environment.filters["quoted_by"] = lambda text, t: t.quoted(text)
    return environment


def _timed(text: str, moment: str) -> Markup:
    """Mark the moment of making in a sentence: two documents that differ there alone are the same."""
    return escape(text).replace(
        escape(moment), Markup('<time class="made">{}</time>').format(moment)
    )


def _printable(value: object) -> object:
    """Whatever a template prints is free of characters that mislead its reader."""
    if isinstance(value, Markup):
        return value
    return printable(value) if isinstance(value, str) else value
