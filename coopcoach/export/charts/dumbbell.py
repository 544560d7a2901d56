"""The positions of both partners on one scale."""

from __future__ import annotations

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts.drawing import Ink, line, marker, svg

_EDGE = 30
_HEIGHT = 60
_MIDDLE = _HEIGHT / 2
_WIDE = 46
# More ticks merge into a grey bar.
_MOST_TICKS = 21


class DumbbellChart(Frozen):
    """The value of each partner; None where it is not shown."""

    title: str
    letters: tuple[str, str]
    minimum: int
    maximum: int
    first: int | None
    second: int | None
    width: int = 620

    def draw(self, ink: Ink) -> str:
        """Return the SVG: the scale with its ticks and a marker for each partner."""
        positions = [self._x(value) for value in (self.first, self.second)]
        parts = [line(_EDGE, _MIDDLE, self.width - _EDGE, _MIDDLE, ink.line)]
        parts.extend(self._ticks(ink))
        shown = [x for x in positions if x is not None]
        if len(shown) == 2:
            parts.append(line(shown[0], _MIDDLE, shown[1], _MIDDLE, ink.text, 9))
        for which, x in enumerate(_apart(positions)):
            if x is not None:
                parts.append(marker(which, self.letters[which], x, _MIDDLE, ink))
        return svg(self.title, self.width, _HEIGHT, parts)

    def _ticks(self, ink: Ink) -> list[str]:
        if self.maximum - self.minimum >= _MOST_TICKS:
            return []
        steps = range(self.minimum, self.maximum + 1)
        ticks = [x for step in steps if (x := self._x(step)) is not None]
        return [line(x, _MIDDLE - 9, x, _MIDDLE + 9, ink.line) for x in ticks]

    def _x(self, value: int | None) -> float | None:
        if value is None:
            return None
        span = max(1, self.maximum - self.minimum)
        within = min(max(value, self.minimum), self.maximum) - self.minimum
        return _EDGE + (self.width - 2 * _EDGE) * within / span


def _apart(positions: list[float | None]) -> list[float | None]:
    """Move overlapping markers side by side; at the same value the first goes to the left."""
    first, second = positions
    if first is None or second is None or abs(first - second) >= _WIDE:
        return positions
    middle, half = (first + second) / 2, _WIDE / 2
    return [middle - half, middle + half] if first <= second else [middle + half, middle - half]
