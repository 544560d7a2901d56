"""Read who may see an answer, and close the answer where that is not written as it was sent or clearly set.

A workbook has a list with boxes below each answer, an answers file has attributes in the heading's braces. An
answer is for both only where the list is complete and unticked, or the braces are whole and name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import TypeVar

from coopcoach.domain.answers import Stance, Visibility, default_visibility
from coopcoach.domain.exercise import Prompt
from coopcoach.exchange.incoming.former_words import wordings
from coopcoach.exchange.incoming.question_places import ID, Anchor, fills_line
from coopcoach.exchange.incoming.returned import Notice
from coopcoach.exchange.incoming.template import Template
from coopcoach.exchange.outgoing import markdown_workbook as wording
from coopcoach.i18n import N_, Translator
from coopcoach.markup.attributes import Attributes
from coopcoach.markup.formats import answers_file
from coopcoach.markup.loose.alnum_key import AlnumText, alnum_key, line_end, line_start
from coopcoach.markup.loose.lists import BoxItem, find_items
from coopcoach.wording.labels import STANCE_LABELS, VISIBILITY_LABELS

E = TypeVar("E", Stance, Visibility)

# A blank that was taken is not given back: it would be tried at each place behind as well.
_BULLET = r"[\s>|]*+(?:\\?[-*+•·▪◦‣–—](?=\s)\s*+)?[*_]{0,2}"
_BOXED = re.compile(
    _BULLET
    + r"(?:(?P<opening>\\?)[\[(](?P<inside>[^\[\]()\n]{0,5}?)(?P<closing>\\?)[\])]|(?P<sign>[☐☑☒✓✔✗✘✅❎□■]))[\s*_\\]*\Z"
)
_UNBOXED = re.compile(_BULLET + r"(?P<x>[xX✓✔]?)[\s*_]*\Z")
# Round brackets are boxes, too.
_BOX = re.compile(r"[\[\]☐☑☒✅❎□■●○◉]|\([^()\n]{0,5}\)")
_REGULAR = re.compile(r"[\s>]*[-*+•·]\s+(?:[xX]\s+)?")
_EMPTY = " _\u00a0\u2007\u202f\t\\"
_YES = frozenset(("x", "xx", "o", "v", "ja", "j", "yes", "y", "ok", "✓", "✔", "✗", "✘", "☑", "☒"))
_TICK_SIGNS = frozenset("☑☒✅❎■")
_EMPTY_SIGNS = frozenset("☐□")
CLOSED = N_("“{prompt}”: who may see this answer cannot be read. It is not imported: ask {name}")
CLOSED_PASSAGES = N_(
    "passages that belong to no question are left out, as who may see them cannot be read: {count}"
)
_MARK = re.compile(r"[☑☒✓✔✗✘✅❎■●◉→←↑⇒]|-->|->|<-|=>|\[[^\[\]\n]{0,5}\]")
# Beside these a label and a line between the boxes have no signs: they are of Markdown and of quoting.
_SIGN = re.compile(r"[^\w\s*~\\|>{}()\[\]#+.,;:/•·●○◦▪‣–—\u00ad\u200b-\u200f\u2060\ufeff\ufffd-]")
# Longer lines with the words of a label are a person's own sentences.
_MOST_BESIDE = 12
_PAIR = re.compile(
    r"[\s>]*(?P<key>visibility|stance)\s*=\s*[\"'„“”‚‘’]?(?P<value>[a-z-]+)[\"'„“”‚‘’]?",
    re.IGNORECASE,
)
_ATTRIBUTE_WORD = re.compile(
    r"\b(?:visibility|stance)\b|=\s*[\"„“”]?(?:me|coach|both)\b", re.IGNORECASE
)
_STANCES = "|".join(stance.value for stance in Stance)
# Also with letters that are missing or swapped.
_VISIBILITY = r"vis[a-z]{1,4}b[a-z]{1,7}t[a-z]{0,2}y"
_TRACE = re.compile(
    rf"""\b(?:{_VISIBILITY}|stance|sichtbarkeit)\b["'“”’]?\s*[=:]
    | \b(?:{_VISIBILITY}|stance)\b\W{{1,6}}(?:\w+\W+){{0,2}}(?:me|myself|coach|both|{_STANCES})\b
    | =\s*["'„“”]?(?:me|coach|both)\b
    | [{{(\[]\s*(?:\#\S{{1,80}}\s+)?(?:{_VISIBILITY}|stance)\b
    | \b(?:{_VISIBILITY}|stance)\b[^\n{{}}]{{0,40}}\}}
    | ^(?:[^\w\n]|_)*+(?:visibility|stance)(?:[^\w\n]|_)*+$""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
# Where there are no attributes otherwise: “visibility: better signs” is an answer there.
_SURE_TRACE = re.compile(
    rf"""\b(?:{_VISIBILITY}|sichtbarkeit)\b["'“”’]?\s{{0,3}}[=:]?\s{{0,3}}["'„“”]?
      (?:(?:only|nur)\s)?(?:me|myself|coach|both|ich|beide)\b
    | (?<!\w)\w+\s?=\s?["'„“”]?(?:me|coach|both)\b
    | \{{\s*(?:\#\S{{1,80}}\s+)?(?:{_VISIBILITY}|stance)\b
    | \b{_VISIBILITY}\b[^\n{{}}]{{0,40}}\}}""",
    re.IGNORECASE | re.VERBOSE,
)
# English answers may have these words in a sentence; others have them from the attributes only.
_TRACE_WORD = re.compile(r"\b(?:visibility|stance)\b", re.IGNORECASE)
# Between a trace and the heading below it that it may belong to.
_MOST_LINES = 3
_FORMAT_LINE = re.compile(
    rf"^[ \t>|*-]*coopcoach[ \t]*:[ \t]*['\"]?{re.escape(answers_file.FORMAT)}", re.MULTILINE
)


def closed_notice(prompt: Prompt, name: str) -> Notice:
    """Return the line about an answer that is left out: its question, and whom to ask."""
    return Notice(text=CLOSED, values={"prompt": prompt.label, "name": name}, unclear=prompt.id)


@dataclass(frozen=True)
class Choices:
    """The stances and the audience beside one answer.

    Attributes:
        stances: The stances that are set; more than one where several are ticked.
        visibility: The audience; the narrowest of those that are set.
        names_audience: Whether the audience is written, and not only left out.
        understood: Whether everything that bears on them was understood; else only the owner may see the answer.
        found: Whether anything bears on them at all.
    """

    stances: tuple[Stance, ...] = ()
    visibility: Visibility = Visibility.BOTH
    understood: bool = True
    found: bool = True
    names_audience: bool = True

    def or_default(self, prompt: Prompt) -> Choices:
        """Return the choices with the prompt's own audience where none is written."""
        return self if self.names_audience else replace(self, visibility=default_visibility(prompt))

    def with_attributes(self, head: Choices) -> Choices:
        """Return the choices of a list with those of the heading above it, if there are any."""
        if not head.found:
            return self
        stances = tuple(dict.fromkeys([*self.stances, *head.stances]))
        seen = narrowest((self.visibility, head.visibility))
        return Choices(stances, seen, self.understood and head.understood)

    @property
    def shared(self) -> bool:
        """Whether somebody beside the owner may see the answer."""
        return self.understood and self.visibility is not Visibility.ME


def narrowest(audiences: Iterable[Visibility]) -> Visibility:
    """Return the audience that is in all of these; both where there are none."""
    return max(audiences, key=list(Visibility).index, default=Visibility.BOTH)


def has_lists(text: str, t: Translator) -> bool:
    """Whether a text has the questions of the workbook above its lists with boxes."""
    key = alnum_key(text)
    ours = [*wordings(wording.WHO_SEES, t), t(wording.INSTEAD)]
    return any(alnum_key(words) in key for words in ours)


def is_answers_file(text: str, template: Template) -> bool:
    """Whether a text is an answers file, which has attributes instead of lists with boxes."""
    return not has_lists(text, template.t) and _FORMAT_LINE.search(text) is not None


class ListReader:
    """Read the lists with boxes below the answers of one file."""

    def __init__(self, text: str, template: Template) -> None:
        t = template.t
        self.t = t
        self.stances = [(s.value, t(label.own)) for s, label in STANCE_LABELS.items()]
        self.audiences = [(v.value, t(VISIBILITY_LABELS[v])) for v in wording.TICKED]
        self.labels = dict([*self.stances, *self.audiences])
        self.boxes = self._boxes(text)
        self.no_boxes = self._has_lost_its_boxes(text)
        self.has_blanks = self._has_blank_boxes(text)

    def read(self, body: str) -> Choices:
        """Read the lists in a section."""
        items = find_items(body, [*self.stances, *self.audiences])
        ticked: list[str] = []
        understood = True
        for choice, label in self.labels.items():
            mine = [item for item in items if item.id == choice]
            states = [self.state(body, item, label) for item in mine]
            understood &= len(mine) == 1 and None not in states
            understood &= self._mentions(body, label) == len(mine)
            if True in states:
                ticked.append(choice)
        understood &= not self._marks_beside(body, items)
        understood &= not self._words_beside(body, items)
        understood &= not self._is_one_stressed(body, items)
        stances = tuple(s for s in Stance if s.value in ticked)
        seen = narrowest(v for v in Visibility if v.value in ticked)
        return Choices(stances, seen, understood, found=bool(items) or self._has_traces(body))

    def is_section(self, body: str) -> bool:
        """Whether a passage has the lists of a section, or the line above an answer."""
        spans = AlnumText(body).spans(alnum_key(self.t(wording.ANSWER)))
        if any(fills_line(body, start, end) for start, end in spans):
            return True
        return any(item.marked for item in find_items(body, [*self.stances, *self.audiences]))

    def state(self, body: str, item: BoxItem, label: str) -> bool | None:
        """Return whether an item is ticked; None where that is not clear."""
        chunk = body[item.start : item.end]
        span = next(AlnumText(chunk).spans(alnum_key(label)), None)
        if span is None:
            return None
        behind = chunk[span[1] :]
        if alnum_key(behind) not in {"", alnum_key(item.id)} or _MARK.search(behind):
            return None
        if _SIGN.search(behind):
            return None
        boxed = _BOXED.match(chunk[: span[0]])
        if boxed is None:
            bare = _UNBOXED.match(chunk[: span[0]]) if self.no_boxes else None
            return bool(bare["x"]) if bare else None
        if boxed["sign"]:
            return self._sign(boxed["sign"])
        if boxed["closing"] and not boxed["opening"]:
            # The backslash stands in the box.
            return None
        inside = boxed["inside"].strip(_EMPTY)
        if not inside:
            # Where the other boxes have a blank, a sign was lost from a box without one.
            return None if self.has_blanks and not boxed["inside"] else False
        return True if inside.casefold() in _YES else None

    def _boxes(self, text: str) -> set[str]:
        """Return the first characters of the boxes in the lists of the file."""
        items = find_items(text, [*self.stances, *self.audiences])
        heads = (text[line_start(text, item.start) : item.end] for item in items)
        return {char for head in heads for char in re.findall(r"[\[☐☑☒✓✔✗✘✅❎□■]", head)}

    def _has_blank_boxes(self, text: str) -> bool:
        """Whether most of the empty boxes in the lists of the file have a blank inside."""
        items = find_items(text, [*self.stances, *self.audiences])
        heads = [text[line_start(text, item.start) : item.end] for item in items]
        narrow = sum("[]" in head for head in heads)
        return narrow < sum(re.search(r"\[\s+\]", head) is not None for head in heads)

    def _sign(self, sign: str) -> bool | None:
        """Return whether a sign is a tick; None for an empty one that may have been a tick."""
        if sign not in _EMPTY_SIGNS:
            return True
        # “□” also stands for signs that a font does not have.
        replaced = "[" in self.boxes or (sign == "□" and not self.boxes & _TICK_SIGNS)
        return None if replaced else False

    def _has_lost_its_boxes(self, text: str) -> bool:
        """Whether no box is left in a file, but an x before a label: then a label without one is unticked."""
        items = find_items(text, [*self.stances, *self.audiences])
        heads = [text[line_start(text, item.start) : item.end] for item in items]
        if any(_BOX.search(head) for head in heads):
            return False
        # A program that drops boxes drops them everywhere; anything irregular is other damage.
        regular = all(self._is_regular(text[i.start : i.end], self.labels[i.id]) for i in items)
        all_found = len(items) == sum(self._mentions(text, each) for each in self.labels.values())
        left = {_before(text[i.start : i.end], self.labels[i.id]) for i in items if not i.ticked}
        # All empty boxes leave the same; a line that looks otherwise may have lost its cross.
        return regular and all_found and any(item.ticked for item in items) and len(left) <= 1

    def _is_regular(self, line: str, label: str) -> bool:
        """Whether a line is a bullet, perhaps an x, the label and its id, and nothing else."""
        span = next(AlnumText(line).spans(alnum_key(label)), None)
        if span is None or not _REGULAR.fullmatch(line[: span[0]]):
            return False
        return re.fullmatch(r"\s*\{#[a-z-]+\}\s*", line[span[1] :]) is not None

    def _mentions(self, body: str, label: str) -> int:
        """Count the short lines with the words of a label."""
        key = alnum_key(label)
        count = 0
        for start, end in AlnumText(body).spans(key):
            if (start and body[start - 1].isalnum()) or body[end : end + 1].isalnum():
                continue
            line = body[line_start(body, start) : line_end(body, end)]
            boxed = _MARK.search(line) is not None
            count += boxed or len(alnum_key(line)) <= len(key) + _MOST_BESIDE
        return count

    def _marks_beside(self, body: str, items: list[BoxItem]) -> bool:
        """Whether a mark stands above, between or below the items, on a line of its own."""
        ours = [item for item in items if item.id in dict(self.audiences)]
        if not ours:
            return False
        whole, asking = AlnumText(body), wordings(wording.WHO_SEES, self.t)
        asked = [end for words in asking for _, end in whole.spans(alnum_key(words))]
        place = min([*asked, *(item.start for item in ours)])
        place = self._end_of_stances(body, items, place)
        rest = body[place:]
        for item in reversed(ours):
            start, end = max(item.start - place, 0), item.end - place
            rest = rest[:start] + rest[end:]
        return any(_is_mark(line) for line in rest.split("\n"))

    def _end_of_stances(self, body: str, items: list[BoxItem], place: int) -> int:
        """Return where the list above the question ends; else the line above the question begins."""
        ends = [item.end for item in items if item.id in dict(self.stances) and item.end <= place]
        above = body[: line_start(body, place)].rstrip()
        return max(ends) if ends else min(place, line_start(body, len(above)))

    def _words_beside(self, body: str, items: list[BoxItem]) -> bool:
        """Whether words that are not ours stand around the question who may see it, or between its boxes."""
        ours = [item for item in items if item.id in dict(self.audiences)]
        if not ours:
            return False
        first = ours[0].start
        asking = wordings(wording.WHO_SEES, self.t)
        head = AlnumText(body[:first])
        places = [start for words in asking for start, _ in head.spans(alnum_key(words))]
        above = [item.end for item in items if item.end <= first]
        if places:
            between = [body[line_start(body, max(places)) : first]]
        else:
            # The sentence is gone or changed: nothing of ours stands between the two lists but it.
            between = [body[max(above) : first]] if above else []
        known = {"", *(_ascii_key(words) for words in asking)}
        if any(_ascii_key(words) not in known or "~" in words for words in between):
            return True
        gaps = [body[a.end : b.start] for a, b in pairwise(ours)]
        return any(alnum_key(gap) for gap in gaps)

    def _is_one_stressed(self, body: str, items: list[BoxItem]) -> bool:
        """Whether one label of the audience is stressed by capitals, an exclamation mark or emphasis."""
        stress = []
        for item in items:
            label = dict(self.audiences).get(item.id)
            chunk = body[item.start : item.end]
            span = next(AlnumText(chunk).spans(alnum_key(label or "")), None) if label else None
            if span is None:
                continue
            around = re.sub(r"^[\s>|]*[-*+]\s", "", chunk[: span[0]]) + chunk[span[1] :]
            stress.append((chunk[slice(*span)].isupper(), *(around.count(c) for c in "!*_~")))
        return len(set(stress)) > 1 or any(each[1] for each in stress)

    def _has_traces(self, body: str) -> bool:
        key = alnum_key(body)
        t = self.t
        ours = (t(wording.ANSWER), t(wording.INSTEAD), *wordings(wording.WHO_SEES, t))
        return any(alnum_key(words) in key for words in ours)


def _before(line: str, label: str) -> str:
    """Return what stands before a label, without signs of quoting."""
    span = next(AlnumText(line).spans(alnum_key(label)), None)
    return line[: span[0]].lstrip("> \t") if span else line


def heading_choices(text: str, anchor: Anchor) -> tuple[Choices, int]:
    """Read the attributes in the braces of a heading.

    Args:
        text: The text of the file.
        anchor: The heading.

    Returns:
        What the attributes say, and the place behind them.
    """
    end = line_end(text, anchor.end)
    heads = list(re.finditer(ID % re.escape(anchor.prompt), text[anchor.start : end]))
    if not heads:
        return Choices(understood=False, found=False, names_audience=False), anchor.end
    place = anchor.start + heads[-1].end()
    if heads[-1][0].endswith("}"):
        inside, stop, whole = "", place, heads[-1][0].lstrip("\\").startswith("{")
    else:
        closing = re.match(r"(?P<inside>[^{}]{0,200}?)\\?\}", text[place:])
        inside = closing["inside"] if closing else text[place : line_end(text, place)]
        stop = place + closing.end() if closing else line_end(text, place)
        whole = closing is not None and heads[-1][0].lstrip("\\").startswith("{")
    behind = text[stop : line_end(text, stop)]
    choices = _from_attributes(inside)
    # Where the brace is not closed, the audience may have stood behind a stance.
    whole = whole or choices.visibility is not Visibility.BOTH
    beside = _ATTRIBUTE_WORD.search(text[stop : stop + 120].split("\n\n", 1)[0]) is not None
    understood = choices.understood and whole and not beside and not alnum_key(behind)
    found = bool(inside.strip("\\ )>\n\t")) or beside
    return replace(choices, understood=understood, found=found), stop


def attribute_choices(attributes: Attributes) -> Choices:
    """Return what the attributes of a heading say that is whole."""
    pairs = attributes.values
    known = not attributes.classes and set(pairs) <= {"visibility", "stance"}
    return _from_pairs(pairs, understood=known)


@dataclass(frozen=True)
class Heading:
    """A heading in a text: the prompt below it, the start of its line, the ends of its words and of its braces."""

    prompt: str
    start: int
    words_end: int
    end: int


def has_trace(text: str) -> bool:
    """Whether words of attributes that say who may see an answer stand in a text that has none otherwise."""
    return _SURE_TRACE.search(text) is not None


def traced(
    text: str, start: int, headings: Sequence[Heading], t: Translator, *, is_sure: bool = False
) -> set[str]:
    """Find the prompts whose answers may be meant by words of attributes that stand outside the braces.

    Such words close the section in which they stand, and the next one where they are just above its heading.

    Args:
        text: The text of the file.
        start: The place behind its front matter.
        headings: The headings of prompts and of exercises, whose prompt is empty, in the order of the text.
        t: The language of the workbook.
        is_sure: Whether only words count that can be nothing else, as in a file that has no attributes otherwise.
    """
    # The messages themselves are English.
    is_english = t(wording.WHO_SEES) == wording.WHO_SEES
    loose = (_TRACE,) if is_english else (_TRACE, _TRACE_WORD)
    patterns = (_SURE_TRACE,) if is_sure else loose
    closed: set[str] = set()
    ends = [*(heading.start for heading in headings), len(text)]
    passages = [("", start, ends[0])]
    passages += [(h.prompt, h.end, end) for h, end in zip(headings, ends[1:], strict=True)]
    for number, (prompt, begin, end) in enumerate(passages):
        passage = text[begin:end]
        for trace in chain.from_iterable(p.finditer(passage) for p in patterns):
            closed.add(prompt)
            closed.add(_below(text, begin + trace.end(), headings[number:]))
    for heading in headings:
        words = text[heading.start : heading.words_end]
        if any(p.search(words) for p in patterns):
            closed.add(heading.prompt)
    return closed - {""}


def _below(text: str, place: int, headings: Sequence[Heading]) -> str:
    """Return the next prompt below a place; none where more than a few lines stand between them."""
    lines = 0
    for heading in headings:
        lines += sum(bool(alnum_key(line)) for line in text[place : heading.start].split("\n"))
        if lines > _MOST_LINES:
            return ""
        if heading.prompt:
            return heading.prompt
        place = heading.end
    return ""


def _from_attributes(inside: str) -> Choices:
    pairs: dict[str, str] = {}
    place = 0
    while match := _PAIR.match(inside, place):
        pairs[match["key"].lower()] = match["value"].lower()
        place = match.end()
    return _from_pairs(pairs, understood=not inside[place:].strip("\\ )>\n\t"))


def _from_pairs(pairs: Mapping[str, str], *, understood: bool) -> Choices:
    stance = _member(Stance, pairs.get("stance", ""))
    visibility = _member(Visibility, pairs.get("visibility", ""))
    understood &= stance is not None or "stance" not in pairs
    understood &= visibility is not None or "visibility" not in pairs
    return Choices(
        (stance,) if stance else (),
        visibility or Visibility.BOTH,
        understood,
        found=bool(pairs) or not understood,
        names_audience=visibility is not None,
    )


def _member(kind: type[E], text: str) -> E | None:
    return next((member for member in kind if member.value == text), None)


def _ascii_key(text: str) -> str:
    """Return the letters and digits that no charset loses."""
    return "".join(char for char in alnum_key(text) if char.isascii())


def _is_mark(line: str) -> bool:
    words = line.strip(" \t>|*_\\")
    letters = alnum_key(words)
    if _MARK.search(words) and len(letters) <= _MOST_BESIDE:
        return True
    if not letters and _SIGN.search(words):
        return True
    return 0 < len(letters) <= 2 and not letters.isdigit()
