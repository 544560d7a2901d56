"""The child that writes PDFs: one JSON line in, some lines about its progress and one result out.

It begins with loading everything, so that it is warm when work comes. When its parent is gone, however
that came about, it goes too, even in the middle of a page.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import queue
import threading
from typing import Any, BinaryIO

from coopcoach.errors import MachineLacks
from coopcoach.export.pdf.source import PdfSource
from coopcoach.export.pdf.writer import load, write_pdf

# The first page of all takes three times as long as the next: fonts, style sheets, hyphens.
_FIRST_PAGE = (
    '<html lang="de"><title>–</title><link rel="stylesheet" href="coopcoach:base.css">'
    "<h2>Spielregeln</h2><p><strong>Wir</strong> <em>antworten</em> einander.</p></html>"
)

# Ten times what a long document needs; a hostile one must not take the machine of a running call with it.
_MOST_MEMORY = 2 << 30


def main() -> None:
    """Serve until standard input ends."""
    out = _private_output()
    _limit_memory()
    requests = _requests()
    try:
        load()
        write_pdf(_FIRST_PAGE)
    except MachineLacks:
        _say(out, {"lacks": True})
        return
    _say(out, {"ready": True})
    while True:
        _serve(requests.get(), out)


def _serve(request: bytes, out: BinaryIO) -> None:
    try:
        data = write_pdf(PdfSource.from_line(request), lambda page: _say(out, {"page": page}))
    except BaseException as error:
        # The kind of fault alone: its message might quote an answer.
        _say(out, {"failed": type(error).__name__})
    else:
        _say(out, {"pdf": base64.b64encode(data).decode("ascii")})


def _private_output() -> BinaryIO:
    """Keep standard output for the parent: libraries that print go nowhere."""
    private = os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return private


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _requests() -> queue.SimpleQueue[bytes]:
    found: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    source = os.fdopen(os.dup(0), "rb")

    def read() -> None:
        try:
            for line in source:
                found.put(line)
        finally:
            os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return found


def _say(out: BinaryIO, message: dict[str, Any]) -> None:
    try:
        out.write(json.dumps(message).encode("ascii") + b"\n")
    except OSError:
        os._exit(0)


if __name__ == "__main__":
    main()
