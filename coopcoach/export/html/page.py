"""Render the template of a document as one HTML page."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from coopcoach.export.branding import DEFAULT_BRANDING, LOGO, SHEET, Branding
from coopcoach.export.charts import Chart
from coopcoach.export.charts.drawing import Ink
from coopcoach.export.direction import printable_isolated
from coopcoach.i18n import Translator
from coopcoach.wording.shortening import shortened

_TEXT = re.compile(r">[^<>]{120,}<")
_LONG_WORD = re.compile(r"[\w+/=.,:;~%-]{120,}")
_BREAK_AFTER = 40


def page(template: str, t: Translator, branding: Branding = DEFAULT_BRANDING, **values: Any) -> str:
    """Return a template of this package as one HTML page.

    A PDF of the page needs ``branding.assets`` unless the branding is the default one.

    Args:
        template: Its path in this package.
        t: The language of the page.
        branding: The coach's colour, paper and logo.
        values: Further variables of the template.
    """
    ink = Ink(accent=branding.accent, soft=branding.soft)

    def drawn(chart: Chart) -> Markup:
        return Markup(chart.draw(ink))  # noqa: S704 - charts escape their texts

    html = (
        _environment()
        .get_template(template)
        .render(
            t=t,
            plural=t.plural,
            context=t.context,
            lang=t.language.written_code,
            branding=branding,
            branding_sheet=SHEET if branding != DEFAULT_BRANDING else "",
            logo=LOGO if branding.logo else "",
            drawn=drawn,
            **values,
        )
    )
    return breakable(html)


def breakable(html: str) -> str:
    """Put invisible breaks into words of more than 120 letters.

    The layout tries every line end from the beginning of the word: 20,000 letters take it minutes.
    """
    return _TEXT.sub(lambda text: _LONG_WORD.sub(_with_breaks, text[0]), html)


def _with_breaks(word: re.Match[str]) -> str:
    letters = word[0]
    return "\u200b".join(
        letters[n : n + _BREAK_AFTER] for n in range(0, len(letters), _BREAK_AFTER)
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("coopcoach.export", ""),
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
    """Mark the time of making in a sentence: it is left out when two documents are compared."""
    return escape(text).replace(
        escape(moment), Markup('<time class="made">{}</time>').format(moment)
    )


def _printable(value: object) -> object:
    """Remove control and invisible characters from a value that a template prints."""
    if isinstance(value, Markup):
        return value
    return printable_isolated(value) if isinstance(value, str) else value
