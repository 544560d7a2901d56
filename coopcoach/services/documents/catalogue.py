"""Export documents of a session.

A document is one row of `PRINTERS`: its name, its format, and the function that makes it. A printer takes a
`Job` and returns the bytes of its one file, or several files by name (a workbook for each partner). It raises
`NothingToPrint` where the session holds nothing for the document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Unpack

from coopcoach.errors import CoopcoachError, WrongCall
from coopcoach.export.pdf.rendering import (
    Cancelled,
    Renderer,
    RenderingFailed,
    RenderProgress,
    RenderStage,
)
from coopcoach.i18n import N_
from coopcoach.services.documents.job import ExportOptions, Job, NothingToPrint
from coopcoach.services.documents.printers import PRINTERS
from coopcoach.storage.files import make_folder, write_bytes
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace

__all__ = [
    "Cancelled",
    "ExportOptions",
    "Exported",
    "NothingToPrint",
    "RenderProgress",
    "RenderStage",
    "Renderer",
    "RenderingFailed",
    "documents",
    "export_document",
    "export_documents",
    "export_summary",
    "formats_of",
    "write_document",
]


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
        job = Job(open_session(workspace, slug), now, renderer or own, **options)
        return write_document(job, document, chosen)


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
        job = Job(open_session(workspace, slug), now, renderer, **options)
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
        return write_document(job, document, form)
    except Cancelled:
        raise
    except CoopcoachError as error:
        return Exported(document, form, fault=error)


def write_document(job: Job, document: str, form: str) -> Exported:
    """Write one document of a job; see `export_document`."""
    if job.progress:
        job.progress(RenderProgress(RenderStage.READING))
    made = PRINTERS[document, form](job)
    if isinstance(made, bytes):
        names = job.t.language.files
        kept = f"-{names.archive}" if job.archive else ""
        made = {f"{names.documents[document]}{kept}.{form}": made}
    paths = []
    for name, data in made.items():
        path = job.folder / name
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
