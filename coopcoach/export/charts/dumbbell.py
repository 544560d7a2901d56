"""Two points on one scale, and what lies between them."""

from __future__ import annotations

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts.ink import Ink, line, marker, picture

_EDGE = 30
_HEIGHT = 60
_MIDDLE = _HEIGHT / 2
_WIDE = 46
# More ticks than this are a grey bar.
_MOST_TICKS = 21


class Dumbbell(Frozen):
    """Where each of two partners stands on a scale; None where one of them is not shown."""

    title: str
    letters: tuple[str, str]
    minimum: int
    maximum: int
    first: int | None
    second: int | None
    width: int = 620


def draw_dumbbell(chart: Dumbbell, ink: Ink) -> str:
    """Return the scale with a tick for each step and a sign for each partner."""
    places = [_place(chart, value) for value in (chart.first, chart.second)]
    parts = [line(_EDGE, _MIDDLE, chart.width - _EDGE, _MIDDLE, ink.line)]
    parts.extend(_ticks(chart, ink))
    shown = [place for place in places if place is not None]
    if len(shown) == 2:
        parts.append(line(shown[0], _MIDDLE, shown[1], _MIDDLE, ink.text, 9))
    for which, place in enumerate(_apart(places)):
        if place is not None:
            parts.append(marker(which, chart.letters[which], place, _MIDDLE, ink))
    return picture(chart.title, chart.width, _HEIGHT, parts)


def _ticks(chart: Dumbbell, ink: Ink) -> list[str]:
    if chart.maximum - chart.minimum >= _MOST_TICKS:
        return []
    steps = range(chart.minimum, chart.maximum + 1)
    found = [x for step in steps if (x := _place(chart, step)) is not None]
    return [line(x, _MIDDLE - 9, x, _MIDDLE + 9, ink.line) for x in found]


def _place(chart: Dumbbell, value: int | None) -> float | None:
    if value is None:
        return None
    span = max(1, chart.maximum - chart.minimum)
    within = min(max(value, chart.minimum), chart.maximum) - chart.minimum
    return _EDGE + (chart.width - 2 * _EDGE) * within / span


def _apart(places: list[float | None]) -> list[float | None]:
    """Set two signs that would cover each other side by side, the first to the left where they are equal."""
    first, second = places
    if first is None or second is None or abs(first - second) >= _WIDE:
        return places
    middle, half = (first + second) / 2, _WIDE / 2
    return [middle - half, middle + half] if first <= second else [middle + half, middle - half]
