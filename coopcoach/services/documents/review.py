"""The printer of the review report."""

from __future__ import annotations

from coopcoach.domain.review import EFFORT, Plan, Review, plan
from coopcoach.export.review.build import review_report
from coopcoach.export.review.html import review_html
from coopcoach.i18n import N_
from coopcoach.services.documents.job import Job, NothingToPrint


def review_pdf(job: Job) -> bytes:
    """Return the report on the last review as a PDF, with the trend over all of them.

    Raises:
        NothingToPrint: There is no review yet.
    """
    reviews = released_reviews(job)
    if not reviews:
        raise NothingToPrint(
            N_("there is no review of this session yet"),
            N_("hold one six to twelve weeks after the session, and call this again"),
        )
    report = review_report(
        job.released,
        reviews,
        released_plans(job),
        job.workbook,
        job.t,
        job.now,
        job.own_language,
    )
    return job.pdf(review_html(report, job.t, job.look))


def released_reviews(_job: Job) -> tuple[Review, ...]:
    """Return the reviews of a session in the order of their days, and of them only what may be printed."""
    return ()


def released_plans(job: Job) -> tuple[Plan, ...]:
    """Return what each planned, where both let their own answers out."""
    own = (own for e in job.released.exercises for own in e.own if own.prompt.id == EFFORT)
    given = next(own, None)
    if given is None:
        return ()
    return tuple(plan(who, answer) for who, answer in given.answers.items() if answer is not None)
