"""Tables and ground rules as entries of lines ``Label: text``."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

from coopcoach.markup.loose.alnum_key import AlnumText, alnum_key, line_end, line_start, whole

_ONLY_MARKS = re.compile(r"[\s>*+•·▪◦#_\-–—\\]*\Z")
_HEAD_MARKS = re.compile(r"[\s>*+•·▪◦#_\-–—\\\d.)]*\Z")
_COLON = re.compile(r"[*_\\]*[ \t]*[:：][*_\\]*[ \t\u00a0]*")
_GAP = re.compile(r"[*_\\]*[ \t\u00a0]*")
_UNFILLED = re.compile(r"[\s_.…–\-]*\Z")


@dataclass
class Entry:
    """One row: its id where the table has fixed rows, and the text behind each label."""

    row: str | None = None
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    kind: str
    id: str


def read_entries(
    text: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, str]],
    entry: str,
) -> tuple[list[Entry], str]:
    """Read the entries of a section.

    Args:
        text: The text of the section.
        columns: Ids and labels of the fields.
        rows: Ids and labels of fixed rows; none where the entries are numbered.
        entry: The head of a numbered entry, without its number.

    Returns:
        The entries, and the text that belongs to none.
    """
    marks = _marks(text, columns, rows, alnum_key(entry))
    entries: list[Entry] = []
    rest = [text[: marks[0].start] if marks else text]
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends if marks else [], strict=True):
        inside = text[mark.end : end]
        if mark.kind == "row":
            entries.append(Entry(row=mark.id or None))
            rest.append(inside)
            continue
        if not entries or mark.id in entries[-1].fields:
            entries.append(Entry())
        entries[-1].fields[mark.id] = _value(inside)
    if rows:
        _name_rows(entries, [row_id for row_id, _ in rows])
    return entries, "\n\n".join(part.strip() for part in rest if part.strip())


def _name_rows(entries: list[Entry], row_ids: list[str]) -> None:
    """Give entries without heads their rows, where there is one for each row."""
    if all(entry.row is None for entry in entries) and len(entries) == len(row_ids):
        for entry, row_id in zip(entries, row_ids, strict=True):
            entry.row = row_id


def _marks(
    text: str, columns: Sequence[tuple[str, str]], rows: Sequence[tuple[str, str]], entry: str
) -> list[_Mark]:
    keyed = AlnumText(text)
    found: list[_Mark] = []

    def add(mark: _Mark) -> None:
        if all(mark.end <= other.start or mark.start >= other.end for other in found):
            found.append(mark)

    for row_id, label in sorted(rows, key=lambda pair: -len(pair[1])):
        for span in keyed.spans(alnum_key(label)):
            start, end = whole(text, label, *span)
            begin, stop = line_start(text, start), line_end(text, end)
            tail = text[end:stop].replace("{#" + row_id + "}", "").strip(" *_:")
            if _HEAD_MARKS.match(text[begin:start]) and _ONLY_MARKS.match(tail):
                add(_Mark(begin, stop, "row", row_id))
    if not rows and entry:
        for start, end in keyed.spans(re.compile(re.escape(entry) + r"\d{1,2}")):
            begin, stop = line_start(text, start), line_end(text, end)
            alone = alnum_key(text[begin:stop]) == alnum_key(text[start:end])
            if (
                alone
                and _HEAD_MARKS.match(text[begin:start])
                and _ONLY_MARKS.match(text[end:stop].strip(":"))
            ):
                add(_Mark(begin, stop, "row", ""))
    for column_id, label in sorted(columns, key=lambda pair: -len(pair[1])):
        for span in keyed.spans(alnum_key(label)):
            start, end = whole(text, label, *span)
            behind = _behind(text, label, end)
            begin = line_start(text, start)
            if behind is not None and _ONLY_MARKS.match(text[begin:start]):
                add(_Mark(begin, behind, "field", column_id))
    return sorted(found, key=lambda mark: mark.start)


def _behind(text: str, label: str, end: int) -> int | None:
    """Return the start of the value behind the colon; None where a colon is due and missing."""
    match = _COLON.match(text, end)
    if match is not None:
        return match.end()
    if not label.rstrip().endswith(("?", "…", ":")):
        return None
    gap = _GAP.match(text, end)
    return gap.end() if gap else end


def _value(inside: str) -> str:
    """Return the text behind a label, without blank lines around it and without a form's dots."""
    first, newline, more = inside.partition("\n")
    value = (first.strip() + newline + textwrap.dedent(more)).strip()
    lines = value.split("\n")
    while lines and re.fullmatch(r"[\s*+•\-]*", lines[-1]):
        lines.pop()
    value = "\n".join(lines).rstrip()
    return "" if _UNFILLED.match(value) else value
