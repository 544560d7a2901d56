"""Choices: one of several options, some of them, and yes or no.

One rule holds wherever a question offers both the options ``me`` and ``you``: they mirror each other.
Each partner speaks from their own chair, so the ``me`` of one and the ``you`` of the other name
the same person, and are the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable

from coopcoach.domain.alignment.gap import (
    SAME,
    UNKNOWN_WIDTH,
    Comparison,
    Gap,
    Given,
    different,
    settled,
    shared_fields,
)
from coopcoach.domain.answers import Answer, CheckValue, ChoiceValue, OptionsValue
from coopcoach.domain.exercise import Prompt, Question

_MIRROR = {"me": "you", "you": "me"}


class ChoiceComparison(Comparison):
    """Two choices by option id; None where a partner chose none or used words of their own."""

    first: str | None = None
    second: str | None = None
    first_other: str | None = None
    second_other: str | None = None


class OptionsComparison(Comparison):
    """What both ticked and what only one did, by option id in the prompt's order."""

    shared: tuple[str, ...] = ()
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()
    first_other: str | None = None
    second_other: str | None = None


def seen_from_the_other_chair(question: Question, option: str) -> str:
    """Return the option with which the partner would say the same."""
    if all(question.option(mirrored) for mirrored in _MIRROR):
        return _MIRROR.get(option, option)
    return option


def in_order(question: Question, chosen: Iterable[str]) -> tuple[str, ...]:
    """Return option ids in the question's order, each once; unknown ones stand at the end."""
    ids = set(chosen)
    known = [option.id for option in question.options if option.id in ids]
    return (*known, *sorted(ids.difference(known)))


def choice_gap(question: Question, first: Given, second: Given) -> Gap | None:
    """Return the gap between two choices.

    Options have no distance from each other, so one difference is as wide as another. Who chose
    words of their own had the option of the other before them and did not take it: that is
    different. Two answers in words of their own cannot be measured.
    """
    if not isinstance(first, ChoiceValue) or not isinstance(second, ChoiceValue):
        return None
    if first.option is None and second.option is None:
        return None
    if first.option is None or second.option is None:
        return different(UNKNOWN_WIDTH)
    if first.option == seen_from_the_other_chair(question, second.option):
        return SAME
    return different(UNKNOWN_WIDTH)


def yes_no_gap(first: Given, second: Given) -> Gap | None:
    """Return the gap between two cells that say yes or no."""
    if not isinstance(first, CheckValue) or not isinstance(second, CheckValue):
        return None
    return SAME if first.value == second.value else different(UNKNOWN_WIDTH)


def options_gap(first: Given, second: Given) -> Gap | None:
    """Return the gap between two task lists: the part of all ticked options that only one ticked.

    Words of one's own count as one more option that the other did not tick; where both have some,
    and all else is the same, they cannot be measured.
    """
    if not isinstance(first, OptionsValue) or not isinstance(second, OptionsValue):
        return None
    ticked, by_other = set(first.options), set(second.options)
    own_words = (first.other is not None, second.other is not None)
    apart = len(ticked ^ by_other) + (own_words[0] != own_words[1])
    if apart:
        return different(apart / (len(ticked | by_other) + any(own_words)))
    return None if all(own_words) else SAME


def compare_choice(prompt: Prompt, first: Answer, second: Answer) -> ChoiceComparison:
    """Set two answers to a ``choice`` side by side."""
    a = first.value if isinstance(first.value, ChoiceValue) else ChoiceValue()
    b = second.value if isinstance(second.value, ChoiceValue) else ChoiceValue()
    gap = settled(first, second, choice_gap(prompt, first.value, second.value))
    return ChoiceComparison.model_validate(
        {
            **shared_fields(prompt, gap),
            "first": a.option,
            "second": b.option,
            "first_other": a.other,
            "second_other": b.other,
        }
    )


def compare_options(prompt: Prompt, first: Answer, second: Answer) -> OptionsComparison:
    """Set two answers to a ``multi`` or a ``check`` side by side."""
    a = first.value if isinstance(first.value, OptionsValue) else OptionsValue()
    b = second.value if isinstance(second.value, OptionsValue) else OptionsValue()
    ticked, by_other = set(a.options), set(b.options)
    gap = settled(first, second, options_gap(first.value, second.value))
    return OptionsComparison.model_validate(
        {
            **shared_fields(prompt, gap),
            "shared": in_order(prompt, ticked & by_other),
            "only_first": in_order(prompt, ticked - by_other),
            "only_second": in_order(prompt, by_other - ticked),
            "first_other": a.other,
            "second_other": b.other,
        }
    )
