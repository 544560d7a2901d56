"""The board: ground rules with their voices, actions, parked topics."""

from __future__ import annotations

from datetime import date as Date

from coopcoach.domain.exercise import Point
from coopcoach.domain.ground_rules import GroundRule, Says, SetAside
from coopcoach.domain.session import Action, ParkedTopic, Session, next_id
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_
from coopcoach.services.session.live_session import LiveSession


class Board:
    """The ground rules, actions and parked topics of a session; each call writes ``session.md`` at once."""

    def __init__(self, live_session: LiveSession) -> None:
        self._live_session = live_session

    @property
    def session(self) -> Session:
        """The present state of the session."""
        return self._live_session.session

    def propose_rule(
        self,
        point: Point,
        sentence: str,
        *,
        sign: str = "",
        consequence: str = "",
        trial_until: Date | None = None,
        by: str | None = None,
        sources: tuple[str, ...] = (),
    ) -> GroundRule:
        """Propose a ground rule. Its voices are given to sentence, sign, consequence and trial together.

        Raises:
            WrongCall: The sentence is empty.
        """
        self._need_sentence(sentence)
        rule = GroundRule(
            id=next_id("rule", tuple(rule.id for rule in self.session.rules)),
            point=point,
            sentence=sentence.strip(),
            sign=sign.strip(),
            consequence=consequence.strip(),
            trial_until=trial_until,
            proposed_by=by,
            sources=sources,
            proposed_at=self._live_session.clock(),
        )
        self._write_rule(rule)
        return rule

    def reword_rule(
        self,
        rule_id: str,
        *,
        sentence: str,
        sign: str = "",
        consequence: str = "",
        trial_until: Date | None = None,
    ) -> bool:
        """Change the wording of a rule; return whether that removed voices.

        Raises:
            WrongCall: The sentence is empty, or there is no such rule.
        """
        self._need_sentence(sentence)
        rule = self._rule(rule_id)
        changed = rule.reworded(
            sentence=sentence.strip(),
            sign=sign.strip(),
            consequence=consequence.strip(),
            trial_until=trial_until,
            at=self._live_session.clock(),
        )
        had_voices = any(rule.voice_of(partner) for partner in self.session.partner_ids)
        if changed != rule:
            self._write_rule(changed)
        return changed != rule and had_voices

    def describe_rule(
        self, rule_id: str, *, why: str = "", looks_after: str = "", look_again: Date | None = None
    ) -> None:
        """Set the reason of a rule, the partner who looks after it, and the day of its review."""
        values = {"why": why.strip(), "looks_after": looks_after, "look_again": look_again}
        changed = self._rule(rule_id).model_copy(update=values)
        if changed != self._rule(rule_id):
            self._write_rule(changed)

    def link_rule(self, rule_id: str, sources: tuple[str, ...]) -> None:
        """Set the prompts that a rule came from, by their ids; the votes stay."""
        rule = self._rule(rule_id)
        if rule.sources != sources:
            self._write_rule(rule.model_copy(update={"sources": sources}))

    def give_voice(self, rule_id: str, partner: str, says: Says, reason: str = "") -> None:
        """Record the voice of a partner on the present wording of a rule.

        Raises:
            WrongCall: There is no such rule or partner.
        """
        if self.session.partner(partner) is None:
            raise WrongCall(
                N_("“{name}” is not a partner in this session"),
                N_("name one of the two partners"),
                name=partner,
            )
        spoken = self._rule(rule_id).with_voice(
            partner, says, self._live_session.clock(), reason.strip()
        )
        self._live_session.change(N_("vote"), self.session.with_rule(spoken))

    def set_rule_aside(self, rule_id: str, aside: SetAside | None) -> None:
        """Park or drop a rule, or bring it back to the board (None)."""
        at = self._live_session.clock() if aside else None
        update = {"set_aside": aside, "set_aside_at": at}
        self._write_rule(self._rule(rule_id).model_copy(update=update))

    def put_action(
        self, what: str, *, who: str = "", until: Date | None = None, action_id: str = ""
    ) -> Action:
        """Add an action, or change the one with this id.

        Raises:
            WrongCall: The text is empty.
        """
        if not what.strip():
            raise WrongCall(N_("the action is empty"), N_("say what is to be done"))
        known = next((a for a in self.session.actions if a.id == action_id), None)
        taken = tuple(action.id for action in self.session.actions)
        action = Action(
            id=action_id or next_id("action", taken),
            what=what.strip(),
            who=who,
            until=until,
            done=known.done if known else False,
        )
        self._live_session.change(N_("action"), self.session.with_action(action))
        return action

    def tick_action(self, action_id: str, done: bool) -> None:
        """Tick an action, or untick it."""
        for action in self.session.actions:
            if action.id == action_id:
                changed = action.model_copy(update={"done": done})
                self._live_session.change(N_("action"), self.session.with_action(changed))

    def park_topic(self, text: str, point: Point | None = None, topic_id: str = "") -> ParkedTopic:
        """Park a topic, or change the one with this id.

        Raises:
            WrongCall: The text is empty.
        """
        if not text.strip():
            raise WrongCall(N_("the parked topic is empty"), N_("say what it is about"))
        taken = tuple(topic.id for topic in self.session.parked)
        topic = ParkedTopic(id=topic_id or next_id("parked", taken), text=text.strip(), point=point)
        self._live_session.change(N_("parked topic"), self.session.with_parked(topic))
        return topic

    def remove(self, item_id: str) -> None:
        """Remove an action or a parked topic."""
        self._live_session.change(N_("removed item"), self.session.without(item_id))

    def _rule(self, rule_id: str) -> GroundRule:
        rule = self.session.rule(rule_id)
        if rule is None:
            raise WrongCall(
                N_("there is no ground rule “{name}”"),
                N_("the board shows which there are"),
                name=rule_id,
            )
        return rule

    def _write_rule(self, rule: GroundRule) -> None:
        self._live_session.change(N_("ground rule"), self.session.with_rule(rule))

    @staticmethod
    def _need_sentence(sentence: str) -> None:
        if not sentence.strip():
            raise WrongCall(N_("the ground rule is empty"), N_("write it as a sentence"))
