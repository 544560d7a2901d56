"""The results at one point: a square for each joint answer, a disc for each ground rule."""

from __future__ import annotations

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts.drawing import Ink, box, disc, label, line, svg

_STEP = 38
_HEIGHT = 44
_MIDDLE = _HEIGHT / 2
# More signs of one kind become one sign and a number.
_MOST = 6


class SettledChart(Frozen):
    """The numbers of joint answers, agreed ground rules and open proposals."""

    title: str
    joint: int
    agreed: int
    open: int
    width: int = 470

    def draw(self, ink: Ink) -> str:
        """Return the SVG: a row of signs; a filled disc is agreed, a hollow one open."""
        parts: list[str] = []
        x = 0.0
        for x, sign in self._signs():
            if sign == "joint":
                parts.append(box(x, 6, 32, 32, fill=ink.soft, stroke=ink.accent))
            elif sign in {"agreed", "open"}:
                fill = ink.accent if sign == "agreed" else "#ffffff"
                parts.append(disc(x + 17, _MIDDLE, 14, stroke=ink.accent, fill=fill))
            else:
                parts.append(label(sign, x, _MIDDLE, ink.text))
        if not parts:
            parts.append(line(0, _MIDDLE, 30, _MIDDLE, ink.quiet))
        return svg(self.title, max(self.width, x + 34), _HEIGHT, parts)

    def _signs(self) -> list[tuple[float, str]]:
        """Return the position and the kind of each sign, or the text after a sign for many."""
        signs: list[tuple[float, str]] = []
        x = 0.0
        for kind, count in (("joint", self.joint), ("agreed", self.agreed), ("open", self.open)):
            if not count:
                continue
            if count > _MOST:
                signs += [(x, kind), (x + _STEP, f"× {count}")]
                x += _STEP * (2 + len(str(count)))
            else:
                signs += [(x + n * _STEP, kind) for n in range(count)]
                x += count * _STEP
            x += _STEP / 2
        return signs
