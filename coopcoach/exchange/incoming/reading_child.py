"""Read what came back in a child process, with limits of time and memory: no file can harm the program.

The child is started for each file: a reader that a file has led astray serves no second one.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import coopcoach
from coopcoach.domain.exercise import Workbook
from coopcoach.errors import BadFile, Fault, MachineLacks
from coopcoach.exchange.incoming.archive_return import ArchivedSession
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.i18n import N_

TIME_LIMIT = 15.0
MOST_BYTES = 60_000_000


def read_in_child(
    path: Path,
    kind: str,
    workbooks: Mapping[str, Workbook],
    *,
    key: str = "",
    time_limit: float = TIME_LIMIT,
) -> Returned:
    """Read a file that came back.

    Args:
        path: The file.
        kind: Who reads it: a key of ``reading_worker.READERS``.
        workbooks: The session's exercises by language.
        key: The private key with which it is opened where it is encrypted; for ``file`` alone.
        time_limit: Seconds after which the child is ended.

    Raises:
        BadFile: It cannot be read; the one fault says why and what to do.
        MachineLacks: It is encrypted, and the library for that is missing.
    """
    content = _content(path)
    return read_bytes_in_child(content, path, kind, workbooks, key=key, time_limit=time_limit)


def read_bytes_in_child(
    data: bytes,
    path: Path | str,
    kind: str,
    workbooks: Mapping[str, Workbook],
    *,
    key: str = "",
    time_limit: float = TIME_LIMIT,
) -> Returned:
    """Read what lay in a file, such as one member of an archive; ``path`` is what errors name."""
    return Returned.model_validate(_read(data, path, kind, workbooks, time_limit, key))


def read_archive_in_child(path: Path, *, time_limit: float = TIME_LIMIT) -> ArchivedSession:
    """Read the session that is enclosed in a PDF.

    Raises:
        BadFile: None is, or it cannot be read.
    """
    data = _content(path)
    return ArchivedSession.model_validate(_read(data, path, "archive", {}, time_limit))


def _read(
    data: bytes,
    path: Path | str,
    kind: str,
    workbooks: Mapping[str, Workbook],
    time_limit: float,
    key: str = "",
) -> dict[str, Any]:
    request = {
        "kind": kind,
        "key": key,
        "data": base64.b64encode(data).decode("ascii"),
        "workbooks": {lang: book.model_dump(mode="json") for lang, book in workbooks.items()},
    }
    said = _ask(json.dumps(request).encode("ascii"), path, time_limit)
    if "lacks" in said:
        raise MachineLacks(said["lacks"]["what"], said["lacks"]["todo"])
    if "fault" in said:
        fault = said["fault"]
        values = tuple((name, value) for name, value in fault["values"])
        raise BadFile(path, [Fault(fault["line"], fault["what"], fault["todo"], values)])
    found = said["returned"]
    assert isinstance(found, dict)
    return found


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise _bad(path, N_("there is no such file"), N_("check its name"))
        if path.stat().st_size > MOST_BYTES:
            raise _bad(
                path,
                N_("the file is far larger than any workbook"),
                N_("ask for the workbook as it was saved"),
            )
        return path.read_bytes()
    except OSError:
        raise _bad(
            path, N_("the file cannot be opened"), N_("check whether you may read it")
        ) from None


def _ask(request: bytes, path: Path | str, time_limit: float) -> dict[str, Any]:
    child = subprocess.Popen(
        [sys.executable, "-m", "coopcoach.exchange.incoming.reading_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(coopcoach.__file__).parent.parent,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    try:
        output, _ = child.communicate(request, timeout=time_limit)
    except subprocess.TimeoutExpired:
        raise _bad(
            path,
            N_("reading the file takes too long, and was stopped"),
            N_("ask for the workbook as it was saved"),
        ) from None
    finally:
        _end(child)
    with contextlib.suppress(ValueError):
        said = json.loads(output)
        if isinstance(said, dict):
            return said
    raise _bad(
        path,
        N_("the file asks for more than reading a workbook can need"),
        N_("ask for the workbook as it was saved"),
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child if it still runs, and leave nothing of it behind."""
    if child.poll() is None:
        child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _bad(path: Path | str, what: str, todo: str) -> BadFile:
    return BadFile(path, [Fault(1, what, todo)])
