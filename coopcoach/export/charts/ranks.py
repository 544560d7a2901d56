"""The rank of one option as a bar: the higher the rank, the longer."""

from __future__ import annotations

from typing import Literal

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts.drawing import Ink, box, label, svg

_HEIGHT = 44
_LONGEST = 300
_SHORTEST = 50


class RankChart(Frozen):
    """A rank of ``of`` in the ranking of the first (0) or second (1) partner."""

    title: str
    which: Literal[0, 1]
    rank: int
    of: int

    def draw(self, ink: Ink) -> str:
        """Return the SVG: the first partner's bar grows to the left, the second's to the right."""
        share = (self.of - min(self.rank, self.of)) / max(1, self.of - 1)
        long = _SHORTEST + (_LONGEST - _SHORTEST) * share
        if self.which == 0:
            left, x = _LONGEST - long, _LONGEST - 25
            fill, stroke, colour = ink.first, ink.first, "#ffffff"
        else:
            left, x = 0.0, 25
            fill, stroke, colour = "#ffffff", ink.second, ink.text
        bar = box(left, 2, long, _HEIGHT - 4, fill=fill, stroke=stroke)
        number = label(str(self.rank), x, _HEIGHT / 2, colour, anchor="middle")
        return svg(self.title, _LONGEST, _HEIGHT, [bar, number])
