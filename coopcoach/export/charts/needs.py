"""A need that meets an offer: an arrow from the partner who offers."""

from __future__ import annotations

from typing import Literal

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts.drawing import Ink, disc, line, svg

_WIDTH = 300
_HEIGHT = 44
_MIDDLE = _HEIGHT / 2
_ENDS = (26, _WIDTH - 26)
_RADIUS = 15
_HEAD = 24

Need = Literal["need", "offer", "not-now"]


class NeedsChart(Frozen):
    """Both partners' choices for one thing; None where nothing is shown."""

    title: str
    first: Need | None
    second: Need | None

    def draw(self, ink: Ink) -> str:
        """Return the SVG: a filled disc offers, a hollow one needs, a dash does neither."""
        sides = (self.first, self.second)
        parts = [_side(side, x, ink) for side, x in zip(sides, _ENDS, strict=True)]
        if sides == ("offer", "need"):
            parts.append(_arrow(_ENDS[0], _ENDS[1], ink))
        elif sides == ("need", "offer"):
            parts.append(_arrow(_ENDS[1], _ENDS[0], ink))
        return svg(self.title, _WIDTH, _HEIGHT, parts)


def _side(side: Need | None, x: float, ink: Ink) -> str:
    match side:
        case "offer":
            return disc(x, _MIDDLE, _RADIUS, stroke=ink.text, fill=ink.text)
        case "need":
            return disc(x, _MIDDLE, _RADIUS, stroke=ink.text)
        case "not-now":
            return line(x - 9, _MIDDLE, x + 9, _MIDDLE, ink.quiet)
    return ""


def _arrow(start: float, end: float, ink: Ink) -> str:
    ahead = 1 if end > start else -1
    tip = end - ahead * (_RADIUS + 8)
    head = (
        f"{tip},{_MIDDLE} {tip - ahead * _HEAD},{_MIDDLE - 11} {tip - ahead * _HEAD},{_MIDDLE + 11}"
    )
    shaft = line(start + ahead * (_RADIUS + 8), _MIDDLE, tip - ahead * _HEAD, _MIDDLE, ink.first, 9)
    return f'{shaft}<polygon points="{head}" fill="{ink.first}"/>'
