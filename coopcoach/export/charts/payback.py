"""What a cooperation costs and brings month by month, and the month in which it has paid for itself."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts.ink import LETTER, Ink, disc, line, picture, words

_WIDTH, _HEIGHT = 1500, 520
_LEFT, _RIGHT, _TOP, _BOTTOM = 190, 90, 30, 70
_MOST_LABELS = 12

Style = Literal["first", "second", "both"]


class Course(Frozen):
    """The running sum at the end of each month, from the first on; ``month`` is when it has paid."""

    style: Style
    letter: str
    sums: tuple[Decimal, ...]
    month: int | None = None


class PayBack(Frozen):
    """The courses of both partners and of both together; ``money`` names the axis."""

    title: str
    money: str
    months: str
    courses: tuple[Course, ...]
    group_sign: str = "."


def running_sums(
    outlay: Decimal, gain: Decimal, from_month: int, months: int
) -> tuple[Decimal, ...]:
    """Return what is left at the end of each month: the outlay begins at once, the gain later."""
    sums, left = [], Decimal(0)
    for month in range(1, months + 1):
        left += (gain if month >= from_month else Decimal(0)) - outlay
        sums.append(left)
    return tuple(sums)


def draw_payback(chart: PayBack, ink: Ink) -> str:
    """Return the courses over the months, with a disc where each has paid for itself."""
    frame = _framed(chart)
    parts = [*_grid(chart, frame, ink)]
    for course in chart.courses:
        sums = enumerate(course.sums, 1)
        points = [(frame.x(0), frame.y(0)), *((frame.x(n), frame.y(float(s))) for n, s in sums)]
        parts.append(_course(course, points, ink))
    return picture(chart.title, _WIDTH, _HEIGHT, parts)


class _Frame(Frozen):
    """What part of the plane is seen."""

    months: int
    low: float
    high: float
    step: float

    def x(self, month: int) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * month / self.months

    def y(self, value: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (self.high - value) / (self.high - self.low)


def _framed(chart: PayBack) -> _Frame:
    sums = [0.0, *(float(value) for course in chart.courses for value in course.sums)]
    step = _step(max(sums) - min(sums))
    low = math.floor(min(sums) / step) * step
    high = max(math.ceil(max(sums) / step) * step, low + step)
    months = max(1, *(len(course.sums) for course in chart.courses))
    return _Frame(months=months, low=low, high=high, step=step)


def _grid(chart: PayBack, frame: _Frame, ink: Ink) -> Iterator[str]:
    right = _WIDTH - _RIGHT
    for n in range(round((frame.high - frame.low) / frame.step) + 1):
        value = frame.low + n * frame.step
        y = frame.y(value)
        is_zero = abs(value) < frame.step / 1000
        yield line(_LEFT, y, right, y, ink.text if is_zero else ink.line, 5 if is_zero else 3)
        yield words(_money(value, chart.group_sign), _LEFT - 14, y, ink.quiet, anchor="end")
    every = math.ceil(frame.months / _MOST_LABELS)
    for month in range(every, frame.months + 1, every):
        below = _HEIGHT - _BOTTOM + 26
        yield words(str(month), frame.x(month), below, ink.quiet, anchor="middle")
    yield words(chart.money, 0, _TOP - 14, ink.quiet, size=LETTER - 2)
    yield words(chart.months, right, _HEIGHT - 14, ink.quiet, anchor="end", size=LETTER - 2)


def _course(course: Course, points: list[tuple[float, float]], ink: Ink) -> str:
    colour, dash, width = {
        "first": (ink.first, "", 9),
        "second": (ink.second, ' stroke-dasharray="26 16"', 9),
        "both": (ink.text, ' stroke-dasharray="4 12"', 11),
    }[course.style]
    path = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
    drawn = (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
    )
    end_x, end_y = points[-1]
    drawn += words(course.letter, end_x + 14, end_y, colour)
    if course.month is not None and course.month < len(points):
        drawn += disc(*points[course.month], 13, stroke=colour)
    return drawn


def _step(span: float) -> float:
    """A round step of which four or five fill the height."""
    rough = max(span, 1) / 4
    size = 10.0 ** math.floor(math.log10(rough))
    return next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)


def _money(value: float, group_sign: str) -> str:
    number = f"{abs(value):,.0f}".replace(",", group_sign)
    return f"−{number}" if value < 0 else number
