"""The sentence about the first part of a workbook: what helps most, for whoever stops there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from coopcoach.domain.exercise import Exercise, Pack
from coopcoach.domain.packs.asked import minutes_to_prepare
from coopcoach.domain.packs.minutes import whole_minutes
from coopcoach.i18n import N_, Translator

ESSENTIALS: Final = N_(
    "The essentials come first, up to “{title}”: about {minutes} minutes. If you stop there, you have already helped."
)


def essentials_words(exercises: Iterable[Exercise], pack: Pack, t: Translator) -> str:
    """Return what the essentials of a workbook are and how long they take; empty where it has none."""
    first = [exercise for exercise in exercises if exercise.is_essential]
    if not first:
        return ""
    return t(
        ESSENTIALS,
        title=first[-1].title,
        minutes=t.number(max(1, whole_minutes(minutes_to_prepare(first, pack)))),
    )
