"""The questions that the partners of a session answer alone: which they are, their numbers, and the time they take."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from coopcoach.domain.exercise import Exercise, Pack, Phase, Prompt, Workbook
from coopcoach.domain.packs.minutes import stated_minutes
from coopcoach.domain.session import Session


def asked_exercises(
    session: Session, workbook: Workbook, answered: Collection[str] = ()
) -> tuple[Exercise, ...]:
    """Return the exercises with prompts to answer alone: those of the agenda in its order, then those with answers.

    A session without an agenda asks its whole pack.

    Args:
        session: The session.
        workbook: The exercises.
        answered: The ids of prompts that are asked wherever they stand.
    """
    agenda = [item.exercise for item in session.agenda]
    agenda = agenda or [exercise.id for exercise in workbook.for_pack(session.pack)]
    planned = [e for e in map(workbook.exercise, agenda) if e]
    more = (e for e in workbook.exercises if e.id not in agenda)
    kept = [
        e for e in more if any(p.id in answered for p in e.prompts_in(Phase.PREPARE, session.pack))
    ]
    return tuple(e for e in (*planned, *kept) if e.prompts_in(Phase.PREPARE, session.pack))


def numbered_prompts(session: Session, workbook: Workbook) -> tuple[Prompt, ...]:
    """Return the prompts in the order of their numbers, from 1 on.

    The numbers are those of the pack: a reply to an invitation is read by them also after the agenda was changed.
    Prompts of an agenda's exercises that are not in the pack come last.
    """
    pack = workbook.for_pack(session.pack)
    more = (e for e in asked_exercises(session, workbook) if e not in pack)
    return tuple(
        prompt
        for exercise in (*pack, *more)
        for prompt in exercise.prompts_in(Phase.PREPARE, session.pack)
    )


def minutes_to_prepare(exercises: Iterable[Exercise], pack: Pack) -> Decimal:
    """Return the minutes that a partner needs alone for exercises."""
    return sum((e.minutes_alone(pack) for e in exercises), Decimal(0))


def minutes_stated(exercises: Iterable[Exercise], pack: Pack) -> int:
    """Return the minutes that a partner needs alone, as every form of the workbook and the mail name them."""
    return stated_minutes(minutes_to_prepare(exercises, pack))
