"""Print a partner's own workbook with its answers, on the partner's computer."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from coopcoach.domain.session import Partner, Session
from coopcoach.errors import WrongCall
from coopcoach.export.pdf.rendering import kept_renderer
from coopcoach.export.workbook.build import printed_workbook
from coopcoach.export.workbook.html import workbook_html
from coopcoach.export.workbook.model import Fill
from coopcoach.i18n import N_
from coopcoach.services.partners.prepare import Prepare
from coopcoach.storage.files import write_bytes


def print_own(prepare: Prepare, now: datetime) -> Path:
    """Write a partner's workbook with all answers as a PDF beside its file.

    Args:
        prepare: The workbook.
        now: The time that the PDF names.

    Returns:
        The PDF; its name differs from that of the form to fill in.

    Raises:
        WrongCall: The file lies in a session, where answers may be sealed.
        MachineLacks: The libraries that write PDFs are missing.
        RenderingFailed: It took too long, or failed.
    """
    if prepare.is_in_session:
        raise WrongCall(
            N_("the file is in a session, and its answers may be sealed"),
            N_("print what may be seen with “coopcoach export SESSION workbook”"),
        )
    t, answers = prepare.t, prepare.without_comments
    partner = Partner(id=answers.partner, name=prepare.name, language=t.lang)
    session = Session(
        slug=answers.partner,
        title=t("My workbook"),
        created=now,
        partners=(partner,),
        pack=prepare.pack,
        language=t.lang,
    )
    printed = printed_workbook(
        session, partner, prepare.workbook, answers.answers, fill=Fill.OWN, made=now, t=t
    )
    data = kept_renderer().render(workbook_html(printed, t))
    source = prepare.came_from or prepare.path
    path = source.with_name(f"{source.stem}-{t.language.files.printed}.pdf")
    write_bytes(path, data)
    return path
