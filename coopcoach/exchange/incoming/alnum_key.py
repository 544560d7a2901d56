"""Texts compared by their letters and digits alone, so that no mail program can hide one from us.

Quoting, wrapping, bullets, other quotation marks, lost umlauts and other charsets change what stands between
the letters a-z and the digits, and hardly ever those themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

# A letter with a combining accent is an umlaut in the form that macOS writes.
_KEPT = re.compile("[A-Za-z0-9](?![\u0300-\u036f])")


def squeeze(text: str) -> str:
    """Return the plain letters and digits of a text, in lower case."""
    return "".join(_KEPT.findall(text)).lower()


class Squeezed:
    """A text's letters and digits, and where each of them stands."""

    def __init__(self, text: str) -> None:
        self.source = text
        self._places = [match.start() for match in _KEPT.finditer(text)]
        self.text = "".join(text[place] for place in self._places).lower()

    def spans(self, wanted: str | re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield where a squeezed text stands in the source, first letter to behind the last."""
        if isinstance(wanted, re.Pattern):
            for match in wanted.finditer(self.text):
                if match.end() > match.start():
                    yield self._places[match.start()], self._places[match.end() - 1] + 1
            return
        start = self.text.find(wanted) if wanted else -1
        while start >= 0:
            yield self._places[start], self._places[start + len(wanted) - 1] + 1
            start = self.text.find(wanted, start + len(wanted))


def line_start(text: str, place: int) -> int:
    """Return where the line of a place begins."""
    return text.rfind("\n", 0, place) + 1


def line_end(text: str, place: int) -> int:
    """Return where the line of a place ends, before its line break."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def ends_of(words: str) -> tuple[str, str]:
    """Return what of a text is not compared at its ends: the Ü of “Übersicht”, a question mark."""
    kept = [match.start() for match in _KEPT.finditer(words)]
    return (words[: kept[0]], words[kept[-1] + 1 :]) if kept else ("", "")


def whole(text: str, words: str, start: int, end: int) -> tuple[int, int]:
    """Return where a text stands that was found by its letters, with its own ends."""
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
