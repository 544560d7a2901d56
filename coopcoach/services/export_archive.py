"""What is enclosed in PDFs for the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcoach.export.archive import archived_files
from coopcoach.export.manuscript import Enclosure
from coopcoach.export.release import public, public_answers
from coopcoach.storage.sessions import session_workbook

if TYPE_CHECKING:
    from coopcoach.services.export_job import Job


def enclosures(job: Job) -> tuple[Enclosure, ...]:
    """Return the session of a job as files, with nothing in them that may not leave the house."""
    session = job.session
    languages = dict.fromkeys([session.language, *(p.language for p in session.partners)])
    workbooks = {lang: session_workbook(job.workspace, job.slug, lang) for lang in languages}
    answers = {
        p.id: public_answers(session, job.answers.get(p.id), workbooks[p.language])
        for p in session.partners
    }
    return archived_files(public(session, job.written_in), answers, workbooks)
