"""Text of a person, made harmless where it is drawn.

Files keep what they hold. A terminal, however, obeys escape sequences, and direction marks and
invisible characters let a text look like another one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from textual.content import Content

_BREAKS: Final = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_ZERO_WIDTH_JOINER: Final = "\u200d"
# The joiner holds emoji together: a family, a profession, a flag.
_KEPT: Final = frozenset(f"\n\t{_ZERO_WIDTH_JOINER}")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co"})


@lru_cache(maxsize=2048)
def sanitize(text: str) -> str:
    """Return a text as it may be drawn: composed, with line breaks and tabs as its only controls."""
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", text))
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _UNSEEN)


def one_line(text: str) -> str:
    """Return a text as it may be drawn where there is room for one line."""
    return " ".join(sanitize(text).split())


def content(text: str) -> Content:
    """Return a text as Textual draws it without looking for markup in it."""
    return Content(sanitize(text))
