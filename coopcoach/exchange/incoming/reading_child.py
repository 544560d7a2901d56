"""Read what came back in a child process, with limits of time and memory: no file can harm the program.

The child loads the readers once and stays for the next file; ``reading_worker`` says how it reads each apart.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import json
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from coopcoach import processes
from coopcoach.domain.exercise import Workbook
from coopcoach.errors import BadFile, Fault, MachineLacks
from coopcoach.exchange.incoming.archive_return import ArchivedSession
from coopcoach.exchange.incoming.expected import Expected
from coopcoach.exchange.incoming.reading_worker import receive, send
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.export.form.identity import Identity
from coopcoach.i18n import N_

TIME_LIMIT = 15.0
MOST_BYTES = 60_000_000
SEVERAL = (
    N_("the file holds workbooks of more than one partner or session"),
    N_("import them one by one"),
)
_MOST_BLANKS = 4


def read_in_child(
    path: Path, kind: str, workbooks: Mapping[str, Workbook], *, time_limit: float = TIME_LIMIT
) -> Returned:
    """Read a file that came back and holds the answers of one partner.

    Args:
        path: The file.
        kind: Who reads it: a key of ``reading_worker.READERS``.
        workbooks: The session's exercises by language.
        time_limit: Seconds after which the child is ended.

    Raises:
        BadFile: It cannot be read; the one fault says why and what to do.
        MachineLacks: It is encrypted, and the library for that is missing.
    """
    request = _request(_content(path), kind, workbooks)
    states = _states(_ask(request, path, time_limit), path)
    if len(states) > 1:
        raise _bad(path, *SEVERAL)
    return states[0]


def read_all_in_child(
    path: Path,
    workbooks: Mapping[str, Workbook],
    expected: Expected,
    *,
    content: bytes | None = None,
    key: str = "",
    blank_of: Callable[[Identity], bytes | None] | None = None,
    time_limit: float = TIME_LIMIT,
) -> tuple[Returned, ...]:
    """Read a file that came back, of whichever partners.

    Args:
        path: The file.
        workbooks: The session's exercises by language.
        expected: The session and the partners.
        content: What is in it, where it is no file on the disk.
        key: The private key with which it is opened where it is encrypted.
        blank_of: Returns the blank PDF from which a printed one was made, if it can be had.
        time_limit: Seconds after which the child is ended.

    Raises:
        BadFile: It cannot be read; the one fault says why and what to do.
        MachineLacks: It is encrypted, and the library for that is missing.
    """
    data, blanks = _content(path) if content is None else content, dict[str, bytes]()
    while True:
        update = {"blanks": blanks, "asks_for_blanks": blank_of is not None}
        known = expected.model_copy(update=update)
        request = _request(data, "file", workbooks, known, key, path.name)
        found = _ask(request, path, time_limit)
        if "needs" not in found or blank_of is None or len(blanks) > _MOST_BLANKS:
            return _states(found, path)
        identity = Identity.model_validate(found["needs"])
        # An empty one says that there is none.
        blanks[identity.line] = blank_of(identity) or b""


def read_archive_in_child(path: Path, *, time_limit: float = TIME_LIMIT) -> ArchivedSession:
    """Read the session that is enclosed in a PDF.

    Raises:
        BadFile: None is, or it cannot be read.
    """
    found = _ask(_request(_content(path), "archive", {}), path, time_limit)
    _raise_fault(found, path)
    return ArchivedSession.model_validate(found["returned"][0])


def _request(
    data: bytes,
    kind: str,
    workbooks: Mapping[str, Workbook],
    expected: Expected | None = None,
    key: str = "",
    name: str = "",
) -> bytes:
    request = {
        "kind": kind,
        "name": name,
        "key": key,
        "data": base64.b64encode(data).decode("ascii"),
        "workbooks": {lang: book.model_dump(mode="json") for lang, book in workbooks.items()},
        "expected": (expected or Expected()).model_dump_json(),
    }
    return json.dumps(request).encode("ascii")


def _states(found: dict[str, Any], path: Path) -> tuple[Returned, ...]:
    _raise_fault(found, path)
    return tuple(Returned.model_validate(state) for state in found["returned"])


def _raise_fault(found: dict[str, Any], path: Path) -> None:
    if "lacks" in found:
        lacks = found["lacks"]
        raise MachineLacks(lacks["what"], lacks["todo"], **lacks["values"])
    if "fault" in found:
        fault = found["fault"]
        values = tuple((name, value) for name, value in fault["values"])
        raise BadFile(path, [Fault(fault["line"], fault["what"], fault["todo"], values)])


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


class ReadingChild:
    """The child, started with the first file."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, request: bytes, time_limit: float) -> bytes:
        """Return the child's answer; an empty one where it died.

        Raises:
            TimeoutError: The time limit was exceeded; the child was ended.
        """
        with self._lock:
            process = self._running()
            timer = threading.Timer(time_limit, processes.kill, [process])
            timer.start()
            began = time.monotonic()
            try:
                assert process.stdin is not None
                assert process.stdout is not None
                send(cast("BinaryIO", process.stdin), request)
                answer = receive(cast("BinaryIO", process.stdout))
            except OSError:
                answer = None
            finally:
                timer.cancel()
            if answer is None or not processes.CAN_FORK:
                # Without a fork the child ends after one file.
                self.close()
            if answer is None and time.monotonic() - began >= time_limit:
                raise TimeoutError
            return answer or b""

    def close(self) -> None:
        """End the child, and leave nothing of it behind."""
        process, self._process = self._process, None
        if process is not None:
            processes.end(process)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = processes.start("coopcoach.exchange.incoming.reading_worker")
        return self._process


_CHILD = ReadingChild()
atexit.register(_CHILD.close)


def _ask(request: bytes, path: Path, time_limit: float) -> dict[str, Any]:
    try:
        output = _CHILD.ask(request, time_limit)
    except TimeoutError:
        raise _bad(
            path,
            N_("reading the file takes too long, and was stopped"),
            N_("ask for the workbook as it was saved"),
        ) from None
    with contextlib.suppress(ValueError):
        said = json.loads(output)
        if isinstance(said, dict):
            return said
    raise _bad(
        path,
        N_("the file could not be read: it may be damaged, or need too much memory"),
        N_("ask for the workbook as it was saved"),
    )


def _bad(path: Path, what: str, todo: str) -> BadFile:
    return BadFile(path, [Fault(1, what, todo)])
