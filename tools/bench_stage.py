"""Measure what each key of the stage costs beside a bare Textual screen: `python -m tools.bench_stage`.

The sample is opened at 200×60. A row names the CPU time from a key to the settled screen, and that of a bare Textual
app that mounts as many widgets of the same kinds. The least of several runs counts: the others hold the garbage
collector and the caches of the machine.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from textual.app import App, ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static, TextArea

from coopcoach.i18n import translator
from coopcoach.services.demo.sample import make_demo
from coopcoach.services.session.stage import Stage
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.stage.stage import StageScreen
from tools.sample import NOW

SIZE: Final = (200, 60)
TIMES: Final = 4
# Seconds.
SETTLED: Final = 0.05
# Milliseconds of CPU that a key may cost.
MOST: Final = 150
EXERCISE: Final = "goal-why"
# A name, the keys before it, the key that is measured, and the keys after it.
STEPS: Final = (
    ("reveal: the question", ("f8", "f8", "f8"), "ctrl+r", ("escape", "f3", "f3", "f3")),
    ("next answer", (), "right", ("left",)),
    ("joint page", (), "2", ("f3",)),
    ("a letter in the joint answer", ("2",), "a", ("backspace", "f3")),
    ("Tab on the joint page", ("2",), "shift+tab", ("f3",)),
    ("next exercise", ("f8", "f8"), "f8", ("f3", "f3", "f3")),
    ("ground rules", (), "f4", ("escape",)),
    ("new rule: the library", ("f4",), "ctrl+a", ("escape", "escape")),
    ("actions", (), "ctrl+n", ("escape",)),
    ("new action: the form", ("ctrl+n",), "ctrl+a", ("escape", "escape")),
    ("agenda", (), "ctrl+o", ("escape",)),
    ("close", (), "f2", ("escape",)),
    ("curtain", (), "ctrl+l", ("ctrl+l",)),
    ("big mode", (), "f12", ("f12",)),
    ("theme", (), "alt+t", ("alt+t",)),
    ("help", (), "f1", ("escape",)),
)
_KINDS: Final = (TextArea, Input, Button, OptionList, Static, Widget)


class Bare(App[None]):
    """An app with one container."""

    def compose(self) -> ComposeResult:
        """Lay out the container."""
        yield Vertical(id="all")


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each when the screen has settled."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is done any more: several times, as one message can lead to others."""
    for _ in range(4):
        await pilot.pause(SETTLED)


async def cpu(pilot: Pilot[Any], key: str) -> float:
    """Return the milliseconds of CPU from a key to the settled screen."""
    before = time.process_time()
    await press(pilot, key)
    return (time.process_time() - before) * 1000


def kinds(app: App[Any]) -> Counter[type[Widget]]:
    """Return how many widgets of each kind are on the screen; containers count as `Widget`."""
    widgets = app.screen.query("*")
    return Counter(next(kind for kind in _KINDS if isinstance(w, kind)) for w in widgets)


async def bare(pilot: Pilot[Any], count: Counter[type[Widget]]) -> float:
    """Return the milliseconds of CPU in which a bare screen mounts as many widgets of these kinds."""
    room = pilot.app.query_one("#all")
    await room.remove_children()
    await settle(pilot)
    before = time.process_time()
    made = [_made(kind) for kind, number in count.items() for _ in range(number)]
    await room.mount(VerticalScroll(*made))
    await settle(pilot)
    return (time.process_time() - before) * 1000


def _made(kind: type[Widget]) -> Widget:
    if kind is Static:
        return Static("A line of text, as a stage has it.")
    if kind is Button:
        return Button("A button")
    return Vertical() if kind is Widget else kind()


@dataclass(frozen=True)
class Measured:
    """What a key cost in milliseconds, the least of several runs, and the widgets on the screen after it."""

    name: str
    spent: float
    widgets: Counter[type[Widget]]


async def reveals(folder: Path, slug: str) -> Measured:
    """Measure the reveal in copies of a workspace, as it cannot be undone."""
    spent: list[float] = []
    widgets: Counter[type[Widget]] = Counter()
    for turn in range(TIMES):
        copy = folder.with_name(f"{folder.name}-{turn}")
        shutil.copytree(folder, copy)
        stage = stage_of(copy, slug)
        stage.go_to(EXERCISE)
        app = CoopcoachApp(stage.t, StageScreen(stage))
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot)
            await press(pilot, "ctrl+r", "left")
            spent.append(await cpu(pilot, "enter"))
            widgets = kinds(app)
        assert stage.session.is_revealed(EXERCISE)
    return Measured("reveal", min(spent), widgets)


async def steps(stage: Stage) -> list[Measured]:
    """Measure each step of `STEPS` in one app."""
    app = CoopcoachApp(stage.t, StageScreen(stage))
    measured = []
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        for name, first, key, last in STEPS:
            spent: list[float] = []
            widgets: Counter[type[Widget]] = Counter()
            for _ in range(TIMES):
                await press(pilot, *first)
                spent.append(await cpu(pilot, key))
                widgets = kinds(app)
                await press(pilot, *last)
            measured.append(Measured(name, min(spent), widgets))
    return measured


async def floors(measured: list[Measured]) -> list[float]:
    """Return the milliseconds in which a bare screen mounts the widgets of each step."""
    async with Bare().run_test(size=SIZE) as pilot:
        await settle(pilot)
        return [min([await bare(pilot, m.widgets) for _ in range(TIMES)]) for m in measured]


def stage_of(folder: Path, slug: str) -> Stage:
    """Return the stage of the sample, which is in a workspace."""
    return Stage(Workspace(folder), slug, translator("de"), lambda: NOW)


def main() -> int:
    """Measure, and print the table; return 1 where a key costs more than allowed."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "sample"
        demo = make_demo(folder, translator("de"), lambda: NOW)
        measured = [asyncio.run(reveals(demo.workspace.root, demo.slug))]
        stage = stage_of(demo.workspace.root, demo.slug)
        stage.go_to(EXERCISE)
        revealed = stage.here
        assert revealed is not None
        stage.reveal(revealed)
        measured += asyncio.run(steps(stage))
        beside = asyncio.run(floors(measured))
    print(f"stage at {SIZE[0]}×{SIZE[1]}, least of {TIMES}, milliseconds of CPU")
    print(f"{'key':32}{'stage':>8}{'bare':>8}{'widgets':>9}")
    for step, floor in zip(measured, beside, strict=True):
        mark = "  more than allowed" if step.spent > MOST else ""
        print(f"{step.name:32}{step.spent:8.0f}{floor:8.0f}{step.widgets.total():9}{mark}")
    return int(any(step.spent > MOST for step in measured))


if __name__ == "__main__":
    sys.exit(main())
