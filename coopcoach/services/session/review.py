"""Hold a review: its day, its files, and its stage."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime

from coopcoach.domain.answers import Answer, ChoiceValue, Visibility
from coopcoach.domain.exercise import Exercise, Phase, Prompt
from coopcoach.domain.ground_rules import GroundRule
from coopcoach.domain.review import END_EXERCISE, EXIT, NEXT, Decision, ReviewedRule
from coopcoach.domain.review_names import parted_name, review_name
from coopcoach.domain.session import AgendaItem, Session
from coopcoach.domain.trend.plan import EffortPlan
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_, Translator, translator
from coopcoach.services.clock import Clock
from coopcoach.services.session.stage import Stage
from coopcoach.services.session.trend import planned_by
from coopcoach.storage.reviews import (
    OpenReview,
    create_review,
    open_review,
    review_days,
    save_review,
)
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace


class NoReview(WrongCall):
    """The session has no review yet."""


def hold_review(
    workspace: Workspace,
    slug: str,
    *,
    day: Date | None = None,
    date: datetime | None = None,
    now: datetime,
) -> OpenReview:
    """Return a review, made where there is none of this day.

    Args:
        workspace: The workspace of the session.
        slug: The name of the session.
        day: Its day; None takes the review that is not decided yet, else the day that was agreed, else today.
        date: When the partners meet, if that is known.
        now: The local time.

    Raises:
        WrongCall: There is no such session.
        BadFile: A file of the session cannot be read.
    """
    wanted = date.date() if date is not None else day
    if wanted is None:
        wanted = day_to_hold(workspace, slug, now.date(), latest_review(workspace, slug))
    base = open_session(workspace, slug)
    if wanted in review_days(base.path.parent):
        review = open_review(workspace, review_name(slug, wanted))
        dated = review.session.model_copy(update={"date": date or review.session.date})
    else:
        review = create_review(base, wanted, date=date, now=now)
        dated = review.session
    if review.is_latest and decision_of(dated) is None:
        # The desk names it from this day on, until it is decided.
        dated = dated.model_copy(update={"review": wanted})
    if dated == review.session:
        return review
    return save_review(review, dated, translator(dated.language), now)


def day_to_hold(workspace: Workspace, slug: str, today: Date, latest: OpenReview | None) -> Date:
    """Return the day of the review that comes next: the latest if it is not decided, one that was agreed, or today."""
    if latest is not None and decision_of(latest.session) is None:
        return latest.day
    base = latest.base if latest is not None else open_session(workspace, slug)
    planned = base.without_joint.review
    if planned is not None and (latest is None or planned > latest.day):
        return planned
    return today


def latest_review(workspace: Workspace, slug: str) -> OpenReview | None:
    """Return the last review of a session; None where it has none."""
    days = review_days(workspace.session_folder(slug))
    return open_review(workspace, review_name(slug, days[-1])) if days else None


def decision_of(session: Session) -> Decision | None:
    """Return how to go on after a review; None where that is open."""
    value = session.joint_answer(NEXT).value
    chosen = value.option if isinstance(value, ChoiceValue) else None
    return next((decision for decision in Decision if decision == chosen), None)


def open_stage(
    workspace: Workspace, slug: str, day: Date | None, t: Translator, clock: Clock
) -> ReviewStage:
    """Open the stage of a review.

    Args:
        workspace: The workspace of the session.
        slug: The name of the session.
        day: The day of the review; None takes the last one.
        t: The language of the screen.
        clock: Returns the local time.

    Raises:
        NoReview: The session has no review.
        WrongCall: There is no such session, or no review of this day.
        BadFile: A file of it cannot be read.
    """
    days = review_days(workspace.session_folder(slug))
    if not days and day is None:
        raise NoReview(
            N_("the session “{slug}” has no review yet"),
            N_("make one with “coopcoach review {slug}”"),
            slug=slug,
        )
    return ReviewStage(workspace, review_name(slug, day or days[-1]), t, clock)


def open_latest(workspace: Workspace, slug: str, t: Translator, clock: Clock) -> ReviewStage | None:
    """Open the stage of a session's last review; None where it has none."""
    days = review_days(workspace.session_folder(slug))
    return ReviewStage(workspace, review_name(slug, days[-1]), t, clock) if days else None


