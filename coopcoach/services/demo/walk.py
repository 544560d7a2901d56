"""Carry out the worked sample step by step, with the calls of the coach's screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from coopcoach.domain.exercise import Exercise, Prompt
from coopcoach.domain.ground_rules import EarlierWording, GroundRule, Voice
from coopcoach.domain.session import Session
from coopcoach.markup.formats.session_file import NOTE
from coopcoach.services.session.stage import Stage
from coopcoach.wording.labels import SAYS_LABELS


@dataclass
class StandingClock:
    """A clock that returns a set time."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the set time."""
        return self.now


class DemoWalk:
    """The steps of the sample session, from sealed to finished; each yields its lines.

    Args:
        stage: The stage of the new session; its clock is ``time``.
        end: The finished session.
        time: Set to the time of each step.
    """

    def __init__(self, stage: Stage, end: Session, time: StandingClock) -> None:
        self.t = stage.t
        self.stage = stage
        self.end = end
        self.time = time
        self._rules: list[str] = []

    def begin(self) -> Iterator[str]:
        """Name the sealed session, and when each partner handed in."""
        yield self.t("“{title}” is ready, and still sealed", title=self.stage.session.title)
        for state in self.stage.seal_states(self.stage.exercises[0]):
            if state.handed_in:
                yield self.t(
                    "{name} handed in on {moment}",
                    name=state.partner.name,
                    moment=self.t.moment(state.handed_in),
                )

    def go_through(self, exercise: Exercise) -> Iterator[str]:
        """Reveal an exercise, write its joint answers, and tick it off."""
        revealed_at = self.end.revealed_at(exercise.id)
        if revealed_at:
            yield from self._put_forward(revealed_at)
            self.time.now = revealed_at
            self.stage.reveal(exercise)
            yield self.t("Revealed: {title}", title=exercise.title)
        for prompt in self.stage.joint_prompts(exercise):
            for partner in self.end.partner_ids if prompt.by_each else ("",):
                yield from self._settle(exercise, prompt, partner)
        self.stage.go_on()

    def _settle(self, exercise: Exercise, prompt: Prompt, partner: str) -> Iterator[str]:
        answer = self.end.joint_answer(prompt.id, partner)
        if answer == self.stage.session.joint_answer(prompt.id, partner):
            return
        self.time.now = self.end.joint_at[prompt.id, partner]
        self.stage.set_joint(prompt, answer, partner)
        name = self.end.name_of(partner)
        if prompt.id.startswith(NOTE):
            yield self.t("Noted on “{title}”", title=exercise.title)
        elif partner:
            yield self.t("{name} answered: {question}", name=name, question=prompt.label)
        else:
            yield self.t("Settled together: {question}", question=prompt.label)

    def fill_board(self) -> Iterator[str]:
        """Add ground rules, actions and parked topics."""
        yield from self._put_forward()
        for place, rule in enumerate(self.end.rules):
            yield from self._vote(rule, self._rules[place])
        for action in self.end.actions:
            self.stage.board.put_action(action.what, who=action.who, until=action.until)
            yield self.t("Action: {what}", what=action.what)
        for topic in self.end.parked:
            self.stage.board.park_topic(topic.text, topic.point)
            yield self.t("Parked topic: {what}", what=topic.text)

    def _put_forward(self, before: datetime | None = None) -> Iterator[str]:
        """Put forward the ground rules that were worded before a time; all that are left without one."""
        for rule in self.end.rules[len(self._rules) :]:
            if before and rule.proposed_at and rule.proposed_at >= before:
                return
            first = self._wordings(rule)[0]
            self.time.now = rule.proposed_at or self.time.now
            put = self.stage.board.propose_rule(
                rule.point,
                first.sentence,
                sign=first.sign,
                consequence=first.consequence,
                trial_until=first.trial_until,
                by=rule.proposed_by,
                sources=rule.sources,
            )
            self._rules.append(put.id)
            yield self.t("Ground rule put forward: {sentence}", sentence=first.sentence)

    @staticmethod
    def _wordings(rule: GroundRule) -> tuple[EarlierWording | GroundRule, ...]:
        return (*rule.earlier, rule)

    def _vote(self, rule: GroundRule, rule_id: str) -> Iterator[str]:
        board = self.stage.board
        for before, after in pairwise(self._wordings(rule)):
            yield from self._speak(rule_id, (v for v in rule.voices if v.wording == before.wording))
            self.time.now = (isinstance(before, EarlierWording) and before.until) or self.time.now
            board.reword_rule(
                rule_id,
                sentence=after.sentence,
                sign=after.sign,
                consequence=after.consequence,
                trial_until=after.trial_until,
            )
            yield self.t("Reworded, so both vote again: {sentence}", sentence=after.sentence)
        board.describe_rule(
            rule_id, why=rule.why, looks_after=rule.looks_after, look_again=rule.look_again
        )
        yield from self._speak(rule_id, (v for v in rule.voices if v.wording == rule.wording))
        if rule.set_aside:
            self.time.now = rule.set_aside_at or self.time.now
            board.set_rule_aside(rule_id, rule.set_aside)
            yield self.t("Set aside: {sentence}", sentence=rule.sentence)
        elif rule.is_agreed(self.end.partner_ids):
            yield self.t("Agreed: {sentence}", sentence=rule.sentence)

    def _speak(self, rule_id: str, voices: Iterable[Voice]) -> Iterator[str]:
        for voice in voices:
            self.time.now = voice.at
            self.stage.board.give_voice(rule_id, voice.partner, voice.says, voice.reason)
            says = self.t(SAYS_LABELS[voice.says].word)
            yield self.t("Vote of {name}: {says}", name=self.end.name_of(voice.partner), says=says)
