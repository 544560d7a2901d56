"""Compare needs and offers (S1)."""

from __future__ import annotations

from coopcoach.domain.alignment.by_kind import cell_gap
from coopcoach.domain.alignment.gap import (
    Comparison,
    Gap,
    Match,
    answers_gap,
    combined_of_both,
    shared_fields,
)
from coopcoach.domain.alignment.tables import pair_rows
from coopcoach.domain.answers import Answer, Cell, ChoiceValue
from coopcoach.domain.exercise import ChoiceQuestion, Frozen, TableQuestion

NEED = "need"
OFFER = "offer"


class NeedsRow(Frozen):
    """A row of the table and each partner's choice by option id."""

    row: str | None
    first: str | None
    second: str | None
    match: Match

    @property
    def unmet(self) -> int:
        """The number of partners who need it while the other answered and does not offer it: 0, 1 or 2."""
        if not self.first or not self.second or OFFER in {self.first, self.second}:
            return 0
        return (self.first, self.second).count(NEED)


class NeedsComparison(Comparison):
    """Needs and offers, row by row; COMPLEMENTARY where at least one need meets an offer.

    ``width`` is the part of the needs that are unmet.
    """

    rows: tuple[NeedsRow, ...] = ()

    @property
    def matches(self) -> tuple[NeedsRow, ...]:
        """The rows in which a need meets an offer."""
        return tuple(row for row in self.rows if row.match is Match.COMPLEMENTARY)

    @property
    def without_offer(self) -> tuple[NeedsRow, ...]:
        """The rows with an unmet need."""
        return tuple(row for row in self.rows if row.unmet)


def compare_needs(question: TableQuestion, first: Answer, second: Answer) -> NeedsComparison | None:
    """Compare two tables of needs and offers.

    Returns:
        The comparison; None where the table has no choice column with ``need`` and ``offer``.
    """
    choices = (c for c in question.columns if isinstance(c, ChoiceQuestion))
    column = next((c for c in choices if c.option(NEED) and c.option(OFFER)), None)
    if column is None:
        return None
    rows = tuple(
        _needs_row(column, pair.row, *pair.cells(column.id))
        for pair in pair_rows(question, first, second)
    )
    gap = answers_gap(first, second, _measured(rows))
    return NeedsComparison.model_validate({**shared_fields(question, gap), "rows": rows})


def _needs_row(
    column: ChoiceQuestion, row: str | None, first: Cell | None, second: Cell | None
) -> NeedsRow:
    a = first.option if isinstance(first, ChoiceValue) else None
    b = second.option if isinstance(second, ChoiceValue) else None
    match = cell_gap(column, first, second).match
    if {a, b} == {NEED, OFFER}:
        match = Match.COMPLEMENTARY
    return NeedsRow(row=row, first=a, second=b, match=match)


def _measured(rows: tuple[NeedsRow, ...]) -> Gap | None:
    whole = combined_of_both(Gap(match=row.match, width=0.0) for row in rows)
    if whole is None:
        return None
    met = sum(row.match is Match.COMPLEMENTARY for row in rows)
    unmet = sum(row.unmet for row in rows)
    return Gap(
        match=Match.COMPLEMENTARY if met else whole.match,
        width=unmet / (met + unmet) if unmet else 0.0,
    )