class ReviewStage(Stage):
    """A review during the call; each change writes ``review.md`` or ``session.md`` at once.

    Raises:
        WrongCall: There is no such review.
        BadFile: A file of it cannot be read.
    """

    @property
    def review(self) -> OpenReview:
        """The review as it was read."""
        opened = self.live_session.opened
        assert isinstance(opened, OpenReview)
        return opened

    @property
    def is_review(self) -> bool:
        """True."""
        return True

    @property
    def document(self) -> str:
        """The report of the review."""
        return "review"

    @property
    def document_slug(self) -> str:
        """The name of the session, whose documents hold its reviews."""
        parted = parted_name(self.slug)
        return parted[0] if parted else self.slug

    @property
    def ends(self) -> bool:
        """Whether the partners decided to end their cooperation."""
        return decision_of(self.session) is Decision.END

    @property
    def reviewed(self) -> tuple[ReviewedRule, ...]:
        """The ground rules that the review asks about, with what became of them so far."""
        return self.review.settled_record(self.session).rules

    @property
    def agreed_exit(self) -> tuple[Prompt, Answer] | None:
        """The joint answer of the first session on ending the cooperation; None where there is none for both."""
        base = self.review.base
        prompt = base.workbooks[self.t.lang].find_prompt(EXIT, Phase.SESSION)
        answer = base.session.joint_answer(EXIT)
        if prompt is None or answer.is_blank or answer.visibility is not Visibility.BOTH:
            return None
        return prompt, answer

    @property
    def exit_rules(self) -> tuple[GroundRule, ...]:
        """The agreed ground rules that came from the answer on ending the cooperation."""
        return tuple(rule for rule in self.session.agreed_rules() if EXIT in rule.sources)

    @property
    def plans(self) -> tuple[EffortPlan, ...]:
        """The hours and the gain that both planned in the first session, as far as that was revealed and is for both."""
        base = self.review.base
        return tuple(planned_by(base, partner) for partner in base.session.partners)

    def set_joint(self, prompt: Prompt, answer: Answer, partner: str = "") -> None:
        """Write a joint answer; an end gets its own exercise, and a decided review is no longer due."""
        if prompt.id != NEXT:
            super().set_joint(prompt, answer, partner)
            return
        session, now = self.session, self.now()
        if session.joint_answer(prompt.id, partner) == answer:
            return
        changed = session.with_joint(prompt.id, partner, answer, now)
        update: dict[str, object] = {"agenda": self._agenda(changed)}
        record = self.review.record
        if decision_of(changed) and changed.review and changed.review <= record.on:
            update["review"] = None
        changed = changed.model_copy(update=update)
        self.live_session.change(N_("joint answer"), changed, key=f"{prompt.id}/{partner}")

    def _agenda(self, session: Session) -> tuple[AgendaItem, ...]:
        """Return the agenda with the exercise for an end where the partners end, or have written into it."""
        others = tuple(item for item in session.agenda if item.exercise != END_EXERCISE)
        exercise = self.workbook.exercise(END_EXERCISE)
        if exercise is None:
            return session.agenda
        if decision_of(session) is not Decision.END and not self._has_answers(exercise, session):
            return others
        here = next((i for i in session.agenda if i.exercise == END_EXERCISE), None)
        minutes = exercise.talk_minutes.get(session.pack, 0)
        return (*others, here or AgendaItem(exercise=END_EXERCISE, minutes=minutes))

    @staticmethod
    def _has_answers(exercise: Exercise, session: Session) -> bool:
        asked = {prompt.id for prompt in exercise.prompts if prompt.phase is Phase.SESSION}
        return any(key[0] in asked and not a.is_blank for key, a in session.joint.items())
