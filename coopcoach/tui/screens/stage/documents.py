"""Documents of the stage: the summary as a PDF, alone or in a mail to both partners."""

from __future__ import annotations

import os
from typing import Literal

from coopcoach.i18n import N_
from coopcoach.services.documents.catalogue import ExportOptions, Renderer, export_document
from coopcoach.services.documents.opening import open_file
from coopcoach.services.session.close import write_mail_draft
from coopcoach.services.session.review import ReviewStage
from coopcoach.services.session.stage import Stage


def write_summary(stage: Stage, renderer: Renderer, options: ExportOptions) -> str:
    """Write the summary, of a review its report, and return the message about it: the file without its folder, as the screen is shared."""
    exported = export_document(
        stage.workspace,
        stage.document_slug,
        "review" if isinstance(stage, ReviewStage) else "summary",
        now=stage.now(),
        renderer=renderer,
        **options,
    )
    path = exported.paths[0]
    return stage.t("The PDF is done: {path}", path=path.name)


def write_mail(stage: Stage, renderer: Renderer, options: ExportOptions) -> str:
    """Write the summary and a mail to both, open it in the mail program, and return the message about it."""
    after: Literal["session", "review", "end"] = "session"
    if isinstance(stage, ReviewStage):
        after = "end" if stage.ends else "review"
    draft = write_mail_draft(
        stage.workspace,
        stage.document_slug,
        now=stage.now(),
        renderer=renderer,
        after=after,
        **options,
    )
    opened = N_("The mail to both opens with {names}; it is not sent yet.")
    written = N_("The mail to both is among the exports: {mail}, with {names}. It is not sent yet.")
    names = stage.t.and_list([path.name for path in draft.pdfs])
    message = opened if open_file(draft.mail, os.environ) else written
    told = stage.t(message, names=names, mail=draft.mail.name)
    if draft.reminder is None or draft.remind_on is None:
        return told
    reminder = stage.t(
        "{mail} reminds both of the review: send it on {day}.",
        mail=draft.reminder.name,
        day=stage.t.weekday_date(draft.remind_on),
    )
    return f"{told} {reminder}"
