"""What the default run takes less of than `make test-deep`: examples of costly properties, cases of costly tests."""

from __future__ import annotations

from collections.abc import Sequence
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


def some(values: Sequence[T]) -> Sequence[T]:
    """Return all values in the profile "deep", and every third by default."""
    return values if is_deep() else values[::3]
