"""Compare guesses with the real answers (S4)."""

from __future__ import annotations

from coopcoach.domain.alignment.by_kind import compare_by_kind
from coopcoach.domain.alignment.gap import (
    BOTH_BLANK,
    UNKNOWN_WIDTH,
    Comparison,
    Gap,
    Match,
    answers_gap,
    combined,
    is_unanswered,
    shared_fields,
)
from coopcoach.domain.answers import Answer, PartnerAnswers
from coopcoach.domain.exercise import Exercise, Prompt


class Guess(Gap):
    """One partner's guess beside the other's real answer.

    A guess in the partner's own words is TO_READ, with UNKNOWN_WIDTH: no similarity of words is computed.
    """

    guess: Answer
    real: Answer


class GuessComparison(Comparison):
    """Both guesses.

    Attributes:
        of: The id of the prompt whose answers were guessed.
        first: The first partner's guess beside the second's answer.
        second: The second partner's guess beside the first's answer.
    """

    of: str
    first: Guess
    second: Guess


def compare_guess(
    exercise: Exercise, prompt: Prompt, first: PartnerAnswers, second: PartnerAnswers
) -> GuessComparison | None:
    """Compare each partner's guess with the other's real answer.

    Returns:
        The comparison; None where the prompt does not name the guessed prompt.
    """
    if prompt.of is None:
        return None
    about = exercise.prompt(prompt.of, prompt.phase)
    one = _guess(prompt, about, first.answer(prompt.id), second.answer(prompt.of))
    other = _guess(prompt, about, second.answer(prompt.id), first.answer(prompt.of))
    guessed = not (is_unanswered(one.guess) and is_unanswered(other.guess))
    gap = combined((one, other)) if guessed else BOTH_BLANK
    return GuessComparison.model_validate(
        {
            **shared_fields(prompt.question, gap),
            "of": prompt.of,
            "first": one,
            "second": other,
        }
    )


def _guess(prompt: Prompt, about: Prompt | None, guess: Answer, real: Answer) -> Guess:
    # A guess of the guessed prompt's kind is measured like two answers to it.
    if about is not None and about.kind is prompt.kind:
        gap: Gap = compare_by_kind(about.question, guess, real)
    else:
        gap = answers_gap(guess, real, None)
    width = UNKNOWN_WIDTH if gap.match is Match.TO_READ else gap.width
    return Guess(guess=guess, real=real, match=gap.match, width=width)
