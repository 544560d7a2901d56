"""SVG elements that the charts are made of. Lengths are tenths of a millimetre."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable

from coopcoach.domain.exercise import Frozen
from coopcoach.wording.partner_colours import PARTNER_COLOURS

FONT = "Coopcoach Sans"
# 9 points.
LETTER = 32


class Ink(Frozen):
    """The colours of a chart: the partners', as on the screens, that of the branding, and greys."""

    first: str = PARTNER_COLOURS[0]
    second: str = PARTNER_COLOURS[1]
    accent: str = "#14506b"
    soft: str = "#b8cad2"
    line: str = "#bcc7ce"
    text: str = "#1d2a33"
    quiet: str = "#55636d"


def svg(title: str, width: float, height: float, parts: Iterable[str]) -> str:
    """Return a whole SVG image; screen readers read its title."""
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" '
        f'width="{_n(width / 10)}mm" height="{_n(height / 10)}mm">'
        f"<title>{html.escape(title)}</title>{''.join(parts)}</svg>"
    )


def line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 4) -> str:
    """Return a straight line."""
    return (
        f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" '
        f'stroke="{colour}" stroke-width="{_n(width)}"/>'
    )


def polyline(
    points: Iterable[tuple[float, float]], colour: str, width: int, dashes: str = ""
) -> str:
    """Return a line through points; ``dashes`` is an SVG dash pattern."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'
    )


def box(
    x: float, y: float, width: float, height: float, *, stroke: str, fill: str = "#ffffff"
) -> str:
    """Return a rectangle with the stroke inside its bounds."""
    return (
        f'<rect x="{_n(x + 2)}" y="{_n(y + 2)}" width="{_n(max(0, width - 4))}" '
        f'height="{_n(height - 4)}" fill="{fill}" stroke="{stroke}" stroke-width="4"/>'
    )


def disc(x: float, y: float, radius: float, *, stroke: str, fill: str = "#ffffff") -> str:
    """Return a circle."""
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" '
        f'fill="{fill}" stroke="{stroke}" stroke-width="5"/>'
    )


def diamond(x: float, y: float, radius: float, *, stroke: str) -> str:
    """Return a hollow square standing on a corner."""
    points = f"{_n(x)},{_n(y - radius)} {_n(x + radius)},{_n(y)} {_n(x)},{_n(y + radius)} {_n(x - radius)},{_n(y)}"
    return f'<polygon points="{points}" fill="#ffffff" stroke="{stroke}" stroke-width="5"/>'


def label(
    text: str, x: float, y: float, colour: str, *, anchor: str = "start", size: float = LETTER
) -> str:
    """Return one line of text, vertically centred on ``y``."""
    return (
        f'<text x="{_n(x)}" y="{_n(y + size * 0.35)}" text-anchor="{anchor}" font-family="{FONT}" '
        f'font-weight="600" font-size="{_n(size)}" fill="{colour}">{html.escape(text)}</text>'
    )


def letters_of(names: tuple[str, str]) -> tuple[str, str]:
    """Return the letters of two names in a chart: their distinct initials, else 1 and 2."""
    first, second = (next((c for c in name if c.isalpha()), "").upper() for name in names)
    if not first or not second or first == second or len(first + second) != 2:
        return "1", "2"
    return first, second


def marker(which: int, letter: str, x: float, y: float, ink: Ink) -> str:
    """Return a partner's marker with the letter: a filled disc for 0, a hollow diamond for 1."""
    if which == 0:
        return disc(x, y, 22, stroke=ink.first, fill=ink.first) + label(
            letter, x, y, "#ffffff", anchor="middle", size=LETTER
        )
    return diamond(x, y, 29, stroke=ink.second) + label(
        letter, x, y, ink.text, anchor="middle", size=LETTER
    )


def round_step(least: float) -> float:
    """Return the smallest step of the series 1, 2, 2.5, 5, 10, 20 … that is not below a positive number."""
    size = 10.0 ** math.floor(math.log10(least))
    return next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= least)


def _n(value: float) -> str:
    """Return a number with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
