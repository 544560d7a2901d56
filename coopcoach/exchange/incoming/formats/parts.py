"""The pieces of a file that holds others, and the text of an office document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coopcoach.domain.exercise import Frozen


class Sender(Frozen):
    """The sender of a mail as its head names it; both may be empty."""

    name: str = ""
    address: str = ""


NOBODY = Sender()


@dataclass(frozen=True)
class Part:
    """A file inside another one, or the text of a mail.

    ``is_letter`` marks a mail's own text, in UTF-8. ``sender`` is that of the innermost mail.
    """

    content: bytes
    is_letter: bool = False
    name: str = ""
    sender: Sender = NOBODY


@dataclass(frozen=True)
class DocumentText:
    """The text of an office document; ``notes`` are comments in its margin, ``pictures`` are counted."""

    text: str
    notes: tuple[str, ...] = ()
    pictures: int = 0


def text_of_lines(lines: Sequence[str]) -> str:
    """Return a document's paragraphs as a text.

    A program that opened the text workbook made each of its lines a paragraph, blank ones too. In a document
    without blank paragraphs they are paragraphs indeed, and a blank line parts them.
    """
    between = "\n" if any(not line.strip() for line in lines[1:-1]) else "\n\n"
    out: list[str] = []
    for number, line in enumerate(lines):
        is_item = line.lstrip().startswith("- ")
        follows_item = number > 0 and lines[number - 1].lstrip().startswith("- ")
        if number:
            out.append("\n" if is_item and follows_item else between)
        out.append(line)
    return "".join(out)
