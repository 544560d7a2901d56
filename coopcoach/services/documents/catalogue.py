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
from typing import Final, Unpack

from coopcoach.errors import CoopcoachError, WrongCall
from coopcoach.export.characters import MissingCharacter
from coopcoach.export.pdf.rendering import (
    Cancelled,
    Renderer,
    RenderingFailed,
    RenderProgress,
    RenderStage,
    kept_renderer,
)
from coopcoach.i18n import N_
from coopcoach.services.documents.job import ExportOptions, Job, NothingToPrint
from coopcoach.services.documents.printers import FOR_THE_COACH, PRINTERS
from coopcoach.services.documents.times import time_remarks
from coopcoach.services.session.consent import withdrawal_remarks
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
    "kept_renderer",
    "write_document",
]

# The documents that hold individual answers where both partners consent.
_WITH_ANSWERS: Final = frozenset({"summary", "agreement", "workbook", "review"})


@dataclass(frozen=True)
class Exported:
    """An exported document: its written files, or the reason why there are none.

    ``missing`` are the characters in it that no font has: they are printed as boxes. ``remarks`` say what is
    not known or odd about its times, ``withdrawn`` what is left out of it because a consent was withdrawn.
    """

    document: str
    form: str
    paths: tuple[Path, ...] = ()
    fault: CoopcoachError | None = None
    missing: tuple[MissingCharacter, ...] = ()
    remarks: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


def documents() -> tuple[str, ...]:
    """Return the documents that can be exported."""
    return tuple(dict.fromkeys(document for document, _ in PRINTERS))


def _formats_of(document: str) -> tuple[str, ...]:
    """Return the formats of a document."""
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
    """Write a document of a session; an earlier one is replaced once the new one is complete.

    Args:
        workspace: The workspace of the session.
        slug: The name of the session.
        document: The document; see `documents`.
        form: The format; None takes the first one of the document.
        now: The time that the document names.
        renderer: None takes the one of this process.
        options: See `Job`.

    Raises:
        WrongCall: There is no such session or document, or the document not in this format.
        NothingToPrint: The session holds nothing for the document.
        BadFile: A file of the session cannot be read.
        Cancelled: The option ``cancelled`` returned True.
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
    chosen = form or _formats_of(document)[0]
    if chosen not in _formats_of(document):
        raise WrongCall(
            N_("“{document}” is not available as {form}"),
            N_("take one of: {known}"),
            document=document,
            form=chosen,
            known=", ".join(_formats_of(document)),
        )
    if options.get("archive") and not _is_archivable(document, chosen):
        raise WrongCall(
            N_("“{document}” as {form} cannot be archived"),
            N_("take a PDF that both partners may see, such as the summary"),
            document=document,
            form=chosen,
        )
    job = Job(open_session(workspace, slug), now, renderer or kept_renderer(), **options)
    return write_document(job, document, chosen)


def _is_archivable(document: str, form: str) -> bool:
    """Whether a document can be archived: a PDF that is for both partners."""
    return form == "pdf" and document != "workbook" and document not in FOR_THE_COACH


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
    """Write all documents, in all formats or in one.

    Args:
        workspace: The workspace of the session.
        slug: The name of the session.
        form: Only in this format.
        now: The time that the documents name.
        done: Called with each document after it was written, or could not be.
        begin: Called with each document and its format before it is made.
        options: See `Job`.

    Returns:
        The documents; one that cannot be made holds its fault.

    Raises:
        WrongCall: There is no such session, or no document in this format.
        BadFile: The session itself cannot be read.
        Cancelled: The option ``cancelled`` returned True.
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
    job = Job(open_session(workspace, slug), now, kept_renderer(), **options)
    # A faulty session is one error, not one for each document.
    _ = job.session
    for document, one in PRINTERS:
        if document in FOR_THE_COACH:
            continue
        if form in (None, one) and (_is_archivable(document, one) or not options.get("archive")):
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
    job.missing.clear()
    made = PRINTERS[document, form](job)
    if isinstance(made, bytes):
        names = job.t.language.files
        suffix = f"-{names.archive}" if job.archive else ""
        made = {f"{names.documents[document]}{suffix}.{form}": made}
    paths = []
    for name, data in made.items():
        path = job.folder / name
        make_folder(path.parent)
        write_bytes(path, data)
        paths.append(path)
    remarks: tuple[str, ...] = ()
    if document == "calendar":
        times = [job.session.next_meeting]
        remarks = time_remarks(job.session.time_zone, times, job.t)
    job.written.extend(paths)
    withdrawn: tuple[str, ...] = ()
    if document in _WITH_ANSWERS:
        withdrawn = withdrawal_remarks(job.opened, job.folder, job.written, job.t)
    return Exported(
        document,
        form,
        tuple(paths),
        missing=tuple(job.missing),
        remarks=remarks,
        withdrawn=withdrawn,
    )


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
