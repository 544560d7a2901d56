"""The summary of a session as a report model: everything that its pages say, before any page."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Literal

from coopcoach.domain.exercise import Frozen, Point
from coopcoach.domain.session import Partner
from coopcoach.export.answer_view import AnswerView, TableView
from coopcoach.export.charts import DumbbellChart, SettledChart
from coopcoach.export.figures.model import Figure


class GivenView(Frozen):
    """An answer and whose it is, where it is not both's; None where there is nothing to show.

    ``is_whole`` keeps it on one page.
    """

    name: str
    language: str
    answer: AnswerView | None
    is_whole: bool


class PromptView(Frozen):
    """A question, the joint answer to it, or the partners' own answers.

    ``figure`` shows both answers as a picture, ``matrix`` sets short ones side by side, row by row;
    ``is_wide`` sets the answers below each other, each in the whole width; ``is_whole`` keeps all of it on
    one page.
    """

    label: str
    answers: tuple[GivenView, ...]
    is_whole: bool
    is_wide: bool = False
    matrix: TableView | None = None
    figure: Figure | None = None

    @property
    def is_told(self) -> bool:
        """Whether nothing but remarks is left to be told beside the picture or the rows."""
        return self.matrix is not None or (self.figure is not None and self.figure.says_all)


class ExerciseView(Frozen):
    """An exercise: what was settled jointly, what both take from it, what each wrote alone."""

    title: str
    joint: tuple[PromptView, ...]
    note: AnswerView | None
    own: tuple[PromptView, ...]


class Chapter(Frozen):
    """One of the points."""

    point: Point
    number: int
    title: str
    exercises: tuple[ExerciseView, ...]
    settled: SettledChart | None = None
    stands: DumbbellChart | None = None
    stands_on: str = ""

    @property
    def anchor(self) -> str:
        """The id that links lead to."""
        return f"point-{self.point}"


class SaidView(Frozen):
    """A partner's consent to a rule: when, and the reservation where there is one."""

    name: str
    on: Date
    lives_with: bool
    reservation: str


class RuleView(Frozen):
    """An agreed ground rule."""

    number: int
    sentence: str
    point: str
    sign: str
    consequence: str
    looks_after: str
    look_again: Date | None
    trial_until: Date | None
    voices: tuple[SaidView, ...]

    @property
    def together_on(self) -> Date | None:
        """The day on which all said yes without a reservation, where it was one day."""
        days = {voice.on for voice in self.voices}
        plain = not any(voice.lives_with for voice in self.voices)
        return next(iter(days)) if plain and len(days) == 1 else None


class OpenView(Frozen):
    """What is still open at one point, told without a word of any proposal."""

    title: str
    in_discussion: int
    parked: int
    dropped: int
    exercises: tuple[str, ...]


class ActionView(Frozen):
    """Who does what until when."""

    what: str
    who: str
    until: Date | None
    done: bool


class Dated(Frozen):
    """Something with a date in the future, and the numbers of the rules that it is about."""

    on: Date
    kind: Literal["first-win", "action", "look-again", "trial", "review", "meeting"]
    what: str = ""
    rules: tuple[int, ...] = ()


class DayView(Frozen):
    """A day in the future and all that is due on it."""

    on: Date
    dues: tuple[Dated, ...]


class CommitmentView(Frozen):
    """How firmly one partner stands behind it."""

    name: str
    answer: AnswerView | None
    is_whole: bool


class MeetingView(Frozen):
    """When both look back or meet again: the next of these days."""

    on: Date
    kind: Literal["review", "meeting", "look-again"]


class ParkedView(Frozen):
    """A parked topic and the point it belongs to."""

    text: str
    point: str


class Summary(Frozen):
    """Everything that the summary says."""

    title: str
    language: str
    answers_language: str
    partners: tuple[Partner, ...]
    coach: str
    date: datetime | None
    made: datetime
    goal: str
    first_win: str
    first_win_on: Date | None
    opening: Chapter | None
    chapters: tuple[Chapter, ...]
    closing: Chapter | None
    rules: tuple[RuleView, ...]
    meeting: MeetingView | None
    days: tuple[DayView, ...]
    more_dates: int
    actions: tuple[ActionView, ...]
    parked: tuple[ParkedView, ...]
    open: tuple[OpenView, ...]
    commitment: tuple[CommitmentView, ...]
    firmness: Figure | None
    consents: tuple[str, ...]
    individual: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The partners' names."""
        return tuple(partner.name for partner in self.partners)

    @property
    def on_trial(self) -> int:
        """How many of the ground rules are agreed on trial."""
        return sum(rule.trial_until is not None for rule in self.rules)

    @property
    def to_do(self) -> int:
        """How many actions are still open."""
        return sum(not action.done for action in self.actions)

    @property
    def has_begun(self) -> bool:
        """Whether anything was settled yet."""
        return bool(self.rules or any(chapter.exercises for chapter in self.chapters))
