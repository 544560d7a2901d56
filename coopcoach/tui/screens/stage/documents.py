"""Documents of the stage: the summary as a PDF, alone or in a mail to both partners."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from coopcoach.i18n import N_
from coopcoach.services.documents.catalogue import ExportOptions, Renderer, export_document
from coopcoach.services.documents.opening import open_file
from coopcoach.services.session import close
from coopcoach.services.session.stage import Stage
from coopcoach.tui.exporting import Exporter
from coopcoach.tui.rendering_ahead import AheadRenderer
from coopcoach.tui.saving import Saver
from coopcoach.tui.screens.base import BaseScreen


class StageDocuments:
    """Write the documents of a stage, and make its summary ahead while nothing changes.

    Args:
        screen: Shows progress and outcome.
        stage: The session.
        saver: Nothing is made ahead while typed text waits there.
        renders_ahead: Whether anything is.
    """

    def __init__(
        self,
        screen: BaseScreen[Any],
        stage: Stage,
        saver: Saver[Any, Any],
        *,
        renders_ahead: bool,
    ) -> None:
        self._stage = stage
        self._saver = saver
        self._renders_ahead = renders_ahead
        self.exporter = Exporter(screen, stage.workspace.root)
        make = partial(_make_ahead, stage)
        self.ahead = AheadRenderer(screen, self.exporter, make, self._to_make)

    def start(self) -> None:
        """Begin to make the summary ahead."""
        if self._renders_ahead:
            self.ahead.start()

    def close(self) -> None:
        """End the renderer."""
        self.ahead.close()
        self.exporter.close()

    def summary(self) -> None:
        """Write the summary; cancel the export that runs."""
        self.exporter.start(partial(_write_summary, self._stage))

    def mail(self) -> None:
        """Write the summary and a mail to both; cancel the export that runs."""
        self.exporter.start(partial(_write_mail, self._stage))

    def _to_make(self) -> object | None:
        """Return the state of the session that a summary shows; None where it is not all written, or not ours."""
        live_session = self._stage.live_session
        is_ready = self._saver.is_all_written and live_session.refusal is None
        return live_session.opened if is_ready else None


def _write_summary(stage: Stage, renderer: Renderer, options: ExportOptions) -> str:
    """Write the summary or the report, and return the message about it: without a folder, as the screen is shared."""
    exported = export_document(
        stage.workspace,
        stage.document_slug,
        stage.document,
        now=stage.now(),
        renderer=renderer,
        **options,
    )
    path = exported.paths[0]
    return stage.t("The PDF is done: {path}", path=path.name)


def _make_ahead(stage: Stage, renderer: Renderer, cancelled: Callable[[], bool]) -> None:
    close.make_ahead(
        stage.workspace,
        stage.document_slug,
        stage.document,
        now=stage.now(),
        renderer=renderer,
        cancelled=cancelled,
    )


def _write_mail(stage: Stage, renderer: Renderer, options: ExportOptions) -> str:
    """Write the summary and a mail to both, open it in the mail program, and return the message about it."""
    after: Literal["session", "review", "end"] = "session"
    if stage.is_review:
        after = "end" if stage.ends else "review"
    draft = close.write_mail_draft(
        stage.workspace,
        stage.document_slug,
        now=stage.now(),
        renderer=renderer,
        after=after,
        **options,
    )
    opened = N_("The e-mail to both opens with {names}; it is not sent yet.")
    written = N_(
        "The e-mail to both is among the exports: {mail}, with {names}. It is not sent yet."
    )
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
