"""The place that something has in a ranking, as a bar: the higher the place, the longer."""

from __future__ import annotations

from typing import Literal

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts.ink import Ink, box, picture, words

_HEIGHT = 44
_LONGEST = 300
_SHORTEST = 50


class Place(Frozen):
    """A place of so many, with the partner whose it is; the first's bar grows to the left."""

    title: str
    which: Literal[0, 1]
    place: int
    of: int


def draw_place(chart: Place, ink: Ink) -> str:
    """Return the bar with the place in it, at the end that lies towards the other partner's."""
    rank = min(chart.place, chart.of)
    share = (chart.of - rank) / max(1, chart.of - 1)
    long = _SHORTEST + (_LONGEST - _SHORTEST) * share
    if chart.which == 0:
        left, x, fill, stroke, letters = (
            _LONGEST - long,
            _LONGEST - 25,
            ink.first,
            ink.first,
            "#ffffff",
        )
    else:
        left, x, fill, stroke, letters = 0.0, 25, "#ffffff", ink.second, ink.text
    bar = box(left, 2, long, _HEIGHT - 4, fill=fill, stroke=stroke)
    number = words(str(chart.place), x, _HEIGHT / 2, letters, anchor="middle")
    return picture(chart.title, _LONGEST, _HEIGHT, [bar, number])
