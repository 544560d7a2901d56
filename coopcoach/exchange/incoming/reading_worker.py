"""The child that reads what came back: one request in, one result out.

It has little memory and little time, whatever the file wants of it.
"""

from __future__ import annotations

import base64
import contextlib
import importlib
import json
import os
import sys
from typing import Any

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


def main() -> None:
    """Read the request from standard input, and answer on standard output."""
    _limit()
    out = os.fdopen(os.dup(1), "wb")
    # Libraries that print go nowhere.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    out.write(json.dumps(answer(json.loads(sys.stdin.buffer.read()))).encode("ascii"))
    out.close()


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Return the result of a reader, the fault that stood in its way, or the blank PDF that it needs."""
    workbooks = {lang: Workbook.model_validate(book) for lang, book in request["workbooks"].items()}
    module, _, function = READERS[request["kind"]].partition(":")
    reader = getattr(importlib.import_module(module), function)
    more: dict[str, Any] = {}
    if request["kind"] == "file":
        more["expected"] = Expected.model_validate_json(request["expected"])
        more["key"] = request["key"]
    try:
        returned = reader(base64.b64decode(request["data"]), workbooks, **more)
    except NeedsBlank as error:
        return {"needs": error.identity.model_dump(mode="json")}
    except MachineLacks as error:
        return {"lacks": {"what": error.what, "todo": error.todo}}
    except BadFile as error:
        fault = error.faults[0]
        said = {"line": fault.line, "what": fault.what, "todo": fault.todo}
        return {"fault": {**said, "values": [list(pair) for pair in fault.values]}}
    states = returned if isinstance(returned, tuple) else (returned,)
    return {"returned": [state.model_dump(mode="json") for state in states]}


def _limit() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main()
