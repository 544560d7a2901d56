"""The trend over the reviews of a session, as both partners may see it on the stage.

An answer counts once its exercise was revealed, and where its owner shows it to both.
"""

from __future__ import annotations

from dataclasses import dataclass

from coopcoach.domain.answers import Answer, shown_to_both
from coopcoach.domain.exercise import Phase, Workbook
from coopcoach.domain.review import RULES_EXERCISE, Review, review_answers
from coopcoach.domain.review_names import parted_name
from coopcoach.domain.session import Partner, Session
from coopcoach.domain.trend.plan import EffortPlan, plan_of
from coopcoach.domain.trend.series import ReviewSeries, rule_trend, trend
from coopcoach.domain.trend.warnings import WarningSign, warnings
from coopcoach.storage.reviews import OpenReview, open_reviews
from coopcoach.storage.sessions import OpenSession, open_partner_answers, open_session
from coopcoach.storage.workspace import Workspace


@dataclass(frozen=True)
class Trend:
    """The trend over the revealed reviews.

    Attributes:
        partners: Both partners.
        reviews: The reviews by day, as far as both may see them.
        topics: The course of each topic, both partners in turn.
        rules: The course of each ground rule, likewise.
        signs: The warning signs of the last review.
    """

    partners: tuple[Partner, ...]
    reviews: tuple[Review, ...]
    topics: tuple[ReviewSeries, ...]
    rules: tuple[ReviewSeries, ...]
    signs: tuple[WarningSign, ...]

    def sentence(self, rule_id: str) -> str:
        """Return the latest sentence of a rule that a review asked about."""
        known = (r.sentence(rule_id) for r in reversed(self.reviews) if r.rule(rule_id))
        return next(known, rule_id)


def trend_of(workspace: Workspace, slug: str) -> Trend:
    """Return the trend over the reviews of a session.

    Args:
        workspace: The workspace of the session.
        slug: The name of the session, or of one of its reviews.

    Raises:
        WrongCall: There is no such session.
        BadFile: A file of it cannot be read.
    """
    parted = parted_name(slug)
    base = open_session(workspace, parted[0] if parted else slug)
    partners = base.session.partners
    ids = base.session.partner_ids
    reviews = tuple(
        _seen(opened) for opened in open_reviews(base) if opened.session.is_revealed(RULES_EXERCISE)
    )
    plans = tuple(planned_by(base, partner) for partner in partners)
    return Trend(
        partners=partners,
        reviews=reviews,
        topics=trend(reviews, ids, plans),
        rules=rule_trend(reviews, ids),
        signs=warnings(reviews, plans),
    )


def _seen(opened: OpenReview) -> Review:
    record, workbook = opened.record, opened.workbook
    return Review(
        on=record.on,
        since=record.since,
        answers=tuple(
            review_answers(p.id, _shown(opened, p, workbook), workbook)
            for p in opened.session.partners
        ),
        rules=record.rules,
    )


def planned_by(base: OpenSession, partner: Partner) -> EffortPlan:
    """Return the hours and the gain that a partner planned, as far as that was revealed and is for both."""
    return plan_of(partner.id, _shown(base, partner, base.workbook), base.workbook)


def _shown(opened: OpenSession, partner: Partner, workbook: Workbook) -> dict[str, Answer]:
    """Return a partner's answers to the revealed exercises that both may see, by prompt id."""
    session: Session = opened.session
    file = open_partner_answers(opened, partner)
    if file is None:
        return {}
    prompts = (
        prompt
        for exercise in workbook.exercises
        if session.is_revealed(exercise.id)
        for prompt in exercise.prompts
        if prompt.phase is Phase.PREPARE
    )
    shown = ((prompt.id, shown_to_both(file.answers, prompt)) for prompt in prompts)
    return {prompt_id: answer for prompt_id, answer in shown if answer is not None}
