"""The exercises of a review, made from those of the workbook and from the agreed ground rules.

They are ordinary exercises: what partners answer alone has the phase PREPARE, so that invitations, imports and the
stage treat them like those of a first session. The prompt RULES is a pattern: each ground rule gets a prompt of its
own from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coopcoach.domain.exercise import PACKS, Exercise, Phase, Prompt, Workbook
from coopcoach.domain.review import BALANCE, END_EXERCISE, LEDGER, RULES, ReviewedRule
from coopcoach.domain.session import AgendaItem


def review_workbook(workbook: Workbook, rules: Sequence[ReviewedRule]) -> Workbook:
    """Return the workbook of a review.

    Args:
        workbook: The exercises of the session, with those of reviews.
        rules: The ground rules that the review asks about.
    """
    ledger = workbook.find_prompt(LEDGER, Phase.PREPARE)
    made = (_exercise(e, rules, ledger) for e in workbook.exercises if e.of_review)
    exercises = sorted((e for e in made if e.prompts), key=lambda e: (e.order, e.id))
    return workbook.model_copy(update={"exercises": tuple(exercises), "guides": ()})


def review_agenda(workbook: Workbook) -> tuple[AgendaItem, ...]:
    """Return the agenda of a review: the exercises of its workbook but the one for an end."""
    return tuple(
        AgendaItem(exercise=e.id, minutes=e.talk_minutes.get("compact", 0))
        for e in workbook.exercises
        if e.id != END_EXERCISE
    )


def _exercise(exercise: Exercise, rules: Sequence[ReviewedRule], ledger: Prompt | None) -> Exercise:
    prompts = tuple(_prompts(exercise, rules, ledger))
    is_about_rules = any(prompt.id == RULES for prompt in exercise.prompts)
    # Two workbooks ask the same only where they name the same rules.
    named = "".join(f"\n{rule.number}. {rule.sentence}" for rule in rules if is_about_rules)
    return exercise.model_copy(
        update={"prompts": prompts, "review": False, "source": exercise.source + named}
    )


def _prompts(
    exercise: Exercise, rules: Sequence[ReviewedRule], ledger: Prompt | None
) -> Iterator[Prompt]:
    for prompt in exercise.prompts:
        if prompt.id == RULES:
            yield from (_about(rule, prompt) for rule in rules)
            continue
        is_alone = prompt.phase is Phase.REVIEW
        yield prompt.model_copy(update={"phase": Phase.PREPARE}) if is_alone else prompt
        if prompt.id == BALANCE and ledger is not None:
            # A review asks it in each pack.
            yield ledger.model_copy(update={"required": False, "packs": frozenset(PACKS)})


def _about(rule: ReviewedRule, pattern: Prompt) -> Prompt:
    """Return the prompt about one rule: its number and sentence are the question, the first also explains."""
    asks = f"{rule.number}. {rule.sentence}"
    question = pattern.question.model_copy(update={"id": rule.prompt_id, "label": asks})
    is_first = rule.number == 1
    help_ = f"{pattern.label} {pattern.help}" if is_first else pattern.label
    return pattern.model_copy(
        update={
            "question": question,
            "phase": Phase.PREPARE,
            "help": help_,
            "example": pattern.example if is_first else "",
        }
    )
