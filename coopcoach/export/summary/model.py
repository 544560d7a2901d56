"""The report model of the summary."""

from __future__ import annotations

from datetime import date as Date
from typing import Literal

from coopcoach.domain.exercise import Frozen, Point
from coopcoach.domain.session import Action
from coopcoach.export.charts import DumbbellChart, SettledChart
from coopcoach.export.document import (
    ParkedView,
    PartnerAnswerView,
    PromptView,
    RuleView,
    SessionDocument,
)
from coopcoach.export.figures.model import Figure
from coopcoach.markup.answer_view import AnswerView


class ExerciseView(Frozen):
    """An exercise: its joint answers, the note of both partners, and their own answers."""

    title: str
    joint: tuple[PromptView, ...]
    note: AnswerView | None
    own: tuple[PromptView, ...]


class Chapter(Frozen):
    """The exercises of one point, a chart of its results, and both positions on its first scale."""

    point: Point
    number: int
    title: str
    exercises: tuple[ExerciseView, ...]
    settled: SettledChart | None = None
    scale: DumbbellChart | None = None
    scale_label: str = ""

    @property
    def settled_exercises(self) -> tuple[ExerciseView, ...]:
        """The exercises with joint answers or a note."""
        return tuple(e for e in self.exercises if e.joint or e.note)

    @property
    def own_exercises(self) -> tuple[ExerciseView, ...]:
        """The exercises with own answers, which are printed in the appendix."""
        return tuple(e for e in self.exercises if e.own)

    @property
    def anchor(self) -> str:
        """The target of links to the chapter."""
        return f"point-{self.point}"


class OpenPointView(Frozen):
    """The open things of one point: numbers of proposals, and titles of exercises."""

    title: str
    in_discussion: int
    parked: int
    dropped: int
    exercises: tuple[str, ...]


class DueView(Frozen):
    """Something due on a day to come, and the numbers of the ground rules it is about."""

    on: Date
    kind: Literal["first-win", "action", "look-again", "trial", "review", "meeting"]
    what: str = ""
    rules: tuple[int, ...] = ()


class DueDayView(Frozen):
    """A day to come and everything due on it."""

    on: Date
    dues: tuple[DueView, ...]


class Summary(SessionDocument):
    """The summary of a session."""

    goal: str
    first_win: str
    first_win_on: Date | None
    opening: Chapter | None
    chapters: tuple[Chapter, ...]
    closing: Chapter | None
    rules: tuple[RuleView, ...]
    meeting: DueView | None
    days: tuple[DueDayView, ...]
    more_dates: int
    actions: tuple[Action, ...]
    parked: tuple[ParkedView, ...]
    open: tuple[OpenPointView, ...]
    commitment: tuple[PartnerAnswerView, ...]
    commitment_figure: Figure | None
    consents: tuple[str, ...]
    shows_own_answers: bool

    @property
    def parts(self) -> tuple[Chapter, ...]:
        """The opening, the chapters and the closing, as far as there are any."""
        around = (self.opening, *self.chapters, self.closing)
        return tuple(part for part in around if part is not None)

    @property
    def on_trial(self) -> int:
        """The number of ground rules on trial."""
        return sum(rule.trial_until is not None for rule in self.rules)

    @property
    def to_do(self) -> int:
        """The number of open actions."""
        return sum(not action.done for action in self.actions)

    @property
    def has_begun(self) -> bool:
        """Whether there is any result."""
        return bool(self.rules or any(chapter.exercises for chapter in self.chapters))
