"""The agreement outline as a report model: what its pages say, before any page or Word document."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime

from coopcoach.domain.agreement import Standing
from coopcoach.domain.exercise import Frozen
from coopcoach.domain.session import Partner
from coopcoach.export.answer_view import AnswerView
from coopcoach.export.summary.model import ParkedView, PromptView, RuleView
from coopcoach.i18n import N_

OPENING = N_(
    "This is no contract and no legal advice. It gathers what both partners have settled so far, and what they have not, so that a lawyer can make an agreement of it. Please have it checked before anybody signs anything."
)

# It stands at the foot of every page.
NO_LEGAL_ADVICE = N_("No legal advice: have a lawyer check it before anybody signs.")


class ItemView(Frozen):
    """One thing in a section: a ground rule, a joint answer, or what the partners wrote alone."""

    number: str
    standing: Standing
    title: str
    source: str
    language: str
    rule: RuleView | None = None
    answer: AnswerView | None = None
    alone: PromptView | None = None
    is_whole: bool = True


class DayView(Frozen):
    """What is due on a day, and whether it is part of an agreed wording."""

    on: Date
    words: str
    standing: Standing


class SectionView(Frozen):
    """A section with its questions in words; ``counts`` are in the order of `Standing`."""

    id: str
    number: int
    title: str
    items: tuple[ItemView, ...]
    to_settle: tuple[str, ...]
    lawyer: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def anchor(self) -> str:
        """The id that links lead to."""
        return f"section-{self.id}"


class OutlineView(Frozen):
    """Everything that the outline says."""

    title: str
    language: str
    answers_language: str
    partners: tuple[Partner, ...]
    coach: str
    date: datetime | None
    made: datetime
    sections: tuple[SectionView, ...]
    days: tuple[DayView, ...]
    more_days: int
    parked: tuple[ParkedView, ...]
    proposals: int

    @property
    def names(self) -> tuple[str, ...]:
        """The partners' names."""
        return tuple(partner.name for partner in self.partners)
