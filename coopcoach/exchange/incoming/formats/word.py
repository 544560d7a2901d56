"""Read a Word document (.docx) as text, a line for each paragraph."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser

from lxml import etree

from coopcoach.exchange.incoming.formats.parts import (
    STRESS,
    DocumentText,
    stressed_line,
    struck_by_line,
    text_of_lines,
)
from coopcoach.exchange.incoming.formats.word_remarks import identity, with_remarks
from coopcoach.exchange.incoming.formats.word_runs import NAMES, safe_parser, with_shown_runs

_COMMENTS, _BODY = "word/comments.xml", "word/document"
_MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml")
_SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}wsp"
_DRAWN = re.compile(r"\{urn:schemas-microsoft-com:vml\}(?:shape|oval|line|rect|roundrect|curve)")
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_STRESSED = frozenset({"strong", "em", "mark"})
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}


def word_text(data: bytes) -> DocumentText:
    """Return the text of a Word document.

    Words that were deleted under *Track changes* are left out; words that are struck through or hidden are marked
    with ``~~``, bold, italic, underlined, coloured and highlighted ones on a line with a box with ``**``. Ticks become
    ``[x]``, items of a list begin with ``- `` or their number. Footnotes stand in brackets where they belong.
    """
    import mammoth

    reader = _Lines()
    notes, margins, shapes, deleted = _beside(data)
    page = mammoth.convert_to_html(
        io.BytesIO(with_shown_runs(data, with_remarks(list(notes)))),
        style_map="highlight => mark",
        ignore_empty_paragraphs=False,
        convert_image=mammoth.images.img_element(lambda _image: {"src": ""}),
    )
    reader.feed(page.value)
    reader.close()
    words = tuple(notes.values())
    text = struck_by_line(text_of_lines(reader.lines()))
    return DocumentText(text, words, margins, reader.pictures, shapes, deleted)


def _beside(data: bytes) -> tuple[dict[str, str], tuple[str, ...], int, bool]:
    """Return the comments by id, headers and footers, the number of drawn shapes, and whether words were deleted."""
    notes, margins = dict[str, str](), list[str]()
    shapes, deleted = 0, False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name == _COMMENTS:
                root = etree.fromstring(archive.read(name), safe_parser())
                for comment in root.iterfind(".//w:comment", NAMES):
                    notes[identity(comment)] = _words_in(comment)
            elif _MARGINS.fullmatch(name):
                words = _words_in(etree.fromstring(archive.read(name), safe_parser()))
                # Numbers of pages are no words.
                margins.extend([words] if any(map(str.isalpha, words)) else [])
            elif name.startswith(_BODY) and name.endswith(".xml"):
                body = etree.fromstring(archive.read(name), safe_parser())
                shapes += sum(map(_is_drawn, body.iter()))
                deleted |= any((t.text or "").strip() for t in body.iterfind(".//w:delText", NAMES))
    said = {number: words for number, words in notes.items() if words}
    return said, tuple(dict.fromkeys(margins)), shapes, deleted


def _words_in(root: etree._Element) -> str:
    paragraphs = root.iterfind(".//w:p", NAMES)
    words = ("".join(t.text or "" for t in p.iterfind(".//w:t", NAMES)) for p in paragraphs)
    return "\n".join(words).strip()


def _is_drawn(element: etree._Element) -> bool:
    """Whether an element is a shape that somebody drew, neither a picture nor a box with words."""
    tag = str(element.tag)
    is_shape = tag == _SHAPE or (_DRAWN.fullmatch(tag) is not None and element.find(_IMAGE) is None)
    # The words are looked for last: the body itself has all of them.
    return is_shape and not _words_in(element)


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
        elif tag in _STRESSED:
            self._line.append(STRESS)
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
        elif tag in _STRESSED:
            self._line.append(STRESS)
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
        line = "".join(self._line)
        self._lines.append(stressed_line(line).rstrip("\t "))
        self._line = []
