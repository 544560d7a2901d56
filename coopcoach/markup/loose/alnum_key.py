"""The letters and digits of a text, by which it is found again after a mail program has changed it.

Quoting, wrapping, bullets, other quotation marks, lost umlauts and other charsets change the characters between
the letters a-z and the digits, and hardly ever those themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from unicodedata import normalize

# Not a letter before a combining accent: macOS writes an umlaut so.
_KEPT = re.compile("[A-Za-z0-9](?![\u0300-\u036f])")


def alnum_key(text: str) -> str:
    """Return the letters a-z and the digits of a text, in lower case."""
    return "".join(_KEPT.findall(text)).lower()


class AlnumText:
    """The alnum key of a text, and the place of each of its characters in the text."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.key = alnum_key(text)

    @cached_property
    def _places(self) -> list[int]:
        # Most texts are searched in vain, and finding the places takes twice as long as the key.
        return [match.start() for match in _KEPT.finditer(self.source)]

    def spans(self, wanted: str | re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield the start and end in the text of each occurrence of an alnum key, or of a pattern of keys."""
        if isinstance(wanted, re.Pattern):
            for match in wanted.finditer(self.key):
                if match.end() > match.start():
                    yield self._places[match.start()], self._places[match.end() - 1] + 1
            return
        start = self.key.find(wanted) if wanted else -1
        while start >= 0:
            yield self._places[start], self._places[start + len(wanted) - 1] + 1
            start = self.key.find(wanted, start + len(wanted))


def line_start(text: str, place: int) -> int:
    """Return the start of the line of a place."""
    return text.rfind("\n", 0, place) + 1


def line_end(text: str, place: int) -> int:
    """Return the end of the line of a place, before its line break."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def ends_of(words: str) -> tuple[str, str]:
    """Return the characters before and behind a text's key: the Ü of “Übersicht”, a question mark."""
    kept = [match.start() for match in _KEPT.finditer(words)]
    return (words[: kept[0]], words[kept[-1] + 1 :]) if kept else ("", "")


def whole(text: str, words: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of some words whose key stands at a span, with their own first and last characters."""
    head, tail = ends_of(" ".join(words.split()))
    for form in (head, normalize("NFD", head)):
        if form and text[:start].endswith(form):
            start -= len(form)
            break
    for form in (tail, normalize("NFD", tail)):
        if form and text.startswith(form, end):
            end += len(form)
            break
    return start, end
