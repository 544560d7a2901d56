"""The number of hypothesis's examples for properties that are costly to test."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

LEAST = 4


def examples(deep: int, **more: Any) -> settings:
    """Return settings for so many examples in the profile "deep", and a seventh of them by default."""
    is_deep = settings.get_current_profile_name() == "deep"
    return settings(max_examples=deep if is_deep else max(LEAST, deep // 7), **more)
