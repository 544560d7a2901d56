"""The printer of the calendar."""

from __future__ import annotations

from coopcoach.domain.session import Session
from coopcoach.export.calendar import dates_calendar
from coopcoach.export.release import public
from coopcoach.i18n import N_
from coopcoach.services.documents.job import Job, NothingToPrint
from coopcoach.storage.sessions import session_workbook


def calendar_ics(job: Job) -> bytes:
    """Return all dates of the session as one calendar.

    Raises:
        NothingToPrint: There is no date.
    """
    data = dates_calendar(public_session(job), made=job.now, t=job.t)
    if data is None:
        raise NothingToPrint(
            N_("the session has no date that a calendar could hold"),
            N_("give an action or a ground rule a day, and export again"),
        )
    return data


def public_session(job: Job) -> Session:
    """Return the session as it may leave the house."""
    workbook = session_workbook(job.workspace, job.slug, job.own_language)
    return public(job.session, workbook)
