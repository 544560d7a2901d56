"""The agenda by the clock, for the coach: when what begins, where the time goes, what is left for each point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from textual.content import Content

from coopcoach.domain.exercise import Exercise
from coopcoach.domain.schedule import Planned
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.tui.widgets.drawings.lines import fitted
from coopcoach.tui.widgets.frame.sanitize import one_line
from coopcoach.tui.widgets.frame.width_aware import WidthAware
from coopcoach.wording.labels import point_title
from coopcoach.wording.pace import ahead_words

# Cells: of a minute in a bar, of the widest bar, of the clock time and the minutes around the title.
_PER_MINUTE: Final = 1
_WIDEST: Final = 24
_AROUND: Final = 22
_NARROWEST: Final = 16
_SPENT, _LEFT, _OVER = "█", "░", "▓"


class AgendaView(WidthAware):
    """The agenda by the clock.

    Args:
        window: The session.
    """

    def __init__(self, window: PrivateWindow) -> None:
        super().__init__(self._drawn)
        self._window = window
        self.t = window.t

    def tick(self) -> None:
        """Show the time as it is now."""
        self._made = None
        self.refresh(layout=True)

    def _drawn(self, width: int) -> list[Content]:
        t, window = self.t, self._window
        items = window.schedule
        ends = t("The session ends at {time}", time=t.time(window.ends_at))
        head = Content(f"{ends}, {ahead_words(window.pace, t)}").stylize("bold")
        return [head, *self._item_lines(items, width)]

    def _item_lines(self, items: tuple[Planned, ...], width: int) -> Iterator[Content]:
        t = self.t
        exercises = {exercise.id: exercise for exercise in self._window.exercises}
        longest = max((max(_minutes(p.spent), p.item.minutes) for p in items), default=0)
        # A title has the room that no bar needs.
        bar = min(_WIDEST, longest * _PER_MINUTE, max(width - _AROUND - _NARROWEST, 0))
        title_width = max(width - _AROUND - bar, 8)
        point = ""
        for planned in items:
            exercise = exercises.get(planned.item.exercise)
            if exercise is not None and exercise.point != point:
                point = exercise.point
                yield Content("")
                left = _minutes(_left_for(point, items, exercises))
                of_point = t.plural("{n} minute left", "{n} minutes left", max(left, 0))
                yield Content(f"{point_title(exercise.point, t)}: {of_point}").stylize("bold")
            title = one_line(exercise.title if exercise else planned.item.title)
            sign = "▶" if planned.is_here else "✓" if planned.item.done else "·"
            clock = t.time(planned.begins) if planned.begins else ""
            spent, all_ = _minutes(planned.spent), planned.item.minutes
            minutes = f"{spent}/{all_}" if spent or planned.is_here else str(all_)
            words = (
                f"{sign} {clock:>8} {fitted(title, title_width)} {minutes:>7}  {_bar(planned, bar)}"
            )
            line = Content(words.rstrip())
            yield line.stylize("bold") if planned.is_here else line


def _left_for(
    point: str, items: tuple[Planned, ...], exercises: Mapping[str, Exercise]
) -> timedelta:
    """Return the planned time that is left for the exercises of a point that are not done."""
    return sum(
        (
            max(planned.left, timedelta())
            for planned in items
            if not planned.item.done
            and planned.item.exercise in exercises
            and exercises[planned.item.exercise].point == point
        ),
        timedelta(),
    )


def _bar(planned: Planned, width: int) -> str:
    """Return a cell for each minute: spent, left, or over the planned time."""
    spent, all_ = _minutes(planned.spent) * _PER_MINUTE, planned.item.minutes * _PER_MINUTE
    over = max(spent - all_, 0)
    cells = _SPENT * min(spent, all_) + _LEFT * max(all_ - spent, 0) + _OVER * over
    return cells if len(cells) <= width else cells[: max(width - 1, 0)] + "…" * bool(width)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
