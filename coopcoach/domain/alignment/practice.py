"""Expectation against practice: what one expects beside what the other does, both ways (S3)."""

from __future__ import annotations

from coopcoach.domain.alignment.gap import (
    BOTH_BLANK,
    COMPLEMENTARY,
    ONE_BLANK,
    SAME,
    TO_READ,
    Comparison,
    Gap,
    different,
    merged,
    merged_of_both,
    settled,
    shared_fields,
)
from coopcoach.domain.alignment.tables import pair_rows
from coopcoach.domain.answers import Answer, Cell, ChoiceValue
from coopcoach.domain.exercise import Kind, Prompt, Question

EXPECT = "expect"
PRACTICE = "practice"


class Expectation(Gap):
    """What one partner expects beside what the other does, by option id.

    ``steps`` counts the options from the expectation to the practice: above 0 the expectation is
    missed by so many, at 0 it is met, below 0 it is more than met, and that is COMPLEMENTARY.
    None where one of the two is not known.
    """

    expects: str | None
    practises: str | None
    steps: int | None

    @property
    def missed_by(self) -> int:
        """By how many steps the expectation is missed; 0 where it is met or nothing is known."""
        return max(0, self.steps or 0)


class PracticeRow(Gap):
    """One row, both ways.

    ``first`` is what the first partner expects beside what the second does, ``second`` what the
    second expects beside what the first does.
    """

    row: str | None
    first: Expectation
    second: Expectation


class PracticeComparison(Comparison):
    """Expectations against practice, row by row; ``width`` is that of the one missed by most."""

    rows: tuple[PracticeRow, ...] = ()

    @property
    def missed(self) -> tuple[PracticeRow, ...]:
        """The rows in which at least one expectation is missed."""
        return tuple(row for row in self.rows if row.first.missed_by or row.second.missed_by)


def compare_practice(prompt: Prompt, first: Answer, second: Answer) -> PracticeComparison | None:
    """Set what each expects beside what the other does.

    The options of the column ``expect`` stand in their order, from what is asked most (the same
    day) to what is asked least (within a week).

    Returns:
        The comparison; None where the table has no choice columns ``expect`` and ``practice``.
    """
    expect, practice = prompt.column(EXPECT), prompt.column(PRACTICE)
    if expect is None or practice is None:
        return None
    if expect.kind is not Kind.CHOICE or practice.kind is not Kind.CHOICE:
        return None
    rows: list[PracticeRow] = []
    for pair in pair_rows(prompt, first, second):
        expected, practised = pair.cells(EXPECT), pair.cells(PRACTICE)
        one = _expectation(expect, expected[0], practised[1])
        other = _expectation(expect, expected[1], practised[0])
        gap = merged((one, other))
        rows.append(
            PracticeRow(row=pair.row, first=one, second=other, match=gap.match, width=gap.width)
        )
    gap = settled(first, second, merged_of_both(rows))
    return PracticeComparison.model_validate({**shared_fields(prompt, gap), "rows": tuple(rows)})


def _expectation(expect: Question, expected: Cell | None, practised: Cell | None) -> Expectation:
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


def _place(expect: Question, cell: Cell | None) -> int | None:
    if not isinstance(cell, ChoiceValue):
        return None
    places = [option.id for option in expect.options]
    return places.index(cell.option) if cell.option in places else None
