"""Search in what a session holds openly: titles, names, joint answers and ground rules."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple


class Place(StrEnum):
    """Where in a session a text stands."""

    TITLE = "title"
    PARTNER = "partner"
    JOINT = "joint-answer"
    RULE = "rule"


class Passage(NamedTuple):
    """A text of a session, and where it stands."""

    place: Place
    text: str


def comparable(text: str) -> str:
    """Return a text as it is compared in a search: composed characters, no upper case."""
    return unicodedata.normalize("NFC", text).casefold()


def search_words(text: str) -> tuple[str, ...]:
    """Return the words that are looked for."""
    return tuple(comparable(text).split())


def with_words(passages: Iterable[Passage], words: Sequence[str]) -> tuple[Passage, ...]:
    """Return the passages that hold at least one of the words."""
    return tuple(p for p in passages if any(word in comparable(p.text) for word in words))
