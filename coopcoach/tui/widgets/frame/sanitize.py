"""Sanitizing of people's text where it is drawn; files keep it as it is.

A terminal executes escape sequences, and direction marks and invisible characters disguise a text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from textual.content import Content

_BREAKS: Final = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_ZERO_WIDTH_JOINER: Final = "\u200d"
# Emoji of several characters need the joiner.
_KEPT: Final = frozenset(f"\n\t{_ZERO_WIDTH_JOINER}")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co"})


@lru_cache(maxsize=2048)
def sanitize(text: str) -> str:
    """Return a text in NFC, without control, format, surrogate and private characters but line breaks, tabs and joiners."""
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", text))
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _UNSEEN)


def one_line(text: str) -> str:
    """Return a sanitized text in one line."""
    return " ".join(sanitize(text).split())


def content(text: str) -> Content:
    """Return a sanitized text as content, in which Textual looks for no markup."""
    return Content(sanitize(text))
