"""Lists whose items carry an id in braces, ``- [x] text {#id key=value}``: read, and changed in place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from coopcoach.domain.session import next_id
from coopcoach.markup.attributes import Attributes, read_attributes, split_attributes
from coopcoach.markup.literal import decode_line

_HEADING = re.compile(r"#{1,6}[ \t]")
_ITEM = re.compile(r"[-*+] (?:\[(?P<mark>[ xX])\] ?)?(?P<rest>.*)\Z")


@dataclass(frozen=True)
class ListedItem:
    """An item of such a list; ``index`` counts the lines of the body from 0."""

    index: int
    id: str
    text: str
    ticked: bool
    attributes: Attributes


def read_items(body: str, prefix: str = "") -> list[ListedItem]:
    """Return the items of a body; what stands below a heading in it is not ours.

    Args:
        body: The section's body.
        prefix: Give items that were written by hand, without an id, an id with this prefix;
            without a prefix they are left out.
    """
    lines = _list_lines(body)
    matches = [(i, _ITEM.match(line.rstrip("\r"))) for i, line in enumerate(lines)]
    parted = [(i, m["mark"], *_parted(m["rest"])) for i, m in matches if m is not None]
    found = [(i, mark, text, read_attributes(attrs or "{}")) for i, mark, text, attrs in parted]
    taken = tuple(attrs.id for *_, attrs in found if attrs is not None)
    items: list[ListedItem] = []
    for index, mark, written, attributes in found:
        item_id = attributes.id if attributes else ""
        if not item_id and prefix and written:
            item_id = next_id(prefix, taken)
            taken = (*taken, item_id)
        if item_id and all(item.id != item_id for item in items):
            ticked = (mark or " ") != " "
            text = decode_line(written)
            items.append(ListedItem(index, item_id, text, ticked, attributes or Attributes()))
    return items


def _parted(rest: str) -> tuple[str, str]:
    """Return the text of an item, and its braces if they begin with an id."""
    text, attributes = split_attributes(rest)
    return (text, attributes) if attributes.startswith("{#") else (rest.rstrip(" \t"), "")


def changed_items(body: str, lines: Mapping[str, str], prefix: str = "") -> str:
    """Return the body with its items replaced by these lines, in their order.

    What stands between the items stays; items that are no longer there go; new ones follow the last.

    Args:
        body: The section's body, trimmed.
        lines: The wanted items: id to line.
        prefix: As for ``read_items``.
    """
    source = _list_lines(body)
    below = body.split("\n")[len(source) :] if body else []
    listed = {item.index: item.id for item in read_items(body, prefix)}
    groups = _groups(lines, frozenset(listed.values()))
    tail = groups.pop()
    slots = iter(groups)
    out: list[str] = []
    last = 0
    for index, line in enumerate(source):
        if index not in listed:
            out.append(line)
        elif listed[index] in lines:
            out.extend(next(slots))
            last = len(out)
    last = last if groups else len(out)
    gap = [""] if tail and below and last == len(out) else []
    return "\n".join([*out[:last], *tail, *gap, *out[last:], *below])


def _list_lines(body: str) -> list[str]:
    """Return the lines of a body down to the first heading in it."""
    lines = body.split("\n") if body else []
    return list(takewhile(lambda line: not _HEADING.match(line), lines))


def _groups(lines: Mapping[str, str], listed: frozenset[str]) -> list[list[str]]:
    """Return the lines cut behind each that has a place already; the last group follows them all."""
    groups: list[list[str]] = [[]]
    for item_id, line in lines.items():
        groups[-1].append(line)
        if item_id in listed:
            groups.append([])
    return groups
