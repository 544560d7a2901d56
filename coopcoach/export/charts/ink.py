"""The few strokes that all charts are drawn with. Lengths are tenths of a millimetre."""

from __future__ import annotations

import html
from collections.abc import Iterable

from coopcoach.domain.exercise import Frozen

FONT = "Coopcoach Sans"
# Letters of 8 points.
LETTER = 28


class Ink(Frozen):
    """The colours of a chart: ``first`` and ``second`` are the partners', the rest is grey."""

    first: str = "#14506b"
    second: str = "#9a4a12"
    soft: str = "#b8cad2"
    line: str = "#bcc7ce"
    text: str = "#1d2a33"
    quiet: str = "#55636d"


def picture(title: str, width: float, height: float, parts: Iterable[str]) -> str:
    """Return a whole SVG with what it shows in words."""
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


def box(
    x: float, y: float, width: float, height: float, *, stroke: str, fill: str = "#ffffff"
) -> str:
    """Return a rectangle; its stroke lies within."""
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


def diamond(x: float, y: float, radius: float, *, stroke: str, fill: str = "#ffffff") -> str:
    """Return a square on its corner."""
    points = f"{_n(x)},{_n(y - radius)} {_n(x + radius)},{_n(y)} {_n(x)},{_n(y + radius)} {_n(x - radius)},{_n(y)}"
    return f'<polygon points="{points}" fill="{fill}" stroke="{stroke}" stroke-width="5"/>'


def words(
    text: str, x: float, y: float, colour: str, *, anchor: str = "start", size: float = LETTER
) -> str:
    """Return one line of letters; ``y`` is their middle."""
    return (
        f'<text x="{_n(x)}" y="{_n(y + size * 0.35)}" text-anchor="{anchor}" font-family="{FONT}" '
        f'font-weight="600" font-size="{_n(size)}" fill="{colour}">{html.escape(text)}</text>'
    )


def letters_of(names: tuple[str, str]) -> tuple[str, str]:
    """Return what stands for each of two names in a chart: their first letters, or 1 and 2."""
    first, second = (next((c for c in name if c.isalpha()), "").upper() for name in names)
    if not first or not second or first == second or len(first + second) != 2:
        return "1", "2"
    return first, second


def marker(which: int, letter: str, x: float, y: float, ink: Ink) -> str:
    """Return the sign of a partner with their letter: a filled disc or a hollow diamond."""
    if which == 0:
        return disc(x, y, 19, stroke=ink.first, fill=ink.first) + words(
            letter, x, y, "#ffffff", anchor="middle", size=24
        )
    return diamond(x, y, 25, stroke=ink.second) + words(
        letter, x, y, ink.text, anchor="middle", size=24
    )


def _n(value: float) -> str:
    """A number as SVG wants it, always with the same digits."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
