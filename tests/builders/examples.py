"""What the default run takes less of than `make test-deep`: examples of costly properties, cases of costly tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import pytest
from hypothesis import settings

LEAST = 4

T = TypeVar("T")


def is_deep() -> bool:
    """Whether the profile "deep" was chosen."""
    return settings.get_current_profile_name() == "deep"


def examples(count: int, **more: Any) -> settings:
    """Return settings for so many examples in the profile "deep", and a tenth of them by default."""
    return settings(max_examples=count if is_deep() else max(LEAST, count // 10), **more)


def deep(*values: object) -> object:
    """Return a case of a parametrised test for the profile "deep" alone."""
    return pytest.param(*values, marks=pytest.mark.deep)


def covering(values: Iterable[T], parts: Callable[[T], Iterable[object]]) -> list[T]:
    """Return all values in the profile "deep", and by default those that together have every part.

    Args:
        values: The cases of a test.
        parts: Return what a case has.
    """
    chosen, seen = [], set[object]()
    for value in values:
        new = set(parts(value)) - seen
        if new or is_deep():
            chosen.append(value)
            seen |= new
    return chosen


def some(values: Sequence[T]) -> Sequence[T]:
    """Return all values in the profile "deep", and every third by default."""
    return values if is_deep() else values[::3]
