"""Report models as HTML pages, through the templates beside this file."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coopcoach.domain.settings import Paper
from coopcoach.export.answer_view import STANCE_LABELS
from coopcoach.export.form_view import WorkbookForm
from coopcoach.export.summary import Summary
from coopcoach.export.wording import shortened
from coopcoach.i18n import Translator
from coopcoach.markup.safe_html import printable


def summary_html(summary: Summary, t: Translator) -> str:
    """Return the summary as one HTML page."""
    return page("summary.html.jinja", t, s=summary)


def form_html(form: WorkbookForm, t: Translator) -> str:
    """Return the workbook of one partner as one HTML page with form fields."""
    stances = t.and_list([t.quoted(t(words)) for words in STANCE_LABELS.values()])
    return page("form.html.jinja", t, f=form, stances=stances)


def page(template: str, t: Translator, paper: Paper = "a4", **values: Any) -> str:
    """Return a template of this package as one HTML page."""
    return _environment().get_template(template).render(t=t, lang=t.lang, paper=paper, **values)


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
    environment.filters["quoted_by"] = lambda text, t: t.quoted(text)
    return environment


def _printable(value: object) -> object:
    """Whatever a template prints is free of characters that mislead its reader."""
    if isinstance(value, Markup):
        return value
    return printable(value) if isinstance(value, str) else value
