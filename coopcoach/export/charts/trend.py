"""One thing that was asked again and again, as both answered it: a line for each over the reviews."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts.ink import Ink, line, marker, picture, words

_WIDTH, _HEIGHT = 520, 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 104, 34, 30, 56
_SMALL = 24
# Two signs nearer than this would cover each other.
_NEAR = 44
_APART = 22


class TrendLine(Frozen):
    """The values of one partner, with gaps, and what was planned."""

    letter: str
    values: tuple[Decimal | None, ...]
    plan: Decimal | None = None


class Trend(Frozen):
    """Both partners' lines. ``top`` is the end of a scale from 1 on; None where numbers begin with 0."""

    title: str
    days: tuple[str, ...]
    lines: tuple[TrendLine, ...]
    top: int | None = None
    group_sign: str
    decimal_sign: str


def draw_trend(chart: Trend, ink: Ink) -> str:
    """Return the lines over the reviews; what was planned is dotted."""
    frame = _framed(chart)
    parts = [*_grid(chart, frame, ink)]
    for which, course in enumerate(chart.lines):
        parts.extend(_course(which, course, frame, ink))
    parts.extend(_markers(chart, frame, ink))
    return picture(chart.title, _WIDTH, _HEIGHT, parts)


class _Frame(Frozen):
    """What part of the plane is seen, and where its lines are."""

    days: int
    low: float
    high: float
    steps: tuple[float, ...]

    def x(self, place: int) -> float:
        room = _WIDTH - _LEFT - _RIGHT
        if self.days == 1:
            return _LEFT + room / 2
        return _LEFT + 42 + (room - 70) * place / (self.days - 1)

    def y(self, value: float) -> float:
        part = (self.high - value) / (self.high - self.low)
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * min(max(part, 0), 1)


def _framed(chart: Trend) -> _Frame:
    if chart.top is not None:
        steps = tuple(float(n) for n in range(1, chart.top + 1))
    else:
        known = [float(v) for c in chart.lines for v in (*c.values, c.plan) if v is not None]
        step = _step(max(known, default=0))
        steps = tuple(step * n for n in range(4))
        while steps[-1] < max(known, default=0):
            steps = (*steps, steps[-1] + step)
    return _Frame(days=max(1, len(chart.days)), low=steps[0], high=steps[-1], steps=steps)


def _step(highest: float) -> float:
    """A round number, of which three or four reach up to the highest value."""
    rough = max(highest, 1) / 3
    size = 10.0 ** math.floor(math.log10(rough))
    return max(1, next(size * f for f in (1, 2, 2.5, 5, 10) if size * f >= rough))


def _grid(chart: Trend, frame: _Frame, ink: Ink) -> Iterator[str]:
    for value in frame.steps:
        y = frame.y(value)
        yield line(_LEFT, y, _WIDTH - _RIGHT, y, ink.line, 3)
        yield words(_label(value, chart), _LEFT - 14, y, ink.quiet, anchor="end", size=_SMALL)
    every = math.ceil(len(chart.days) / 4)
    for place, day in enumerate(chart.days):
        if (len(chart.days) - 1 - place) % every == 0:
            below = _HEIGHT - _BOTTOM + 32
            yield words(day, frame.x(place), below, ink.quiet, anchor="middle", size=_SMALL)


def _label(value: float, chart: Trend) -> str:
    if value >= 1_000_000:
        return f"{value / 1_000_000:,.0f} M"
    whole, _, rest = f"{value:,.1f}".partition(".")
    return whole.replace(",", chart.group_sign) + (chart.decimal_sign + rest if rest != "0" else "")


def _course(which: int, course: TrendLine, frame: _Frame, ink: Ink) -> Iterator[str]:
    colour = ink.second if which else ink.first
    if course.plan is not None:
        y = frame.y(float(course.plan)) + (3 if which else -3)
        yield (
            f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}" '
            f'stroke="{colour}" stroke-width="5" stroke-dasharray="5 9"/>'
        )
        yield words(course.letter, _WIDTH - _RIGHT + 8, y, colour, size=_SMALL)
    for run in _runs(course.values):
        if len(run) > 1:
            points = " ".join(f"{frame.x(p):.1f},{frame.y(float(v)):.1f}" for p, v in run)
            dash = ' stroke-dasharray="24 12"' if which else ""
            yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="7"{dash}/>'


def _runs(values: tuple[Decimal | None, ...]) -> Iterator[list[tuple[int, Decimal]]]:
    """Return the stretches without a gap: no line is drawn over what nobody said."""
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


def _markers(chart: Trend, frame: _Frame, ink: Ink) -> Iterator[str]:
    for place in range(len(chart.days)):
        heights = [
            None if (value := c.values[place]) is None else frame.y(float(value))
            for c in chart.lines
        ]
        shown = [y for y in heights if y is not None]
        covered = len(shown) > 1 and abs(shown[0] - shown[1]) < _NEAR
        for which, y in enumerate(heights):
            if y is not None:
                aside = (_APART if which else -_APART) if covered else 0
                letter = chart.lines[which].letter
                yield marker(which, letter, frame.x(place) + aside, y, ink)
