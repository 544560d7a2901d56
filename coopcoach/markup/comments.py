"""HTML comments in a file: where they stand, and the file without them.

A comment begins with ``<!--`` and ends with ``-->``, whatever stands between: it may hold headings, list items
and votes, which are no part of the file then. A comment without an end reaches to the end of its section.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coopcoach.markup.document import Document

_BEGIN, _END = "<!--", "-->"


@dataclass(frozen=True)
class Comment:
    """A comment below the front matter.

    Attributes:
        start: The offset of its first character in the source.
        end: The offset behind its last character.
        line: The line that it begins on, from 1.
        is_closed: Whether its end is written.
        headings: The lines of the headings with an id that stand in it.
    """

    start: int
    end: int
    line: int
    is_closed: bool
    headings: tuple[int, ...] = ()


def comments(document: Document) -> tuple[Comment, ...]:
    """Return the comments of a document in their order."""
    return tuple(_comments(document))


def without_comments(document: Document) -> Document:
    """Return a document without the comments below its front matter; lines with nothing else are left out."""
    found = comments(document)
    if not found:
        return document
    source, kept, at = document.source, [], 0
    for comment in found:
        start, end = _whole_lines(source, comment)
        kept.append(source[at : max(start, at)])
        at = end
    return Document("".join([*kept, source[at:]]), document.path)


def value_without_comments(text: str) -> str:
    """Return a value of the front matter, such as a title, without closed comments."""
    kept, at = [], 0
    while (start := text.find(_BEGIN, at)) >= 0:
        closing = text.find(_END, start + len(_BEGIN))
        if closing < 0:
            break
        kept.append(text[at:start].rstrip())
        at = closing + len(_END)
    return "".join([*kept, text[at:]]).strip() if _BEGIN in text else text


def _comments(document: Document) -> Iterator[Comment]:
    source = document.source
    at = document.front.end if document.front else 0
    line, counted = 1, 0
    while (start := source.find(_BEGIN, at)) >= 0:
        closing = source.find(_END, start + len(_BEGIN))
        end = closing + len(_END) if closing >= 0 else _end_of_section(document, start)
        line, counted = line + source.count("\n", counted, start), start
        inside = tuple(s.line for s in document.sections if start < s.start < end)
        yield Comment(start, end, line, closing >= 0, inside)
        at = end


def _end_of_section(document: Document, start: int) -> int:
    """Return the offset behind the last letter of the section in which an offset lies."""
    later = (section.start for section in document.sections if section.start > start)
    end = next(later, len(document.source))
    return start + len(document.source[start:end].rstrip())


def _whole_lines(source: str, comment: Comment) -> tuple[int, int]:
    """Return the span of a comment with the blanks before it at the end of a line, or with its whole lines."""
    end = source.find("\n", comment.end) + 1 or len(source)
    if source[comment.end : end].strip():
        return comment.start, comment.end
    first = source.rfind("\n", 0, comment.start) + 1
    before = source[first : comment.start].rstrip(" \t")
    return (first + len(before), comment.end) if before else (first, end)
