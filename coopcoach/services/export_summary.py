"""The printer of the summary."""

from __future__ import annotations

from coopcoach.export.pages import summary_html
from coopcoach.export.summarise import summarise
from coopcoach.services.export_job import Job


def summary_html_of(job: Job) -> str:
    """Return the summary as the HTML that is printed."""
    summary = summarise(job.released, job.t, job.now, job.own_language)
    return summary_html(summary, job.t, job.look)


def summary_pdf(job: Job) -> bytes:
    """Return the summary as a PDF."""
    return job.pdf(summary_html_of(job))
