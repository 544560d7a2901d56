"""Compare two states of one file by sections, and the words in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, Literal

from coopcoach.errors import BadFile
from coopcoach.markup.document import Document, Section
from coopcoach.markup.literal import decode

# Parts that the program rewrites by itself: a difference in them is no change of words. In the front matter: the place
# of the stage, and the private window's request to it. Below it: the times of answers and votes, and the time spent.
_NO_WORDS_IN_FRONT: Final = re.compile(r"(?m)^place:[^\n]*\n|^stage:[^\n]*\n(?:[ \t][^\n]*\n)*")
_NO_WORDS: Final = re.compile(
    r"(?m)(?P<kept>\{#[^{}\n]*?)[ \t]at=[^ {}\n]*"
    r"|^#{1,6} [^\n{]*\{#time\}[ \t]*\n(?:[^#\n][^\n]*\n|\n)*"
)
_TOKENS: Final = re.compile(r"\s+|\S+")
# Maximum product of two numbers of words that are compared word by word; about 50 ms.
_MOST_PAIRS: Final = 400_000
# Sections whose lines change without anyone changing a word.
TIME: Final = "time"

Sign = Literal["+", "-", "="]


@dataclass(frozen=True)
class Piece:
    """A run of words: ``+`` came, ``-`` went, ``=`` stayed."""

    sign: Sign
    text: str


@dataclass(frozen=True)
class SectionChange:
    """A section that differs between two states.

    Attributes:
        id: Its id; "" for all that stands above the first section.
        partner: The partner where the section is one partner's own, else "".
        title: Its heading.
        before: Its text before, "" where there was none.
        after: Its text after, "" where there is none.
    """

    id: str
    partner: str
    title: str
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of both texts, marked."""
        return word_changes(self.before, self.after)


@lru_cache(maxsize=4)
def words_of(text: str) -> str:
    """Return a file's text without the parts that the program rewrites by itself, and without CR."""
    text = text.replace("\r\n", "\n")
    end = text.find("\n---", 3) + 1 if text.startswith("---\n") else 0
    return _NO_WORDS_IN_FRONT.sub("", text[:end]) + _NO_WORDS.sub(_kept, text[end:])


def _kept(match: re.Match[str]) -> str:
    return match["kept"] or ""


def is_contained(before: str, after: str) -> bool:
    """Return whether a text came from another one by inserting at one place: all its words are still there."""
    old, new = words_of(before), words_of(after)
    head = _common_start(old, new)
    tail = _common_start(old[head:][::-1], new[head:][::-1])
    return head + tail == len(old)


def changed_sections(before: str, after: str) -> tuple[SectionChange, ...]:
    """Return the sections that differ, in the order of the later text; those that are gone come last.

    A text whose front matter cannot be read is one section.
    """
    try:
        old, new = _document(before), _document(after)
    except BadFile:
        return (SectionChange("", "", "", before, after),) if before != after else ()
    return tuple(_changed_top(old, new)) + tuple(_changed(old, new))


@lru_cache(maxsize=4)
def _document(text: str) -> Document:
    """Return a text's document; states are compared one after the other, so that each is needed twice."""
    return Document(text)


def _changed(old: Document, new: Document) -> Iterator[SectionChange]:
    gone = [(old, s) for s in old.sections if new.section(*s.key) is None]
    for document, section in [*((new, s) for s in new.sections), *gone]:
        if document.section(*section.key) is not section or section.id == TIME:
            continue
        same = [(each, each.section(*section.key)) for each in (old, new)]
        if len({_source_of(*each) for each in same}) == 1:
            continue
        texts = [_text_of(*each) for each in same]
        if texts[0] != texts[1]:
            yield SectionChange(*section.key, section.title, *texts)


def _changed_top(old: Document, new: Document) -> Iterator[SectionChange]:
    """Yield the change above the first section: front matter and what stands below it."""
    texts = []
    for document in (old, new):
        end = document.sections[0].start if document.sections else len(document.source)
        texts.append(readable(words_of(document.source[:end])))
    if texts[0] != texts[1]:
        yield SectionChange("", "", "", *texts)


def _source_of(document: Document, section: Section | None) -> str:
    return document.source[section.start : section.end] if section else ""


def _text_of(document: Document, section: Section | None) -> str:
    if section is None:
        return ""
    marks = [section.attributes.get(key) for key in ("stance", "visibility", "set-aside")]
    return "\n".join([*(f"({mark})" for mark in marks if mark), readable(document.body(section))])


def readable(body: str) -> str:
    """Return the text of a section's body without the ids in its lines."""
    return "\n".join(_without_id(line) for line in decode(body).split("\n"))


def _without_id(line: str) -> str:
    before, mark, rest = line.rpartition(" {#")
    inside, brace, after = rest.partition("}")
    return f"{before}{after}" if mark and brace and "{" not in inside else line


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the words of two texts, marked by whether they came, went or stayed."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    head = _common_start(old, new)
    tail = _common_start(old[head:][::-1], new[head:][::-1])
    start, end = old[:head], old[len(old) - tail :]
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    pieces = [("=", start), *_middle(old, new), ("=", end)]
    return tuple(Piece(sign, "".join(tokens)) for sign, tokens in pieces if tokens)


def _middle(old: list[str], new: list[str]) -> Iterator[tuple[Sign, list[str]]]:
    if len(old) * len(new) > _MOST_PAIRS:
        yield "-", old
        yield "+", new
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield "=", old[a:b]
        else:
            yield "-", old[a:b]
            yield "+", new[c:d]


def _common_start(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how far two sequences are the same, by halving: texts are compared at the speed of slices."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def near_changes(pieces: Sequence[Piece], around: int) -> tuple[Piece, ...]:
    """Return pieces with those that stayed cut to what stands within ``around`` letters of a change."""
    last = len(pieces) - 1
    return tuple(
        _cut(piece, around, is_first=place == 0, is_last=place == last)
        for place, piece in enumerate(pieces)
    )


def _cut(piece: Piece, around: int, *, is_first: bool, is_last: bool) -> Piece:
    text = piece.text
    most = around if is_first or is_last else 2 * around
    if piece.sign != "=" or len(text) <= most + 2:
        return piece
    start = "" if is_first else text[:around].rpartition(" ")[0] or text[:around]
    end = "" if is_last else text[-around:].partition(" ")[2] or text[-around:]
    return Piece(
        "=", f"{start} … {end}" if start and end else f"{start} …" if start else f"… {end}"
    )
