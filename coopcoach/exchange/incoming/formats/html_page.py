"""Read a page of HTML as text, a line for each block."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from coopcoach.exchange.incoming.formats.charsets import decode

_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "table", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "body", "hr", "dl", "dt", "dd", "section", "article"}
)
_PARAGRAPHS = frozenset({"p", "ul", "ol", "pre", "table", "blockquote", "h1", "h2", "h3", "h4"})
_UNSEEN = frozenset({"style", "script", "head", "template", "noscript"})
_STRUCK = frozenset({"s", "strike", "del"})
_CHARSET = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w:-]+)", re.IGNORECASE)
_HEAD_LENGTH = 4_000


def html_text(data: bytes) -> str:
    """Return the text of an HTML file in its own charset."""
    named = _CHARSET.search(data[:_HEAD_LENGTH])
    return page_text(decode(data, named[1].decode("ascii") if named else "").text)


def page_text(source: str) -> str:
    """Return the text that a page of HTML shows."""
    reader = _PageText()
    reader.feed(source)
    reader.close()
    return reader.text()


class _PageText(HTMLParser):
    """Collect the text of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._unseen = 0
        self._kept_blanks = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break the line before a block; mark items, ticks and struck words."""
        if tag in _UNSEEN:
            self._unseen += 1
        if tag == "body":
            # A head that was left open ends here.
            self._unseen = 0
        if tag in _BLOCKS:
            self._out.append("\n\n" if tag in _PARAGRAPHS else "\n")
        if tag == "li":
            self._out.append("- ")
        if tag in {"pre", "textarea"}:
            self._kept_blanks += 1
        if tag in _STRUCK:
            self._out.append("~~")
        if tag == "input":
            self._input(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        """Break the line behind a block."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in _BLOCKS and tag != "br":
            self._out.append("\n\n" if tag in _PARAGRAPHS else "\n")
        if tag in {"td", "th"}:
            self._out.append(" ")
        if tag in {"pre", "textarea"}:
            self._kept_blanks = max(0, self._kept_blanks - 1)
        if tag in _STRUCK:
            self._out.append("~~")

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if not self._unseen:
            self._out.append(data if self._kept_blanks else re.sub(r"[ \t\n]+", " ", data))

    def _input(self, values: dict[str, str | None]) -> None:
        if values.get("type") in {"checkbox", "radio"}:
            self._out.append("[x] " if "checked" in values else "[ ] ")
        elif values.get("type") in {None, "text"}:
            self._out.append(values.get("value") or "")

    def text(self) -> str:
        """Return the collected text, at most one blank line in a row."""
        lines = "".join(self._out).split("\n")
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip(" \t") for line in lines))
