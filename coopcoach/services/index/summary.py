"""What lists show of a session; nothing in it is sealed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from typing import TYPE_CHECKING

from coopcoach.domain.conflict_count import NO_CONFLICTS, ConflictCount
from coopcoach.domain.finding import Passage, Place
from coopcoach.domain.needs import Need, need_of
from coopcoach.domain.progress import Progress

if TYPE_CHECKING:
    from coopcoach.errors import CoopcoachError


@dataclass(frozen=True)
class SessionSummary:
    """A line of the desk; ``fault`` is set where the session cannot be read.

    Attributes:
        review: The day of the next review.
        next_meeting: When the three meet again.
        next_action: The earliest day of an open action.
        keep_until: The day until which it is kept.
        withdrawn: The partners whose answers are still here although they withdrew their consent to keep them.
    """

    slug: str
    title: str = ""
    partners: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()
    date: datetime | None = None
    prepared: tuple[Progress, ...] = ()
    steps: int = 0
    steps_done: int = 0
    rules_agreed: int = 0
    actions_open: int = 0
    review: Date | None = None
    next_meeting: datetime | None = None
    next_action: Date | None = None
    archived: Date | None = None
    binned: Date | None = None
    keep_until: Date | None = None
    withdrawn: tuple[str, ...] = ()
    conflicts: ConflictCount = NO_CONFLICTS
    fault: CoopcoachError | None = None

    @property
    def is_done(self) -> bool:
        """Whether every step of the agenda is done."""
        return self.steps > 0 and self.steps_done == self.steps

    def need(self, today: Date) -> Need:
        """Return what the session needs first on a day."""
        if self.fault is not None:
            return Need.FAULT
        if self.binned is not None:
            return Need.BINNED
        today_first = need_of(
            date=self.date,
            next_meeting=self.next_meeting,
            review=self.review,
            next_action=self.next_action,
            is_done=self.is_done,
            today=today,
        )
        if self.is_kept_too_long(today) and today_first is not Need.TODAY:
            return Need.FORGET
        return today_first if self.archived is None else Need.ARCHIVED

    def is_kept_too_long(self, today: Date) -> bool:
        """Return whether the day until which it is kept has passed, or a partner wants the answers gone."""
        is_over = self.keep_until is not None and self.keep_until < today
        return is_over or bool(self.withdrawn)


def in_order(summaries: list[SessionSummary]) -> list[SessionSummary]:
    """Return summaries by their dates, the latest first, those without a date last; then by their names."""
    named = sorted(summaries, key=lambda s: s.slug)
    return sorted(named, key=lambda s: str(s.date) if s.date else "", reverse=True)


def dumped(summary: SessionSummary) -> str:
    """Return a summary without a fault as text for the index."""
    return json.dumps(
        [
            summary.title,
            summary.partners,
            summary.firms,
            summary.date and summary.date.isoformat(),
            [state.value for state in summary.prepared],
            summary.steps,
            summary.steps_done,
            summary.rules_agreed,
            summary.actions_open,
            summary.review and summary.review.isoformat(),
            summary.next_meeting and summary.next_meeting.isoformat(),
            summary.next_action and summary.next_action.isoformat(),
            summary.archived and summary.archived.isoformat(),
            summary.binned and summary.binned.isoformat(),
            summary.keep_until and summary.keep_until.isoformat(),
            summary.withdrawn,
            [summary.conflicts.session, summary.conflicts.answers, summary.conflicts.copies],
        ],
        ensure_ascii=False,
    )


def loaded(slug: str, text: str) -> SessionSummary:
    """Return the summary that `dumped` has written."""
    title, partners, firms, date, prepared, *others = json.loads(text)
    steps, steps_done, rules_agreed, actions_open, *days, withdrawn, conflicts = others
    review, meeting, action, archived, binned, keep_until = days
    return SessionSummary(
        slug=slug,
        title=title,
        partners=tuple(partners),
        firms=tuple(firms),
        date=datetime.fromisoformat(date) if date else None,
        prepared=tuple(map(Progress, prepared)),
        steps=steps,
        steps_done=steps_done,
        rules_agreed=rules_agreed,
        actions_open=actions_open,
        review=Date.fromisoformat(review) if review else None,
        next_meeting=datetime.fromisoformat(meeting) if meeting else None,
        next_action=Date.fromisoformat(action) if action else None,
        archived=Date.fromisoformat(archived) if archived else None,
        binned=Date.fromisoformat(binned) if binned else None,
        keep_until=Date.fromisoformat(keep_until) if keep_until else None,
        withdrawn=tuple(withdrawn),
        conflicts=ConflictCount(*conflicts),
    )


def dumped_passages(passages: tuple[Passage, ...]) -> str:
    """Return passages as text for the index."""
    return json.dumps(passages, ensure_ascii=False)


def loaded_passages(text: str) -> tuple[Passage, ...]:
    """Return the passages that `dumped_passages` has written."""
    return tuple(Passage(Place(place), words) for place, words in json.loads(text))
