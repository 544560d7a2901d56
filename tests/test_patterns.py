"""No regular expression of the package takes more than linear time, whatever it is given."""

from __future__ import annotations

import re
from itertools import product

import pytest

from tests.builders.examples import is_deep
from tests.builders.patterns import (
    BEFORE,
    BEHIND,
    LENGTH,
    UNITS,
    UsedPattern,
    grows_too_fast,
    used_patterns,
)

# The part of all texts that the default run takes.
_USUAL = [(before, unit, "!") for unit in UNITS for before in ("", "a")]


def texts() -> list[tuple[str, str, str]]:
    return list(product(BEFORE, UNITS, BEHIND)) if is_deep() else _USUAL


def slow_texts(used: UsedPattern) -> list[tuple[str, str, str]]:
    return [text for text in texts() if grows_too_fast(used, *text)]


def test_every_pattern_is_found() -> None:
    assert len(used_patterns()) > 200


def test_no_pattern_takes_more_than_linear_time() -> None:
    slow = {f"{used.place} {used.method}": slow_texts(used)[:3] for used in used_patterns()}
    assert {place: found for place, found in slow.items() if found} == {}


@pytest.mark.parametrize("unit", [" ", "a", "{", "(", "[", "<"])
def test_a_hundred_thousand_blanks_letters_or_brackets_are_read(unit: str) -> None:
    """Whatever would take hours for them never ends this test."""
    for used in used_patterns():
        used.runner()(used.text("", unit, "", LENGTH))


@pytest.mark.parametrize(
    ("pattern", "method"),
    [(r"^(.+?)\s+x$", "match"), (r"a*b", "search"), (r"\s*\s*;", "match")],
)
def test_a_pattern_that_takes_more_would_be_seen(pattern: str, method: str) -> None:
    assert slow_texts(UsedPattern("planted", re.compile(pattern), method))
