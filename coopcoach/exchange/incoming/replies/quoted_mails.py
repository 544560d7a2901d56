"""Find where a mail quotes another one below the writer's own words, also without a sign before each line.

Outlook writes the head of the quoted mail (“From: … Sent: … To: … Subject: …”), others a line that ends
with “wrote:”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from coopcoach.exchange.incoming.formats.mail_heads import read_sender
from coopcoach.exchange.incoming.formats.parts import NOBODY, Sender
from coopcoach.wording.typed_words import MAIL_FROM, MAIL_HEAD, WROTE, any_of

_BEFORE, _COLON = r"[ \t>|*_]*+", r"[*_]{0,3}[ \t]?:[*_]{0,3}(?=\s|\Z)"
_FROM = re.compile(
    rf"^{_BEFORE}(?:{any_of(*MAIL_FROM)}){_COLON}[ \t]*(?P<sender>.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = re.compile(rf"{_BEFORE}(?P<key>{any_of(*MAIL_HEAD)}){_COLON}", re.IGNORECASE)
_HEAD_ANYWHERE = re.compile(rf"(?<!\w)(?P<key>{any_of(*MAIL_HEAD)}){_COLON}", re.IGNORECASE)
_RULE_ABOVE = re.compile(r"\n[ \t>|*]*(?:[-_]{5,}|-{2,}[^\n]{3,60}-{2,})[ \t]*\n\s*\Z")
_WROTE = re.compile(rf"(?<!\w)(?:{any_of(*WROTE)})(?!\w)", re.IGNORECASE)
_SAYS_WHEN = re.compile(r"\S@\S|(?<!\d)\d{1,2}[:.]\d{2}(?!\d)|(?<!\d)20\d\d(?!\d)")
# Of the lines below “From:”.
_MOST_LINES, _FEWEST_KEYS = 8, 2
_LONGEST = 200


@dataclass(frozen=True)
class QuotedMail:
    """A quoted mail in a text: the place where it begins, that of its own words, and its sender."""

    start: int
    words: int
    sender: Sender = NOBODY


def quoted_mail(text: str) -> QuotedMail | None:
    """Return the first quoted mail in a text; None where it quotes none."""
    heads = (head for match in _FROM.finditer(text) if (head := _head_at(text, match)) is not None)
    return min((*_first(heads), *_first(_lines_above(text))), key=lambda q: q.start, default=None)


def own_words(text: str) -> str:
    """Return a text without the mail that it quotes below."""
    quoted = quoted_mail(text)
    return text if quoted is None else text[: quoted.start].rstrip()


def words_around_quote(text: str) -> str:
    """Return the writer's own words above a quoted mail, and those below it where its lines begin with ``>``.

    Where they begin with nothing, all that is below counts as quoted: its end is not known.
    """
    quoted = quoted_mail(text)
    if quoted is None:
        return text
    below = text[quoted.words :]
    lines = below.split("\n") if below.lstrip().startswith(">") else []
    own = [line for line in lines if not line.lstrip().startswith(">")]
    return "\n".join([text[: quoted.start].rstrip(), *own]).rstrip()


def _first(found: Iterator[QuotedMail]) -> list[QuotedMail]:
    each = next(found, None)
    return [] if each is None else [each]


def _head_at(text: str, first: re.Match[str]) -> QuotedMail | None:
    """Return the quoted mail whose head begins with a line; None where no head follows it."""
    keys = {match["key"].casefold() for match in _HEAD_ANYWHERE.finditer(first["sender"])}
    sender = _HEAD_ANYWHERE.split(first["sender"])[0]
    end = first.end()
    place, seen = first.end() + 1, 0
    while seen < _MOST_LINES and place < len(text):
        stop = text.find("\n", place)
        stop = len(text) if stop < 0 else stop
        line = text[place:stop]
        head = _HEAD.match(line)
        if head is not None:
            keys.add(head["key"].casefold())
            end = stop
        seen += bool(line.strip())
        place = stop + 1
    if len(keys) < _FEWEST_KEYS:
        return None
    above = _RULE_ABOVE.search(text, max(0, first.start() - 200), first.start())
    start = above.start() if above else first.start()
    return QuotedMail(start, end, read_sender(sender))


def _lines_above(text: str) -> Iterator[QuotedMail]:
    """Yield the quoted mails that have a line above them such as “On Monday at 10:00 Ben wrote:”."""
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for place, line in enumerate(lines):
        if not _WROTE.search(line):
            continue
        # A long line is broken before or behind the word.
        for first, last in ((place, place), (place, place + 1), (place - 1, place)):
            if first >= 0 and last < len(lines) and _is_above(" ".join(lines[first : last + 1])):
                yield QuotedMail(starts[first], starts[last + 1])
                break


def _is_above(line: str) -> bool:
    bare = line.rstrip(" \t*_")
    return len(bare) <= _LONGEST and bare.endswith(":") and _SAYS_WHEN.search(bare) is not None
