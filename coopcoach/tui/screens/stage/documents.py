"""The documents of the stage: the summary as a PDF, and in a mail to both that waits to be sent."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from coopcoach.i18n import N_
from coopcoach.services.documents.catalogue import ExportOptions, export_summary
from coopcoach.services.documents.opening import open_file
from coopcoach.services.session.close import MailDraft, write_mail_draft
from coopcoach.tui.screens.exporting import ExportingScreen
from coopcoach.tui.screens.stage.saving import SavingScreen


class DocumentsScreen(ExportingScreen, SavingScreen):
    """A screen that can write the summary, and the mail with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e,f9", "export", N_("PDF"), id="export"),
        Binding("m", "draft", N_("PDF and mail"), show=False, id="draft"),
    ]

    @property
    def root(self) -> Path:
        """The workspace's folder."""
        return self.stage.workspace.root

    def action_export(self) -> None:
        """Write the summary; a second time stops it."""
        self.start_export(self._make_summary)

    def action_draft(self) -> None:
        """Write the summary and a mail to both, and open it in the mail program; sends nothing."""
        self.start_export(self._make_draft)

    def _make_summary(self, wishes: ExportOptions) -> str:
        stage = self.stage
        now = stage.now()
        path = export_summary(
            stage.workspace, stage.slug, now=now, renderer=self.renderer, **wishes
        )
        # The name alone: the window may be shared.
        return self.t("The PDF is done: {path}", path=path.name)

    def _make_draft(self, wishes: ExportOptions) -> str:
        stage = self.stage
        now = stage.now()
        draft = write_mail_draft(
            stage.workspace, stage.slug, now=now, renderer=self.renderer, **wishes
        )
        return self._draft_words(draft, is_open=open_file(draft.mail, os.environ))

    def _draft_words(self, draft: MailDraft, *, is_open: bool) -> str:
        names = self.t.and_list([path.name for path in draft.pdfs])
        if is_open:
            text = N_("The mail to both opens with {names}; it is not sent yet.")
        else:
            text = N_(
                "The mail to both lies in the exports: {mail}, with {names}. It is not sent yet."
            )
        return self.t(text, names=names, mail=draft.mail.name)
