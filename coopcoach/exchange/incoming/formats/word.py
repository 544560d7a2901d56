"""Read a Word document (.docx) as text, a line for each paragraph."""

from __future__ import annotations

import io
import zipfile
from html.parser import HTMLParser

from lxml import etree

from coopcoach.exchange.incoming.formats.parts import DocumentText, text_of_lines

_COMMENTS = "word/comments.xml"
_NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}


def word_text(data: bytes) -> DocumentText:
    """Return the text of a Word document.

    Words that were deleted under *Track changes* are left out; words that are struck through are marked with
    ``~~``. Ticks become ``[x]``, items of a list begin with ``- ``.
    """
    import mammoth

    reader = _Lines()
    page = mammoth.convert_to_html(
        io.BytesIO(data),
        ignore_empty_paragraphs=False,
        convert_image=mammoth.images.img_element(lambda _image: {"src": ""}),
    )
    reader.feed(page.value)
    reader.close()
    return DocumentText(text_of_lines(reader.lines()), _comments(data), reader.pictures)


def _comments(data: bytes) -> tuple[str, ...]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _COMMENTS not in archive.namelist():
            return ()
        root = etree.fromstring(archive.read(_COMMENTS), safe_parser())
    found = []
    for comment in root.iterfind(".//w:comment", _NAMES):
        paragraphs = comment.iterfind(".//w:p", _NAMES)
        words = ("".join(t.text or "" for t in p.iterfind(".//w:t", _NAMES)) for p in paragraphs)
        found.append("\n".join(words).strip())
    return tuple(text for text in found if text)


def safe_parser() -> etree.XMLParser:
    """Return a parser that loads nothing and resolves no entities."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class _Lines(HTMLParser):
    """Collect the paragraphs of mammoth's HTML, whose blanks are those of the document."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures = 0
        self._lines: list[str] = []
        self._line: list[str] = []
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a heading or an item; write signs for breaks, ticks and struck words."""
        if tag in _HEADINGS:
            self._line.append(f"{_HEADINGS[tag]} ")
        elif tag == "li":
            self._line.append("- ")
        elif tag == "br":
            self._line.append("\n")
        elif tag == "s":
            self._line.append("~~")
        elif tag == "input":
            self._line.append("[x] " if "checked" in dict(attrs) else "[ ] ")
        elif tag == "img":
            self.pictures += 1
        elif tag in {"ul", "ol"} and "".join(self._line).strip():
            self._end_line()
        elif tag in {"td", "th"}:
            self._cells += 1

    def handle_endtag(self, tag: str) -> None:
        """End a line with its paragraph, heading or item; cells of a row follow one another."""
        if tag == "s":
            self._line.append("~~")
        elif tag in {"td", "th"}:
            self._cells -= 1
            self._line.append("\t")
        elif tag == "p" and self._cells:
            self._line.append(" ")
        elif tag in {"p", "tr", *_HEADINGS} or (tag == "li" and self._line):
            self._end_line()

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self._line.append(data)

    def lines(self) -> list[str]:
        """Return the paragraphs, also one that was left open."""
        if self._line:
            self._end_line()
        return self._lines

    def _end_line(self) -> None:
        self._lines.append("".join(self._line).rstrip("\t ") if self._line else "")
        self._line = []
