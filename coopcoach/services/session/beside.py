"""The answers that stand beside the joint answers of an exercise, and who chose which option."""

from __future__ import annotations

from collections.abc import Mapping

from coopcoach.domain.answers import ChoiceValue
from coopcoach.domain.exercise import Exercise, OpenOptionsQuestion, Prompt
from coopcoach.services.session.stage import Pair, Side, Stage

Choosers = Mapping[str, tuple[int, ...]]
"""The places of the partners who chose an option alone, by the option's id."""


def pairs_beside(stage: Stage, exercise: Exercise) -> tuple[Pair, ...]:
    """Return the revealed answers to an exercise; if it asks nobody alone, those of its point before it."""
    if stage.prepared_prompts(exercise):
        sources: tuple[Exercise, ...] = (exercise,)
    else:
        known = stage.exercises
        before = known[: known.index(exercise)] if exercise in known else ()
        sources = tuple(e for e in before if e.point == exercise.point)
    revealed = (e for e in sources if stage.session.is_revealed(e.id))
    return tuple(pair for e in revealed for pair in stage.pairs(e))


def choosers(prompt: Prompt, pairs: tuple[Pair, ...]) -> Choosers:
    """Return who chose which option of a joint prompt in the answer that each gave alone."""
    options = _options(prompt)
    found: dict[str, tuple[int, ...]] = {}
    for pair in pairs:
        if not options or _options(pair.prompt) != options:
            continue
        for place, side in enumerate((pair.first, pair.second)):
            for option in _chosen(side):
                found[option] = (*found.get(option, ()), place)
    return found


def _options(prompt: Prompt) -> tuple[str, ...]:
    question = prompt.question
    if not isinstance(question, OpenOptionsQuestion):
        return ()
    return tuple(option.id for option in question.options)


def _chosen(side: Side) -> tuple[str, ...]:
    value = side.answer.value
    if isinstance(value, ChoiceValue):
        return (value.option,) if value.option else ()
    options: tuple[str, ...] = getattr(value, "options", ())
    return options
