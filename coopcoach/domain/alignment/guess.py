"""A guess beside the real answer: how well do we know each other? (S4)."""

from __future__ import annotations

from coopcoach.domain.alignment.by_kind import compare_by_kind
from coopcoach.domain.alignment.gap import (
    BOTH_BLANK,
    UNKNOWN_WIDTH,
    Comparison,
    Gap,
    Match,
    merged,
    says_nothing,
    settled,
    shared_fields,
)
from coopcoach.domain.answers import Answer, PartnerAnswers
from coopcoach.domain.exercise import Exercise, Prompt


class Guess(Gap):
    """What one partner guessed, beside what the other really answered.

    A guess in words of one's own is TO_READ: whether it is off is for the two to say, no likeness of
    words is computed. As its being off cannot be measured, its width is the middle.
    """

    guess: Answer
    real: Answer


class GuessComparison(Comparison):
    """Both guesses; ``of`` is the prompt whose answers were guessed.

    ``first`` is what the first partner guessed beside what the second answered, ``second`` the other
    way round.
    """

    of: str
    first: Guess
    second: Guess


def compare_guess(
    exercise: Exercise, prompt: Prompt, first: PartnerAnswers, second: PartnerAnswers
) -> GuessComparison | None:
    """Set each partner's guess beside the other's real answer.

    Returns:
        The comparison; None where the prompt does not say what is guessed.
    """
    if prompt.of is None:
        return None
    about = exercise.prompt(prompt.of, prompt.phase)
    one = _guess(prompt, about, first.answer(prompt.id), second.answer(prompt.of))
    other = _guess(prompt, about, second.answer(prompt.id), first.answer(prompt.of))
    guessed = not (says_nothing(one.guess) and says_nothing(other.guess))
    gap = merged((one, other)) if guessed else BOTH_BLANK
    return GuessComparison.model_validate(
        {
            **shared_fields(prompt, gap),
            "of": prompt.of,
            "first": one,
            "second": other,
        }
    )


def _guess(prompt: Prompt, about: Prompt | None, guess: Answer, real: Answer) -> Guess:
    # A guess of the very kind that was asked can be measured like two answers, a scale or a choice.
    if about is not None and about.kind is prompt.kind:
        gap: Gap = compare_by_kind(about, guess, real)
    else:
        gap = settled(guess, real, None)
    width = UNKNOWN_WIDTH if gap.match is Match.TO_READ else gap.width
    return Guess(guess=guess, real=real, match=gap.match, width=width)
