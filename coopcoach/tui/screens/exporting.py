"""The summary as a PDF, written beside the running session: the screen stays usable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual import on, work
from textual.message import Message
from textual.worker import Worker, get_current_worker

from coopcoach.errors import CoopcoachError
from coopcoach.i18n import N_, Translator
from coopcoach.services.export import Cancelled, Progress, export_summary
from coopcoach.services.export import Stage as ExportStage
from coopcoach.services.stage import Stage
from coopcoach.tui.screens.saving import SavingScreen

_STAGES: Final = {
    ExportStage.READING: N_("reading the session"),
    ExportStage.STARTING: N_("starting"),
    ExportStage.LAYOUT: N_("laying out the pages"),
    ExportStage.WRITING: N_("writing the file"),
    ExportStage.DONE: N_("done"),
}


class ExportingScreen(SavingScreen):
    """A screen that can write the summary, and stop it."""

    @dataclass
    class ExportMoved(Message):
        """The PDF has come further, or has ended."""

        say: str
        ended: bool = False

    def __init__(self, stage: Stage, t: Translator) -> None:
        super().__init__(stage, t)
        self._export_worker: Worker[None] | None = None
        self._export_said = ""

    @property
    def is_exporting(self) -> bool:
        """Whether a PDF is being written."""
        return self._export_worker is not None

    def clear_message(self) -> None:
        """Clear what was said of the view before; where the PDF lies stays to be read."""
        if self.message_line.text != self._export_said:
            self.say("")

    def action_export(self) -> None:
        """Write the summary; a second time stops it."""
        if self._export_worker is not None:
            self._export_worker.cancel()
            return
        self.flush()
        self._export_worker = self._export()

    @work(thread=True, group="export")
    def _export(self) -> None:
        worker = get_current_worker()

        def tell(progress: Progress) -> None:
            if not worker.is_cancelled:
                self.post_message(self.ExportMoved(self._progress_words(progress)))

        try:
            path = export_summary(
                self.stage.workspace,
                self.stage.slug,
                now=self.stage.running.clock(),
                progress=tell,
                cancelled=lambda: worker.is_cancelled,
            )
        except Cancelled:
            said = self.t("The PDF was stopped; an earlier one is still there.")
        except CoopcoachError as error:
            said = self.shortened(error.sentence(self.t))
        except OSError as error:
            said = self.t("The PDF could not be written: {why}", why=error.strerror or "?")
        else:
            shown = path.relative_to(self.stage.workspace.root).as_posix()
            said = self.t("The PDF is done: {path}", path=shown)
        self.post_message(self.ExportMoved(said, ended=True))

    def _progress_words(self, progress: Progress) -> str:
        doing = self.t(_STAGES[progress.stage])
        if progress.pages:
            pages = self.t.plural("{n} page", "{n} pages", progress.pages)
            doing = f"{doing} ({pages})"
        return self.t("PDF: {doing} … Go on working; e or F9 stops it.", doing=doing)

    @on(ExportMoved)
    def _tell_export(self, event: ExportMoved) -> None:
        self._export_said = event.say
        self.say(event.say)
        if event.ended:
            self._export_worker = None
