"""Costs and gains of a cooperation month by month, and the month of break-even."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts.drawing import (
    LETTER,
    Ink,
    disc,
    label,
    line,
    polyline,
    round_step,
    svg,
)

_WIDTH, _HEIGHT = 1500, 520
_LEFT, _RIGHT, _TOP, _BOTTOM = 190, 90, 30, 70
_MOST_LABELS = 12

PaybackOf = Literal["first", "second", "both"]


class PaybackLine(Frozen):
    """The running sum at the end of each month; ``month`` is the month of break-even."""

    of: PaybackOf
    letter: str
    sums: tuple[Decimal, ...]
    month: int | None = None


class PaybackChart(Frozen):
    """The lines of both partners and of both together; ``money`` and ``months`` label the axes."""

    title: str
    money: str
    months: str
    lines: tuple[PaybackLine, ...]
    group_sign: str = "."

    def draw(self, ink: Ink) -> str:
        """Return the SVG: the lines over the months, with a disc at each break-even."""
        plane = _plane(self)
        parts = [*_grid(self, plane, ink)]
        for course in self.lines:
            sums = enumerate(course.sums, 1)
            points = [(plane.x(0), plane.y(0)), *((plane.x(n), plane.y(float(s))) for n, s in sums)]
            parts.append(_line(course, points, ink))
        return svg(self.title, _WIDTH, _HEIGHT, parts)


def running_sums(
    outlay: Decimal, gain: Decimal, from_month: int, months: int
) -> tuple[Decimal, ...]:
    """Return the balance at the end of each month.

    Args:
        outlay: Costs a month, from the first on.
        gain: Gains a month.
        from_month: The first month with gains.
        months: The number of months.
    """
    sums, left = [], Decimal(0)
    for month in range(1, months + 1):
        left += (gain if month >= from_month else Decimal(0)) - outlay
        sums.append(left)
    return tuple(sums)


class _Plane(Frozen):
    """The visible range of months and sums."""

    months: int
    low: float
    high: float
    step: float

    def x(self, month: int) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * month / self.months

    def y(self, value: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (self.high - value) / (self.high - self.low)


def _plane(chart: PaybackChart) -> _Plane:
    sums = [0.0, *(float(value) for course in chart.lines for value in course.sums)]
    # Four or five steps fill the height.
    step = round_step(max(max(sums) - min(sums), 1) / 4)
    low = math.floor(min(sums) / step) * step
    high = max(math.ceil(max(sums) / step) * step, low + step)
    months = max(1, *(len(course.sums) for course in chart.lines))
    return _Plane(months=months, low=low, high=high, step=step)


def _grid(chart: PaybackChart, plane: _Plane, ink: Ink) -> Iterator[str]:
    right = _WIDTH - _RIGHT
    for n in range(round((plane.high - plane.low) / plane.step) + 1):
        value = plane.low + n * plane.step
        y = plane.y(value)
        is_zero = abs(value) < plane.step / 1000
        yield line(_LEFT, y, right, y, ink.text if is_zero else ink.line, 5 if is_zero else 3)
        yield label(_money(value, chart.group_sign), _LEFT - 14, y, ink.quiet, anchor="end")
    every = math.ceil(plane.months / _MOST_LABELS)
    for month in range(every, plane.months + 1, every):
        below = _HEIGHT - _BOTTOM + 26
        yield label(str(month), plane.x(month), below, ink.quiet, anchor="middle")
    yield label(chart.money, 0, _TOP - 14, ink.quiet, size=LETTER)
    yield label(chart.months, right, _HEIGHT - 14, ink.quiet, anchor="end", size=LETTER)


def _line(course: PaybackLine, points: list[tuple[float, float]], ink: Ink) -> str:
    colour, dashes, width = {
        "first": (ink.first, "", 9),
        "second": (ink.second, "26 16", 9),
        "both": (ink.text, "4 12", 11),
    }[course.of]
    end_x, end_y = points[-1]
    drawn = polyline(points, colour, width, dashes) + label(
        course.letter, end_x + 14, end_y, colour
    )
    if course.month is not None and course.month < len(points):
        drawn += disc(*points[course.month], 13, stroke=colour)
    return drawn


def _money(value: float, group_sign: str) -> str:
    number = f"{abs(value):,.0f}".replace(",", group_sign)
    return f"−{number}" if value < 0 else number
