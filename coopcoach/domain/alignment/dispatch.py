"""Compare two answers as their prompt says."""

from __future__ import annotations

from coopcoach.domain.alignment.by_kind import compare_by_kind
from coopcoach.domain.alignment.effort import compare_effort
from coopcoach.domain.alignment.gap import Comparison
from coopcoach.domain.alignment.guess import compare_guess
from coopcoach.domain.alignment.ledger import compare_ledger
from coopcoach.domain.alignment.needs import compare_needs
from coopcoach.domain.alignment.practice import compare_practice
from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Compare, Exercise, Prompt, TableQuestion

_BY_COMPARE = {
    Compare.NEEDS: compare_needs,
    Compare.PRACTICE: compare_practice,
    Compare.LEDGER: compare_ledger,
    Compare.EFFORT: compare_effort,
}


def compare(
    exercise: Exercise, prompt: Prompt, first: PartnerAnswers, second: PartnerAnswers
) -> Comparison:
    """Compare the answers of two partners to one prompt.

    The visibility of the answers is not checked: the caller passes only answers that may be compared. Blank answers
    are allowed.

    Args:
        exercise: The exercise of the prompt, in any language; it holds the prompt that a guess is about.
        prompt: The prompt.
        first: One partner's answers, in any language.
        second: The other partner's answers.

    Returns:
        The comparison that ``prompt.compare`` asks for; that of the kind where the prompt lacks the columns for it.
    """
    one, other = first.answer(prompt.id), second.answer(prompt.id)
    found: Comparison | None = None
    if prompt.compare is Compare.GUESS:
        found = compare_guess(exercise, prompt, first, second)
    elif prompt.compare is not None and isinstance(prompt.question, TableQuestion):
        found = _BY_COMPARE[prompt.compare](prompt.question, one, other)
    return found or compare_by_kind(prompt.question, one, other)
