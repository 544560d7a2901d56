"""Names in scripts that are written from right to left, kept apart from the text around them.

Without this, the bidirectional algorithm draws a number that follows such a name on its wrong side: a date
would stand before the name, and with the first half of the sentence.
"""

from __future__ import annotations

import re
import unicodedata

from coopcoach.domain.session import Partner
from coopcoach.markup.safe_html import printable

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_ISOLATED = re.compile("\u2068([^\u2066-\u2069]*)\u2069")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def isolated(text: str) -> str:
    """Return a text between marks that isolate it, where it has letters from right to left."""
    if text.isascii() or not any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text):
        return text
    return f"{_FIRST_STRONG_ISOLATE}{printable(text)}{_POP_ISOLATE}"


def isolated_partner(partner: Partner) -> Partner:
    """Return a partner whose name and firm are isolated."""
    names = {"name": isolated(partner.name), "firm": isolated(partner.firm)}
    return partner.model_copy(update=names)


def printable_isolated(text: str) -> str:
    """Return a text without characters that cannot be seen, except for pairs of isolating marks."""
    if _FIRST_STRONG_ISOLATE not in text:
        return printable(text)
    # Every second part stands between the marks of a pair.
    parts = [printable(part) for part in _ISOLATED.split(text)]
    parts[1::2] = [f"{_FIRST_STRONG_ISOLATE}{part}{_POP_ISOLATE}" for part in parts[1::2]]
    return "".join(parts)
