"""A session as it may leave the house: all that documents are made from."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Exercise, Frozen, Pack, Point, Prompt
from coopcoach.domain.ground_rules import GroundRule, RuleState, Voice
from coopcoach.domain.session import Action, ParkedTopic, Partner


class JointAnswer(Frozen):
    """What both settled together; ``partner`` is set where each answered for themselves, aloud."""

    prompt: Prompt
    answer: Answer
    partner: str = ""


class OwnAnswers(Frozen):
    """The partners' own answers to one prompt, by partner id; None where there is nothing to show."""

    prompt: Prompt
    answers: dict[str, Answer | None]


class ReleasedExercise(Frozen):
    """An exercise with what may be printed of it."""

    exercise: Exercise
    joint: tuple[JointAnswer, ...] = ()
    note: Answer | None = None
    own: tuple[OwnAnswers, ...] = ()
    talked_about: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is printed."""
        return not (self.joint or self.note or self.own)


class AgreedRule(Frozen):
    """A ground rule with the voices that make it one, and the questions that it came from."""

    rule: GroundRule
    voices: tuple[Voice, ...]
    sources: tuple[str, ...] = ()


class OpenRules(Frozen):
    """How many proposals of a point are in which state: a number, never a word of them."""

    point: Point
    state: RuleState
    count: int


class Released(Frozen):
    """A session as it may leave the house."""

    title: str
    language: str
    pack: Pack
    partners: tuple[Partner, ...]
    coach: str
    date: datetime | None
    review: Date | None
    next_meeting: datetime | None
    exercises: tuple[ReleasedExercise, ...]
    commitment: dict[str, Answer]
    commitment_prompt: Prompt | None
    consents: tuple[str, ...]
    rules: tuple[AgreedRule, ...]
    open_rules: tuple[OpenRules, ...]
    actions: tuple[Action, ...]
    parked: tuple[ParkedTopic, ...]
