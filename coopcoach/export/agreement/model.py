"""The report model of the agreement outline, for the PDF and for Word."""

from __future__ import annotations

from datetime import date as Date

from coopcoach.domain.agreement import Standing
from coopcoach.domain.exercise import Frozen
from coopcoach.export.document import ParkedView, PromptView, RuleView, SessionDocument
from coopcoach.i18n import N_
from coopcoach.markup.answer_view import AnswerView

OPENING = N_(
    "This is neither a contract nor legal advice. It gathers what both partners have settled so far, and what they have not, so that a lawyer can turn it into an agreement. Please have it checked before anybody signs anything."
)

TAX_OPENING = N_(
    "These are questions, not tax advice. Have them checked before the first joint"
    " invoice. The provisions named are those of Germany; in Austria and Switzerland"
    " others apply."
)

# The fields to fill in for each party, beside name and firm.
PARTY_BLANKS = (
    N_("Legal form"),
    N_("Address"),
    N_("Register and number"),
    N_("VAT number"),
    N_("Represented by"),
)

# The footer of every page.
NO_LEGAL_ADVICE = N_("Not legal advice: have a lawyer check it before anybody signs.")


class OutlineItemView(Frozen):
    """A ground rule, a joint answer or own answers in a section; ``language`` is that of its texts."""

    number: str
    standing: Standing
    title: str
    source: str
    language: str
    rule: RuleView | None = None
    joint: AnswerView | None = None
    own: PromptView | None = None
    is_whole: bool = True


class OutlineDayView(Frozen):
    """A date, and whether it is part of an agreed wording."""

    on: Date
    words: str
    standing: Standing


class OutlineSectionView(Frozen):
    """A section with its questions; ``counts`` are in the order of `Standing`."""

    id: str
    number: int
    title: str
    items: tuple[OutlineItemView, ...]
    to_settle: tuple[str, ...]
    lawyer: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def anchor(self) -> str:
        """The target of links to the section."""
        return f"section-{self.id}"


class OpenPointView(Frozen):
    """A point that is not settled, with its number in the list of all and the number of its section."""

    number: int
    section: int
    standing: Standing
    text: str


class OutlineView(SessionDocument):
    """The agreement outline; ``open_points`` lists what is open in all sections."""

    sections: tuple[OutlineSectionView, ...]
    days: tuple[OutlineDayView, ...]
    more_days: int
    parked: tuple[ParkedView, ...]
    proposals: int
    open_points: tuple[OpenPointView, ...] = ()
