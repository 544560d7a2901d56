"""The way through the session: the five points between arriving and closing, and where we are."""

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

# A sign of its own for each state: none is told by its colour alone.
_DONE, _HERE, _AHEAD = "✓", "▶", "·"


@dataclass(frozen=True)
class Stop:
    """One point on the way."""

    point: Point
    is_here: bool
    is_done: bool


def stop_label(stop: Stop, t: Translator, *, short: bool) -> str:
    """Return a stop in words; in short, only the present one has its name, the five their number."""
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
    """The stops in one line; a click on one goes there."""

    DEFAULT_CSS: ClassVar[str] = """
    PathBar { height: 1; padding: 0 1; background: $surface; }
    PathBar > _Step { width: auto; margin: 0 2 0 0; color: $text-muted; }
    PathBar > _Step.-here { color: $text; text-style: bold; }
    PathBar > _Step:hover { text-style: underline; }
    """

    class Chosen(Message):
        """Somebody clicked on a point."""

        def __init__(self, point: Point) -> None:
            super().__init__()
            self.point = point

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.t = t
        self._stops: tuple[Stop, ...] = ()
        self._steps = {point: _Step(point) for point in POINTS}

    def compose(self) -> ComposeResult:
        """One step for each point."""
        yield from self._steps.values()

    def show(self, stops: tuple[Stop, ...]) -> None:
        """Show these stops; a point that is not on the agenda is left out."""
        self._stops = stops
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """Spell the names out where there is room."""
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
