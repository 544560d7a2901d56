"""Read from the styles of an OpenDocument file which words are struck or stand out, and which lists are numbered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from coopcoach.exchange.incoming.formats.parts import is_plain_colour

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
_OFF = frozenset(("", "none", "normal", "transparent", "400", "0"))
_STRUCK = ("style", "type")
_MOST_PARENTS = 10


def named(tag: str) -> str:
    """Return the full name of a tag or attribute: ``text:p``."""
    prefix, _, name = tag.partition(":")
    return f"{{{NAMES[prefix]}}}{name}"


@dataclass
class Styles:
    """The styles of a document.

    Attributes:
        struck: The names of those whose words are struck through or hidden.
        standing_out: The names of those whose words are bold, italic, underlined, coloured or shaded.
        numbers: The first number and what stands around it, by the name of a list and its level.
    """

    struck: set[str] = field(default_factory=set)
    standing_out: set[str] = field(default_factory=set)
    numbers: dict[tuple[str, int], tuple[int, str, str]] = field(default_factory=dict)


def styles_of(roots: Iterable[etree._Element]) -> Styles:
    """Return the styles in the parts of a document."""
    styles = Styles()
    of_words: dict[str, tuple[str, dict[str, str]]] = {}
    for root in roots:
        for style in root.iterfind(".//style:style", NAMES):
            words = style.find("style:text-properties", NAMES)
            values = {} if words is None else {str(k): str(v) for k, v in words.items()}
            parent = str(style.get(named("style:parent-style-name")) or "")
            if style.get(named("style:family")) in {"text", "paragraph", None}:
                of_words[str(style.get(named("style:name")))] = (parent, values)
        for numbered in root.iter(named("text:list-style")):
            _read_levels(numbered, styles)
    for name in of_words:
        values = _with_parents(name, of_words)
        lines = (values.get(named(f"style:text-line-through-{key}"), "none") for key in _STRUCK)
        if any(line not in _OFF for line in lines) or values.get(named("text:display")) == "none":
            styles.struck.add(name)
        if _stands_out(values):
            styles.standing_out.add(name)
    return styles


def _read_levels(numbered: etree._Element, styles: Styles) -> None:
    name = str(numbered.get(named("style:name")))
    for level in numbered.iterfind("text:list-level-style-number", NAMES):
        if not level.get(named("style:num-format")):
            continue
        first = str(level.get(named("text:start-value")) or "1")
        around = (str(level.get(named(f"style:num-{side}")) or "") for side in ("prefix", "suffix"))
        before, behind = around
        depth = str(level.get(named("text:level")) or "1")
        key = (name, int(depth) if depth.isdecimal() else 1)
        styles.numbers[key] = (int(first) if first.isdecimal() else 1, before, behind)


def _with_parents(name: str, styles: dict[str, tuple[str, dict[str, str]]]) -> dict[str, str]:
    values: dict[str, str] = {}
    for _ in range(_MOST_PARENTS):
        if name not in styles:
            break
        name, own = styles[name]
        values = {**own, **values}
    return values


def _stands_out(values: dict[str, str]) -> bool:
    on = (
        named("fo:font-weight"),
        named("fo:font-style"),
        named("style:text-underline-style"),
        named("fo:background-color"),
        named("style:text-emphasize"),
    )
    shaded = (values.get(key, "none").casefold() for key in on)
    return any(value not in _OFF and value != "#ffffff" for value in shaded) or not is_plain_colour(
        values.get(named("fo:color"), "")
    )
