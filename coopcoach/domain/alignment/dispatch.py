"""The comparison that a prompt asks for."""

from __future__ import annotations

from coopcoach.domain.alignment.by_kind import compare_by_kind
from coopcoach.domain.alignment.effort import compare_effort
from coopcoach.domain.alignment.gap import Comparison
from coopcoach.domain.alignment.guess import compare_guess
from coopcoach.domain.alignment.ledger import compare_ledger
from coopcoach.domain.alignment.needs import compare_needs
from coopcoach.domain.alignment.practice import compare_practice
from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Compare, Exercise, Prompt

_BY_COMPARE = {
    Compare.NEEDS: compare_needs,
    Compare.PRACTICE: compare_practice,
    Compare.LEDGER: compare_ledger,
    Compare.EFFORT: compare_effort,
}


def compare(
    exercise: Exercise, prompt: Prompt, first: PartnerAnswers, second: PartnerAnswers
) -> Comparison:
    """Set the answers of two partners to one prompt side by side.

    It compares what it is given, whatever the answers' visibility: hand in only answers that may be
    compared. Any of them may be blank, and nothing raises: where a prompt asks for a comparison
    that its table has no columns for, its kind decides.

    Args:
        exercise: The exercise of the prompt, in either language; a guess finds there what it is about.
        prompt: The prompt.
        first: One partner's answers, in whatever language they were written.
        second: The other's.

    Returns:
        The comparison: of the class that ``prompt.compare`` asks for, else that of the kind.
    """
    found: Comparison | None = None
    if prompt.compare is Compare.GUESS:
        found = compare_guess(exercise, prompt, first, second)
    elif prompt.compare is not None:
        to_compare = _BY_COMPARE[prompt.compare]
        found = to_compare(prompt, first.answer(prompt.id), second.answer(prompt.id))
    if found is not None:
        return found
    return compare_by_kind(prompt, first.answer(prompt.id), second.answer(prompt.id))
