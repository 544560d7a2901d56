"""The printers of the agreement outline."""

from __future__ import annotations

from coopcoach.export.agreement.build import agreement_outline
from coopcoach.export.agreement.html import agreement_html
from coopcoach.export.agreement.model import OutlineView
from coopcoach.export.agreement.word import agreement_docx
from coopcoach.services.documents.job import Job


def outline_of(job: Job) -> OutlineView:
    """Return the outline of a session; ground rules are known by the library of their own language."""
    library = job.written_in.starter_rules
    return agreement_outline(job.released, job.t, job.now, job.own_language, library)


def agreement_pdf(job: Job) -> bytes:
    """Return the agreement outline as a PDF."""
    return job.pdf(agreement_html(outline_of(job), job.t, job.look))


def agreement_word(job: Job) -> bytes:
    """Return the agreement outline as a Word document."""
    return agreement_docx(outline_of(job), job.t, job.look.paper)
