"""The printer of the summary."""

from __future__ import annotations

from coopcoach.export.html.markdown import markdown_of
from coopcoach.export.html.web_page import self_contained
from coopcoach.export.summary.build import summarise
from coopcoach.export.summary.html import summary_html
from coopcoach.services.documents.job import Job


def summary_html_of(job: Job) -> str:
    """Return the summary as the HTML that is printed."""
    summary = summarise(job.released, job.t, job.now, job.own_language)
    return summary_html(summary, job.t, job.look)


def summary_pdf(job: Job) -> bytes:
    """Return the summary as a PDF."""
    return job.pdf(summary_html_of(job))


def summary_for_browser(job: Job) -> bytes:
    """Return the summary as one file for the browser, with all that it needs in it."""
    return self_contained(summary_html_of(job), job.look.assets).encode("utf-8", "replace")


def summary_markdown(job: Job) -> bytes:
    """Return the summary as Markdown."""
    return markdown_of(summary_html_of(job)).encode("utf-8", "replace")
