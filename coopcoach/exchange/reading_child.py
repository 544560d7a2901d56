"""Read what came back in a child process, with limits of time and memory: no file can harm the program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coopcoach.domain.exercise import Workbook
from coopcoach.exchange.returned import Returned


def read_in_child(path: Path, kind: str, workbooks: Mapping[str, Workbook]) -> Returned:
    """Read a file that came back.

    Args:
        path: The file.
        kind: Who reads it: a key of ``reading_worker.READERS``.
        workbooks: The session's exercises by language.

    Raises:
        BadFile: It cannot be read; the one fault says why and what to do.
    """
    raise NotImplementedError
