"""Apps for Pilot, keys pressed in them, and their screens cell by cell: text and contrast."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

from rich.segment import Segment
from textual import events
from textual.app import App
from textual.color import Color
from textual.pilot import Pilot

from coopcoach.i18n import translator
from coopcoach.services.session.stage import Stage
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.desk import DeskScreen
from coopcoach.tui.screens.stage.stage import StageScreen
from tests.builders.sessions import clock

SMALL, LARGE = (80, 24), (200, 60)
PATIENCE = 20
"""Seconds until something that does not happen is a failure."""
# Frames, scrollbars and blocks.
_GRAPHICS = range(0x2500, 0x25A0)
LEAST = 7.0


def app_of(stage: Stage) -> CoopcoachApp:
    """Return an app that shows a stage."""
    return CoopcoachApp(stage.t, StageScreen(stage))


def desk_of(workspace: Workspace, lang: str = "en") -> CoopcoachApp:
    """Return an app that shows the desk."""
    t = translator(lang)
    return CoopcoachApp(t, DeskScreen(workspace, t, clock))


async def until(pilot: Pilot[Any], is_so: Callable[[], object]) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():
            await pilot.pause()
    await pilot.pause()


async def keys(pilot: Pilot[Any], *pressed: str) -> None:
    """Press keys one by one, each when the screen has settled."""
    for key in pressed:
        await pilot.press(key)
        await pilot.pause()
        await pilot.pause()


async def typed(pilot: Pilot[Any], words: str) -> None:
    """Type words into the field that has the focus: the first letter, which may open it, and the rest at once."""
    names = {" ": "space", ".": "full_stop", ",": "comma"}
    await pilot.press(names.get(words[0], words[0]))
    await pilot.pause()
    for letter in words[1:]:
        pilot.app.post_message(events.Key(names.get(letter, letter), letter))
    await pilot.pause()
    await pilot.pause()


def drawn(pilot: Pilot[Any]) -> str:
    """Return the whole screen."""
    return text(pilot.app)


def lines(app: App[Any]) -> list[str]:
    """Return the lines of the screen."""
    return ["".join(segment.text for segment in line) for line in _strips(app)]


def text(app: App[Any]) -> str:
    """Return the whole screen, without spaces at the ends of lines."""
    return "\n".join(line.rstrip() for line in lines(app))


def faint(app: App[Any], within: str = "") -> list[str]:
    """Return the texts whose contrast is below 7 : 1, each with its contrast.

    Args:
        app: The running app.
        within: A selector; only texts within that widget count.
    """
    region = app.screen.query_one(within).region if within else app.screen.region
    found = []
    for y, line in enumerate(_strips(app)):
        x = 0
        for segment in line:
            here = region.contains(x, y) or region.contains(x + segment.cell_length - 1, y)
            x += segment.cell_length
            words = "".join(c for c in segment.text if ord(c) not in _GRAPHICS).strip()
            if here and words and _contrast(segment) < LEAST:
                found.append(f"{y}: {words!r} {_contrast(segment):.1f}")
    return found


def _strips(app: App[Any]) -> Iterator[list[Segment]]:
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
