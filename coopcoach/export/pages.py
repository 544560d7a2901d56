"""Report models as HTML pages, through the templates beside this file."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from coopcoach.export.answer_view import STANCE_LABELS
from coopcoach.export.form_view import WorkbookForm
from coopcoach.export.look import LOGO, SHEET, Look
from coopcoach.export.summary import Summary
from coopcoach.export.wording import shortened
from coopcoach.i18n import Translator
from coopcoach.markup.safe_html import printable

# Of nobody in particular, on A4.
PLAIN = Look()


def summary_html(summary: Summary, t: Translator, look: Look = PLAIN) -> str:
    """Return the summary as one HTML page."""
    return page("summary.html.jinja", t, look, s=summary)


def form_html(form: WorkbookForm, t: Translator) -> str:
    """Return the workbook of one partner as one HTML page with form fields."""
    stances = t.and_list([t.quoted(t(words)) for words in STANCE_LABELS.values()])
    return page("form.html.jinja", t, f=form, stances=stances)


def page(template: str, t: Translator, look: Look = PLAIN, **values: Any) -> str:
    """Return a template of this package as one HTML page.

    Whoever prints it hands on ``look.assets`` with it, unless the look is the plain one.
    """
    sheet = SHEET if look != PLAIN else ""
    logo = LOGO if look.logo else ""
    return (
        _environment()
        .get_template(template)
        .render(t=t, lang=t.lang, look=look, look_sheet=sheet, logo=logo, **values)
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
