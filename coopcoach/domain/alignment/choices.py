"""Compare choices: one option, several options, yes or no.

The options ``me`` and ``you`` of one question mirror each other: the ``me`` of one partner and the ``you`` of the other
name the same person, and are the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable

from coopcoach.domain.alignment.gap import (
    SAME,
    UNKNOWN_WIDTH,
    Comparable,
    Comparison,
    Gap,
    answers_gap,
    different,
    shared_fields,
)
from coopcoach.domain.answers import Answer, Cell, CheckValue, ChoiceValue, OptionsValue
from coopcoach.domain.exercise import (
    CellQuestion,
    CheckQuestion,
    ChoiceQuestion,
    MultiQuestion,
    OptionsQuestion,
)

_MIRROR = {"me": "you", "you": "me"}


class ChoiceComparison(Comparison):
    """Two choices by option id; None where a partner chose none or answered in their own words."""

    first: str | None = None
    second: str | None = None
    first_other: str | None = None
    second_other: str | None = None


class OptionsComparison(Comparison):
    """The options that both or only one ticked, by id in the prompt's order."""

    shared: tuple[str, ...] = ()
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()
    first_other: str | None = None
    second_other: str | None = None


def mirrored(question: ChoiceQuestion, option: str) -> str:
    """Return the option by which the other partner means the same person."""
    if all(question.option(name) for name in _MIRROR):
        return _MIRROR.get(option, option)
    return option


def mirrored_cell(column: CellQuestion, cell: Cell) -> Cell:
    """Return a cell of the other partner with the option by which this partner means the same person."""
    if not isinstance(column, ChoiceQuestion) or not isinstance(cell, ChoiceValue):
        return cell
    option = cell.option and mirrored(column, cell.option)
    return cell.model_copy(update={"option": option})


def in_order(question: OptionsQuestion, chosen: Iterable[str]) -> tuple[str, ...]:
    """Return option ids in the question's order, each once, unknown ones last."""
    ids = set(chosen)
    known = [option.id for option in question.options if option.id in ids]
    return (*known, *sorted(ids.difference(known)))


def choice_gap(question: ChoiceQuestion, first: Comparable, second: Comparable) -> Gap | None:
    """Return the gap between two choices.

    Options have no distance: each difference has UNKNOWN_WIDTH. An option and an answer in a partner's own words are
    different. Two answers in the partners' own words cannot be measured.
    """
    if not isinstance(first, ChoiceValue) or not isinstance(second, ChoiceValue):
        return None
    if first.option is None and second.option is None:
        return None
    if first.option is None or second.option is None:
        return different(UNKNOWN_WIDTH)
    if first.option == mirrored(question, second.option):
        return SAME
    return different(UNKNOWN_WIDTH)


def yes_no_gap(first: Comparable, second: Comparable) -> Gap | None:
    """Return the gap between two cells with yes or no."""
    if not isinstance(first, CheckValue) or not isinstance(second, CheckValue):
        return None
    return SAME if first.value == second.value else different(UNKNOWN_WIDTH)


def options_gap(first: Comparable, second: Comparable) -> Gap | None:
    """Return the gap between two sets of options: the part of the ticked ones that only one partner ticked.

    An answer in a partner's own words counts as one more option. Where both have one and the options are the same,
    the gap cannot be measured.
    """
    if not isinstance(first, OptionsValue) or not isinstance(second, OptionsValue):
        return None
    ticked, by_other = set(first.options), set(second.options)
    own_words = (first.other is not None, second.other is not None)
    apart = len(ticked ^ by_other) + (own_words[0] != own_words[1])
    if apart:
        return different(apart / (len(ticked | by_other) + any(own_words)))
    return None if all(own_words) else SAME


def compare_choice(question: ChoiceQuestion, first: Answer, second: Answer) -> ChoiceComparison:
    """Compare two answers to a ``choice``."""
    a = first.value if isinstance(first.value, ChoiceValue) else ChoiceValue()
    b = second.value if isinstance(second.value, ChoiceValue) else ChoiceValue()
    gap = answers_gap(first, second, choice_gap(question, first.value, second.value))
    return ChoiceComparison.model_validate(
        {
            **shared_fields(question, gap),
            "first": a.option,
            "second": b.option,
            "first_other": a.other,
            "second_other": b.other,
        }
    )


def compare_options(
    question: MultiQuestion | CheckQuestion, first: Answer, second: Answer
) -> OptionsComparison:
    """Compare two answers to a ``multi`` or a ``check``."""
    a = first.value if isinstance(first.value, OptionsValue) else OptionsValue()
    b = second.value if isinstance(second.value, OptionsValue) else OptionsValue()
    ticked, by_other = set(a.options), set(b.options)
    gap = answers_gap(first, second, options_gap(first.value, second.value))
    return OptionsComparison.model_validate(
        {
            **shared_fields(question, gap),
            "shared": in_order(question, ticked & by_other),
            "only_first": in_order(question, ticked - by_other),
            "only_second": in_order(question, by_other - ticked),
            "first_other": a.other,
            "second_other": b.other,
        }
    )
