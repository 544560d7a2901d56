"""The printer of the rules sheet."""

from __future__ import annotations

import io

from coopcoach.export.rules_sheet.build import rules_sheet
from coopcoach.export.rules_sheet.html import rules_sheet_html
from coopcoach.i18n import N_
from coopcoach.services.documents.job import Job, NothingToPrint

# How much of the room is counted on, until all of it stands on one page; with none it surely does.
_SQUEEZES = (1.0, 0.93, 0.86, 0.78, 0.68, 0.55, 0.4, 0.2, 0.0)


def rules_pdf(job: Job) -> bytes:
    """Return the agreed ground rules on one page.

    Raises:
        NothingToPrint: No ground rule has both voices.
    """
    if not job.released.rules:
        raise NothingToPrint(
            N_("no ground rule has both voices yet"),
            N_("the sheet for the wall can be written as soon as one has"),
        )
    data, before = b"", None
    for squeeze in _SQUEEZES:
        sheet = rules_sheet(
            job.released,
            job.t,
            job.now,
            job.own_language,
            paper=job.look.paper,
            squeeze=squeeze,
        )
        if sheet == before:
            continue
        before = sheet
        data = job.pdf(rules_sheet_html(sheet, job.t, job.look))
        if _pages(data) == 1:
            break
    return data


def _pages(data: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(data)).pages)
