"""The lines at the top of a text workbook that say whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from coopcoach.domain.answers import Visibility
from coopcoach.exchange.incoming.audience import narrowest
from coopcoach.markup.reading import time_in

_NAMED = r"(?<![\w-])%s[*_\\]*[ \t]*[:=][ \t]*['\"’‘“”„]?(?P<value>[^\s'\"’‘“”„·,;|]+)"
_FRONT_LINE = re.compile(
    r"[ \t>|*-]*(?:coopcoach|session|partner|name|other|language|currency|made|content|encrypt_to|handed_in|seal|visibility|audience)[ \t]*:.*\Z"
)
# Only at the beginning of a line, where an answer is not yet to be expected.
_CONTENT_LINE = re.compile(r"^[ \t>|*-]*content[ \t]*:[ \t]*([0-9a-f]{12})\b", re.MULTILINE)
_KEY_LINE = re.compile(r"^[ \t>|*-]*encrypt_to[ \t]*:[ \t]*(age1[0-9a-z]{58})\b", re.MULTILINE)
BEGINNING = 4_000
# Reviews have two hyphens in a row, of which editors make a dash.
_SLUG = re.compile(r"[a-z0-9]+(?:-{1,2}[a-z0-9]+)*")
_DASH = re.compile("[–—]")
_RULE_LINE = re.compile(r"[ \t>|]*(?:-{3,}|–|—)[ \t|]*\Z")

_AUDIENCE_LINE = re.compile(
    r"^[ \t>|*-]*(?:visibility|audience|sichtbarkeit)[ \t]*[:=][ \t]*(?P<who>[^\n]{0,60})$",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Identity:
    """The session, partner and workbook that a text names; empty where it does not."""

    session: str
    partner: str
    name: str
    made: datetime | None
    content: str
    encrypt_to: str


def identity_of_text(text: str) -> Identity:
    """Return what a text says about itself."""

    def named(key: str) -> str:
        match = re.search(_NAMED % key, text)
        return match["value"].strip("*_\\`") if match else ""

    def slug(key: str) -> str:
        # Only the form of a name: the rest is a program's, and would stand in a message.
        match = _SLUG.match(_DASH.sub("--", named(key).lower()))
        return match[0] if match else ""

    made = time_in(named("made"))
    name = re.search(r"(?m)^[ \t>]*name:[ \t]*(.+)$", text)
    content = _CONTENT_LINE.search(text[:BEGINNING])
    public = _KEY_LINE.search(text[:BEGINNING])
    return Identity(
        session=slug("session"),
        partner=slug("partner"),
        name=name[1].strip("'\" ") if name else "",
        made=made,
        content=content[1] if content else "",
        encrypt_to=public[1] if public else "",
    )


def without_front(text: str) -> str:
    """Return the beginning of a file without the lines that say whose it is, and the rules around them."""
    lines = text.split("\n")
    filled = [i for i, line in enumerate(lines) if line.strip()]
    ours = {i for i in filled if _FRONT_LINE.match(lines[i])}
    for above, below in pairwise(filled):
        if below in ours and _RULE_LINE.match(lines[above]):
            ours.add(above)
        if above in ours and _RULE_LINE.match(lines[below]):
            ours.add(below)
    return "\n".join(line for i, line in enumerate(lines) if i not in ours)


def front_audience(text: str) -> Visibility:
    """Return the audience that a line above all questions names for the whole file; only its owner where it is unclear."""
    top = text[:BEGINNING]
    heading = re.search(r"^[ \t>]*#", top, re.MULTILINE)
    named = _AUDIENCE_LINE.finditer(top[: heading.start()] if heading else "")
    words = (match["who"].strip(" \t'\"“”„’*_`").casefold() for match in named)
    return narrowest(_member(word) for word in words if word)


def _member(word: str) -> Visibility:
    return next((who for who in Visibility if who.value == word), Visibility.ME)
