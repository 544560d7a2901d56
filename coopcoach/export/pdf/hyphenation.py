"""Hyphenation patterns that are parsed when a word needs them.

The 78,000 German patterns take pyphen half a second of CPU in each process that writes a PDF, and a document
needs a few hundred of them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

_DIGITS: Final = re.compile(r"\d")
# Files with these need pyphen's own parser: letters in hexadecimal, changed spellings, spaces.
_SPECIAL: Final = re.compile(r"[/=^ \t\r\f\v]")
_ENDS: Final = re.compile(r"(?m)(?<![ \t\r])[ \t\r]++$")
# Comments, settings, empty lines, and lines without a digit that counts.
_NO_PATTERN: Final = re.compile(
    r"(?m)^(?:[%#].*|(?:COMPOUND)?(?:LEFT|RIGHT)HYPHENMIN.*|[^1-9\n]*)(?:\n|\Z)"
)

Pattern = tuple[int, tuple[int, ...]]


class LazyPatterns(dict[str, Any]):
    """The patterns by their letters: as lines of the file until they are asked for, then as pyphen holds them."""

    def get(self, key: str, default: Any = None) -> Any:
        """Return a pattern: its offset and its values; None where there is none."""
        found = super().get(key, default)
        if isinstance(found, str):
            found = self[key] = _parsed(found)
        return found


def preload(language: str) -> None:
    """Give pyphen the patterns of a language; those with a special syntax are left to its own reader."""
    import pyphen

    try:
        path = pyphen.LANGUAGES[pyphen.language_fallback(language)]
    except KeyError:
        return
    if path in pyphen.hdcache:
        return
    patterns = lazy_patterns(path)
    if patterns is not None:
        known = pyphen.HyphDict.__new__(pyphen.HyphDict)
        known.patterns = patterns
        known.cache = {}
        known.maxlen = max(map(len, patterns))
        pyphen.hdcache[path] = known


def lazy_patterns(path: Path) -> LazyPatterns | None:
    """Return the patterns of a file; None where one has a syntax of its own."""
    head, _, body = path.read_bytes().partition(b"\n")
    try:
        text = body.decode(head.decode("ascii").strip())
    except (LookupError, UnicodeDecodeError):
        return None
    text = _NO_PATTERN.sub("", _ENDS.sub("", text)).strip("\n")
    if not text or _SPECIAL.search(text):
        return None
    # One substitution for all lines: line by line it takes five times as long.
    return LazyPatterns(zip(_DIGITS.sub("", text).split("\n"), text.split("\n"), strict=True))


def _parsed(line: str) -> Pattern | None:
    """Return a pattern such as ``1ba2`` as the offset and the values of its first to last digit."""
    values, was_digit = [], False
    for character in line:
        if character.isdigit():
            values.append(int(character))
        elif not was_digit:
            values.append(0)
        was_digit = character.isdigit()
    if not was_digit:
        values.append(0)
    if not any(values):
        return None
    start, end = 0, len(values)
    while not values[start]:
        start += 1
    while not values[end - 1]:
        end -= 1
    return start, tuple(values[start:end])
