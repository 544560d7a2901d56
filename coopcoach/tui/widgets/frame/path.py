"""The path through the session: its points, and the present one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.widgets import Static

from coopcoach.domain.exercise import FIVE_POINTS, POINTS, Point
from coopcoach.i18n import Translator
from coopcoach.wording.labels import POINT_LABELS

# A sign for each state, visible without colours.
_DONE, _HERE, _AHEAD = "✓", "▶", "·"


@dataclass(frozen=True)
class Stop:
    """One point on the path."""

    point: Point
    is_here: bool
    is_done: bool


def stop_label(stop: Stop, t: Translator, *, short: bool) -> str:
    """Return the label of a stop; a short one has its name only if it is the present one."""
    sign = _HERE if stop.is_here else _DONE if stop.is_done else _AHEAD
    name = t(POINT_LABELS[stop.point].short)
    if stop.point in FIVE_POINTS:
        number = FIVE_POINTS.index(stop.point) + 1
        name = f"{number} {name}" if not short or stop.is_here else str(number)
    return f"{sign} {name}"


class _Step(Static):
    def __init__(self, point: Point) -> None:
        super().__init__("", markup=False)
        self.point = point

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(PathBar.Chosen(self.point))


class PathBar(Horizontal):
    """The stops in one line."""

    DEFAULT_CSS: ClassVar[str] = """
    PathBar { height: 1; padding: 0 1; background: $surface; }
    PathBar > _Step { width: auto; margin: 0 2 0 0; color: $text-muted; }
    PathBar > _Step.-here { color: $text; text-style: bold; }
    PathBar > _Step:hover { text-style: underline; }
    """

    class Chosen(Message):
        """A stop was clicked."""

        def __init__(self, point: Point) -> None:
            super().__init__()
            self.point = point

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.t = t
        self._stops: tuple[Stop, ...] = ()
        self._steps = {point: _Step(point) for point in POINTS}

    def compose(self) -> ComposeResult:
        """Lay out a label for each point."""
        yield from self._steps.values()

    def show(self, stops: tuple[Stop, ...]) -> None:
        """Show stops; points without a stop are hidden."""
        self._stops = stops
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """Show full names where there is room."""
        del event
        self._draw()

    def _draw(self) -> None:
        labels = [stop_label(stop, self.t, short=False) for stop in self._stops]
        room = self.size.width - 2
        short = sum(len(label) + 2 for label in labels) > room
        shown = {stop.point: stop for stop in self._stops}
        for point, step in self._steps.items():
            step.display = point in shown
            if point in shown:
                step.update(Content(stop_label(shown[point], self.t, short=short)))
                step.set_class(shown[point].is_here, "-here")
