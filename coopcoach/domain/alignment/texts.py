"""Answers in words of one's own: they stand side by side, and people judge."""

from __future__ import annotations

from coopcoach.domain.alignment.gap import Comparison, settled, shared_fields
from coopcoach.domain.answers import Answer, ProposedRule, RulesValue, TextValue
from coopcoach.domain.exercise import Prompt


class TextComparison(Comparison):
    """Two texts as they were typed, of ``text`` and ``long``.

    Equal words are not taken for equal meaning: two who both write “I do” may mean the opposite.
    """

    first: str | None = None
    second: str | None = None


class RulesComparison(Comparison):
    """The ground rules that each partner proposes."""

    first: tuple[ProposedRule, ...] = ()
    second: tuple[ProposedRule, ...] = ()


def compare_text(prompt: Prompt, first: Answer, second: Answer) -> TextComparison:
    """Set two answers to a ``text`` or a ``long`` side by side."""
    return TextComparison.model_validate(
        {
            **shared_fields(prompt, settled(first, second, None)),
            "first": first.value.text if isinstance(first.value, TextValue) else None,
            "second": second.value.text if isinstance(second.value, TextValue) else None,
        }
    )


def compare_rules(prompt: Prompt, first: Answer, second: Answer) -> RulesComparison:
    """Set the ground rules that two partners propose side by side."""
    return RulesComparison.model_validate(
        {
            **shared_fields(prompt, settled(first, second, None)),
            "first": first.value.rules if isinstance(first.value, RulesValue) else (),
            "second": second.value.rules if isinstance(second.value, RulesValue) else (),
        }
    )
