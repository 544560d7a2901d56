"""What two programs changed at the same time, in words."""

from __future__ import annotations

from coopcoach.i18n import Translator


def conflict_words(versions: int, copies: int, t: Translator) -> str:
    """Return what is not settled in words; "" where there is nothing.

    Args:
        versions: The number of second versions.
        copies: The number of copies that sync programs left.
        t: The language.
    """
    words = []
    if versions:
        words.append(
            t.plural(
                "two programs changed the same text: {n} place is open",
                "two programs changed the same text: {n} places are open",
                versions,
            )
        )
    if copies:
        words.append(t.plural("{n} copy of a sync program", "{n} copies of a sync program", copies))
    return " · ".join(words)
