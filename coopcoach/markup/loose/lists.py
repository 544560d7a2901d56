"""Lists with boxes, found by the labels of their items, whatever bullets and boxes stand before these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from coopcoach.markup.loose.alnum_key import AlnumText, alnum_key, line_end, line_start, whole

_BOX = re.compile(
    r"(?:\\?[\[(](?P<inside>[^\[\]()\n]{0,5}?)\\?[\])]|(?P<sign>[☐☑☒✓✔✗✘✅❎□■]))[\s*_\\]*\Z"
)
_BARE_X = re.compile(r"(?:^|[\s*•·+-])(?P<x>[xX✓✔])[\s*_]+\Z")
_NUMBER = re.compile(r"(?:^|[\s*•·+-])(?P<number>\d{1,2})[.):]*[\s*_]*\Z")
# Occurrences of one label; further ones are read as text.
_MOST = 50
_NEXT = re.compile(
    r"(?<!\s)\s*+(?:[-*+•·]\s*+)?(?:\\?[\[(][^\[\]()\n]{0,5}\\?[\])]|[☐☑☒✓✔✗✘])[\s*_]*\Z"
)
_ONLY_MARKS = re.compile(r"[\s>*+•·▪◦‣o#_\-–—\\|]*\Z")
_EMPTY_BOX = frozenset("_.-–… \u00a0\u2007\u202f\t\\")
_TICKS = frozenset("☑☒✓✔✗✘✅❎■")


@dataclass(frozen=True)
class BoxItem:
    """An item of a list with boxes.

    Attributes:
        id: The id of the option.
        start: The start of the item in the text.
        end: The end of the item in the text.
        box: The content of its box; None where it has none.
        number: The number before the label of an item without a box.
        behind: The text behind the label.
        marked: Whether a box or the id in braces shows that the item is ours.
    """

    id: str
    start: int
    end: int
    box: str | None
    number: int | None
    behind: str
    marked: bool

    @property
    def ticked(self) -> bool:
        """Whether the box is filled."""
        return bool(self.box)


def find_items(text: str, labels: Sequence[tuple[str, str]]) -> list[BoxItem]:
    """Return the items of a list in the order of the text.

    Args:
        text: The text of a section.
        labels: The ids and labels of the options.
    """
    keyed = AlnumText(text)
    found: list[tuple[int, int, str]] = []
    for item_id, label in sorted(labels, key=lambda pair: -len(alnum_key(pair[1]))):
        for span in islice(keyed.spans(alnum_key(label)), _MOST):
            start, end = whole(text, label, *span)
            if all(end <= other[0] or start >= other[1] for other in found):
                found.append((start, end, item_id))
    found.extend(_by_id(text, labels, found))
    found.sort()
    items = [_item(text, *place, found) for place in found]
    return [item for item in items if item is not None]


def plain_list(items: Sequence[BoxItem]) -> bool:
    """Whether no item has a box."""
    return all(item.box is None for item in items)


def without(text: str, items: Sequence[BoxItem]) -> str:
    """Return a text without these items."""
    out, last = [], 0
    for item in sorted(items, key=lambda each: each.start):
        out.append(text[last : item.start])
        last = max(last, item.end)
    return "".join([*out, text[last:]])


def _by_id(
    text: str, labels: Sequence[tuple[str, str]], found: Sequence[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Find the items whose label was changed by their id in braces."""
    known = {item_id for _, _, item_id in found}
    missing = []
    for item_id, _ in labels:
        if item_id in known:
            continue
        match = re.search(r"\{\\?#" + re.escape(item_id) + r"\\?\}", text)
        if match is None:
            continue
        begin = line_start(text, match.start())
        box = re.match(r"[\s>*+•·-]*(?:\[[^\[\]\n]{0,5}\]|[☐☑☒✓✔✗✘])[\s*_]*", text[begin:])
        place = begin + box.end() if box else match.start()
        if all(place >= end or match.start() < start for start, end, _ in found):
            missing.append((place, place, item_id))
    return missing


def _item(
    text: str, start: int, end: int, item_id: str, places: Sequence[tuple[int, int, str]]
) -> BoxItem | None:
    earlier = max((stop for _, stop, _ in places if stop <= start and stop != end), default=0)
    begin = max(line_start(text, start), earlier)
    prefix = text[begin:start]
    box, sign = _BOX.search(prefix), _BARE_X.search(prefix)
    number = _NUMBER.search(prefix)
    stop = _end_of_item(text, end, places)
    behind = text[end:stop]
    brace = re.search(r"\s*\\?\{?\\?#?" + re.escape(item_id) + r"\\?\}?[ \t]*$", behind.rstrip())
    has_brace = brace is not None and re.search(r"[{#}]", brace[0]) is not None
    if brace is not None and (has_brace or not behind[: brace.start()].strip()):
        behind = behind[: brace.start()]
    head = box or sign or number
    before = prefix[: head.start()] if head else prefix
    alone = not alnum_key(behind) and _ONLY_MARKS.match(prefix) is not None
    if not _ONLY_MARKS.match(before) and not (box and begin == earlier):
        return None
    if not (box or sign or number or has_brace or alone):
        return None
    inside: str | None = None
    if box is not None:
        inside = _inside(box)
    elif sign is not None:
        inside = "x"
    return BoxItem(
        id=item_id,
        start=begin,
        end=stop,
        box=inside,
        number=int(number["number"]) if number and box is None else None,
        behind=behind.strip(" \t\n"),
        marked=box is not None or has_brace,
    )


def _end_of_item(text: str, end: int, places: Sequence[tuple[int, int, str]]) -> int:
    """Return the end of an item: of its line, or of a brace that was wrapped into the next line."""
    stop = line_end(text, end)
    rest = re.match(r"\s*\{\\?#[a-z0-9-]+\\?\}", text[end:])
    if rest is not None:
        stop = max(stop, line_end(text, end + rest.end()))
    following = [start for start, _, _ in places if start >= end]
    if following and following[0] < stop:
        # Several items on one line: the item ends before the bullet and box of the next.
        bullet = _NEXT.search(text[end : following[0]])
        stop = end + bullet.start() if bullet else stop
    return stop


def _inside(box: re.Match[str]) -> str:
    if box["sign"]:
        return "x" if box["sign"] in _TICKS else ""
    return "".join(c for c in box["inside"] if c not in _EMPTY_BOX)
