"""Export of documents in a thread, with progress on the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from textual.worker import Worker, get_current_worker

from coopcoach.errors import CoopcoachError
from coopcoach.i18n import N_
from coopcoach.services.documents.catalogue import (
    Cancelled,
    ExportOptions,
    Renderer,
    RenderProgress,
    RenderStage,
    kept_renderer,
)
from coopcoach.tui.commands import STAGE
from coopcoach.tui.screens.base import BaseScreen, without_folder
from coopcoach.tui.widgets.frame.keys import key_of

_STAGES: Final = {
    RenderStage.READING: N_("reading the session"),
    RenderStage.STARTING: N_("starting"),
    RenderStage.LAYOUT: N_("laying out the pages"),
    RenderStage.WRITING: N_("writing the file"),
    RenderStage.DONE: N_("done"),
}

# Runs in a thread, and returns the message about the written documents.
Make = Callable[[Renderer, ExportOptions], str]


class Exporter:
    """Write documents for a screen, one job at a time.

    Args:
        screen: Shows progress and outcome in its message line.
        folder: The coach's folder: messages name files without it, as the screen may be shared.
    """

    def __init__(self, screen: BaseScreen[Any], folder: Path) -> None:
        self._screen = screen
        self._folder = folder
        self._worker: Worker[None] | None = None

    @property
    def is_running(self) -> bool:
        """Whether documents are being written."""
        return self._worker is not None

    @property
    def renderer(self) -> Renderer:
        """The renderer of the program: one process for all screens, as starting it takes seconds."""
        return kept_renderer()

    def start(self, make: Make, title: str = "") -> None:
        """Write documents; cancel the job that runs already.

        Args:
            make: Writes them.
            title: The session's, where the screen shows more than one.
        """
        if self._worker is not None:
            self._worker.cancel()
            return
        self._screen.flush()
        run = partial(self._run, make, self.renderer, title)
        self._worker = self._screen.run_worker(run, thread=True, group="export")

    def close(self) -> None:
        """Stop the job that runs."""
        if self._worker is not None:
            self._worker.cancel()

    def _run(self, make: Make, renderer: Renderer, title: str) -> None:
        t, worker = self._screen.t, get_current_worker()

        def report(progress: RenderProgress) -> None:
            if not worker.is_cancelled:
                self._screen.call_later(self._show, self._progress_words(progress, title))

        try:
            outcome = make(renderer, {"progress": report, "cancelled": lambda: worker.is_cancelled})
        except Cancelled:
            outcome = t("The PDF was stopped; an earlier one is still there.")
        except CoopcoachError as error:
            outcome = without_folder(error.sentence(t), self._folder)
        except PermissionError:
            # On Windows a file that a program shows cannot be replaced.
            outcome = t(
                "The PDF could not be written: it is open in another program, or its folder is protected."
            )
        except OSError as error:
            outcome = t("The PDF could not be written: {why}", why=error.strerror or "?")
        self._screen.call_later(self._end, outcome)

    def _progress_words(self, progress: RenderProgress, title: str) -> str:
        t = self._screen.t
        doing = t(_STAGES[progress.stage])
        if progress.pages:
            pages = t.plural("{n} page", "{n} pages", progress.pages)
            doing = f"{doing} ({pages})"
        key = key_of(t, STAGE["export"])
        if title:
            title = t.quoted(title)
            return t("PDF of {title}: {doing} … {key} stops it.", title=title, doing=doing, key=key)
        return t("PDF: {doing} … Go on working; {key} stops it.", doing=doing, key=key)

    def _show(self, message: str) -> None:
        self._screen.say(message)

    def _end(self, message: str) -> None:
        self._worker = None
        self._show(message)
