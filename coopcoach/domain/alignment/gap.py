"""The gap between two answers: whether they match, and how far apart they are.

Comparisons use ids and typed values and no labels: the partners' languages make no difference. The caller passes only
answers that may be compared: those visible to both partners for the reveal, all that were handed in for the coach's
private list.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field

from coopcoach.domain.answers import (
    Answer,
    Cell,
    Row,
    TableValue,
    Value,
)
from coopcoach.domain.exercise import BaseQuestion, Frozen

Comparable = Value | Cell | None


class Match(StrEnum):
    """The result of a comparison of two answers.

    - SAME, DIFFERENT, ONE_BLANK: as the names say.
    - COMPLEMENTARY: different and fitting: a need beside an offer (S1), or a partner who does more than the other
      expects.
    - BOTH_BLANK: not shown at the reveal.
    - TO_TALK: at least one answer is a stance. It is neither blank nor the same or different.
    - TO_READ: both answered, at least one in their own words. Different words, or two languages, may mean the same:
      the partners read both answers and judge.
    """

    SAME = "same"
    DIFFERENT = "different"
    COMPLEMENTARY = "complementary"
    ONE_BLANK = "one-blank"
    BOTH_BLANK = "both-blank"
    TO_TALK = "to-talk"
    TO_READ = "to-read"


class Gap(Frozen):
    """The match of two answers, and the width of the gap between them.

    ``width`` is from 0.0 (no gap, or none that can be measured) to 1.0 (the widest possible). It only orders
    comparisons and is not shown.
    """

    match: Match
    width: float = Field(ge=0.0, le=1.0)


class Comparison(Gap):
    """The comparison of two answers to one prompt; each kind has a class of its own."""

    prompt_id: str


# The width of a gap that cannot be measured: between the wide and the narrow measured ones.
UNKNOWN_WIDTH = 0.5

SAME = Gap(match=Match.SAME, width=0.0)
COMPLEMENTARY = Gap(match=Match.COMPLEMENTARY, width=0.0)
ONE_BLANK = Gap(match=Match.ONE_BLANK, width=0.25)
BOTH_BLANK = Gap(match=Match.BOTH_BLANK, width=0.0)
TO_TALK = Gap(match=Match.TO_TALK, width=UNKNOWN_WIDTH)
TO_READ = Gap(match=Match.TO_READ, width=0.0)


def different(width: float) -> Gap:
    """Return a difference of this width."""
    return Gap(match=Match.DIFFERENT, width=width)


def filled(cell: Cell | None) -> Cell | None:
    """Return a cell of a table; None where it is empty."""
    return None if cell is None or cell.is_blank else cell


def filled_rows(answer: Answer) -> tuple[Row, ...]:
    """Return the rows of a table with at least one filled cell."""
    rows = answer.value.rows if isinstance(answer.value, TableValue) else ()
    return tuple(row for row in rows if any(filled(cell) for cell in row.cells.values()))


def is_unanswered(answer: Answer) -> bool:
    """Return whether an answer is blank or a table without a filled cell."""
    if answer.is_blank:
        return True
    if answer.stance is not None or answer.remark or not isinstance(answer.value, TableValue):
        return False
    return not filled_rows(answer)


def answers_gap(first: Answer, second: Answer, measured: Gap | None) -> Gap:
    """Return the gap between two answers.

    Args:
        first: The answer of one partner.
        second: The answer of the other partner.
        measured: The gap between their values; None where it cannot be measured.
    """
    if first.stance is not None or second.stance is not None:
        return TO_TALK
    match is_unanswered(first), is_unanswered(second):
        case True, True:
            return BOTH_BLANK
        case (True, False) | (False, True):
            return ONE_BLANK
    return measured or TO_READ


_PRECEDENCE = (
    Match.DIFFERENT,
    Match.COMPLEMENTARY,
    Match.TO_TALK,
    Match.TO_READ,
    Match.SAME,
    Match.ONE_BLANK,
    Match.BOTH_BLANK,
)


def combined(gaps: Iterable[Gap]) -> Gap:
    """Return one gap for several: for the rows of a table, or for both directions of a comparison.

    One difference makes the whole different, and the whole is as wide as the widest gap: one row far apart is worth a
    conversation, however well the others match. ONE_BLANK counts only where there is nothing else.
    """
    found = [gap for gap in gaps if gap.match is not Match.BOTH_BLANK]
    if not found:
        return BOTH_BLANK
    by_both = [gap for gap in found if gap.match is not Match.ONE_BLANK]
    if not by_both:
        return ONE_BLANK
    leading = min((gap.match for gap in by_both), key=_PRECEDENCE.index)
    return Gap(match=leading, width=max(gap.width for gap in by_both))


def combined_of_both(gaps: Iterable[Gap]) -> Gap | None:
    """Return one gap for several; None where no part was answered by both partners."""
    whole = combined(gaps)
    return None if whole.match in {Match.ONE_BLANK, Match.BOTH_BLANK} else whole


def shared_fields(question: BaseQuestion, gap: Gap) -> dict[str, str | float | Match]:
    """Return the fields that all comparisons share."""
    return {
        "prompt_id": question.id,
        "match": gap.match,
        "width": gap.width,
    }
