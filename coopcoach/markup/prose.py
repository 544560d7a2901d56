"""Markdown that people wrote, as blocks of words: what a screen draws, without any markup in it.

It reads exactly what the printed page reads. What cannot be drawn safely (HTML, pictures, odd links,
lists without end) stays the text that it was written as; nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown_it.token import Token

from coopcoach.markup.safe_html import parsed, printable


@dataclass(frozen=True)
class Run:
    """A piece of text in one manner."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    struck: bool = False


Words = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """Lines of words."""

    words: Words


@dataclass(frozen=True)
class Heading:
    """A heading of an answer: no more than a line that stands out."""

    words: Words


@dataclass(frozen=True)
class AsWritten:
    """Lines that are drawn as they were written, such as code."""

    text: str


@dataclass(frozen=True)
class Item:
    """One item of a list, with its mark: a dash, a number, an empty or a ticked box."""

    mark: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Listing:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Quote:
    """What somebody else said."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Grid:
    """A table; every row has as many cells as the head."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True)
class Divider:
    """A line across."""


Block = Paragraph | Heading | AsWritten | Listing | Quote | Grid | Divider

_BOXES = {"[ ] ": "☐", "[x] ": "☑", "[X] ": "☑"}
_DASH = "–"


def prose(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text."""
    tokens = parsed(text)
    if tokens is None:
        return (AsWritten(printable(text).strip("\n")),)
    return tuple(_blocks(iter(tokens)))


def _blocks(tokens: Iterator[Token]) -> Iterator[Block]:
    """Yield the blocks up to the end of the one that is open."""
    for token in tokens:
        if token.nesting < 0:
            return
        match token.type:
            case "inline":
                yield Paragraph(_words(token))
            case "paragraph_open":
                yield from _blocks(tokens)
            case "heading_open":
                yield from (Heading(p.words) for p in _blocks(tokens) if isinstance(p, Paragraph))
            case "bullet_list_open" | "ordered_list_open":
                yield Listing(tuple(_items(tokens)))
            case "blockquote_open":
                yield Quote(tuple(_blocks(tokens)))
            case "table_open":
                rows = list(_rows(tokens))
                yield Grid(rows[0], tuple(rows[1:]))
            case "hr":
                yield Divider()
            case _:
                yield AsWritten(token.content.rstrip("\n"))


def _items(tokens: Iterator[Token]) -> Iterator[Item]:
    for token in tokens:
        if token.nesting < 0:
            return
        # A number says which one it is; the markup of a bullet is the character that was typed.
        mark = f"{token.info}{token.markup}" if token.info else _DASH
        yield _ticked(mark, tuple(_blocks(tokens)))


def _ticked(mark: str, blocks: tuple[Block, ...]) -> Item:
    """Return an item; a box that it begins with becomes its mark."""
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and first.words:
        run = first.words[0]
        box = _BOXES.get(run.text[:4])
        if box is not None:
            rest = (replace(run, text=run.text[4:]), *first.words[1:])
            return Item(box, (Paragraph(rest), *blocks[1:]))
    return Item(mark, blocks)


def _rows(tokens: Iterator[Token]) -> Iterator[tuple[Words, ...]]:
    cells: list[Words] = []
    for token in tokens:
        match token.type:
            case "table_close":
                return
            case "tr_close":
                yield tuple(cells)
                cells = []
            case "inline":
                cells.append(_words(token))


def _words(token: Token) -> Words:
    return tuple(run for run in _runs(token.children or []) if run.text)


def _runs(tokens: list[Token]) -> Iterator[Run]:
    manner, address, named = Run(""), "", ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                manner = replace(manner, strong=token.nesting > 0)
            case "em_open" | "em_close":
                manner = replace(manner, emphasis=token.nesting > 0)
            case "s_open" | "s_close":
                manner = replace(manner, struck=token.nesting > 0)
            case "softbreak" | "hardbreak":
                yield replace(manner, text="\n")
            case "code_inline":
                yield replace(manner, text=token.content, code=True)
            case "link_open":
                address, named = str(token.attrGet("href") or ""), ""
            case "link_close":
                # Nothing here can be clicked, so a link says where it leads.
                if named.strip() != address:
                    yield replace(manner, text=f" ({address})")
                address = ""
            case _:
                named += token.content
                yield replace(manner, text=token.content)
