"""Convert a page of this package to Markdown that is also readable as plain text.

Texts are escaped and cannot become headings, tags or images. Columns become blocks one below the other,
images become their titles.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import zip_longest

from coopcoach.export.html.tree import Element, body_of

_INLINE = frozenset(
    {"a", "b", "br", "code", "del", "em", "i", "s", "span", "strong", "svg", "time"}
)
_HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### "}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "del": "~~"}
_HARMLESS = re.compile(r"(?:https?://|mailto:)[^\s<>]+\Z", re.IGNORECASE)

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)")
_AT_START = re.compile(r"^(?=(?:#{1,6}|[-+=])(?:\s|$|[-=+])|:?-{2,})")
_NUMBERED = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))")

# Classes of elements that keep line breaks.
_KEEPS_LINES = frozenset({"words", "text", "sentence"})
_BREAK = "\\\n"

# Classes of elements without a text of their own, and of rows that become lists, with a separator.
_LEFT_OUT = frozenset({"key"})
_SIDE_BY_SIDE = {"key-figures": " ", "partners": ", "}
_BESIDE = " / "


def markdown_of(html: str) -> str:
    """Return the body of a page as Markdown."""
    return "\n\n".join(_blocks(body_of(html))) + "\n"


def escaped(text: str) -> str:
    """Escape a text line by line, so that Markdown shows it unchanged."""
    return "\n".join(_escaped_start(_escaped_inline(line)) for line in text.split("\n"))


def _escaped_inline(text: str) -> str:
    return _SPECIAL.sub(lambda special: "\\" + special[0], text)


def _escaped_start(line: str) -> str:
    """Escape characters that are markup at the start of a line."""
    return _NUMBERED.sub(r"\1\\", _AT_START.sub(r"\\", line))


def _blocks(element: Element) -> list[str]:
    """Return the blocks of an element; text between its blocks becomes a block."""
    found: list[str] = []
    loose: list[Element | str] = []
    for item in element.inside:
        if isinstance(item, str) or item.tag in _INLINE:
            loose.append(item)
            continue
        found.extend(_paragraph(loose, element))
        loose = []
        found.extend(_block(item))
    return [*found, *_paragraph(loose, element)]


def _block(element: Element) -> list[str]:
    if element.classes & _LEFT_OUT:
        return []
    for name, between in _SIDE_BY_SIDE.items():
        if name in element.classes:
            lines = [f"- {_marked(_blocks(each), between)}" for each in element.elements]
            return ["\n".join(lines)]
    if "on-scale" in element.classes:
        # The text beside the chart has the same content.
        return _blocks(Element("div", inside=list(element.elements[1:])))
    if element.tag in _HEADINGS:
        number = element.attributes.get("data-number", "")
        words = _unnumbered(_flat(_inline(element.inside)))
        return [_HEADINGS[element.tag] + _unclosed(" ".join(filter(None, [number, words])))]
    return _CONVERTERS.get(element.tag, _blocks)(element)


def _quote(element: Element) -> list[str]:
    inside = "\n\n".join(_blocks(element))
    return [re.sub(r"^", "> ", inside, flags=re.MULTILINE)] if inside else []


def _paragraphs(element: Element) -> list[str]:
    if "sentence" in element.classes:
        number, *words = element.inside
        return [f"### {_inline([number])}. {_unclosed(_flat(_inline(words, keeps_lines=True)))}"]
    return _paragraph(element.inside, element)


def _marked(blocks: list[str], between: str) -> str:
    """Return blocks in one line, the first in bold."""
    first, *others = map(_flat, blocks)
    return between.join([f"**{_unnumbered(first)}**", *others])


def _paragraph(inside: list[Element | str], around: Element) -> list[str]:
    words = _inline(inside, keeps_lines=bool(around.classes & _KEEPS_LINES))
    # Markdown has no pages that a reference to one could name.
    if not words or "see" in around.classes:
        return []
    if "who" in around.classes or "own-label" in around.classes:
        return [f"**{_flat(words)}**"]
    return [words]


def _inline(inside: list[Element | str], *, keeps_lines: bool = False) -> str:
    """Return text with emphasis and links; a line break becomes a backslash at the end of the line."""
    text = re.sub(r"[ \t]+", " ", _joined(inside, keeps_lines))
    lines = [line.strip() for line in text.split("\n")]
    return _BREAK.join(line for line in map(_escaped_start, lines) if line)


def _joined(inside: list[Element | str], keeps_lines: bool) -> str:
    parts = [_word(item, keeps_lines) for item in inside]
    for place, item in enumerate(inside[1:], 1):
        if isinstance(item, Element) and item.tag == "a" and parts[place - 1].endswith("!"):
            # "!" before a link would make an image of it.
            parts[place - 1] = parts[place - 1][:-1] + "\\!"
    return "".join(parts)


def _word(item: Element | str, keeps_lines: bool) -> str:
    if isinstance(item, str):
        return _escaped_inline(item if keeps_lines else re.sub(r"\s+", " ", item))
    if item.tag == "svg":
        titles = [_text(title) for title in item.all("title")]
        return f" {_flat(escaped(titles[0]))} " if titles else ""
    if item.tag == "br":
        return "\n"
    words = _joined(item.inside, keeps_lines)
    if item.classes & {"number", "disc"}:
        return f"{words} "
    if item.tag == "a":
        return _link(item, words)
    return _around(_MARKS[item.tag], words) if item.tag in _MARKS else words


def _around(mark: str, words: str) -> str:
    inner = words.strip()
    if not inner or "\n" in inner:
        return words
    before, after = words[: words.index(inner[0])], words[len(words.rstrip()) :]
    return f"{before}{mark}{inner}{mark}{after}"


def _link(element: Element, words: str) -> str:
    url = element.attributes.get("href", "")
    if not words.strip() or not _HARMLESS.match(url):
        return words
    return f"[{words.strip()}](<{url}>)"


def _list(element: Element) -> list[str]:
    lines = []
    for number, item in enumerate((i for i in element.elements if i.tag == "li"), 1):
        mark = f"{number}. " if element.tag == "ol" else "- "
        blocks = _blocks(item)
        # A nested list follows the text of its item without a blank line.
        inside = "\n".join(blocks) if len(blocks) < 3 else "\n\n".join(blocks)
        lines.append(mark + inside.replace("\n", "\n" + " " * len(mark)))
    return ["\n".join(lines)] if lines else []


def _fact(head: str, words: str) -> str:
    """Return a row of a table of facts as a list item; one without a head is below the last."""
    return f"- **{head}:** {words}" if head else f"  - {words}"


def _table(element: Element) -> list[str]:
    rows = [[c for c in row.elements if c.tag in {"th", "td"}] for row in element.all("tr")]
    if "told" in element.classes:
        return _rule_facts(rows)
    if "pair" in element.classes:
        return _stacked(rows)
    if "facts" in element.classes or "dates" in element.classes:
        lines = [_fact(_cell(row[0]), _BESIDE.join(map(_cell, row[1:]))) for row in rows if row]
        return ["\n".join(lines)] if lines else []
    return _pipes([[_cell(cell) for cell in row] for row in rows])


def _stacked(rows: list[list[Element]]) -> list[str]:
    found = []
    heads = rows[0] if rows else []
    for row in rows[1:]:
        for head, cell in zip_longest(heads, row):
            blocks = _blocks(cell) if cell is not None else []
            name = _cell(head) if head is not None else ""
            if blocks and name:
                found.append(f"**{name}:**" + (f" {blocks.pop(0)}" if _is_plain(blocks) else ""))
            found.extend(blocks)
    return found


def _rule_facts(rows: list[list[Element]]) -> list[str]:
    """Return the facts of a ground rule as a list."""
    lines = []
    for row in rows[1:]:
        for head, cell in zip(rows[0], row, strict=False):
            first, *others = [_unnumbered(_flat(block)) for block in _blocks(cell)] or [""]
            lines.extend([f"- **{_cell(head)}:** {first}", *(f"- {other}" for other in others)])
    return ["\n".join(lines)]


def _is_plain(blocks: list[str]) -> bool:
    return len(blocks) == 1 and not re.match(r"[-#>|]|\d+\. |\*\*", blocks[0])


def _pipes(rows: list[list[str]]) -> list[str]:
    width = max((len(row) for row in rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    # Columns without text, such as page numbers, are left out.
    kept = [n for n in range(width) if any(row[n] for row in rows[1:])]
    if not kept:
        return []
    lines = ["| " + " | ".join(row[n] for n in kept) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(kept))
    return ["\n".join(lines)]


def _cell(element: Element) -> str:
    """Return the blocks of a cell in one line."""
    return _BESIDE.join(_unnumbered(_flat(block)) for block in _blocks(element))


def _unclosed(words: str) -> str:
    """Escape number signs at the end of a heading, which would close it."""
    return re.sub(r"(?<=\s)(#+)$", r"\\\1", words)


def _unnumbered(words: str) -> str:
    """Unescape a number that does not begin a line, where it cannot begin a list."""
    return re.sub(r"^(\d{1,9})\\(?=[.)])", r"\1", words)


def _flat(words: str) -> str:
    return " ".join(words.replace(_BREAK, _BESIDE).split())


def _text(element: Element) -> str:
    return "".join(i if isinstance(i, str) else _text(i) for i in element.inside)


_CONVERTERS: dict[str, Callable[[Element], list[str]]] = {
    "p": _paragraphs,
    "ul": _list,
    "ol": _list,
    "table": _table,
    "blockquote": _quote,
    "hr": lambda _element: ["* * *"],
}
