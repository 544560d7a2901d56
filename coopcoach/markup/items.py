"""Lists whose items carry an id in braces, ``- [x] text {#id key=value}``: read, and changed in place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coopcoach.domain.session import next_id
from coopcoach.markup.attributes import Attributes, read_attributes
from coopcoach.markup.literal import decode_line

_ITEM = re.compile(
    r"[-*+] (?:\[(?P<mark>[ xX])\] ?)?(?P<text>.*?)[ \t]*(?P<attrs>\{#[^{}]*\})?[ \t]*\Z"
)


@dataclass(frozen=True)
class ListedItem:
    """An item of such a list; ``index`` counts the lines of the body from 0."""

    index: int
    id: str
    text: str
    ticked: bool
    attributes: Attributes


def read_items(body: str, prefix: str = "") -> list[ListedItem]:
    """Return the items of a body.

    Args:
        body: The section's body.
        prefix: Give items that were written by hand, without an id, an id with this prefix;
            without a prefix they are left out.
    """
    matches = [(i, _ITEM.match(line.rstrip("\r"))) for i, line in enumerate(body.split("\n"))]
    found = [(i, m, read_attributes(m["attrs"] or "{}")) for i, m in matches if m is not None]
    taken = tuple(attrs.id for _, _, attrs in found if attrs is not None)
    items: list[ListedItem] = []
    for index, match, attributes in found:
        item_id = attributes.id if attributes else ""
        if not item_id and prefix and match["text"]:
            item_id = next_id(prefix, taken)
            taken = (*taken, item_id)
        if item_id and all(item.id != item_id for item in items):
            ticked = (match["mark"] or " ") != " "
            text = decode_line(match["text"])
            items.append(ListedItem(index, item_id, text, ticked, attributes or Attributes()))
    return items


def changed_items(body: str, lines: Mapping[str, str], prefix: str = "") -> str:
    """Return the body with its items replaced by these lines, in their order.

    What stands between the items stays; items that are no longer there go; new ones follow the last.

    Args:
        body: The section's body, trimmed.
        lines: The wanted items: id to line.
        prefix: As for ``read_items``.
    """
    source = body.split("\n") if body else []
    listed = {item.index: item.id for item in read_items(body, prefix)}
    in_order = [item_id for item_id in lines if item_id in listed.values()]
    places = iter(in_order)
    out: list[str] = []
    last = 0
    for index, line in enumerate(source):
        if index not in listed:
            out.append(line)
        elif listed[index] in lines:
            out.append(lines[next(places)])
            last = len(out)
    if not in_order:
        last = len(out)
    new = [line for item_id, line in lines.items() if item_id not in in_order]
    return "\n".join([*out[:last], *new, *out[last:]])
