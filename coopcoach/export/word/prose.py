"""Add written Markdown to a Word document as paragraphs, lists and tables."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from coopcoach.export.word.document import WordDocument

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_BOLD = {"strong", "th"}
_ITALIC = {"em", "blockquote"}


def add_prose(document: WordDocument, html: str, language: str) -> None:
    """Add HTML, as `safe_html` returns it, to a document."""
    converter = _Converter(document, language)
    converter.feed(html)
    converter.close()


class _Converter(HTMLParser):
    """Converts the tags of safe HTML one by one."""

    def __init__(self, document: WordDocument, language: str) -> None:
        super().__init__()
        self._document = document
        self._language = language
        self._open: list[str] = []
        self._lists: list[int] = []
        self._paragraph: Paragraph | None = None
        self._is_new_item = False
        self._link = ""
        self._heading = False
        self._rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin the element of a tag."""
        values = dict(attrs)
        if tag == "br":
            self._add("\n")
            return
        if tag == "hr":
            self._paragraph = None
            return
        self._open.append(tag)
        if tag in {"ul", "ol"}:
            self._lists.append(self._document.new_list(tag == "ol"))
            self._paragraph = None
        elif tag == "li":
            self._paragraph = self._document.item(self._lists[-1], len(self._lists) - 1)
            self._is_new_item = True
        elif tag == "p":
            self._heading = values.get("class") == "answer-heading"
            # The first paragraph of a list item goes into the item.
            self._paragraph = self._paragraph if self._is_new_item else None
        elif tag == "a":
            named = values.get("class") == "named"
            self._link = values.get("href") or "" if named else ""
        elif tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """End the element of a tag."""
        if tag in {"br", "hr"} or tag not in self._open:
            return
        if tag == "a" and self._link:
            self._add(f" ({self._link})")
            self._link = ""
        while self._open and self._open.pop() != tag:
            pass
        if tag in {"ul", "ol"}:
            self._lists.pop()
        if tag == "table":
            self._add_table()
        if tag in {"p", "li", "ul", "ol", "table", "blockquote"}:
            self._paragraph = None
            self._heading = False

    def handle_data(self, data: str) -> None:
        """Add text; blanks between tags are skipped."""
        if not data.strip() and (self._paragraph is None or "\n" in data):
            return
        self._add(data.strip("\n") if self._paragraph is None else data.replace("\n", ""))

    def _add(self, text: str) -> None:
        if {"td", "th"} & set(self._open):
            self._rows[-1][-1] += text
            return
        if self._paragraph is None:
            self._paragraph = self._document.paragraph()
        self._is_new_item = False
        within = set(self._open)
        self._document.run(
            self._paragraph,
            text,
            language=self._language,
            bold=self._heading or bool(_BOLD & within),
            italic=bool(_ITALIC & within),
            strike="s" in within,
        )

    def _add_table(self) -> None:
        rows = [row for row in self._rows if row]
        if not rows:
            return
        columns = max(map(len, rows))
        full = [row + [""] * (columns - len(row)) for row in rows]
        self._document.table(
            full[1:], header=full[0], shares=[1] * columns, language=self._language
        )
