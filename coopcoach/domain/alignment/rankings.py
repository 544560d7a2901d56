"""Compare rankings, with the counts of a survey beside them (S2)."""

from __future__ import annotations

from coopcoach.domain.alignment.choices import in_order
from coopcoach.domain.alignment.gap import (
    SAME,
    Comparable,
    Comparison,
    Gap,
    answers_gap,
    different,
    shared_fields,
)
from coopcoach.domain.answers import Answer, RankingValue
from coopcoach.domain.exercise import Frozen, RankingQuestion

# The number of cooperations in the survey of 1999 (S2).
SURVEYED = 15


class RankedOption(Frozen):
    """An option and its place with each partner: 1 is the most important, None without a place.

    ``survey`` is the number of surveyed cooperations that named it.
    """

    option: str
    first: int | None
    second: int | None
    survey: int | None


class RankingComparison(Comparison):
    """Two rankings, option by option in the prompt's order; ``shared`` options have a place with both partners."""

    options: tuple[RankedOption, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def overlap(self) -> int:
        """The number of shared options."""
        return len(self.shared)


def ranking_gap(question: RankingQuestion, first: Comparable, second: Comparable) -> Gap | None:
    """Return the gap between two rankings.

    It is the sum of the distances between the places of all options, as a part of the largest possible sum. An option
    without a place counts as the one behind the last.
    """
    if not isinstance(first, RankingValue) or not isinstance(second, RankingValue):
        return None
    a, b = _places(first), _places(second)
    if a == b:
        return SAME
    count = max(len(question.options), len(a.keys() | b.keys()))
    behind = (question.top or count) + 1
    apart = sum(
        abs(min(a.get(option, behind), behind) - min(b.get(option, behind), behind))
        for option in a.keys() | b.keys()
    )
    places = [min(place, behind) for place in range(1, count + 1)]
    most = sum(abs(one - other) for one, other in zip(places, reversed(places), strict=True))
    return different(min(1.0, apart / most) if most else 1.0)


def compare_ranking(question: RankingQuestion, first: Answer, second: Answer) -> RankingComparison:
    """Compare two answers to a ``ranking``, with the counts of the survey."""
    a, b = _places(first.value), _places(second.value)
    surveyed = {option.id: option.survey for option in question.options}
    listed = in_order(question, {*surveyed, *a, *b})
    gap = answers_gap(first, second, ranking_gap(question, first.value, second.value))
    return RankingComparison.model_validate(
        {
            **shared_fields(question, gap),
            "options": tuple(
                RankedOption(
                    option=option,
                    first=a.get(option),
                    second=b.get(option),
                    survey=surveyed.get(option),
                )
                for option in listed
            ),
            "shared": tuple(option for option in listed if option in a and option in b),
        }
    )


def _places(value: Comparable) -> dict[str, int]:
    order = value.order if isinstance(value, RankingValue) else ()
    places: dict[str, int] = {}
    for place, option in enumerate(order, 1):
        places.setdefault(option, place)
    return places
