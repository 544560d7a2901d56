"""The printers: each makes one document of a session in one format."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Final

from coopcoach.domain.session import Partner
from coopcoach.domain.trend.plan import EffortPlan, plan_of
from coopcoach.export.agreement.build import agreement_outline
from coopcoach.export.agreement.html import agreement_html
from coopcoach.export.agreement.model import OutlineView
from coopcoach.export.agreement.word import agreement_docx
from coopcoach.export.calendar import dates_calendar
from coopcoach.export.html.markdown import markdown_of
from coopcoach.export.html.web_page import self_contained
from coopcoach.export.release import public, public_answers
from coopcoach.export.review.build import review_report
from coopcoach.export.review.html import review_html
from coopcoach.export.review.model import ReviewReport
from coopcoach.export.review.word import review_docx
from coopcoach.export.rules_sheet.build import largest_size, rules_sheet
from coopcoach.export.rules_sheet.html import rules_sheet_html
from coopcoach.export.rules_sheet.model import SIZES
from coopcoach.export.script.build import session_script
from coopcoach.export.script.html import script_html
from coopcoach.export.summary.build import summarise
from coopcoach.export.summary.html import summary_html
from coopcoach.export.workbook.build import printed_workbook
from coopcoach.export.workbook.html import workbook_html
from coopcoach.export.workbook.model import Fill
from coopcoach.i18n import N_, same_language, translator
from coopcoach.services.documents.job import Job, NothingToPrint
from coopcoach.services.documents.reviews import released_reviews
from coopcoach.services.partners.invite import named_partner
from coopcoach.storage.reviews import review_days

# Returns the bytes of one file, or of several files by name.
Printer = Callable[[Job], bytes | Mapping[str, bytes]]

_WORKBOOK_FOLDER = "workbook"


def summary_page(job: Job) -> str:
    """Return the summary as the HTML that is printed."""
    summary = summarise(job.released, job.t, job.now, job.session.language)
    return summary_html(summary, job.t, job.branding)


def _summary_pdf(job: Job) -> bytes:
    return job.pdf(summary_page(job))


def _summary_html(job: Job) -> bytes:
    return self_contained(summary_page(job), job.branding.assets).encode("utf-8", "replace")


def _summary_markdown(job: Job) -> bytes:
    return markdown_of(summary_page(job)).encode("utf-8", "replace")


def _rules_pdf(job: Job) -> bytes:
    if not job.released.rules:
        raise NothingToPrint(
            N_("no ground rule has both votes yet"),
            N_("the sheet for the wall can be written as soon as one has"),
        )
    made = {size: _rules_page(job, size) for size in SIZES}
    finished = job.finished(made.values())
    if finished is not None:
        return finished
    drawn: dict[float, bytes] = {}

    def pages(size: float) -> int:
        if size not in drawn:
            drawn[size] = job.pdf(made[size])
        return _pages(drawn[size])

    data = drawn[largest_size(pages)]
    # Each attempt named the same characters.
    job.missing[:] = dict.fromkeys(job.missing)
    return data


def _rules_page(job: Job, size: float) -> str:
    sheet = rules_sheet(
        job.released, job.t, job.now, job.session.language, size=size, is_large=job.large
    )
    return rules_sheet_html(sheet, job.t, job.branding)


def _pages(data: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(data)).pages)


def _outline(job: Job) -> OutlineView:
    # The sentences of starter rules are compared in the language in which they were chosen.
    library = job.opened.workbook.starter_rules
    return agreement_outline(job.released, job.t, job.now, job.session.language, library)


def _agreement_pdf(job: Job) -> bytes:
    return job.pdf(agreement_html(_outline(job), job.t, job.branding))


def _agreement_docx(job: Job) -> bytes:
    return agreement_docx(_outline(job), job.t, job.branding.paper)


def _workbooks_pdf(job: Job) -> dict[str, bytes]:
    """Return the workbook of each partner. An answer is printed only where the summary may show it."""
    session = job.session
    chosen = [named_partner(session, job.partner)] if job.partner else list(session.partners)
    return dict(_workbook_pdf(job, partner) for partner in chosen)


def _workbook_pdf(job: Job, partner: Partner) -> tuple[str, bytes]:
    t = translator(same_language(job.language or partner.language, partner.language))
    workbook = job.opened.workbooks.of_partner(
        job.session, partner.model_copy(update={"language": t.lang})
    )
    answers = public_answers(job.session, job.answers.get(partner.id), workbook)
    fill = Fill.BLANK if job.blank else Fill.RELEASED
    printed = printed_workbook(
        job.session, partner, workbook, answers, fill=fill, made=job.now, t=t
    )
    name = f"{_WORKBOOK_FOLDER}/{partner.id}/{t.language.files.documents['workbook']}.pdf"
    return name, job.pdf(workbook_html(printed, t, job.branding), [job.folder / name])


def _review(job: Job) -> ReviewReport:
    """Return the report on the last review that was revealed; a sealed one is not in it."""
    reviews = released_reviews(job.opened, job.t.lang)
    revealed = [review for review in reviews if review.revealed is not None]
    if not reviews:
        raise NothingToPrint(
            N_("there is no review of this session yet"),
            N_("make one with “coopcoach review”, six to twelve weeks after the session"),
        )
    if not revealed:
        raise NothingToPrint(
            N_("the review of this session is still sealed"),
            N_("reveal it with both partners on the stage, and export again"),
        )
    plans = _released_plans(job)
    return review_report(
        job.released, revealed, plans, job.workbook, job.t, job.now, job.session.language
    )


def _review_page(job: Job) -> str:
    return review_html(_review(job), job.t, job.branding)


def _review_pdf(job: Job) -> bytes:
    return job.pdf(_review_page(job))


def _review_docx(job: Job) -> bytes:
    return review_docx(_review(job), job.t, job.branding.paper)


def _review_markdown(job: Job) -> bytes:
    return markdown_of(_review_page(job)).encode("utf-8", "replace")


def _released_plans(job: Job) -> tuple[EffortPlan, ...]:
    """Return what each partner planned, where both consented to show their own answers."""
    own = [own for exercise in job.released.exercises for own in exercise.own]
    answers = {
        p.id: {o.prompt.id: a for o in own if (a := o.answers.get(p.id))}
        for p in job.session.partners
    }
    return tuple(plan_of(who, given, job.workbook) for who, given in answers.items())


def _calendar(job: Job) -> bytes:
    session = public(job.session, job.opened.workbook)
    made_before = job.folder / f"{job.t.language.files.documents['calendar']}.ics"
    earlier = made_before.read_bytes() if made_before.is_file() else b""
    days = review_days(job.opened.path.parent)
    held = sum(session.review is not None and day < session.review for day in days)
    data = dates_calendar(session, made=job.now, t=job.t, earlier=earlier, held=held)
    if data is None:
        raise NothingToPrint(
            N_("the session has no date that a calendar could hold"),
            N_("give an action or a ground rule a day, and export again"),
        )
    return data


def _script_page(job: Job) -> str:
    script = session_script(job.session, job.workbook, job.t, job.now)
    if not script.pages:
        raise NothingToPrint(
            N_("there is no exercise on the agenda"), N_("add one on the stage, and export again")
        )
    return script_html(script, job.t, job.branding)


def _script_pdf(job: Job) -> bytes:
    return job.pdf(_script_page(job))


def _script_markdown(job: Job) -> bytes:
    return markdown_of(_script_page(job)).encode("utf-8", "replace")


# By document and format, in the order of `coopcoach export all`; the first format of a document is its default.
PRINTERS: dict[tuple[str, str], Printer] = {
    ("summary", "pdf"): _summary_pdf,
    ("summary", "html"): _summary_html,
    ("summary", "md"): _summary_markdown,
    ("rules", "pdf"): _rules_pdf,
    ("agreement", "pdf"): _agreement_pdf,
    ("agreement", "docx"): _agreement_docx,
    ("workbook", "pdf"): _workbooks_pdf,
    ("review", "pdf"): _review_pdf,
    ("review", "docx"): _review_docx,
    ("review", "md"): _review_markdown,
    ("calendar", "ics"): _calendar,
    ("script", "pdf"): _script_pdf,
    ("script", "md"): _script_markdown,
}
# Not for the partners: made only where it is asked for by name.
FOR_THE_COACH: Final = frozenset({"script"})
