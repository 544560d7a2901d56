"""Read a page of HTML as text, a line for each block."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from coopcoach.exchange.incoming.formats.charsets import decode
from coopcoach.exchange.incoming.formats.parts import (
    STRESS,
    is_plain_colour,
    stressed_line,
    struck_by_line,
)

_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "table", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "body", "hr", "dl", "dt", "dd", "section", "article"}
)
_PARAGRAPHS = frozenset({"p", "ul", "ol", "pre", "table", "blockquote", "h1", "h2", "h3", "h4"})
_UNSEEN = frozenset({"style", "script", "head", "template", "noscript"})
_STRUCK = frozenset({"s", "strike", "del"})
_STRESSED = frozenset({"b", "strong", "i", "em", "u", "mark", "ins"})
_STYLE_STRUCK = re.compile(
    r"text-decoration[^;]{0,80}line-through|display:\s*none|visibility:\s*hidden|mso-hide:\s*all",
    re.IGNORECASE,
)
_STYLE_STRESSED = re.compile(
    r"font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|text-decoration[^;]{0,80}underline"
    r"|background(?:-color)?:\s*+(?!(?:none|transparent|white|#fff(?:fff)?\b|inherit|initial|rgb\(255,\s*255,\s*255\)))[^;\s]",
    re.IGNORECASE,
)
_STYLE_COLOUR = re.compile(r"(?<![\w-])color:\s*([^;]+)", re.IGNORECASE)
_RGB = re.compile(r"rgba?\((\d{1,3})[,\s]+(\d{1,3})[,\s]+(\d{1,3})")
_LABELS = frozenset({"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"})
# These have no end of their own.
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base"})
_CHARSET = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w:-]+)", re.IGNORECASE)
_HEAD_LENGTH = 4_000
_MOST_DIGITS = 6
_MOST_OPEN = 1_000
_STRIKE = "\1"


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
        self._lists: list[int | None] = []
        self._marks: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break the line before a block; mark items, ticks and struck words."""
        if tag in _UNSEEN:
            self._unseen += 1
        if tag == "body":
            # A head that was left open ends here.
            self._unseen = 0
        if tag in _BLOCKS:
            self._out.append("\n\n" if tag in _PARAGRAPHS else "\n")
        values = dict(attrs)
        if tag in {"ul", "ol"}:
            self._lists.append(_first_number(values) if tag == "ol" else None)
        if tag == "li":
            self._item(values)
        if tag in {"pre", "textarea"}:
            self._kept_blanks += 1
        if tag not in _VOID:
            mark = _mark_of(tag, values)
            if mark == _STRIKE and any(outer == _STRIKE for _, outer in self._marks):
                mark = ""
            if len(self._marks) < _MOST_OPEN:
                self._marks.append((tag, mark))
                self._out.append(mark)
        if tag == "input":
            self._input(values)

    def handle_endtag(self, tag: str) -> None:
        """Break the line behind a block."""
        self._end_marks(tag)
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in _BLOCKS and tag != "br":
            self._out.append("\n\n" if tag in _PARAGRAPHS else "\n")
        if tag in {"td", "th"}:
            self._out.append(" ")
        if tag in {"pre", "textarea"}:
            self._kept_blanks = max(0, self._kept_blanks - 1)

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if not self._unseen:
            self._out.append(data if self._kept_blanks else re.sub(r"[ \t\n]+", " ", data))

    def _item(self, values: dict[str, str | None]) -> None:
        number = self._lists[-1] if self._lists else None
        own = values.get("value") or ""
        if number is None:
            self._out.append("- ")
            return
        number = int(own) if own.isdecimal() and len(own) < _MOST_DIGITS else number
        self._out.append(f"{number}. ")
        self._lists[-1] = number + 1

    def _end_marks(self, tag: str) -> None:
        """Write the marks of an element that ends, and of those in it that were left open."""
        if tag not in (name for name, _ in self._marks):
            return
        while self._marks:
            name, mark = self._marks.pop()
            self._out.append(mark)
            if name == tag:
                return

    def _input(self, values: dict[str, str | None]) -> None:
        if values.get("type") in {"checkbox", "radio"}:
            self._out.append("[x] " if "checked" in values else "[ ] ")
        elif values.get("type") in {None, "text"}:
            self._out.append(values.get("value") or "")

    def text(self) -> str:
        """Return the collected text, at most one blank line in a row."""
        # Elements without words leave nothing.
        text = "".join(self._out).replace(_STRIKE * 2, "").replace(_STRIKE, "~~")
        lines = map(stressed_line, struck_by_line(text).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip(" \t") for line in lines))


def _first_number(values: dict[str, str | None]) -> int:
    first = values.get("start") or ""
    return int(first) if first.isdecimal() and len(first) < _MOST_DIGITS else 1


def _mark_of(tag: str, values: dict[str, str | None]) -> str:
    """Return what stands around the words of an element that is struck or stands out."""
    style = values.get("style") or ""
    if tag in _STRUCK or "hidden" in values or _STYLE_STRUCK.search(style):
        return _STRIKE
    named = _STYLE_COLOUR.search(style)
    colour = (named[1] if named else values.get("color")) or ""
    channels = _RGB.match(colour.strip())
    if channels is not None:
        colour = "#" + "".join(f"{min(int(each), 255):02x}" for each in channels.groups())
    stands_out = tag in _STRESSED or _STYLE_STRESSED.search(style) is not None
    # A link is underlined anyway, and a block of several lines is no single label.
    is_no_label = tag == "a" or tag in _BLOCKS - _LABELS
    return STRESS if (stands_out or not is_plain_colour(colour)) and not is_no_label else ""
