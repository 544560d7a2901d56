"""Write PDFs in a child process: the screen stays responsive, and an endless layout can be stopped.

A `Renderer` keeps its child between documents. Its methods may be called from any thread, one document at
a time.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import json
import queue
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import IO, Any, Self

from coopcoach import processes
from coopcoach.errors import CoopcoachError
from coopcoach.export.pdf.source import STOP, PdfSource, unchanged_pdf
from coopcoach.i18n import N_

_SECONDS = 120.0
_POLL_SECONDS = 0.05
# The child stops between two pages.
_STOP_SECONDS = 1.0
# PDFs that are kept in memory: one in each partner's language, before and after a change.
_MOST_KEPT = 4


class RenderStage(StrEnum):
    """The stage of a document's rendering."""

    READING = "reading"
    STARTING = "starting"
    LAYOUT = "layout"
    WRITING = "writing"
    DONE = "done"


@dataclass(frozen=True)
class RenderProgress:
    """A stage and the number of pages laid out so far."""

    stage: RenderStage
    pages: int = 0


class Cancelled(CoopcoachError):
    """The document was cancelled by its caller; nothing was written."""


class RenderingFailed(CoopcoachError):
    """The document could not be written; an earlier one is still in its place."""


class Renderer:
    """A child process that writes PDFs, started with the first one.

    The last PDFs stay in memory: one that was made ahead is there at once.

    Args:
        time_limit: Seconds after which a document is given up.
    """

    def __init__(self, time_limit: float = _SECONDS) -> None:
        self._time_limit = time_limit
        self._child: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._lines: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._kept: dict[str, bytes] = {}

    def warm(self) -> None:
        """Start the child ahead of the first document."""
        with self._lock:
            self._running_child()

    @property
    def child_pid(self) -> int | None:
        """The process id of the running child."""
        return self._child.pid if self._child else None

    def close(self) -> None:
        """Kill the child, and remove its temporary files: a killed WeasyPrint leaves its fonts."""
        child, self._child = self._child, None
        if child is not None:
            processes.end(child)
        folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def render(
        self,
        page: str | PdfSource,
        progress: Callable[[RenderProgress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        earlier: Iterable[Path] = (),
    ) -> bytes:
        """Return a page as a PDF.

        Args:
            page: A whole HTML page, or the source of a PDF.
            progress: Called in this thread on every progress.
            cancelled: Asked twenty times a second whether to stop.
            earlier: Finished PDFs; one that was made from the same source is returned unrendered. So is one
                that this renderer made before.

        Raises:
            Cancelled: ``cancelled`` returned true.
            MachineLacks: The libraries that write PDFs are missing.
            RenderingFailed: The time limit was exceeded, or the child died.
        """
        report = progress or (lambda _progress: None)
        is_cancelled = cancelled or (lambda: False)
        source = (PdfSource(page) if isinstance(page, str) else page).with_fonts()
        if is_cancelled():
            raise _cancelled()
        finished = unchanged_pdf(source, earlier)
        if finished is None:
            # Another thread may be making the same one.
            while not self._lock.acquire(timeout=_POLL_SECONDS):
                if is_cancelled():
                    raise _cancelled()
            try:
                finished = self._kept.get(source.fingerprint)
                if finished is None:
                    return self._rendered(source, report, is_cancelled)
            finally:
                self._lock.release()
        report(RenderProgress(RenderStage.DONE))
        return finished

    def _rendered(
        self,
        source: PdfSource,
        report: Callable[[RenderProgress], None],
        is_cancelled: Callable[[], bool],
    ) -> bytes:
        try:
            report(RenderProgress(RenderStage.STARTING))
            self._send(source)
            data = self._receive(report, is_cancelled)
        except Cancelled:
            self._stop()
            raise
        except BaseException:
            # A child that is busy with this document would answer the next call with it.
            self.close()
            raise
        self._kept[source.fingerprint] = data
        while len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return data

    def _stop(self) -> None:
        """Let the child stop its document, so that it is at hand for the next; kill it if it does not."""
        child = self._child
        assert child is not None
        assert child.stdin is not None
        until = time.monotonic() + _STOP_SECONDS
        with contextlib.suppress(OSError, queue.Empty):
            child.stdin.write(STOP)
            child.stdin.flush()
            while left := max(0.0, until - time.monotonic()):
                message = self._lines.get(timeout=left)
                if message is None:
                    break
                if not message.keys().isdisjoint({"stopped", "pdf", "failed"}):
                    return
        self.close()

    def _running_child(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        self._folder = Path(tempfile.mkdtemp(prefix="coopcoach-pdf-"))
        self._child = processes.start("coopcoach.export.pdf.worker", self._folder)
        assert self._child.stdout is not None
        self._lines = queue.SimpleQueue()
        threading.Thread(
            target=_read_lines, args=(self._child.stdout, self._lines), daemon=True
        ).start()
        return self._child

    def _send(self, source: PdfSource) -> None:
        child = self._running_child()
        assert child.stdin is not None
        # A dead child has sent the reason before.
        with contextlib.suppress(OSError):
            child.stdin.write(source.to_line())
            child.stdin.flush()

    def _receive(
        self, report: Callable[[RenderProgress], None], is_cancelled: Callable[[], bool]
    ) -> bytes:
        until = time.monotonic() + self._time_limit
        pages = 0
        while True:
            if is_cancelled():
                raise _cancelled()
            if time.monotonic() > until:
                raise _failed(N_("the PDF takes too long and was stopped"))
            try:
                message = self._lines.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                continue
            if message is None or "failed" in message:
                raise _failed(N_("the PDF could not be made"))
            if "lacks" in message:
                # The PDF writer loads slowly and is needed in the child alone.
                from coopcoach.export.pdf.writer import missing_libraries

                raise missing_libraries()
            if "pdf" in message:
                report(RenderProgress(RenderStage.DONE, pages))
                return base64.b64decode(message["pdf"])
            if "page" in message:
                pages = message["page"] or pages
                stage = RenderStage.LAYOUT if message["page"] else RenderStage.WRITING
                report(RenderProgress(stage, pages))


@cache
def kept_renderer() -> Renderer:
    """Return the renderer of this process, whose child ends with it: starting one takes a second."""
    kept = Renderer()
    atexit.register(kept.close)
    return kept


def _cancelled() -> Cancelled:
    return Cancelled(N_("the PDF was stopped"), N_("nothing was written"))


def _failed(what: str) -> RenderingFailed:
    return RenderingFailed(
        what,
        N_("an earlier PDF is still in its place; try again, or see what “coopcoach doctor” says"),
    )


def _read_lines(source: IO[bytes], lines: queue.SimpleQueue[dict[str, Any] | None]) -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in source:
            lines.put(json.loads(line))
    lines.put(None)
