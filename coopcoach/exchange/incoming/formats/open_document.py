"""Read a document of LibreOffice or OpenOffice (.odt, .fodt) as text, a line for each paragraph.

odfdo, the library for this format, joins a heading and the paragraph below it and drops blanks in a row.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from coopcoach.exchange.incoming.formats.parts import DocumentText, text_of_lines
from coopcoach.exchange.incoming.formats.word import safe_parser

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
}
_MOST_BLANKS = 200


def open_document_text(data: bytes) -> DocumentText:
    """Return the text of an OpenDocument file, packed or flat.

    Deleted words that *Record changes* has kept are left out; struck words are marked with ``~~``.
    """
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = archive.read("content.xml")
    root = etree.fromstring(data, safe_parser())
    body = root.find(".//office:body", _NAMES)
    if body is None:
        return DocumentText("")
    walker = _Walker(_struck_styles(root))
    lines = list(walker.lines(body))
    pictures = len(body.findall(".//draw:image", _NAMES))
    return DocumentText(text_of_lines(lines), tuple(walker.notes), pictures)


def _struck_styles(root: etree._Element) -> set[str]:
    found = set()
    for style in root.iterfind(".//style:style", _NAMES):
        words = style.find("style:text-properties", _NAMES)
        line = words.get(_named("style:text-line-through-style")) if words is not None else None
        if line not in {None, "none"}:
            found.add(str(style.get(_named("style:name"))))
    return found


def _named(tag: str) -> str:
    prefix, _, name = tag.partition(":")
    return f"{{{_NAMES[prefix]}}}{name}"


_PARAGRAPH, _HEADING = _named("text:p"), _named("text:h")
_LIST_ITEM, _ROW, _NOTE = _named("text:list-item"), _named("table:table-row"), _named("text:note")
_CHANGES, _ANNOTATION = _named("text:tracked-changes"), _named("office:annotation")


class _Walker:
    """Walk through a document's body in reading order."""

    def __init__(self, struck: set[str]) -> None:
        self.notes: list[str] = []
        self._struck = struck

    def lines(self, node: etree._Element) -> Iterator[str]:
        """Yield the lines below a node that is no paragraph itself."""
        for child in node:
            match child.tag:
                case tag if tag == _CHANGES:
                    continue
                case tag if tag == _HEADING:
                    level = str(child.get(_named("text:outline-level")) or "1")
                    yield f"{'#' * int(level) if level.isdecimal() else '#'} {self._words(child)}"
                case tag if tag == _PARAGRAPH:
                    yield self._words(child)
                case tag if tag == _LIST_ITEM:
                    first, *more = list(self.lines(child)) or [""]
                    yield first if first.startswith("- ") else f"- {first}"
                    yield from more
                case tag if tag == _ROW:
                    yield "\t".join(" ".join(self.lines(cell)) for cell in child).rstrip()
                case _:
                    yield from self.lines(child)

    def _words(self, node: etree._Element) -> str:
        struck = node.get(_named("text:style-name")) in self._struck
        text = (node.text or "") + "".join(self._inside(child) for child in node)
        return f"~~{text}~~" if struck and text.strip() else text

    def _inside(self, child: etree._Element) -> str:
        return self._word(child) + (child.tail or "")

    def _word(self, child: etree._Element) -> str:
        if child.tag == _named("text:s"):
            count = str(child.get(_named("text:c")) or "1")
            return " " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS)
        if child.tag == _named("text:tab"):
            return "\t"
        if child.tag == _named("text:line-break"):
            return "\n"
        if child.tag == _ANNOTATION:
            note = "\n".join(self._words(p) for p in child.iterfind(".//text:p", _NAMES)).strip()
            if note:
                self.notes.append(note)
            return ""
        if child.tag == _NOTE:
            body = child.find("text:note-body", _NAMES)
            return f" ({' '.join(self.lines(body))})" if body is not None else ""
        if child.tag in {_PARAGRAPH, _HEADING}:
            # A paragraph in a text frame that stands in another paragraph.
            return f"\n{self._words(child)}\n"
        return self._words(child) if isinstance(child.tag, str) else ""
