"""Giving and taking from one partner's view: two bars from a middle line."""

from __future__ import annotations

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts.drawing import Ink, box, label, line, svg

_HEIGHT = 54
_WIDTH = 940
_MIDDLE = _WIDTH / 2
_LONGEST = 400
_GAP = 12


class BalanceChart(Frozen):
    """The given and the taken weights of one partner; ``longest`` is the largest sum of both partners."""

    title: str
    given: int
    taken: int
    longest: int

    def draw(self, ink: Ink) -> str:
        """Return the SVG: given to the left, filled; taken to the right, hollow."""
        share = _LONGEST / max(1, self.longest)
        given, taken = self.given * share, self.taken * share
        parts = [
            line(_MIDDLE, 0, _MIDDLE, _HEIGHT, ink.text),
            label(str(self.given), _MIDDLE - given - _GAP, _HEIGHT / 2, ink.text, anchor="end"),
            label(str(self.taken), _MIDDLE + taken + _GAP, _HEIGHT / 2, ink.text),
        ]
        if given:
            left = _MIDDLE - given
            parts.append(box(left, 8, given, _HEIGHT - 16, fill=ink.first, stroke=ink.first))
        if taken:
            parts.append(box(_MIDDLE, 8, taken, _HEIGHT - 16, stroke=ink.first))
        return svg(self.title, _WIDTH, _HEIGHT, parts)
