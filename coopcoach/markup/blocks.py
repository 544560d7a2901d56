"""A content file (exercise, coach guide, rule library) as headings with what stands below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from coopcoach.errors import Fault
from coopcoach.i18n import N_
from coopcoach.markup.attributes import Attributes, read_attributes, split_attributes
from coopcoach.markup.document import Document

# Only the blocks are needed here; the text in them is drawn elsewhere.
_BLANKS = " \t\r\n\v\f"
_PARSER = MarkdownIt("js-default")
_PARSER.core.ruler.disable("inline")


@dataclass
class Item:
    """A list item: its text without the attributes, and the items nested in it."""

    text: str
    attributes: Attributes
    line: int
    items: list[Item] = field(default_factory=list)


@dataclass
class Block:
    """A heading and what stands below it, up to the next heading of its level or above."""

    level: int
    title: str
    attributes: Attributes
    line: int
    paragraphs: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def block_of_class(self, name: str) -> Block | None:
        """Return the heading below this one that carries the class, if there is one."""
        return next((b for b in self.blocks if name in b.attributes.classes), None)


@dataclass
class ContentFile:
    """The front matter and the first-level heading with everything below it."""

    path: str
    front: Mapping[str, object]
    front_lines: Mapping[str, int]
    root: Block
    faults: list[Fault]


def read_content(source: str, path: str) -> ContentFile:
    """Read a content file into blocks.

    Raises:
        BadFile: The front matter cannot be read.
    """
    document = Document(source, path)
    front = document.front
    offset = front.end if front else 0
    first_line = source.count("\n", 0, offset) + 1
    reader = _Reader(first_line)
    reader.read(_PARSER.parse(source[offset:]))
    values = front.values if front else {}
    lines = front.lines if front else {}
    return ContentFile(path, values, lines, reader.root, reader.faults)


class _Reader:
    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.root = Block(0, "", Attributes(), first_line)
        self.faults: list[Fault] = []
        self.open: list[Block] = [self.root]

    def read(self, tokens: list[Token]) -> None:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            closing = _closing(tokens, position)
            inner = tokens[position + 1 : closing]
            match token.type:
                case "heading_open":
                    self.heading(token, inner[0].content)
                case "paragraph_open":
                    self.open[-1].paragraphs.append(inner[0].content)
                case "blockquote_open":
                    texts = [t.content for t in inner if t.type == "inline"]
                    self.open[-1].quotes.append("\n\n".join(texts))
                case "bullet_list_open" | "ordered_list_open":
                    self.open[-1].items.extend(self.items(inner))
            position = closing + 1

    def heading(self, token: Token, content: str) -> None:
        level = int(token.tag[1])
        line = self.line(token)
        text, attributes = self.attributes(content, line)
        block = Block(level, text, attributes, line)
        while self.open[-1].level >= level:
            self.open.pop()
        self.open[-1].blocks.append(block)
        self.open.append(block)

    def items(self, tokens: list[Token]) -> list[Item]:
        found: list[Item] = []
        position = 0
        while position < len(tokens):
            closing = _closing(tokens, position)
            inner = tokens[position + 1 : closing]
            line = self.line(tokens[position])
            first = next((t.content for t in inner if t.type == "inline"), "")
            text, attributes = self.attributes(first, line)
            nested = next((i for i, t in enumerate(inner) if t.type == "bullet_list_open"), None)
            items = self.items(inner[nested + 1 : _closing(inner, nested)]) if nested else []
            found.append(Item(text, attributes, line, items))
            position = closing + 1
        return found

    def attributes(self, content: str, line: int) -> tuple[str, Attributes]:
        text, braces = split_attributes(content, _BLANKS)
        if not braces:
            return content, Attributes()
        attributes = read_attributes(braces)
        if attributes is None:
            what = N_("the attributes in braces cannot be read")
            todo = N_('write them as {{#id key=value key="two words"}}')
            self.faults.append(Fault(line, what, todo))
        return text, attributes or Attributes()

    def line(self, token: Token) -> int:
        return self.first_line + (token.map[0] if token.map else 0)


def _closing(tokens: list[Token], position: int) -> int:
    """Return the index of the token that closes the one at ``position``."""
    depth = 0
    for index in range(position, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index
    return len(tokens)
