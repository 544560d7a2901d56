"""The child process that writes PDFs.

Each line of standard input is a `PdfSource`, or stops the document that was asked for before. Standard output gets
JSON lines: the progress, then the PDF. The process loads WeasyPrint ahead of the first document and ends with its
parent, even during a layout.
"""

from __future__ import annotations

import base64
import json
import os
import queue
import shutil
import threading
from typing import Any, BinaryIO

from coopcoach import processes
from coopcoach.errors import MachineLacks
from coopcoach.export.pdf.source import STOP, PdfSource
from coopcoach.export.pdf.writer import load_weasyprint, write_pdf
from coopcoach.i18n import DEFAULT_LANGUAGE

# Fonts, style sheets and hyphenation patterns are loaded with the first page, which takes three times as long.
_WARM_UP = PdfSource(
    f'<html lang="{DEFAULT_LANGUAGE.code}"><title>–</title><link rel="stylesheet" href="coopcoach:base.css">'
    "<h2>Spielregeln</h2><p><strong>Wir</strong> <em>antworten</em> einander.</p></html>"
)

# Ten times the need of a long document: a hostile one must not slow down a running call.
_MOST_MEMORY = 2 << 30


class _Stopped(Exception):
    """The parent wants the document no more."""


class _Requests:
    """The documents that were asked for; a line of standard input that stops them stops all before it."""

    def __init__(self) -> None:
        self._lines: queue.SimpleQueue[tuple[int, bytes]] = queue.SimpleQueue()
        self._asked = self._stopped = 0

    def put(self, line: bytes) -> None:
        """Take a line of standard input."""
        if line == STOP:
            self._stopped = self._asked
        else:
            self._asked += 1
            self._lines.put((self._asked, line))

    def get(self) -> tuple[int, bytes]:
        """Wait for the next document; return its number and its source."""
        return self._lines.get()

    @property
    def are_none(self) -> bool:
        """Whether no document waits."""
        return self._lines.empty()

    def check(self, number: int) -> None:
        """Raise `_Stopped` if a document was stopped."""
        if number <= self._stopped:
            raise _Stopped


def main() -> None:
    """Serve until standard input ends."""
    out = _private_output()
    processes.limit(memory=_MOST_MEMORY)
    requests = _Requests()
    _read(requests)
    try:
        load_weasyprint()
        processes.collect_rarely()
        if requests.are_none:
            write_pdf(_WARM_UP)
            processes.collect_rarely()
    except MachineLacks:
        _send(out, {"lacks": True})
        return
    _send(out, {"ready": True})
    while True:
        _serve(requests, out)


def _serve(requests: _Requests, out: BinaryIO) -> None:
    number, line = requests.get()

    def report(page: int | None) -> None:
        requests.check(number)
        _send(out, {"page": page})

    try:
        requests.check(number)
        data = write_pdf(PdfSource.from_line(line), report)
    except _Stopped:
        _send(out, {"stopped": True})
    except BaseException as error:
        # Without its message, which might quote an answer.
        _send(out, {"failed": type(error).__name__})
    else:
        _send(out, {"pdf": base64.b64encode(data).decode("ascii")})


def _private_output() -> BinaryIO:
    """Keep standard output for the parent; redirect the output of libraries to /dev/null."""
    private = os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return private


def _read(requests: _Requests) -> None:
    """Read standard input in a thread."""
    source = os.fdopen(os.dup(0), "rb")

    def read() -> None:
        try:
            for line in source:
                requests.put(line)
        finally:
            _leave()

    threading.Thread(target=read, daemon=True).start()


def _send(out: BinaryIO, message: dict[str, Any]) -> None:
    try:
        out.write(json.dumps(message).encode("ascii") + b"\n")
    except OSError:
        _leave()


def _leave() -> None:
    """End at once, as the parent did, and remove the temporary files that it would have removed."""
    folder = processes.own_folder()
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    main()
