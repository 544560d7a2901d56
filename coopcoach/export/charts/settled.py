"""How much was settled at one point: a square for each joint answer, a disc for each ground rule."""

from __future__ import annotations

from coopcoach.domain.exercise import Frozen
from coopcoach.export.charts.ink import Ink, box, disc, line, picture, words

_STEP = 38
_HEIGHT = 44
_MIDDLE = _HEIGHT / 2
# More than these are a number.
_MOST = 6


class Settled(Frozen):
    """Joint answers, ground rules that are agreed, and proposals that are not."""

    title: str
    joint: int
    agreed: int
    open: int
    width: int = 470


def draw_settled(chart: Settled, ink: Ink) -> str:
    """Return a row of signs: filled is agreed, hollow is still open."""
    parts: list[str] = []
    x = 0.0
    for x, which in _signs(chart):
        if which == "joint":
            parts.append(box(x, 6, 32, 32, fill=ink.soft, stroke=ink.first))
        elif which in {"agreed", "open"}:
            fill = ink.first if which == "agreed" else "#ffffff"
            parts.append(disc(x + 17, _MIDDLE, 14, stroke=ink.first, fill=fill))
        else:
            parts.append(words(which, x, _MIDDLE, ink.text))
    if not parts:
        parts.append(line(0, _MIDDLE, 30, _MIDDLE, ink.quiet))
    return picture(chart.title, max(chart.width, x + 34), _HEIGHT, parts)


def _signs(chart: Settled) -> list[tuple[float, str]]:
    """Where each sign stands, in three groups; a group that is too long is one sign and its number."""
    found: list[tuple[float, str]] = []
    x = 0.0
    for which, count in (("joint", chart.joint), ("agreed", chart.agreed), ("open", chart.open)):
        if not count:
            continue
        if count > _MOST:
            found += [(x, which), (x + _STEP, f"× {count}")]
            x += _STEP * (2 + len(str(count)))
        else:
            found += [(x + n * _STEP, which) for n in range(count)]
            x += count * _STEP
        x += _STEP / 2
    return found
