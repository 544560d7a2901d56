"""Compare each partner's expectation with the other's practice (S3)."""

from __future__ import annotations

from coopcoach.domain.alignment.gap import (
    BOTH_BLANK,
    COMPLEMENTARY,
    ONE_BLANK,
    SAME,
    TO_READ,
    Comparison,
    Gap,
    answers_gap,
    combined,
    combined_of_both,
    different,
    shared_fields,
)
from coopcoach.domain.alignment.tables import pair_rows
from coopcoach.domain.answers import Answer, Cell, ChoiceValue
from coopcoach.domain.exercise import ChoiceQuestion, TableQuestion

EXPECT = "expect"
PRACTICE = "practice"


class Expectation(Gap):
    """One partner's expectation beside the other's practice, by option id.

    ``steps`` is the number of options from the expectation to the practice: the expectation is missed above 0, met at
    0, and exceeded below 0 (COMPLEMENTARY). None where one of them is unknown.
    """

    expects: str | None
    practises: str | None
    steps: int | None

    @property
    def missed_by(self) -> int:
        """The steps by which the expectation is missed; 0 where it is met or unknown."""
        return max(0, self.steps or 0)


class PracticeRow(Gap):
    """A row of the table.

    Attributes:
        row: The id of a fixed row.
        first: The first partner's expectation beside the second's practice.
        second: The second partner's expectation beside the first's practice.
    """

    row: str | None
    first: Expectation
    second: Expectation


class PracticeComparison(Comparison):
    """Expectations and practice, row by row; ``width`` is that of the expectation missed by most."""

    rows: tuple[PracticeRow, ...] = ()

    @property
    def missed(self) -> tuple[PracticeRow, ...]:
        """The rows in which at least one expectation is missed."""
        return tuple(row for row in self.rows if row.first.missed_by or row.second.missed_by)


def compare_practice(
    question: TableQuestion, first: Answer, second: Answer
) -> PracticeComparison | None:
    """Compare each partner's expectations with the other's practice.

    The options of the column ``expect`` are ordered from the highest expectation (the same day) to the lowest (within
    a week).

    Returns:
        The comparison; None where the table has no choice columns ``expect`` and ``practice``.
    """
    expect, practice = question.column(EXPECT), question.column(PRACTICE)
    if not isinstance(expect, ChoiceQuestion) or not isinstance(practice, ChoiceQuestion):
        return None
    rows: list[PracticeRow] = []
    for pair in pair_rows(question, first, second):
        expected, practised = pair.cells(EXPECT), pair.cells(PRACTICE)
        one = _expectation(expect, expected[0], practised[1])
        other = _expectation(expect, expected[1], practised[0])
        gap = combined((one, other))
        rows.append(
            PracticeRow(row=pair.row, first=one, second=other, match=gap.match, width=gap.width)
        )
    gap = answers_gap(first, second, combined_of_both(rows))
    return PracticeComparison.model_validate({**shared_fields(question, gap), "rows": tuple(rows)})


def _expectation(
    expect: ChoiceQuestion, expected: Cell | None, practised: Cell | None
) -> Expectation:
    wanted, done = _place(expect, expected), _place(expect, practised)
    steps = None if wanted is None or done is None else done - wanted
    gap = _gap(len(expect.options), steps, expected, practised)
    return Expectation(
        expects=expected.option if isinstance(expected, ChoiceValue) else None,
        practises=practised.option if isinstance(practised, ChoiceValue) else None,
        steps=steps,
        match=gap.match,
        width=gap.width,
    )


def _gap(count: int, steps: int | None, expected: Cell | None, practised: Cell | None) -> Gap:
    if steps is not None:
        if steps > 0:
            return different(steps / (count - 1))
        return COMPLEMENTARY if steps else SAME
    if expected is None and practised is None:
        return BOTH_BLANK
    return ONE_BLANK if expected is None or practised is None else TO_READ


def _place(expect: ChoiceQuestion, cell: Cell | None) -> int | None:
    if not isinstance(cell, ChoiceValue):
        return None
    places = [option.id for option in expect.options]
    return places.index(cell.option) if cell.option in places else None
