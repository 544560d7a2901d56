"""What every comparison says: how two answers stand to each other, and how far apart they are.

The comparisons know ids and typed values only, never labels, so it makes no difference that one
partner answered in German and the other in English. They compare what they are given: who calls them
hands in only answers that may be compared, both partners' visible ones for the reveal, everything that
was handed in for the coach's own list. Nothing here adds up to a score of the pair: it would be taken
for a verdict and end the talk.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field

from coopcoach.domain.answers import (
    Answer,
    Cell,
    ChoiceValue,
    Row,
    TableValue,
    TextValue,
    UnreadValue,
    Value,
)
from coopcoach.domain.exercise import Frozen, Prompt

Given = Value | Cell | None


class Match(StrEnum):
    """How two answers stand to each other.

    SAME, DIFFERENT, COMPLEMENTARY and ONE_BLANK are the four pairs that the reveal names. Beside them
    BOTH_BLANK, which is not shown as a pair, and two for what a machine must not decide:

    - COMPLEMENTARY: not the same, and fits all the better: a need beside an offer (S1), or a partner who
      does more than the other expects.
    - TO_TALK: at least one said *don't know yet*, *let's talk about it live* or *I'd rather not say*.
      That is not blank, and it is neither the same nor different: only the two can take it up.
    - TO_READ: both answered, at least one in words of their own. Two languages, or two ways of
      saying one thing, look different and may mean the same: people read them side by side and judge.
    """

    SAME = "same"
    DIFFERENT = "different"
    COMPLEMENTARY = "complementary"
    ONE_BLANK = "one-blank"
    BOTH_BLANK = "both-blank"
    TO_TALK = "to-talk"
    TO_READ = "to-read"


class Gap(Frozen):
    """How two answers stand to each other, and how wide the gap is.

    ``width`` goes from 0.0 (no gap, or none that can be measured) to 1.0 (as wide as it can be). It is
    there to put pairs in an order, the widest first, and is never shown to anyone.
    """

    match: Match
    width: float = Field(ge=0.0, le=1.0)


class Comparison(Gap):
    """The answers of two partners to one prompt, side by side. The kinds of prompts add to it."""

    prompt_id: str


# Where there is a gap and nobody can say how wide, it goes into the middle: behind the measured
# ones that are wide, before those that are narrow.
UNKNOWN_WIDTH = 0.5

SAME = Gap(match=Match.SAME, width=0.0)
COMPLEMENTARY = Gap(match=Match.COMPLEMENTARY, width=0.0)
ONE_BLANK = Gap(match=Match.ONE_BLANK, width=0.25)
BOTH_BLANK = Gap(match=Match.BOTH_BLANK, width=0.0)
TO_TALK = Gap(match=Match.TO_TALK, width=UNKNOWN_WIDTH)
TO_READ = Gap(match=Match.TO_READ, width=0.0)


def different(width: float) -> Gap:
    """Return a gap of this width."""
    return Gap(match=Match.DIFFERENT, width=width)


def filled(cell: Cell | None) -> Cell | None:
    """Return the cell of a table; None where nothing is in it."""
    match cell:
        case TextValue(text="") | UnreadValue(text="") | ChoiceValue(option=None, other=None):
            return None
    return cell


def filled_rows(answer: Answer) -> tuple[Row, ...]:
    """Return the rows of a table's answer in which anything stands."""
    rows = answer.value.rows if isinstance(answer.value, TableValue) else ()
    return tuple(row for row in rows if any(filled(cell) for cell in row.cells.values()))


def says_nothing(answer: Answer) -> bool:
    """Whether an answer is blank; a table without a single filled cell is blank, too."""
    if answer.is_blank:
        return True
    if answer.stance is not None or answer.remark or not isinstance(answer.value, TableValue):
        return False
    return not filled_rows(answer)


def settled(first: Answer, second: Answer, measured: Gap | None) -> Gap:
    """Return how two answers stand to each other.

    Args:
        first: The answer of one partner.
        second: The answer of the other.
        measured: What their values say; None where they cannot be measured against each other.
    """
    if first.stance is not None or second.stance is not None:
        return TO_TALK
    match says_nothing(first), says_nothing(second):
        case True, True:
            return BOTH_BLANK
        case (True, False) | (False, True):
            return ONE_BLANK
    return measured or TO_READ


_LEADING = (
    Match.DIFFERENT,
    Match.COMPLEMENTARY,
    Match.TO_TALK,
    Match.TO_READ,
    Match.SAME,
    Match.ONE_BLANK,
    Match.BOTH_BLANK,
)


def merged(gaps: Iterable[Gap]) -> Gap:
    """Return what several gaps say together: those of a table's rows, or of both directions.

    One difference makes the whole different, and the widest gap is the width of the whole: one row
    far apart is worth a talk, however well the others fit. What only one filled in counts where
    there is nothing else.
    """
    found = [gap for gap in gaps if gap.match is not Match.BOTH_BLANK]
    if not found:
        return BOTH_BLANK
    by_both = [gap for gap in found if gap.match is not Match.ONE_BLANK]
    if not by_both:
        return ONE_BLANK
    leading = min((gap.match for gap in by_both), key=_LEADING.index)
    return Gap(match=leading, width=max(gap.width for gap in by_both))


def merged_of_both(gaps: Iterable[Gap]) -> Gap | None:
    """Return the same for the parts of two answers that hold something each.

    None where no part was filled in by both: such answers stand beside each other to be read.
    """
    whole = merged(gaps)
    return None if whole.match in {Match.ONE_BLANK, Match.BOTH_BLANK} else whole


def shared_fields(prompt: Prompt, gap: Gap) -> dict[str, str | float | Match]:
    """Return the fields that all comparisons have in common."""
    return {
        "prompt_id": prompt.id,
        "match": gap.match,
        "width": gap.width,
    }
