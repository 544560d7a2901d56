"""The child process that writes PDFs.

Each line of standard input is a `PdfSource`. Standard output gets JSON lines: the progress, then the PDF.
The process loads WeasyPrint ahead of the first document and ends with its parent, even during a layout.
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
from coopcoach.export.pdf.source import PdfSource
from coopcoach.export.pdf.writer import write_pdf
from coopcoach.i18n import DEFAULT_LANGUAGE

# Fonts, style sheets and hyphenation patterns are loaded with the first page, which takes three times as long.
_WARM_UP = PdfSource(
    f'<html lang="{DEFAULT_LANGUAGE.code}"><title>–</title><link rel="stylesheet" href="coopcoach:base.css">'
    "<h2>Spielregeln</h2><p><strong>Wir</strong> <em>antworten</em> einander.</p></html>"
)

# Ten times the need of a long document: a hostile one must not slow down a running call.
_MOST_MEMORY = 2 << 30


def main() -> None:
    """Serve until standard input ends."""
    out = _private_output()
    processes.limit(memory=_MOST_MEMORY)
    requests = _requests()
    try:
        write_pdf(_WARM_UP)
    except MachineLacks:
        _send(out, {"lacks": True})
        return
    _send(out, {"ready": True})
    while True:
        _serve(requests.get(), out)


def _serve(request: bytes, out: BinaryIO) -> None:
    try:
        data = write_pdf(PdfSource.from_line(request), lambda page: _send(out, {"page": page}))
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


def _requests() -> queue.SimpleQueue[bytes]:
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    source = os.fdopen(os.dup(0), "rb")

    def read() -> None:
        try:
            for line in source:
                requests.put(line)
        finally:
            _leave()

    threading.Thread(target=read, daemon=True).start()
    return requests


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
