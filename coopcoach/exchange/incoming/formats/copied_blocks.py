"""Blocks of letters and digits in a text: answers copied from the web workbook, and age files in text form.

A mail program breaks lines anew, marks them as quoted, indents them, or makes a page of them. Only letters, digits, “+”
and “/” count between the first and the last line; a check sum, or age itself, tells whether they are whole.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coopcoach.exchange.incoming.formats.kinds import refused
from coopcoach.i18n import N_
from coopcoach.markup.loose.alnum_key import AlnumText, alnum_key

COPIED = "COOPCOACH ANSWERS"
ENCRYPTED = "AGE ENCRYPTED FILE"

CUT = N_("the copied answers were cut off on their way: their last lines are missing")
CHANGED = N_("the copied answers were changed on their way and cannot be read any more")
AGAIN = N_("ask the partner to copy and send them once more, or to attach the file")
TWICE = N_("the answers are in the text more than once; they are read once")
OTHER_WORDS = N_(
    "the words above the copied answers differ from them; the copied answers count: look at the"
    " e-mail"
)

_GAP = r"[\s>|*\\]+"
_DASHES = r"(?:[-–—\\]{1,10}[ \t]*)?"
_MOST_BYTES = 4_000_000
_SUM = 12
_WIDTH = 64


def _marker(word: str) -> str:
    names = "|".join(_GAP.join(name.split()) for name in (COPIED, ENCRYPTED))
    return rf"{_DASHES}{word}{_GAP}(?P<{word.lower()}>{names})(?:[ \t]*[-–—\\]{{1,10}})?"


_BEGIN = re.compile(_marker("BEGIN"), re.IGNORECASE)
_END = re.compile(_marker("END"), re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """A block in a text.

    Attributes:
        start: Its place in the text.
        end: The place behind it.
        encrypted: Whether it is an age file; else copied answers.
        characters: What counts in it; empty where its end is missing.
    """

    start: int
    end: int
    encrypted: bool
    characters: str

    @property
    def age_file(self) -> bytes:
        """The age file, in the form in which it was made."""
        padded = self.characters + "=" * (-len(self.characters) % 4)
        lines = [padded[at : at + _WIDTH] for at in range(0, len(padded), _WIDTH)]
        whole = [f"-----BEGIN {ENCRYPTED}-----", *lines, f"-----END {ENCRYPTED}-----", ""]
        return "\n".join(whole).encode("ascii")


@dataclass(frozen=True)
class Copied:
    """Copied answers: the answers file, and the words that stood above the block."""

    file: bytes
    shown: str


def blocks_in(text: str) -> list[Block]:
    """Return the blocks in a text, each once: a reply may quote what it answers."""
    found: dict[str, Block] = {}
    for number, block in enumerate(_blocks(text)):
        found.setdefault(block.characters or f"cut {number}", block)
    return list(found.values())


def count_of_blocks(text: str) -> int:
    """Return how many blocks begin in a text."""
    return sum(1 for _ in _BEGIN.finditer(text))


def _blocks(text: str) -> Iterator[Block]:
    begins = list(_BEGIN.finditer(text))
    for number, begin in enumerate(begins):
        limit = begins[number + 1].start() if number + 1 < len(begins) else len(text)
        end = _END.search(text, begin.end(), limit)
        encrypted = alnum_key(begin["begin"]) == alnum_key(ENCRYPTED)
        is_whole = end is not None and alnum_key(end["end"]) == alnum_key(begin["begin"])
        inside = text[begin.end() : end.start()] if is_whole and end else ""
        characters = re.sub(r"[^A-Za-z0-9+/]", "", inside)
        yield Block(begin.start(), end.end() if end else limit, encrypted, characters)


def copied_answers(block: Block) -> Copied:
    """Return what a block of copied answers holds.

    Raises:
        BadFile: It is cut, or changed.
    """
    check(block)
    total, body = block.characters[:_SUM], block.characters[_SUM:]
    if hashlib.sha256(body.encode("ascii")).hexdigest()[:_SUM] != total:
        raise refused(CHANGED, AGAIN)
    try:
        data = base64.b64decode(body[1:] + "=" * (-len(body[1:]) % 4), validate=True)
        if body[0] == "z":
            data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, _MOST_BYTES)
        content = json.loads(data)
        return Copied(content["file"].encode("utf-8", "surrogatepass"), content["shown"])
    except (
        binascii.Error,
        zlib.error,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ):
        raise refused(CHANGED, AGAIN) from None


def check(block: Block) -> None:
    """Refuse a block without an end.

    Raises:
        BadFile: It has none.
    """
    if not block.characters:
        raise refused(CUT, AGAIN)


def words_around(text: str, shown: list[str], ours: Iterable[str]) -> tuple[str, bool]:
    """Return the words of a text beside copied answers.

    Args:
        text: The text.
        shown: The words that stood above each block when it was copied.
        ours: What the page writes around them into a mail.

    Returns:
        The words, and whether all of the shown ones were found. Where they were not, there are no words: the
        answers may be among them, also those that are for the coach alone.
    """
    rest = "".join(text[a:b] for a, b in _gaps(text))
    for words in dict.fromkeys(filter(None, shown)):
        spans = list(AlnumText(rest).spans(alnum_key(words)))
        if not spans:
            return "", False
        rest = _without(rest, spans)
    for words in ours:
        rest = _without(rest, list(AlnumText(rest).spans(alnum_key(words))))
    return re.sub(r"\n[\s>|]*\n[\s>|]*", "\n\n", rest).strip(" \t\n>|.:"), True


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text without some spans, and the signs before and behind them on their lines."""
    for start, end in reversed(spans):
        above, below = text[:start], text[end:]
        above = re.sub(r"[^\w\n]*\Z", "", above)
        below = re.sub(r"\A[^\w\n]*", "", below)
        text = f"{above}\n\n{below}"
    return text


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    for block in _blocks(text):
        yield place, block.start
        place = block.end
    yield place, len(text)
