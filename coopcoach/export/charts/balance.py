"""Giving and taking as one partner sees it: two bars from one middle."""

from __future__ import annotations

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts.ink import Ink, box, line, picture, words

_HEIGHT = 54
_WIDTH = 940
_MIDDLE = _WIDTH / 2
_LONGEST = 400
_GAP = 12


class Balance(Frozen):
    """What is given and taken, as sums of weights; ``longest`` is the longest bar of those compared."""

    title: str
    given: int
    taken: int
    longest: int


def draw_balance(chart: Balance, ink: Ink) -> str:
    """Return what is given to the left, filled, and what is taken to the right, hollow."""
    share = _LONGEST / max(1, chart.longest)
    given, taken = chart.given * share, chart.taken * share
    parts = [
        line(_MIDDLE, 0, _MIDDLE, _HEIGHT, ink.text),
        words(str(chart.given), _MIDDLE - given - _GAP, _HEIGHT / 2, ink.text, anchor="end"),
        words(str(chart.taken), _MIDDLE + taken + _GAP, _HEIGHT / 2, ink.text),
    ]
    if given:
        parts.append(box(_MIDDLE - given, 8, given, _HEIGHT - 16, fill=ink.first, stroke=ink.first))
    if taken:
        parts.append(box(_MIDDLE, 8, taken, _HEIGHT - 16, stroke=ink.first))
    return picture(chart.title, _WIDTH, _HEIGHT, parts)
