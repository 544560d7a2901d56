"""Documents written beside the running screen: it stays usable, says how far they are, and can stop them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from textual import on, work
from textual.message import Message
from textual.worker import Worker, get_current_worker

from coopcoach.errors import CoopcoachError
from coopcoach.i18n import N_
from coopcoach.services.documents.catalogue import (
    Cancelled,
    ExportOptions,
    Renderer,
    RenderProgress,
    RenderStage,
)
from coopcoach.tui.screens.base import BaseScreen, without_folder

_STAGES: Final = {
    RenderStage.READING: N_("reading the session"),
    RenderStage.STARTING: N_("starting"),
    RenderStage.LAYOUT: N_("laying out the pages"),
    RenderStage.WRITING: N_("writing the file"),
    RenderStage.DONE: N_("done"),
}

# Makes the documents, in a thread, and returns what is said of them.
Make = Callable[[ExportOptions], str]


class ExportingScreen(BaseScreen[None]):
    """A screen that can write documents, one job at a time."""

    @dataclass
    class ExportMoved(Message):
        """The documents have come further, or have ended."""

        say: str
        ended: bool = False

    _export_worker: Worker[None] | None = None
    _export_said = ""
    _renderer: Renderer | None = None

    @property
    def root(self) -> Path:
        """The workspace's folder: its path is on no shared screen."""
        raise NotImplementedError

    @property
    def renderer(self) -> Renderer:
        """What writes PDFs; it starts with the first one, and then stays warm as long as the screen lives."""
        if self._renderer is None:
            self._renderer = Renderer()
        return self._renderer

    def on_unmount(self) -> None:
        """End what writes PDFs, whatever it is doing."""
        if self._renderer is not None:
            self._renderer.close()

    @property
    def is_exporting(self) -> bool:
        """Whether documents are being written."""
        return self._export_worker is not None

    def clear_message(self) -> None:
        """Clear what was said of the view before; what the documents are called stays to be read."""
        if self.message_line.text != self._export_said:
            self.say("")

    def shortened(self, text: str) -> str:
        """Return a sentence without the path of the coach's folder, as the screen may be shared."""
        return without_folder(text, self.root)

    def start_export(self, make: Make, about: str = "") -> None:
        """Write documents; a second time stops them.

        Args:
            make: Writes them.
            about: What they are of, where the screen shows more than one session.
        """
        if self._export_worker is not None:
            self._export_worker.cancel()
            return
        self.flush()
        self._export_worker = self._export(make, about)

    @work(thread=True, group="export")
    def _export(self, make: Make, about: str) -> None:
        worker = get_current_worker()

        def tell(progress: RenderProgress) -> None:
            if not worker.is_cancelled:
                self.post_message(self.ExportMoved(self._progress_words(progress, about)))

        try:
            said = make({"progress": tell, "cancelled": lambda: worker.is_cancelled})
        except Cancelled:
            said = self.t("The PDF was stopped; an earlier one is still there.")
        except CoopcoachError as error:
            said = self.shortened(error.sentence(self.t))
        except OSError as error:
            said = self.t("The PDF could not be written: {why}", why=error.strerror or "?")
        self.post_message(self.ExportMoved(said, ended=True))

    def _progress_words(self, progress: RenderProgress, about: str) -> str:
        doing = self.t(_STAGES[progress.stage])
        if progress.pages:
            pages = self.t.plural("{n} page", "{n} pages", progress.pages)
            doing = f"{doing} ({pages})"
        if about:
            title = self.t.quoted(about)
            return self.t("PDF of {title}: {doing} … e stops it.", title=title, doing=doing)
        return self.t("PDF: {doing} … Go on working; e or F9 stops it.", doing=doing)

    @on(ExportMoved)
    def _tell_export(self, event: ExportMoved) -> None:
        self._export_said = event.say
        self.say(event.say)
        if event.ended:
            self._export_worker = None
