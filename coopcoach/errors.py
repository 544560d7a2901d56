"""The errors of the program: what is wrong, where, what to do, and the exit code.

Messages are message ids, marked with ``N_``; ``error.sentence(t)`` translates them into the reader's language. No error
holds text of an answer.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from coopcoach.i18n import Translator


def fault_place(error: BaseException) -> str:
    """Return the type of an error and the file and line that raised it; its message may hold content."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "-"
    return f"{type(error).__name__}, {where}"


@dataclass(frozen=True)
class Fault:
    """A fault in a file, with its line (from 1).

    ``what`` and ``todo`` are message ids; ``values`` fill their placeholders.
    """

    line: int
    what: str
    todo: str
    values: tuple[tuple[str, object], ...] = ()

    def sentence(self, t: Translator, path: Path | str | None = None) -> str:
        """Return ``file:line: what; what to do`` in the reader's language."""
        values = dict(self.values)
        text = f"{t(self.what, **values)}: {t(self.todo, **values)}"
        return f"{path}:{self.line}: {text}" if path is not None else text


class CoopcoachError(Exception):
    """The base of all errors.

    Args:
        what: Message id that says what went wrong.
        todo: Message id that says what to do next.
        values: Fill the placeholders of both.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, todo: str, **values: object) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo
        self.values = values

    def sentence(self, t: Translator) -> str:
        """Return the error as one sentence in the reader's language."""
        return f"{t(self.what, **self.values)}: {t(self.todo, **self.values)}"


class WrongCall(CoopcoachError):
    """The call cannot be carried out (exit code 2)."""

    exit_code = 2


class BadFile(CoopcoachError):
    """A file cannot be read as the kind of file it should be (exit code 3).

    Args:
        path: The file.
        faults: At least one; the first one is the short message.
    """

    exit_code = 3

    def __init__(self, path: Path | str, faults: Sequence[Fault]) -> None:
        first = faults[0]
        super().__init__(first.what, first.todo, **dict(first.values))
        self.path = path
        self.faults = tuple(faults)

    def sentence(self, t: Translator) -> str:
        """Return one line for each fault: ``file:line: what; what to do``."""
        return "\n".join(fault.sentence(t, self.path) for fault in self.faults)


class Conflict(CoopcoachError):
    """Two programs changed the same; nothing was written (exit code 4)."""

    exit_code = 4


class MachineLacks(CoopcoachError):
    """The machine lacks a part that ``coopcoach doctor`` can name (exit code 5)."""

    exit_code = 5
