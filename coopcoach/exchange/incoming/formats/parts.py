"""The pieces of a file that holds others, and the text of an office document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coopcoach.domain.exercise import Frozen


class Sender(Frozen):
    """The sender of a mail as its head names it, and the subjects of the mail and those around it; all may be empty."""

    name: str = ""
    address: str = ""
    subject: str = ""


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
    """The text of an office document.

    Attributes:
        text: The text; where a note belongs stands ``note_mark`` with its number.
        notes: The comments in its margin.
        margins: The words of its headers and footers.
        pictures: The number of pictures.
        shapes: The number of drawn shapes.
        deleted: Whether it still holds words that were deleted while changes were recorded.
    """

    text: str
    notes: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()
    pictures: int = 0
    shapes: int = 0
    deleted: bool = False


# Where words that are made to stand out begin and end; kept on lines with a box only.
STRESS = "\0"
# A picture or a drawing in a line; in XML no control character can stand.
PICTURE = "\ue002"
_NOTE_MARK = re.compile("\ue000([0-9]{1,4})\ue001")
_STRUCK = re.compile(r"~~[^~\n]*~~")
_WITH_BOX = re.compile(
    r"[\s\0]*+(?:-\s++[\s\0]*+)?(?:\\?[\[(][^\[\]()\n]{0,5}[\])]|[☐☑☒✓✔✗✘✅❎□■])"
)
_HEX_COLOUR = re.compile(r"#?(?P<red>[0-9a-f]{2})(?P<green>[0-9a-f]{2})(?P<blue>[0-9a-f]{2})\Z")
_SHORT_COLOUR = re.compile(r"\A#([0-9a-f])([0-9a-f])([0-9a-f])\Z")
_PLAIN_COLOURS = frozenset(("", "auto", "automatic", "black", "windowtext", "inherit", "initial"))
# Grey and dark colours are those of themes.
_DARK, _LEAST_DIFFERENCE = 0x60, 0x30


def stressed_line(line: str) -> str:
    """Return a line with ``**`` around words that stand out and a mark for pictures where it has a box, else without."""
    has_box = _WITH_BOX.match(line) is not None
    return line.replace(STRESS, "**" if has_box else "").replace(PICTURE, " [?]" if has_box else "")


def note_mark(number: int) -> str:
    """Return the mark of a note in the text of a document."""
    return f"\ue000{number}\ue001"


def with_notes(text: str, shown: Mapping[int, str]) -> str:
    """Return a text with what is shown of its notes at their places, and without the other marks."""
    return _NOTE_MARK.sub(lambda mark: shown.get(int(mark[1]), ""), text)


def note_marks(text: str) -> set[int]:
    """Return the numbers of the notes that have a place in a text."""
    return {int(mark[1]) for mark in _NOTE_MARK.finditer(text)}


def struck_by_line(text: str) -> str:
    """Return a text whose struck passages end with each line and begin anew on the next."""
    lines, is_open = [], False
    for line in text.split("\n"):
        whole = f"~~{line}" if is_open and line.strip() else line
        if whole.count("~~") % 2:
            is_open, whole = True, f"{whole}~~"
        elif line.strip():
            is_open = False
        # Passages without words leave nothing.
        lines.append(whole.replace("~~~~", ""))
    return "\n".join(lines)


def without_struck(text: str) -> tuple[str, bool]:
    """Return a text without its struck words, and whether there were any."""
    bare = _STRUCK.sub("", text)
    return bare, _has_letters(text)


def _has_letters(text: str) -> bool:
    return any(any(map(str.isalnum, match[0])) for match in _STRUCK.finditer(text))


def is_plain_colour(colour: str) -> bool:
    """Whether a colour of words is black, dark or grey; it then makes nothing stand out."""
    named = _SHORT_COLOUR.sub(r"\1\1\2\2\3\3", colour.strip().casefold())
    parts = _HEX_COLOUR.match(named)
    if parts is None:
        return named in _PLAIN_COLOURS
    shades = [int(shade, 16) for shade in parts.groups()]
    return max(shades) <= _DARK or max(shades) - min(shades) < _LEAST_DIFFERENCE


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
