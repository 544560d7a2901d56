"""The exportable part of the reviews of a session.

It obeys the rules of `release`: an own answer only where both consented, its exercise was revealed and its owner
shows it to both; a joint answer only where it is for both.
"""

from __future__ import annotations

from coopcoach.domain.answers import ChoiceValue
from coopcoach.domain.exercise import Phase
from coopcoach.domain.review import NEXT, RULES_EXERCISE, Review, review_answers
from coopcoach.domain.session import CONSENT_INDIVIDUAL, CONSENT_PROMPT
from coopcoach.export.release import Released, release
from coopcoach.storage.reviews import OpenReview, open_reviews
from coopcoach.storage.sessions import OpenSession, open_partner_answers


def released_reviews(opened: OpenSession, language: str) -> tuple[Review, ...]:
    """Return the reviews of a session by day, with what may be printed of them.

    Args:
        opened: The session.
        language: The language of the prompts of their joint answers.

    Raises:
        BadFile: A file of a review cannot be read.
    """
    return tuple(released_review(each, language) for each in open_reviews(opened))


def released_review(opened: OpenReview, language: str) -> Review:
    """Return what may be printed of one review; see `released_reviews`."""
    released, record = released_part(opened, language), opened.record
    workbook = opened.workbooks[language]
    own = [own for exercise in released.exercises for own in exercise.own]
    joint = tuple(joint for exercise in released.exercises for joint in exercise.joint)
    values = [j.answer.value for j in joint if j.prompt.id == NEXT]
    return Review(
        on=record.on,
        since=record.since,
        answers=tuple(
            review_answers(
                p.id, {o.prompt.id: a for o in own if (a := o.answers.get(p.id))}, workbook
            )
            for p in released.partners
        ),
        decision=next((v.option or "" for v in values if isinstance(v, ChoiceValue)), ""),
        rules=record.rules,
        new_rules=record.new_rules,
        joint=joint,
        next=record.next,
        revealed=record.session.revealed_at(RULES_EXERCISE),
    )


def released_part(opened: OpenReview, language: str) -> Released:
    """Return the exportable part of a review as a session."""
    session = opened.without_comments
    answers = {}
    if session.both_consent(CONSENT_INDIVIDUAL):
        files = {p.id: open_partner_answers(opened, p) for p in session.partners}
        answers = {partner: file.without_comments for partner, file in files.items() if file}
    workbook, base = opened.workbooks[language], opened.base.workbooks[language]
    # Whether both consent is asked in the first session.
    asking = (e for e in base.exercises if e.prompt(CONSENT_PROMPT, Phase.SESSION))
    known = workbook.model_copy(update={"exercises": (*workbook.exercises, *asking)})
    released = release(session, answers, known)
    own = {exercise.id for exercise in workbook.exercises}
    exercises = tuple(e for e in released.exercises if e.exercise.id in own)
    return released.model_copy(update={"exercises": exercises})
