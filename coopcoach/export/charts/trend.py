"""One number or scale over all reviews: a line for each partner."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts.drawing import Ink, label, line, marker, polyline, round_step, svg

_WIDTH, _HEIGHT = 520, 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 104, 34, 30, 56
_SMALL = 32
# Markers at a smaller distance overlap and are moved apart.
_NEAR = 44
_APART = 22


class TrendLine(Frozen):
    """The values of one partner, None where one is missing, and the planned value."""

    letter: str
    values: tuple[Decimal | None, ...]
    plan: Decimal | None = None


class TrendChart(Frozen):
    """Both partners' lines; ``top`` is the end of a scale from 1 on, None for numbers from 0 on."""

    title: str
    days: tuple[str, ...]
    lines: tuple[TrendLine, ...]
    top: int | None = None
    group_sign: str
    decimal_sign: str

    def draw(self, ink: Ink) -> str:
        """Return the SVG: the lines over the reviews, the plans dotted."""
        plane = _plane(self)
        parts = [*_grid(self, plane, ink)]
        for which, course in enumerate(self.lines):
            parts.extend(_line(which, course, plane, ink))
        parts.extend(_markers(self, plane, ink))
        return svg(self.title, _WIDTH, _HEIGHT, parts)


class _Plane(Frozen):
    """The visible range of days and values, and the values of the grid lines."""

    days: int
    steps: tuple[float, ...]

    def x(self, place: int) -> float:
        room = _WIDTH - _LEFT - _RIGHT
        if self.days == 1:
            return _LEFT + room / 2
        return _LEFT + 42 + (room - 70) * place / (self.days - 1)

    def y(self, value: float) -> float:
        low, high = self.steps[0], self.steps[-1]
        part = (high - value) / (high - low)
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * min(max(part, 0), 1)


def _plane(chart: TrendChart) -> _Plane:
    if chart.top is not None:
        steps = tuple(float(n) for n in range(1, chart.top + 1))
    else:
        known = [float(v) for c in chart.lines for v in (*c.values, c.plan) if v is not None]
        highest = max(known, default=0)
        # Three or four steps reach up to the highest value.
        step = max(1, round_step(max(highest, 1) / 3))
        steps = tuple(step * n for n in range(4))
        while steps[-1] < highest:
            steps = (*steps, steps[-1] + step)
    return _Plane(days=max(1, len(chart.days)), steps=steps)


def _grid(chart: TrendChart, plane: _Plane, ink: Ink) -> Iterator[str]:
    for value in plane.steps:
        y = plane.y(value)
        yield line(_LEFT, y, _WIDTH - _RIGHT, y, ink.line, 3)
        number = _number(value, chart)
        yield label(number, _LEFT - 14, y, ink.quiet, anchor="end", size=_SMALL)
    every = math.ceil(len(chart.days) / 4)
    for place, day in enumerate(chart.days):
        if (len(chart.days) - 1 - place) % every == 0:
            below = _HEIGHT - _BOTTOM + 32
            yield label(day, plane.x(place), below, ink.quiet, anchor="middle", size=_SMALL)


def _number(value: float, chart: TrendChart) -> str:
    if value >= 1_000_000:
        return f"{value / 1_000_000:,.0f} M"
    whole, _, rest = f"{value:,.1f}".partition(".")
    return whole.replace(",", chart.group_sign) + (chart.decimal_sign + rest if rest != "0" else "")


def _line(which: int, course: TrendLine, plane: _Plane, ink: Ink) -> Iterator[str]:
    colour = ink.second if which else ink.first
    if course.plan is not None:
        y = plane.y(float(course.plan)) + (3 if which else -3)
        yield (
            f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}" '
            f'stroke="{colour}" stroke-width="5" stroke-dasharray="5 9"/>'
        )
        yield label(course.letter, _WIDTH - _RIGHT + 8, y, colour, size=_SMALL)
    for run in _runs(course.values):
        if len(run) > 1:
            points = ((plane.x(place), plane.y(float(value))) for place, value in run)
            yield polyline(points, colour, 7, "24 12" if which else "")


def _runs(values: tuple[Decimal | None, ...]) -> Iterator[list[tuple[int, Decimal]]]:
    """Yield the stretches of values without a gap: a gap is not bridged by a line."""
    run: list[tuple[int, Decimal]] = []
    for place, value in enumerate(values):
        if value is None:
            if run:
                yield run
            run = []
        else:
            run.append((place, value))
    if run:
        yield run


def _markers(chart: TrendChart, plane: _Plane, ink: Ink) -> Iterator[str]:
    for place in range(len(chart.days)):
        heights = [
            None if (value := c.values[place]) is None else plane.y(float(value))
            for c in chart.lines
        ]
        shown = [y for y in heights if y is not None]
        overlap = len(shown) > 1 and abs(shown[0] - shown[1]) < _NEAR
        for which, y in enumerate(heights):
            if y is not None:
                aside = (_APART if which else -_APART) if overlap else 0
                letter = chart.lines[which].letter
                yield marker(which, letter, plane.x(place) + aside, y, ink)
