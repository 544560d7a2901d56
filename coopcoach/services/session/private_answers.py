"""The partners' answers for the private window: also sealed ones, and those for the coach only.

The stage does not import this module.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from coopcoach.domain.alignment import TalkFirst, talk_first
from coopcoach.domain.answers import Answer, PartnerAnswers, Visibility
from coopcoach.domain.exercise import Exercise, Prompt
from coopcoach.domain.session import Partner
from coopcoach.services.session.stage import Stage
from coopcoach.storage.sessions import open_partner_answers


@dataclass(frozen=True)
class PrivateSide:
    """One partner's answer as the coach may see it.

    Attributes:
        partner: The partner.
        answer: The answer; blank where it is ``kept`` or a ``draft``.
        for_coach: Whether the other partner must not see it.
        kept: Whether its owner shows it to nobody.
        draft: Whether it is sealed and not handed in.
    """

    partner: Partner
    answer: Answer
    for_coach: bool = False
    kept: bool = False
    draft: bool = False


@dataclass(frozen=True)
class PrivatePair:
    """Both answers to one prompt, for the coach only."""

    prompt: Prompt
    sides: tuple[PrivateSide, ...]


class PrivateAnswers:
    """Read both partners' answers; the caller checks whether the coach opened them."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def sealed(self, exercise: Exercise) -> bool:
        """Whether an exercise holds answers that are not revealed."""
        is_revealed = self._stage.session.is_revealed(exercise.id)
        return bool(self._stage.prepared_prompts(exercise)) and not is_revealed

    def pairs(self, exercise: Exercise) -> tuple[PrivatePair, ...]:
        """Return both answers to each prompt of an exercise."""
        both = [(p, self._answers_to([exercise], p)) for p in self._stage.session.partners]
        is_sealed = self.sealed(exercise)
        return tuple(
            PrivatePair(prompt, tuple(_side(*each, prompt, is_sealed) for each in both))
            for prompt in self._stage.prepared_prompts(exercise)
        )

    def talk_first(self, exercises: Collection[Exercise]) -> tuple[TalkFirst, ...]:
        """Return what to talk about first. Answers that their owner shows to nobody make no gap."""
        session = self._stage.session
        given = [self._answers_to(exercises, partner) for partner in session.partners]
        kept = {name for answers in given for name in answers.answers if _is_kept(answers, name)}
        first, second = (_without(answers, kept) for answers in given)
        found = talk_first(exercises, session.pack, first, second)
        return tuple(item for item in found if not kept & self._about(item))

    def _about(self, item: TalkFirst) -> set[str]:
        """Return the prompts of an item: its own, and the one whose answer was guessed."""
        exercise = self._stage.workbook.exercise(item.exercise)
        prompts = self._stage.prepared_prompts(exercise) if exercise else ()
        of = next((prompt.of for prompt in prompts if prompt.id == item.prompt), None)
        return {item.prompt, of or item.prompt}

    def _answers_to(self, exercises: Iterable[Exercise], partner: Partner) -> PartnerAnswers:
        """Return a partner's answers to exercises; sealed ones only where they are handed in."""
        opened = open_partner_answers(self._stage.live_session.opened, partner)
        if opened is None:
            return PartnerAnswers(partner=partner.id)
        answers = opened.answers
        asked = {
            prompt.id
            for exercise in exercises
            if answers.handed_in is not None or not self.sealed(exercise)
            for prompt in self._stage.prepared_prompts(exercise)
        }
        return _without(answers, answers.answers.keys() - asked)


def _is_kept(answers: PartnerAnswers, prompt_id: str) -> bool:
    return answers.answer(prompt_id).visibility is Visibility.ME


def _without(answers: PartnerAnswers, prompt_ids: Collection[str]) -> PartnerAnswers:
    """Return a partner's answers without those to some prompts."""
    rest = {name: each for name, each in answers.answers.items() if name not in prompt_ids}
    return answers.model_copy(update={"answers": rest})


def _side(
    partner: Partner, answers: PartnerAnswers, prompt: Prompt, is_sealed: bool
) -> PrivateSide:
    answer = answers.answer(prompt.id)
    match answer.visibility:
        case Visibility.ME:
            return PrivateSide(partner, Answer(), kept=True)
        case Visibility.COACH:
            return PrivateSide(partner, answer, for_coach=True)
    return PrivateSide(partner, answer, draft=is_sealed and answers.handed_in is None)
