"""Characters that no font has, in words."""

from __future__ import annotations

from collections.abc import Sequence

from coopcoach.i18n import Translator

_MOST_CHARACTERS, _MOST_PLACES = 12, 4


def missing_sentences(
    missing: Sequence[tuple[str, Sequence[str]]], t: Translator
) -> tuple[str, ...]:
    """Return a sentence for each character that is printed as a box.

    Args:
        missing: The characters with the headings below which they stand; "" is the first page.
        t: The language of the sentences.
    """
    sentences = []
    for character, places in missing[:_MOST_CHARACTERS]:
        named = [t.quoted(place) if place else t("the first page") for place in places]
        shown = named[:_MOST_PLACES]
        if len(named) > len(shown):
            more = len(named) - len(shown)
            shown.append(t.plural("{n} more place", "{n} more places", more))
        code = f"U+{ord(character):04X}"
        words = t(
            "no font has {character} ({code}); it is printed as a box in: {places}",
            character=character,
            code=code,
            places=", ".join(shown),
        )
        sentences.append(words)
    if len(missing) > _MOST_CHARACTERS:
        more = len(missing) - _MOST_CHARACTERS
        sentences.append(t.plural("and {n} more character", "and {n} more characters", more))
    return tuple(sentences)
