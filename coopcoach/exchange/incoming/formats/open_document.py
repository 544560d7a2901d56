"""Read a document of LibreOffice or OpenOffice (.odt, .fodt) as text, a line for each paragraph.

odfdo, the library for this format, joins a heading and the paragraph below it and drops blanks in a row.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from coopcoach.exchange.incoming.formats.open_document_styles import NAMES, Styles, named, styles_of
from coopcoach.exchange.incoming.formats.parts import (
    PICTURE,
    STRESS,
    DocumentText,
    note_mark,
    stressed_line,
    struck_by_line,
    text_of_lines,
)
from coopcoach.exchange.incoming.formats.word_runs import safe_parser

_MOST_BLANKS = 200
_DRAWN = (
    "custom-shape",
    "rect",
    "line",
    "polyline",
    "polygon",
    "path",
    "circle",
    "ellipse",
    "connector",
)


def open_document_text(data: bytes) -> DocumentText:
    """Return the text of an OpenDocument file, packed or flat.

    Deleted words that *Record changes* has kept are left out; struck and hidden words are marked with ``~~``, words that
    stand out on a line with a box with ``**``. Items of a list begin with ``- `` or their number.
    """
    common = b""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = archive.read("content.xml")
            common = archive.read("styles.xml") if "styles.xml" in archive.namelist() else b""
    root = etree.fromstring(data, safe_parser())
    body = root.find(".//office:body", NAMES)
    if body is None:
        return DocumentText("")
    others = [etree.fromstring(common, safe_parser())] if common else []
    walker = _Walker(styles_of([*others, root]))
    lines = [stressed_line(line) for line in walker.lines(body)]
    pictures = len(body.findall(".//draw:image", NAMES))
    return DocumentText(
        struck_by_line(text_of_lines(lines)),
        tuple(walker.notes),
        _margins([*others, root]),
        pictures,
        _shapes(body),
        any("".join(words.itertext()).strip() for words in body.iter(named("text:deletion"))),
    )


def _margins(roots: Iterable[etree._Element]) -> tuple[str, ...]:
    """Return the words of headers and footers; numbers of pages are none."""
    sides = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
    found = [
        " ".join("".join(node.itertext()).split())
        for root in roots
        for side in sides
        for node in root.iter(named(f"style:{side}"))
    ]
    return tuple(dict.fromkeys(words for words in found if any(map(str.isalpha, words))))


def _shapes(body: etree._Element) -> int:
    """Count the shapes that somebody drew, without those that hold words."""
    shapes = (shape for name in _DRAWN for shape in body.iter(named(f"draw:{name}")))
    return sum(not "".join(shape.itertext()).strip() for shape in shapes)


_PARAGRAPH, _HEADING = named("text:p"), named("text:h")
_LIST = named("text:list")
_ITEM = re.compile(r"- |\W?\d+\W ")
_LIST_ITEM, _ROW, _NOTE = named("text:list-item"), named("table:table-row"), named("text:note")
_BREAKS = {named("text:tab"): "\t", named("text:line-break"): "\n"}
_DRAWING = f"{{{NAMES['draw']}}}"
_CHANGES, _ANNOTATION = named("text:tracked-changes"), named("office:annotation")


class _Walker:
    """Walk through a document's body in reading order."""

    def __init__(self, styles: Styles) -> None:
        self.notes: list[str] = []
        self._styles = styles
        self._lists: list[str] = []
        self._counts: dict[tuple[str, int], int] = {}

    def lines(self, node: etree._Element) -> Iterator[str]:
        """Yield the lines below a node that is no paragraph itself."""
        for child in node:
            match child.tag:
                case tag if tag == _CHANGES:
                    continue
                case tag if tag == _HEADING:
                    level = str(child.get(named("text:outline-level")) or "1")
                    yield f"{'#' * int(level) if level.isdecimal() else '#'} {self._words(child)}"
                case tag if tag == _PARAGRAPH:
                    yield self._words(child)
                case tag if tag == _LIST:
                    yield from self._list(child)
                case tag if tag == _LIST_ITEM:
                    mark = self._mark(child)
                    first, *more = list(self.lines(child)) or [""]
                    yield first if _ITEM.match(first) and mark == "- " else f"{mark}{first}"
                    yield from more
                case tag if tag == _ROW:
                    yield "\t".join(" ".join(self.lines(cell)) for cell in child).rstrip()
                case _:
                    yield from self.lines(child)

    def _list(self, node: etree._Element) -> Iterator[str]:
        """Yield the lines of a list; one that does not go on begins to count anew."""
        outer = self._lists[-1] if self._lists else ""
        self._lists.append(str(node.get(named("text:style-name")) or outer))
        level = len(self._lists)
        goes_on = node.get(named("text:continue-numbering")) == "true" or node.get(
            named("text:continue-list")
        )
        if not goes_on:
            self._counts.pop((self._lists[-1], level), None)
        yield from self.lines(node)
        self._lists.pop()

    def _mark(self, item: etree._Element) -> str:
        level = len(self._lists)
        key = (self._lists[-1] if self._lists else "", level)
        first, before, behind = self._styles.numbers.get(key, (0, "", ""))
        if key not in self._styles.numbers or not "".join(item.itertext()).strip():
            return "- "
        own = str(item.get(named("text:start-value")) or "")
        count = int(own) if own.isdecimal() else self._counts.get(key, first - 1) + 1
        self._counts[key] = count
        return f"{before}{count}{behind or '.'} "

    def _words(self, node: etree._Element) -> str:
        style = node.get(named("text:style-name"))
        text = (node.text or "") + "".join(self._inside(child) for child in node)
        if not text.strip():
            return text
        if style in self._styles.standing_out:
            text = f"{STRESS}{text}{STRESS}"
        return f"~~{text}~~" if style in self._styles.struck else text

    def _inside(self, child: etree._Element) -> str:
        return self._word(child) + (child.tail or "")

    def _note(self, annotation: etree._Element) -> str:
        """Return the mark of a comment, and keep its words."""
        paragraphs = annotation.iterfind(".//text:p", NAMES)
        note = "\n".join(map(self._words, paragraphs)).strip()
        if not note:
            return ""
        self.notes.append(note)
        return note_mark(len(self.notes) - 1)

    def _word(self, child: etree._Element) -> str:
        if child.tag == named("text:s"):
            count = str(child.get(named("text:c")) or "1")
            return " " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS)
        if child.tag in _BREAKS:
            return _BREAKS[child.tag]
        if child.tag == _ANNOTATION:
            return self._note(child)
        if child.tag == _NOTE:
            body = child.find("text:note-body", NAMES)
            return f" ({' '.join(self.lines(body))})" if body is not None else ""
        if child.tag in {_PARAGRAPH, _HEADING}:
            # A paragraph in a text frame that stands in another paragraph.
            return f"\n{self._words(child)}\n"
        if not isinstance(child.tag, str):
            return ""
        words = self._words(child)
        is_drawn = child.tag.startswith(_DRAWING) and not words.strip()
        return PICTURE if is_drawn else words
