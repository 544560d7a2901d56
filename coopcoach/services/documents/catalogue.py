"""Documents of a session, for the command line and the screens alike: what there is, in which forms.

A document is one row of `PRINTERS`: what it is, its format, and the function that makes it. A printer takes
a `Job` and returns the bytes of its one file, or several files by name (a workbook for each partner). It
raises `NothingToPrint` where the session has nothing of which the document could be made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Unpack

from coopcoach.errors import CoopcoachError, WrongCall
from coopcoach.export.pdf.rendering import Cancelled, Progress, Renderer, RenderingFailed, Stage
from coopcoach.i18n import N_, translator
from coopcoach.services.documents.agreement import agreement_pdf, agreement_word
from coopcoach.services.documents.calendar import calendar_ics
from coopcoach.services.documents.job import ExportOptions, Job, NothingToPrint
from coopcoach.services.documents.review import review_pdf
from coopcoach.services.documents.rules_sheet import rules_pdf
from coopcoach.services.documents.summary import (
    summary_for_browser,
    summary_html_of,
    summary_markdown,
    summary_pdf,
)
from coopcoach.services.documents.workbook import workbooks_pdf
from coopcoach.storage.files import make_folder, write_bytes
from coopcoach.storage.workspace import Workspace

__all__ = [
    "Cancelled",
    "ExportOptions",
    "Exported",
    "NothingToPrint",
    "Progress",
    "Renderer",
    "RenderingFailed",
    "Stage",
    "documents",
    "export_document",
    "export_documents",
    "export_summary",
    "formats_of",
    "summary_page",
    "summary_path",
]

Printer = Callable[[Job], bytes | Mapping[str, bytes]]

# In the order in which a reader wants them; a document's first format is the one it has where none is named.
PRINTERS: dict[tuple[str, str], Printer] = {
    ("summary", "pdf"): summary_pdf,
    ("summary", "html"): summary_for_browser,
    ("summary", "md"): summary_markdown,
    ("rules", "pdf"): rules_pdf,
    ("agreement", "pdf"): agreement_pdf,
    ("agreement", "docx"): agreement_word,
    ("workbook", "pdf"): workbooks_pdf,
    ("review", "pdf"): review_pdf,
    ("calendar", "ics"): calendar_ics,
}

# What the files are called: nothing of whom or what they are about.
NAMES: dict[str, dict[str, str]] = {
    "de": {
        "summary": "zusammenfassung",
        "rules": "spielregeln",
        "agreement": "eckpunkte",
        "workbook": "arbeitsheft",
        "review": "rueckblick",
        "calendar": "termine",
    },
    "en": {
        "summary": "summary",
        "rules": "ground-rules",
        "agreement": "agreement-outline",
        "workbook": "workbook",
        "review": "review",
        "calendar": "dates",
    },
}


@dataclass(frozen=True)
class Exported:
    """What became of one document: the files that were written, or why there are none."""

    document: str
    form: str
    paths: tuple[Path, ...] = ()
    fault: CoopcoachError | None = None


def documents() -> tuple[str, ...]:
    """Return what can be exported."""
    return tuple(dict.fromkeys(document for document, _ in PRINTERS))


def formats_of(document: str) -> tuple[str, ...]:
    """Return the formats that a document can be had in."""
    return tuple(form for name, form in PRINTERS if name == document)


def export_document(
    workspace: Workspace,
    slug: str,
    document: str = "summary",
    form: str | None = None,
    *,
    now: datetime,
    renderer: Renderer | None = None,
    **options: Unpack[ExportOptions],
) -> Exported:
    """Write a document of a session; until it is whole, an earlier one stays.

    Args:
        workspace: Where the session lies.
        slug: Its name.
        document: Which one; see `documents`.
        form: In which format; the document's first where none is named.
        now: When it is made; it says so.
        renderer: A warm one, where several documents are made; else one is started and ended.
        options: What else a `Job` takes: language, paper, progress, cancelled.

    Raises:
        WrongCall: There is no such session or document, or the document not in this format.
        NothingToPrint: The session has nothing of which it could be made.
        BadFile: A file of the session cannot be read.
        Cancelled: It was told to stop.
        MachineLacks: The libraries that write PDFs are missing.
        RenderingFailed: It took too long, or failed.
    """
    if document not in documents():
        raise WrongCall(
            N_("there is no document “{name}”"),
            N_("take one of: {known}"),
            name=document,
            known=", ".join((*documents(), "all")),
        )
    chosen = form or formats_of(document)[0]
    if chosen not in formats_of(document):
        raise WrongCall(
            N_("“{document}” cannot be had as {form}"),
            N_("take one of: {known}"),
            document=document,
            form=chosen,
            known=", ".join(formats_of(document)),
        )
    if options.get("archive") and not _is_kept(document, chosen):
        raise WrongCall(
            N_("“{document}” as {form} is nothing for the archive"),
            N_("take a PDF that both partners may see, such as the summary"),
            document=document,
            form=chosen,
        )
    with Renderer() as own:
        job = Job(workspace, slug, now, renderer or own, **options)
        return _write(job, document, chosen)


def _is_kept(document: str, form: str) -> bool:
    """Whether a document can be had for the archive: a PDF that is of both partners."""
    return form == "pdf" and document != "workbook"


def export_documents(
    workspace: Workspace,
    slug: str,
    form: str | None = None,
    *,
    now: datetime,
    done: Callable[[Exported], None] = lambda _exported: None,
    begin: Callable[[str, str], None] = lambda _document, _form: None,
    **options: Unpack[ExportOptions],
) -> tuple[Exported, ...]:
    """Write every document that can be made, in every format or in one; what cannot be made says why.

    Args:
        workspace: Where the session lies.
        slug: Its name.
        form: Only in this format.
        now: When they are made; they say so.
        done: Called with each document when it is written, or cannot be.
        begin: Called with each document and its format before it is made.
        options: What else a `Job` takes: language, paper, progress, cancelled.

    Raises:
        WrongCall: There is no such session, or no document in this format.
        BadFile: The session itself cannot be read.
        Cancelled: It was told to stop.
    """
    known = tuple(dict.fromkeys(form for _, form in PRINTERS))
    if form not in (None, *known):
        raise WrongCall(
            N_("there is no document in the format “{name}”"),
            N_("take one of: {known}"),
            name=form,
            known=", ".join(known),
        )
    found = []
    with Renderer() as renderer:
        job = Job(workspace, slug, now, renderer, **options)
        # Whatever is wrong with the session is said once, and not by each document.
        _ = job.session
        for document, one in PRINTERS:
            if form in (None, one) and (_is_kept(document, one) or not options.get("archive")):
                begin(document, one)
                found.append(_tried(job, document, one))
                done(found[-1])
    return tuple(found)


def _tried(job: Job, document: str, form: str) -> Exported:
    try:
        return _write(job, document, form)
    except Cancelled:
        raise
    except CoopcoachError as error:
        return Exported(document, form, fault=error)


def _write(job: Job, document: str, form: str) -> Exported:
    if job.progress:
        job.progress(Progress(Stage.READING))
    made = PRINTERS[document, form](job)
    if isinstance(made, bytes):
        kept = "-archiv" if job.t.lang == "de" else "-archive"
        made = {f"{NAMES[job.t.lang][document]}{kept if job.archive else ''}.{form}": made}
    folder = job.workspace.exports / job.slug
    paths = []
    for name, data in made.items():
        path = folder / name
        make_folder(path.parent)
        write_bytes(path, data)
        paths.append(path)
    return Exported(document, form, tuple(paths))


def export_summary(
    workspace: Workspace,
    slug: str,
    *,
    now: datetime,
    renderer: Renderer | None = None,
    **options: Unpack[ExportOptions],
) -> Path:
    """Write the summary of a session as a PDF; see `export_document`."""
    return export_document(workspace, slug, now=now, renderer=renderer, **options).paths[0]


def summary_path(workspace: Workspace, slug: str, language: str) -> Path:
    """Return where the summary of a session is put in a language."""
    return workspace.exports / slug / f"{NAMES[translator(language).lang]['summary']}.pdf"


def summary_page(
    workspace: Workspace, slug: str, *, now: datetime, language: str | None = None
) -> tuple[str, str]:
    """Return the summary as the HTML that is printed, and its language."""
    job = Job(workspace, slug, now, Renderer(), language)
    return summary_html_of(job), job.t.lang
