"""The answers that a ground rule came from, and the prompts that it can be linked to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Exercise, Point, Prompt
from coopcoach.domain.ground_rules import GroundRule
from coopcoach.services.session.stage import Side, Stage


@dataclass(frozen=True)
class Origin:
    """A prompt that a rule came from.

    Attributes:
        prompt: The prompt.
        sides: The answers that both gave alone; empty while they are sealed, and for a joint answer.
        joint: The joint answers with the names of their partners; "" for one answer of both.
        is_sealed: Whether it was answered alone and is not revealed.
    """

    prompt: Prompt
    sides: tuple[Side, ...] = ()
    joint: tuple[tuple[str, Answer], ...] = ()
    is_sealed: bool = False


def origins(stage: Stage, rule: GroundRule) -> tuple[Origin, ...]:
    """Return the prompts that a rule came from; sealed answers are not read."""
    return tuple(
        origin
        for source in rule.sources
        for exercise in stage.exercises
        for origin in _in_exercise(stage, exercise, source)
    )


def _in_exercise(stage: Stage, exercise: Exercise, source: str) -> Iterator[Origin]:
    for prompt in stage.prepared_prompts(exercise):
        if prompt.id != source:
            continue
        if not stage.session.is_revealed(exercise.id):
            yield Origin(prompt, is_sealed=True)
            continue
        for pair in stage.pairs(exercise):
            if pair.prompt.id == source:
                yield Origin(prompt, (pair.first, pair.second))
    for prompt in stage.joint_prompts(exercise):
        joint = tuple(_joint(stage, prompt)) if prompt.id == source else ()
        if joint:
            yield Origin(prompt, joint=joint)


def _joint(stage: Stage, prompt: Prompt) -> Iterator[tuple[str, Answer]]:
    for (prompt_id, partner), answer in stage.session.joint.items():
        if prompt_id == prompt.id and not answer.is_blank:
            yield stage.session.name_of(partner), answer


def joint_answers(stage: Stage) -> Iterator[tuple[Exercise, Prompt, Answer]]:
    """Yield the joint answers of both, in the order of the agenda."""
    for exercise in stage.exercises:
        for prompt in stage.joint_prompts(exercise):
            answer = stage.session.joint_answer(prompt.id)
            if not prompt.by_each and not answer.is_blank:
                yield exercise, prompt, answer


def linkable(stage: Stage, point: Point) -> tuple[tuple[Exercise, Prompt], ...]:
    """Return the prompts that a rule can be linked to, those of its point first."""
    found: dict[str, tuple[Exercise, Prompt]] = {}
    for exercise in sorted(stage.exercises, key=lambda e: e.point != point):
        asked = (*stage.prepared_prompts(exercise), *stage.joint_prompts(exercise))
        for prompt in asked:
            if not prompt.by_each:
                found.setdefault(prompt.id, (exercise, prompt))
    return tuple(found.values())
