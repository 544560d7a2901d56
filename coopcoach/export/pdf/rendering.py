"""Write PDFs in a child process: the screen stays quick, and a page that never ends can be stopped.

A `Renderer` keeps its child warm between documents. Its methods may be called from any thread, one
document at a time.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import coopcoach
from coopcoach.errors import CoopcoachError, MachineLacks
from coopcoach.export.pdf.source import PdfSource, still_good
from coopcoach.i18n import N_

TIME_LIMIT = 120.0
_LOOK_EVERY = 0.05


class Stage(StrEnum):
    """How far a document has come."""

    READING = "reading"
    STARTING = "starting"
    LAYOUT = "layout"
    WRITING = "writing"
    DONE = "done"


@dataclass(frozen=True)
class Progress:
    """A stage, and the pages that are laid out so far."""

    stage: Stage
    pages: int = 0


class Cancelled(CoopcoachError):
    """Whoever asked for the document no longer wants it; nothing was written."""


class RenderingFailed(CoopcoachError):
    """The document could not be written; an earlier one is still in its place."""


class Renderer:
    """A warm child process that writes PDFs."""

    def __init__(self, time_limit: float = TIME_LIMIT) -> None:
        self._time_limit = time_limit
        self._child: subprocess.Popen[bytes] | None = None
        self._lines: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start the child, so that the first document need not wait for it."""
        with self._lock:
            self._running_child()

    @property
    def child_pid(self) -> int | None:
        """The process id of the child, where one is running."""
        return self._child.pid if self._child else None

    def close(self) -> None:
        """End the child, whatever it is doing."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def __enter__(self) -> Renderer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def render(
        self,
        page: str | PdfSource,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        earlier: Iterable[Path] = (),
    ) -> bytes:
        """Return a page as a PDF.

        Args:
            page: A whole page of HTML, or one with all that goes with it.
            progress: Called, in this thread, whenever the document has come further.
            cancelled: Asked twenty times a second whether to stop.
            earlier: Finished PDFs. Where one of them says the very same it is returned, and nothing
                is drawn.

        Raises:
            Cancelled: It was told to stop.
            MachineLacks: The libraries that write PDFs are missing.
            RenderingFailed: It took too long, or the child died.
        """
        tell = progress or (lambda _progress: None)
        stopped = cancelled or (lambda: False)
        manuscript = PdfSource(page) if isinstance(page, str) else page
        if stopped():
            raise _stopped()
        finished = still_good(manuscript, earlier)
        if finished is not None:
            tell(Progress(Stage.DONE))
            return finished
        with self._lock:
            try:
                tell(Progress(Stage.STARTING))
                self._send(manuscript)
                return self._receive(tell, stopped)
            except BaseException:
                # A child in the middle of another document must not answer the next call.
                self.close()
                raise

    def _running_child(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        root = str(Path(coopcoach.__file__).parent.parent)
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        self._child = subprocess.Popen(
            # -P: a folder called coopcoach in the workspace is not the program.
            [sys.executable, "-P", "-m", "coopcoach.export.pdf.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            # Ctrl+C and a closed terminal are the parent's to answer.
            start_new_session=True,
        )
        assert self._child.stdout is not None
        self._lines = queue.SimpleQueue()
        threading.Thread(
            target=_read_lines, args=(self._child.stdout, self._lines), daemon=True
        ).start()
        return self._child

    def _send(self, manuscript: PdfSource) -> None:
        child = self._running_child()
        assert child.stdin is not None
        try:
            child.stdin.write(manuscript.line())
            child.stdin.flush()
        except OSError:
            # It died; what it said before tells why.
            return

    def _receive(self, tell: Callable[[Progress], None], cancelled: Callable[[], bool]) -> bytes:
        until = time.monotonic() + self._time_limit
        pages = 0
        while True:
            if cancelled():
                raise _stopped()
            if time.monotonic() > until:
                raise _failed(N_("the PDF takes too long and was stopped"))
            try:
                message = self._lines.get(timeout=_LOOK_EVERY)
            except queue.Empty:
                continue
            if message is None or "failed" in message:
                raise _failed(N_("the PDF could not be made"))
            if "lacks" in message:
                raise MachineLacks(
                    N_("this machine lacks the libraries that write PDFs"),
                    N_("run “coopcoach doctor”, it names the command that installs them"),
                )
            if "pdf" in message:
                tell(Progress(Stage.DONE, pages))
                return base64.b64decode(message["pdf"])
            if "page" in message:
                pages = message["page"] or pages
                tell(Progress(Stage.LAYOUT if message["page"] else Stage.WRITING, pages))


def _stopped() -> Cancelled:
    return Cancelled(N_("the PDF was stopped"), N_("nothing was written"))


def _failed(what: str) -> RenderingFailed:
    return RenderingFailed(
        what,
        N_(
            "an earlier PDF is still in its place; try again, or look for what “coopcoach doctor” says"
        ),
    )


def _read_lines(source: IO[bytes], lines: queue.SimpleQueue[dict[str, Any] | None]) -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in source:
            lines.put(json.loads(line))
    lines.put(None)
