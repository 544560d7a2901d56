"""The exportable part of the reviews of a session.

It obeys the rules of `release`: an own answer only where both consented, its exercise was revealed and its owner
shows it to both; a joint answer only where it is for both.
"""

from __future__ import annotations

from coopcoach.domain.agreement import JointAnswer
from coopcoach.domain.answers import ChoiceValue, PartnerAnswers
from coopcoach.domain.exercise import Phase
from coopcoach.domain.review import (
    LEDGER,
    NEXT,
    RULES_EXERCISE,
    Review,
    ReviewedRule,
    review_answers,
)
from coopcoach.domain.session import CONSENT_INDIVIDUAL, CONSENT_PROMPT, Session
from coopcoach.domain.trend.outcomes import confirmed
from coopcoach.export.archive import ArchivedReview
from coopcoach.export.release import Released, public, public_answers, release
from coopcoach.i18n import language_of
from coopcoach.markup.formats.exercise_files import exercise_files
from coopcoach.markup.formats.review_file import ReviewRecord
from coopcoach.markup.formats.session_file import note_prompt
from coopcoach.storage.exercises import Workbooks
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
    workbook, session = opened.workbooks[language], opened.without_comments
    own = [own for exercise in released.exercises for own in exercise.own]
    joint = tuple(joint for exercise in released.exercises for joint in exercise.joint)
    noted = tuple(
        JointAnswer(prompt=note_prompt(e.exercise.id), answer=e.note)
        for e in released.exercises
        if e.note is not None
    )
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
        rules=told_rules(record, session),
        new_rules=record.new_rules,
        joint=(*noted, *joint),
        next=record.next,
        ledger=next((o for o in own if o.prompt.id == LEDGER and any(o.answers.values())), None),
        revealed=record.session.revealed_at(RULES_EXERCISE),
    )


def told_rules(record: ReviewRecord, session: Session) -> tuple[ReviewedRule, ...]:
    """Return the rules of a review with the outcomes that the votes bear out."""
    told = (confirmed(r, session.rule(r.id), session.partner_ids) for r in record.rules)
    return tuple(rule for rule in told if rule is not None)


def archived_reviews(opened: OpenSession) -> tuple[ArchivedReview, ...]:
    """Return the exportable files of the reviews of a session, for the archive."""
    return tuple(_archived(each) for each in open_reviews(opened))


def _archived(opened: OpenReview) -> ArchivedReview:
    session, record = opened.without_comments, opened.uncommented_record
    languages = dict.fromkeys([session.language, *(p.language for p in session.partners)])
    below = (
        c for code in languages for c in (language_of(code).base_code, *language_of(code).layers)
    )
    answers = _own_answers(opened, session)
    sources = Workbooks(opened.workbooks.folders)
    return ArchivedReview(
        record=record.model_copy(
            update={
                "session": public(session, opened.workbook),
                "rules": told_rules(record, session),
            }
        ),
        answers={
            p.id: public_answers(session, answers.get(p.id), opened.workbooks[p.language])
            for p in session.partners
        },
        workbooks={language: opened.workbooks[language] for language in languages},
        sources=dict(
            exercise_files(
                [e.id for e in sources[session.language].exercises if e.of_review],
                {code: sources[code] for code in dict.fromkeys([*languages, *below])},
            )
        ),
    )


def released_part(opened: OpenReview, language: str) -> Released:
    """Return the exportable part of a review as a session."""
    session = opened.without_comments
    answers = _own_answers(opened, session)
    workbook, base = opened.workbooks[language], opened.base.workbooks[language]
    # Whether both consent is asked in the first session.
    asking = (e for e in base.exercises if e.prompt(CONSENT_PROMPT, Phase.SESSION))
    known = workbook.model_copy(update={"exercises": (*workbook.exercises, *asking)})
    released = release(session, answers, known)
    own = {exercise.id for exercise in workbook.exercises}
    exercises = tuple(e for e in released.exercises if e.exercise.id in own)
    return released.model_copy(update={"exercises": exercises})


def _own_answers(opened: OpenReview, session: Session) -> dict[str, PartnerAnswers]:
    """Return the partners' answers without comments; none are read unless both consented to print them."""
    if not session.both_consent(CONSENT_INDIVIDUAL):
        return {}
    files = {p.id: open_partner_answers(opened, p) for p in session.partners}
    return {partner: file.without_comments for partner, file in files.items() if file}
