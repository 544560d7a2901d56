"""Where the questions stand in a text that came back, and what in it is not ours.

A question is found by the id in braces behind it, by its words, or by the help below it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice, pairwise

from coopcoach.domain.exercise import Prompt
from coopcoach.exchange.incoming.template import LONG, Asked, Piece, Template
from coopcoach.markup.loose.alnum_key import AlnumText, alnum_key, line_end, line_start, whole
from coopcoach.markup.loose.lists import find_items

ID = r"\\?\{?\\?#\\?[ ]?%s\\?\}?(?![\w-]|\.\w)"
_MARKS = re.compile(r"[\s>*+•·#_\-–—=|\\:.]*\Z")
_LEADING = re.compile(r"[\s>*+•·#_\-–—=|\\\d.)(\[\]\"'„“”]*\Z")
_TRAILING = re.compile(r"[\s>*_\-–—=|\\:.,;!?)(\[\]\"'„“”’{}]*\Z")


_HEADING_NUMBER = re.compile(r"\W*+\w{0,12}\W*+\d+\W*")
# A question stands in a thread of mails a few times; what is repeated more often is read as text.
_MOST = 50


@dataclass(frozen=True)
class Anchor:
    """The head of a prompt or an exercise in the text."""

    start: int
    end: int
    prompt: str = ""


def find_anchors(text: str, template: Template) -> list[Anchor]:
    """Return where the prompts and exercises begin, in the order of the text."""
    keyed = AlnumText(text)
    found: list[Anchor] = []
    by_length = sorted(template.labels.items(), key=lambda pair: -len(pair[1]))
    taken: list[tuple[int, int]] = []
    for prompt_id, label in by_length:
        ids = islice(re.finditer(ID % re.escape(prompt_id), text), _MOST)
        places = [(match.start(), match.end()) for match in ids]
        for span in islice(keyed.spans(label), _MOST):
            start, end = whole(text, template.prompts[prompt_id].label, *span)
            # One question may begin with the words of another; an id on the line settles it.
            free = all(end <= other[0] or start >= other[1] for other in taken)
            long = len(label) >= LONG or fills_line(text, start, end)
            if free and long and _line_id(text, end) in {"", prompt_id}:
                places.append((start, end))
                taken.append((start, end))
        if not places:
            places = _by_help(template.prompts[prompt_id], keyed)
        found.extend(_merged(text, prompt_id, sorted(places)))
    for exercise_id, exercise in template.exercises.items():
        found.extend(
            Anchor(line_start(text, match.start()), line_end(text, match.end()))
            for match in re.finditer(ID % re.escape(exercise_id), text)
        )
        for span in keyed.spans(alnum_key(exercise.title)):
            start, end = whole(text, exercise.title, *span)
            line = text[line_start(text, start) : line_end(text, end)]
            opening = alnum_key(exercise.opening)[:30]
            before_opening = bool(opening) and alnum_key(text[end : end + 200]).startswith(opening)
            marked = before_opening or line.lstrip("> \t").startswith(("#", "*"))
            if marked and fills_line(text, start, end):
                found.append(Anchor(line_start(text, start), line_end(text, end)))
    return _apart(sorted(found, key=lambda anchor: (anchor.start, not anchor.prompt)))


def misplaced(
    anchors: list[Anchor], template: Template, text: str, asked: Asked
) -> tuple[set[str], set[str]]:
    """Find the prompts whose section may hold the text of another.

    Args:
        anchors: The headings in the order of the text.
        template: The texts of the workbook.
        text: The text of the file.
        asked: What the partners were asked, as far as it is known.

    Returns:
        The prompts before a prompt that is missing, and those that are not at their place.
    """
    order = _expected(anchors, template, asked)
    places = {prompt: place for place, prompt in enumerate(order)}
    seen = [anchor for anchor in anchors if anchor.prompt]
    there = {anchor.prompt for anchor in seen}
    before_gap = {a for a, b in pairwise(order) if a in there and b not in there}
    for anchor, following in pairwise(anchors):
        if anchor.prompt in before_gap and not following.prompt:
            lost = order[places[anchor.prompt] + 1]
            exercise = next(
                e for e in template.exercises.values() if lost in {p.id for p in e.prompts}
            )
            heading = alnum_key(text[following.start : following.end])
            if alnum_key(exercise.title) in heading or exercise.id in heading:
                before_gap.discard(anchor.prompt)
    # The heading behind a missing one may have been moved up into the text of that one.
    moved = {b for a, b in pairwise(order) if a not in there and b in there}
    for above, below in pairwise(seen):
        here, then = places.get(above.prompt), places.get(below.prompt)
        if here is not None and then is not None and then != here + 1:
            moved |= {above.prompt, below.prompt} if then <= here else {above.prompt}
    if seen and any(a == seen[-1].prompt and b in there for a, b in pairwise(order)):
        # The next heading stands further up; its text is still here.
        moved.add(seen[-1].prompt)
    gaps = [_blank_lines(text, anchor) for anchor in seen]
    above_usual, below_usual = _usual_gap(gaps[1:])
    for (above, below), (before, behind) in zip(pairwise(seen), gaps[1:], strict=False):
        # A heading that was moved into another answer has not its blank lines around it; more of them do no harm.
        is_usual = before >= above_usual > 0 and behind >= below_usual > 0
        moved |= set() if is_usual else {above.prompt, below.prompt}
    return before_gap, moved


def _usual_gap(gaps: list[tuple[int, int]]) -> tuple[int, int]:
    """Return the fewest blank lines above and below headings that are usual in a file; 0 where headings have none."""
    counts = Counter(gaps)
    usual = [gap for gap, count in counts.items() if min(gap) > 0 and count * 4 >= len(gaps)]
    return min((a for a, _ in usual), default=0), min((b for _, b in usual), default=0)


def missing(anchors: list[Anchor], template: Template, asked: Asked) -> list[str]:
    """Return the prompts that were asked and have no heading in the text, in the order of the workbook."""
    there = {anchor.prompt for anchor in anchors}
    return [prompt for prompt in _expected(anchors, template, asked) if prompt not in there]


def missing_at_the_end(anchors: list[Anchor], template: Template, asked: Asked) -> list[str]:
    """Return the last prompts that were asked, where none of them has a heading in the text."""
    there = {anchor.prompt for anchor in anchors}
    order = _expected(anchors, template, asked)
    last = max((place for place, prompt in enumerate(order) if prompt in there), default=-1)
    return order[last + 1 :] if last >= 0 else []


def begins_with_a_gap(anchors: list[Anchor], template: Template, asked: Asked) -> bool:
    """Whether the first prompt that was asked has no heading in its place: its answer may stand above all others."""
    order = _expected(anchors, template, asked)
    first = next((anchor.prompt for anchor in anchors if anchor.prompt), None)
    return bool(order) and first != order[0]


def _expected(anchors: list[Anchor], template: Template, asked: Asked) -> list[str]:
    there = {anchor.prompt for anchor in anchors}
    workbook = template.workbook
    phase = next(iter(template.prompts.values())).phase if template.prompts else None
    if phase is None:
        return []
    compact = {p.id for e in workbook.exercises for p in e.prompts_in(phase, "compact")}
    # A file that has lost its only question of the full pack looks like one of the compact pack.
    is_full = asked.pack == "full" or any(prompt and prompt not in compact for prompt in there)
    order: list[str] = []
    for exercise in template.exercises.values():
        prompts = [p.id for p in exercise.prompts_in(phase, "full" if is_full else "compact")]
        if exercise.id in asked.exercises or there.intersection(prompts):
            order.extend(prompts)
    return order


def _blank_lines(text: str, anchor: Anchor) -> tuple[int, int]:
    """Count the blank lines above and below a heading."""
    start, end = line_start(text, anchor.start), line_end(text, anchor.end)
    above, below = text[:start], text[end:]
    before = above[len(above.rstrip()) :].count("\n") - 1
    if not below.strip():
        # A file ends behind its last heading where that has no answer.
        return before, max(before, 1)
    after = below[: len(below) - len(below.lstrip())].count("\n") - 1
    return before, after


def _line_id(text: str, place: int) -> str:
    match = re.search(r"\{#([\w-]+\.[\w.-]+)\}", text[place : line_end(text, place)])
    return match[1] if match else ""


def _by_help(prompt: Prompt, keyed: AlnumText) -> list[tuple[int, int]]:
    """Find a prompt whose question is gone by what stands below it."""
    for text in (prompt.help, prompt.example):
        first = alnum_key(text)[:40]
        spans = list(keyed.spans(first)) if len(first) >= 2 * LONG else []
        if len(spans) == 1:
            return [(spans[0][0], spans[0][0])]
    return []


def _merged(text: str, prompt_id: str, places: list[tuple[int, int]]) -> list[Anchor]:
    """Join the words of a question and the id behind them; they begin where their line does."""
    anchors: list[Anchor] = []
    for start, end in places:
        begin = line_start(text, start)
        if not _LEADING.match(text[begin:start]) and begin == line_start(text, start):
            by_id = text[start:end].strip("\\{} ").startswith("#")
            begin = begin if by_id else start
        stop = end
        tail = text[end : line_end(text, end)]
        if _TRAILING.match(tail) or tail.strip(" #{}\\*?") == prompt_id:
            stop = line_end(text, end)
        if anchors and not alnum_key(text[anchors[-1].end : begin]):
            anchors[-1] = Anchor(anchors[-1].start, max(stop, anchors[-1].end), prompt_id)
        else:
            anchors.append(Anchor(begin, stop, prompt_id))
    return anchors


def _apart(anchors: list[Anchor]) -> list[Anchor]:
    kept: list[Anchor] = []
    for anchor in anchors:
        if kept and anchor.start < kept[-1].end:
            last = kept[-1]
            if last.prompt == anchor.prompt or not anchor.prompt:
                kept[-1] = Anchor(last.start, max(last.end, anchor.end), last.prompt)
                continue
            kept.append(Anchor(last.end, max(anchor.end, last.end), anchor.prompt))
            continue
        kept.append(anchor)
    return kept


def fills_line(text: str, start: int, end: int) -> bool:
    """Whether nothing but marks stands before and behind a place on its line."""
    before = text[line_start(text, start) : start]
    after = re.sub(r"\\?\{\\?#[\w.-]+\\?\}", "", text[end : line_end(text, end)])
    return _LEADING.match(before) is not None and _TRAILING.match(after) is not None


def regions_of(body: str, pieces: list[Piece], answer: str) -> list[str]:
    """Return what is left of a body without our own texts, part by part."""
    keyed = AlnumText(body)
    spans: list[tuple[int, int]] = []
    for piece in pieces:
        for start, end in keyed.spans(piece.wanted):
            begin, stop = whole(body, piece.words, start, end)
            stop = line_end(body, stop) if piece.open_end else stop
            if not piece.short or fills_line(body, begin, stop):
                spans.append(_with_marks(body, begin, stop))
    place = -1
    for start, end in keyed.spans(alnum_key(answer)):
        if place < 0 and fills_line(body, start, end):
            spans.append((line_start(body, start), line_end(body, end)))
            place = line_end(body, end)
    out: list[str] = []
    last = 0
    for start, end in [*sorted(spans), (len(body), len(body))]:
        if start > last or start == len(body):
            region = _trimmed(body[last:start])
            mine = place >= 0 and last == place
            if region and (mine or not _MARKS.match(region)):
                out.append(region)
        last = max(last, end)
    return out


def words_beside(head: str, name: str, title: str) -> str:
    """Return what was written into a heading, beside its title and its id; empty where that is a number at most."""
    bare = re.sub(ID % re.escape(name), "", head) if name else head
    first, last = next(AlnumText(bare).spans(alnum_key(title)), (0, 0))
    rest = f"{bare[:first]} {bare[last:]}"
    if len(alnum_key(rest)) <= 3 or _HEADING_NUMBER.fullmatch(rest):
        return ""
    return rest.strip(" #*_\n?!.:–—-")


def _with_marks(body: str, start: int, end: int) -> tuple[int, int]:
    """Return a span with the marks before and behind it on its lines."""
    begin, stop = line_start(body, start), line_end(body, end)
    if _LEADING.match(body[begin:start]):
        start = begin
    return start, (stop if _TRAILING.match(body[end:stop]) else end)


def _trimmed(text: str) -> str:
    lines = text.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[filled[0] : filled[-1] + 1]).rstrip(" \t") if filled else ""


def without_items(body: str, labels: list[tuple[str, str]]) -> str:
    """Return a body without the items of a short list of ours; words behind them stay."""
    items = find_items(body, labels)
    bare = [item for item in items if not item.marked]
    # One bare line may be a person's own words; several in a row are our list without its boxes.
    ours = [item for item in items if item.marked or len(bare) > 1]
    out, last = [], 0
    for item in ours:
        out.append(body[last : max(item.start, last)])
        out.append(item.behind if alnum_key(item.behind) else "")
        last = item.end
    return "".join([*out, body[last:]])
