"""A Markdown file as its source text and the spans of what we know in it.

A document is front matter (YAML, optional) and sections. A section begins at a heading that carries an
id in braces, ``### Title {#goal.why}``, and reaches to the next such heading; whatever stands below
it, other headings and comments included, is its body. An edit replaces a span and leaves every other
character alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import yaml

from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import N_
from coopcoach.markup.attributes import Attributes, read_attributes
from coopcoach.markup.literal import MARKED_HEADING, ODD_CHARACTER
from coopcoach.markup.yaml_limits import unsafe_yaml

_FENCE = "---"

# The loaders written in C are many times faster, and missing on some platforms.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Section:
    """A heading with an id, and the body below it. Offsets count characters of the source."""

    id: str
    level: int
    title: str
    attributes: Attributes
    line: int
    start: int
    body_start: int
    end: int

    @property
    def key(self) -> tuple[str, str]:
        """The id, and the partner where the section is one partner's own."""
        return (self.id, self.attributes.get("partner"))


@dataclass(frozen=True)
class FrontMatter:
    """The YAML between the two rules: every value as its text, with the lines of the keys."""

    values: Mapping[str, object]
    lines: Mapping[str, int]
    spans: Mapping[str, tuple[int, int]]
    end: int


class Document:
    """The source text of a file and what we know in it.

    Args:
        source: The whole text, line ends as they stand in the file.
        path: Named in errors.
        front: The front matter, where it is known already.

    Raises:
        BadFile: The front matter cannot be read.
    """

    def __init__(self, source: str, path: str = "", *, front: FrontMatter | None = None) -> None:
        self.source = source
        self.path = path
        self.front = front or _read_front_matter(source, path)

    @cached_property
    def newline(self) -> str:
        """The line end that the file uses."""
        return "\r\n" if "\r\n" in self.source else "\n"

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All sections in the order of the file."""
        found: list[Section] = []
        offset = self.front.end if self.front else 0
        line_number = self.source.count("\n", 0, offset) + 1
        for line in self.source[offset:].split("\n"):
            if line.startswith("#"):
                section = _read_heading(line.removesuffix("\r"), line_number, offset, len(line))
                if section is not None:
                    found.append(section)
            offset += len(line) + 1
            line_number += 1
        ends = [*(section.start for section in found[1:]), len(self.source)][: len(found)]
        return tuple(
            _ending(section, end, len(self.source))
            for section, end in zip(found, ends, strict=True)
        )

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Section]:
        by_key: dict[tuple[str, str], Section] = {}
        for section in self.sections:
            by_key.setdefault(section.key, section)
        return by_key

    def section(self, section_id: str, partner: str = "") -> Section | None:
        """Return the first section with this id (and partner), if there is one."""
        return self._by_key.get((section_id, partner))

    def front_value(self, key: str) -> str:
        """Return a value of the front matter as text; "" where there is none."""
        value = self.front.values.get(key) if self.front else None
        return "" if value is None else str(value)

    def body(self, section: Section) -> str:
        """Return the text between a section's heading and the next."""
        return self.source[section.body_start : section.end]

    def with_span(self, start: int, end: int, text: str) -> Document:
        """Return the document with one span of its source replaced."""
        if self.newline == "\r\n":
            text = text.replace("\n", "\r\n")
        kept = self.front if self.front and start >= self.front.end else None
        return Document(self.source[:start] + text + self.source[end:], self.path, front=kept)

    def with_section(self, section: Section, heading: str | None, body: str) -> Document:
        """Return the document with a section's body (and heading line) replaced.

        Args:
            section: The section of this document.
            heading: The new heading line, or None to leave it as it is.
            body: The new body, without the blank lines around it; may be empty.
        """
        start = section.start if heading is not None else section.body_start
        text = f"{heading}\n" if heading is not None else ""
        if heading is None and section.body_start == section.end and not self._ends_line(start):
            text = "\n"
        text += f"\n{body}\n" if body else ""
        if section.end < len(self.source):
            text += "\n"
        return self.with_span(start, section.end, text)

    def without_front(self, key: str) -> Document:
        """Return the document without a key of the front matter."""
        span = self.front.spans.get(key) if self.front else None
        if span is None:
            return self
        end = self.source.index("\n", span[1]) + 1
        return Document(self.source[: span[0]] + self.source[end:], self.path)

    def with_new_section(self, heading: str, body: str, before: int | None = None) -> Document:
        """Return the document with a section added, at the end or before an offset."""
        text = f"{heading}\n" + (f"\n{body}\n" if body else "")
        if before is not None and before < len(self.source):
            return self.with_span(before, before, text + "\n")
        gap = "" if not self.source else "\n" if self.source.endswith("\n") else "\n\n"
        if self.source.endswith("\n\n") or self.source.endswith("\r\n\r\n"):
            gap = ""
        return self.with_span(len(self.source), len(self.source), gap + text)

    def without_section(self, section: Section) -> Document:
        """Return the document without a section."""
        return self.with_span(section.start, section.end, "")

    def with_front(self, key: str, value: object) -> Document:
        """Return the document with one front-matter key set; the others keep every byte."""
        line = _yaml_line(key, value)
        if self.front is None:
            return self.with_span(0, 0, f"{_FENCE}\n{line}{_FENCE}\n\n")
        span = self.front.spans.get(key)
        if span is not None:
            return self.with_span(*span, line.removesuffix("\n"))
        closing = self.source.rindex(_FENCE, 0, self.front.end)
        return self.with_span(closing, closing, line)

    def _ends_line(self, offset: int) -> bool:
        return offset == 0 or self.source[offset - 1] == "\n"


