"""Lines of a given width in cells of the terminal: wrapped, cut, padded."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content

# The least width of a line of words.
NARROWEST = 8


def wrapped(words: Content | str, width: int) -> list[Content]:
    """Return words in lines of at most ``width`` cells."""
    text = Content(words) if isinstance(words, str) else words
    return [line.rstrip_end(width) for line in text.wrap(max(width, 2))]


def hanging(mark: Content | str, words: Sequence[Content], *, indent: int = 0) -> list[Content]:
    """Return lines with a mark before the first, and the others indented to its words."""
    head = Content(mark) if isinstance(mark, str) else mark
    room = max(indent, head.cell_length + 1)
    first, *rest = words or [Content("")]
    lead = head.pad_right(room - head.cell_length)
    return [Content.assemble(lead, first), *(line.pad_left(room) for line in rest)]


def fitted(text: str, width: int) -> str:
    """Return a text of exactly ``width`` cells, padded or cut with an ellipsis."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width) if width > 0 else ""


def put(line: str, at: int, text: str) -> str:
    """Return a line with a text over it from a cell on; the line is extended if needed."""
    head = set_cell_size(line, at)
    tail_from = at + cell_len(text)
    tail = line[tail_from:] if cell_len(line) == len(line) else ""
    return f"{head}{text}{tail}"


def beside(blocks: Sequence[Sequence[str]], widths: Sequence[int], gap: str) -> list[str]:
    """Return blocks of lines side by side."""
    height = max(map(len, blocks), default=0)
    rows = []
    for at in range(height):
        cells = [block[at] if at < len(block) else "" for block in blocks]
        pairs = zip(cells, widths, strict=True)
        rows.append(gap.join(fitted(cell, width) for cell, width in pairs).rstrip())
    return rows


def word_lines(text: str, width: int) -> list[str]:
    """Return a plain text in lines of at most ``width`` cells."""
    return [line.plain for line in wrapped(text, width)]
