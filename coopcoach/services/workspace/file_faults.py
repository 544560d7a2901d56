"""Faults of a session's files that do not keep them from being read: what was lost, doubled or left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import N_
from coopcoach.markup.document import Document
from coopcoach.storage.leftovers import file_of, has_news, leftovers

_BRING_BACK: Final = N_("look at it, or bring back an earlier state with “coopcoach history”")


def text_faults(document: Document, sections: Sequence[str] = ()) -> Iterator[BadFile]:
    """Yield the faults of a file's text.

    Args:
        document: The file.
        sections: The ids of the sections that it has to have.
    """
    faults = [*_zero_bytes(document), *_doubled_keys(document), *_missing(document, sections)]
    if faults:
        yield BadFile(document.path, faults)


def left_over(folder: Path) -> Iterator[BadFile]:
    """Yield the temporary files of writes that were cut off and that hold words which are nowhere else."""
    for path in leftovers(folder):
        if has_news(path):
            what = N_(
                "left over from an interrupted save of “{name}”, with text that is nowhere else"
            )
            todo = N_("take from it what you need, and delete it")
            yield BadFile(path, [Fault(1, what, todo, (("name", file_of(path).name),))])


def _zero_bytes(document: Document) -> Iterator[Fault]:
    place = document.source.find("\0")
    if place >= 0:
        line = document.source.count("\n", 0, place) + 1
        what = N_("there are zero bytes here, as after a computer crash")
        yield Fault(line, what, _BRING_BACK)


def _doubled_keys(document: Document) -> Iterator[Fault]:
    front = document.front
    seen: set[str] = set()
    for number, text in enumerate(document.source[: front.end].split("\n") if front else (), 1):
        key = text.partition(":")[0].rstrip()
        if key in seen:
            what = N_("“{key}” appears twice in the front matter; the last one counts")
            yield Fault(number, what, N_("delete the wrong one"), (("key", key),))
        elif front and key in front.values:
            seen.add(key)


def _missing(document: Document, sections: Sequence[str]) -> Iterator[Fault]:
    for name in sections:
        if document.section(name) is None:
            what = N_("the section {name} is missing, which each session has")
            yield Fault(1, what, _BRING_BACK, (("name", f"{{#{name}}}"),))
