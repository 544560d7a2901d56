"""The ends of a scale in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol


class ScaleEnds(Protocol):
    """The bounds of a scale and the labels of its ends, of a question or of a report model."""

    @property
    def minimum(self) -> Decimal | int:
        """The lowest value."""

    @property
    def maximum(self) -> Decimal | int:
        """The highest value."""

    @property
    def low(self) -> str:
        """The label of the lowest value."""

    @property
    def high(self) -> str:
        """The label of the highest value."""


def ends_words(scale: ScaleEnds, separator: str = ", ") -> str:
    """Return the labels of a scale's ends: 1 = not at all, 5 = very. Without labels it is empty."""
    ends = ((scale.minimum, scale.low), (scale.maximum, scale.high))
    return separator.join(f"{value} = {label}" for value, label in ends if label)
