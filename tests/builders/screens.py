"""What stands on the screen, cell by cell: its text, and how far it stands out."""

from __future__ import annotations

from collections.abc import Iterator

from rich.segment import Segment
from textual.app import App
from textual.color import Color

# Frames, scrollbars and blocks are no text.
_DRAWN = range(0x2500, 0x25A0)
LEAST = 7.0


def lines(app: App[object]) -> list[str]:
    """The lines of the screen."""
    return ["".join(segment.text for segment in line) for line in _strips(app)]


def text(app: App[object]) -> str:
    """The whole screen."""
    return "\n".join(line.rstrip() for line in lines(app))


def faint(app: App[object], within: str = "") -> list[str]:
    """The texts that stand out too little, each with its contrast.

    Args:
        app: The running app.
        within: A selector; what stands outside of that widget is not looked at.
    """
    region = app.screen.query_one(within).region if within else app.screen.region
    found = []
    for y, line in enumerate(_strips(app)):
        x = 0
        for segment in line:
            here = region.contains(x, y) or region.contains(x + segment.cell_length - 1, y)
            x += segment.cell_length
            words = "".join(c for c in segment.text if ord(c) not in _DRAWN).strip()
            if here and words and _contrast(segment) < LEAST:
                found.append(f"{y}: {words!r} {_contrast(segment):.1f}")
    return found


def _strips(app: App[object]) -> Iterator[list[Segment]]:
    for strip in app.screen._compositor.render_strips(app.size):
        yield list(strip)


def _contrast(segment: Segment) -> float:
    style = segment.style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    ink, paper = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    if style.dim:
        ink = paper.blend(ink, 0.5)
    return _ratio(ink, paper)


def _ratio(one: Color, other: Color) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    """Relative luminance as WCAG defines it."""
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
