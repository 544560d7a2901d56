"""The child that reads what came back: requests in, results out, each with its length before it.

Each file is read in a process of its own, with little memory and little time, whatever the file wants of it: a
reader that a file has led astray serves no second one. It is forked from the child, which has loaded the readers;
where a system cannot fork, the child ends after one request.
"""

from __future__ import annotations

import base64
import importlib
import json
import logging
import os
import sys
from typing import Any, BinaryIO

from coopcoach import processes
from coopcoach.domain.exercise import Workbook
from coopcoach.errors import BadFile, MachineLacks
from coopcoach.exchange.incoming.expected import Expected, NeedsBlank

# Who reads a kind of file: ``module:function``, called with the file's bytes and the workbooks by language.
READERS = {
    "pdf": "coopcoach.exchange.incoming.pdf_return:read_pdf",
    "markdown": "coopcoach.exchange.incoming.markdown_return:read_markdown",
    "file": "coopcoach.exchange.incoming.unpack:read_file",
    "archive": "coopcoach.exchange.incoming.archive_return:read_archive",
}

MOST_MEMORY = 1 << 30
_MOST_SECONDS = 20
_LENGTH_BYTES = 8


def main() -> None:
    """Read requests from standard input until it ends, and answer on standard output."""
    requests, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Libraries that print go nowhere.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    # A damaged PDF can have a million warnings; to write them takes longer than to read it.
    logging.disable()
    if processes.CAN_FORK:
        # Loaded once for all files; it takes longer than reading one.
        for reader in READERS.values():
            _function(reader)
    processes.collect_rarely()
    while (request := receive(requests)) is not None:
        if not processes.CAN_FORK:
            send(out, _answered(request))
            return
        send(out, _in_a_fork(request))


def send(stream: BinaryIO, message: bytes) -> None:
    """Write a message, its length before it."""
    stream.write(len(message).to_bytes(_LENGTH_BYTES, "big") + message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Read a message; None where the stream has ended."""
    length = stream.read(_LENGTH_BYTES)
    return stream.read(int.from_bytes(length, "big")) if len(length) == _LENGTH_BYTES else None


def _in_a_fork(request: bytes) -> bytes:
    """Return the result of a request; an empty one where its reader was ended by a limit."""
    source, target = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(source)
            with os.fdopen(target, "wb") as out:
                out.write(_answered(request))
        finally:
            # Without the clean-up at exit, which belongs to the process that forked.
            os._exit(0)
    os.close(target)
    with os.fdopen(source, "rb") as result:
        said = result.read()
    os.waitpid(child, 0)
    return said


def _answered(request: bytes) -> bytes:
    processes.limit(memory=MOST_MEMORY, seconds=_MOST_SECONDS, file_size=0)
    return json.dumps(answer(json.loads(request))).encode("ascii")


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Return the result of a reader, the fault that stood in its way, or the blank PDF that it needs."""
    workbooks = {lang: Workbook.model_validate(book) for lang, book in request["workbooks"].items()}
    reader = _function(READERS[request["kind"]])
    more: dict[str, Any] = {}
    if request["kind"] == "file":
        more["expected"] = Expected.model_validate_json(request["expected"])
        more["key"] = request["key"]
        more["name"] = request.get("name", "")
    try:
        returned = reader(base64.b64decode(request["data"]), workbooks, **more)
    except NeedsBlank as error:
        return {"needs": error.identity.model_dump(mode="json")}
    except MachineLacks as error:
        values = {name: str(value) for name, value in error.values.items()}
        return {"lacks": {"what": error.what, "todo": error.todo, "values": values}}
    except BadFile as error:
        fault = error.faults[0]
        said = {"line": fault.line, "what": fault.what, "todo": fault.todo}
        return {"fault": {**said, "values": [list(pair) for pair in fault.values]}}
    states = returned if isinstance(returned, tuple) else (returned,)
    return {"returned": [state.model_dump(mode="json") for state in states]}


def _function(reader: str) -> Any:
    module, _, function = reader.partition(":")
    return getattr(importlib.import_module(module), function)


if __name__ == "__main__":
    main()
