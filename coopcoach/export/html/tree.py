"""A page of this package as a tree of elements, for conversion to other formats."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

# Inserted by `page.breakable` into long words; not part of the text.
MAY_BREAK = "\u200b"

_VOID = frozenset(
    {"br", "hr", "meta", "link", "col", "img", "input", "rect", "path", "circle", "line"}
)


@dataclass
class Element:
    """An element with its attributes and its content: texts and elements."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """The CSS classes."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def elements(self) -> list[Element]:
        """The child elements."""
        return [item for item in self.inside if isinstance(item, Element)]

    def all(self, *tags: str) -> list[Element]:
        """Return the descendants with these tags, except those in nested tables."""
        found: list[Element] = []
        for item in self.elements:
            if item.tag in tags:
                found.append(item)
            elif item.tag != "table":
                found.extend(item.all(*tags))
        return found


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#page")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data.replace(MAY_BREAK, ""))


def body_of(html: str) -> Element:
    """Return the body of a page as an element."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root.all("body")[0]