def _yaml_line(key: str, value: object) -> str:
    def dump(*, readable: bool) -> str:
        return yaml.safe_dump({key: value}, allow_unicode=readable, sort_keys=False, width=10**6)

    line = dump(readable=True)
    return dump(readable=False) if ODD_CHARACTER.search(line) else line


def _read_heading(line: str, number: int, offset: int, length: int) -> Section | None:
    match = MARKED_HEADING.match(line)
    attributes = read_attributes(match["attrs"]) if match else None
    if match is None or attributes is None or not attributes.id:
        return None
    return Section(
        id=attributes.id,
        level=len(match["hashes"]),
        title=match["title"],
        attributes=attributes,
        line=number,
        start=offset,
        body_start=offset + length + 1,
        end=0,
    )


def _ending(section: Section, end: int, size: int) -> Section:
    body_start = min(section.body_start, size)
    return Section(
        section.id,
        section.level,
        section.title,
        section.attributes,
        section.line,
        section.start,
        body_start,
        max(end, body_start),
    )


def _read_front_matter(source: str, path: str) -> FrontMatter | None:
    text = source.removeprefix("\ufeff")
    offset = len(source) - len(text)
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return None
    closing = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if closing is None:
        raise BadFile(
            path,
            [
                Fault(
                    1,
                    N_("the front matter is not closed"),
                    N_("end it with a line that holds only three hyphens"),
                )
            ],
        )
    start = offset + len(lines[0]) + 1
    end = offset + sum(len(line) + 1 for line in lines[: closing + 1])
    inner_end = end - len(lines[closing]) - 1
    return _parse_yaml(source[start:inner_end], start, min(end, len(source)), path)


def _parse_yaml(text: str, start: int, end: int, path: str) -> FrontMatter:
    fault = unsafe_yaml(text)
    if fault is not None:
        line, what, todo = fault
        raise BadFile(path, [Fault(line + 1, what, todo)])
    try:
        node = yaml.compose(text, Loader=_LOADER)
        values = yaml.load(text, Loader=_TEXT_LOADER)  # noqa: S506  (every value as its text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 2
        raise BadFile(path, [_not_yaml(line)]) from None
    except (yaml.YAMLError, UnicodeEncodeError):
        raise BadFile(path, [_not_yaml(2)]) from None
    if node is None:
        return FrontMatter({}, {}, {}, end)
    if not isinstance(node, yaml.MappingNode) or not isinstance(values, dict):
        raise BadFile(path, [_not_yaml(2)])
    keys = [key for key, _ in node.value]
    spans = {
        key.value: (start + key.start_mark.index, start + _value_end(text, key, value))
        for key, value in node.value
    }
    lines = {key.value: key.start_mark.line + 2 for key in keys}
    return FrontMatter(values, lines, spans, end)


def _value_end(text: str, key: yaml.Node, value: yaml.Node) -> int:
    """Return where a value ends, leaving comments and blank lines below it alone."""
    first, last = key.start_mark.index, value.end_mark.index
    if isinstance(value, yaml.ScalarNode):
        return first + len(text[first:last].rstrip(" \t\r\n"))
    lines = text[first:last].split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return first + len("\n".join(lines).rstrip(" \t\r\n"))


def _not_yaml(line: int) -> Fault:
    return Fault(
        line,
        N_("the front matter cannot be read"),
        N_("write one “key: value” per line, and put values with a colon in quotes"),
    )
