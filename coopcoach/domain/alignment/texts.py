"""Compare answers in the partners' own words: they are read side by side, not measured."""

from __future__ import annotations

from coopcoach.domain.alignment.gap import Comparison, answers_gap, shared_fields
from coopcoach.domain.answers import Answer, Cell, ProposedRule, RulesValue, TextValue
from coopcoach.domain.exercise import LongQuestion, RulesQuestion, TextQuestion


class TextComparison(Comparison):
    """Two texts as they were typed.

    Equal texts are not SAME: “I do” of both partners names two persons.
    """

    first: str | None = None
    second: str | None = None


class RulesComparison(Comparison):
    """The proposed ground rules of both partners."""

    first: tuple[ProposedRule, ...] = ()
    second: tuple[ProposedRule, ...] = ()


def folded_text(cell: Cell) -> Cell:
    """Return a cell whose text is without upper case and extra spaces."""
    if not isinstance(cell, TextValue):
        return cell
    return TextValue(text=" ".join(cell.text.casefold().split()))


def compare_text(
    question: TextQuestion | LongQuestion, first: Answer, second: Answer
) -> TextComparison:
    """Compare two answers to a ``text`` or a ``long``."""
    return TextComparison.model_validate(
        {
            **shared_fields(question, answers_gap(first, second, None)),
            "first": first.value.text if isinstance(first.value, TextValue) else None,
            "second": second.value.text if isinstance(second.value, TextValue) else None,
        }
    )


def compare_rules(question: RulesQuestion, first: Answer, second: Answer) -> RulesComparison:
    """Compare two answers to ``rules``."""
    return RulesComparison.model_validate(
        {
            **shared_fields(question, answers_gap(first, second, None)),
            "first": first.value.rules if isinstance(first.value, RulesValue) else (),
            "second": second.value.rules if isinstance(second.value, RulesValue) else (),
        }
    )
