"""The printer of the workbooks: one PDF for each partner, in their language."""

from __future__ import annotations

from coopcoach.domain.session import Partner
from coopcoach.export.pdf.source import PdfSource
from coopcoach.export.release import public_answers
from coopcoach.export.workbook.build import printed_workbook
from coopcoach.export.workbook.html import workbook_html
from coopcoach.export.workbook.model import Fill
from coopcoach.i18n import translator
from coopcoach.services.documents.job import Job
from coopcoach.services.partners.invite import NAMES, named_partner
from coopcoach.storage.sessions import session_workbook

FOLDER = "workbook"


def workbooks_pdf(job: Job) -> dict[str, bytes]:
    """Return the workbooks by the names of their files.

    An answer stands in it only where the summary may show it, too; all else is room to write.

    Raises:
        WrongCall: There is no such partner.
    """
    session = job.session
    chosen = [named_partner(session, job.partner)] if job.partner else list(session.partners)
    return dict(_workbook(job, partner) for partner in chosen)


def _workbook(job: Job, partner: Partner) -> tuple[str, bytes]:
    t = translator(job.language or partner.language)
    workbook = session_workbook(job.workspace, job.slug, t.lang)
    answers = public_answers(job.session, job.answers.get(partner.id), workbook)
    fill = Fill.BLANK if job.blank else Fill.RELEASED
    printed = printed_workbook(
        job.session, partner, workbook, answers, fill=fill, made=job.now, t=t
    )
    name = f"{FOLDER}/{partner.id}/{NAMES[t.lang].pdf}"
    source = PdfSource(workbook_html(printed, t, job.look), job.look.assets)
    earlier = [job.workspace.exports / job.slug / name]
    return name, job.renderer.render(source, job.progress, job.cancelled, earlier)
