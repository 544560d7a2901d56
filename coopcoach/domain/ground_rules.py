"""Ground rules: their wording, the voices to it, and the state derived from the voices.

The state is not stored. A voice holds the digest of the wording (sentence, sign, consequence, trial date) and its
revision. After a change of the wording, also back to an earlier one, both voices are needed again. A file that was
edited and restored byte for byte keeps its voices. Earlier wordings stay with the rule: `rule_history` tells its life.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime
from enum import StrEnum
from typing import Any

from coopcoach.domain.exercise import Frozen, Point


class Says(StrEnum):
    """A partner's position on a wording."""

    YES = "yes"
    LIVE_WITH = "live-with"
    NO = "no"
    NOT_YET = "not-yet"
    RETIRE = "retire"


# The answers to a wording that is put to the vote; RETIRE is asked about an agreed rule, in a review.
VOTES = (Says.YES, Says.LIVE_WITH, Says.NO, Says.NOT_YET)
CONSENTING = frozenset({Says.YES, Says.LIVE_WITH})


class RuleState(StrEnum):
    """The state of a ground rule, derived from its voices."""

    PROPOSED = "proposed"
    IN_DISCUSSION = "in-discussion"
    AGREED = "agreed"
    PARKED = "parked"
    DROPPED = "dropped"
    RETIRED = "retired"


class SetAside(StrEnum):
    """The two ways to take a ground rule off the board."""

    PARKED = "parked"
    DROPPED = "dropped"


class Missing(StrEnum):
    """An optional part that a ground rule lacks."""

    SIGN = "sign"
    LOOKS_AFTER = "looks-after"
    CONSEQUENCE = "consequence"
    LOOK_AGAIN = "look-again"


class Voice(Frozen):
    """A partner's voice to a wording, with time and reason (the reservation of LIVE_WITH, why RETIRE)."""

    partner: str
    says: Says
    wording: str
    at: datetime
    reason: str = ""


class EarlierWording(Frozen):
    """A wording that a rule had, and the time at which another one took its place."""

    sentence: str
    sign: str = ""
    consequence: str = ""
    trial_until: Date | None = None
    revision: int = 1
    until: datetime | None = None

    @property
    def wording(self) -> str:
        """The digest of the exact wording."""
        return _digest(self.revision, self.sentence, self.sign, self.consequence, self.trial_until)


class GroundRule(Frozen):
    """A ground rule between the two partners.

    Attributes:
        sign: How the partners notice that it holds.
        revision: Counts the changes of the wording.
        looks_after: A partner's id, or another name.
        look_again: The day of its next review.
        sources: The ids of the prompts it came from.
        voices: All voices, also to earlier wordings.
        proposed_at: The time at which it was put forward; None where nobody wrote it down.
        set_aside_at: The time at which it was parked or dropped, likewise.
        earlier: The wordings before the present one, the oldest first.
    """

    id: str
    point: Point
    sentence: str
    sign: str = ""
    consequence: str = ""
    trial_until: Date | None = None
    revision: int = 1
    why: str = ""
    looks_after: str = ""
    look_again: Date | None = None
    sources: tuple[str, ...] = ()
    proposed_by: str | None = None
    set_aside: SetAside | None = None
    voices: tuple[Voice, ...] = ()
    proposed_at: datetime | None = None
    set_aside_at: datetime | None = None
    earlier: tuple[EarlierWording, ...] = ()

    @property
    def wording(self) -> str:
        """The digest of the exact wording."""
        return _digest(self.revision, self.sentence, self.sign, self.consequence, self.trial_until)

    def voice_of(self, partner: str) -> Voice | None:
        """Return a partner's latest voice to the present wording, if there is one."""
        now = self.wording
        given = [v for v in self.voices if v.partner == partner and v.wording == now]
        return given[-1] if given else None

    def lost_voices(self) -> tuple[Voice, ...]:
        """Return the voices to earlier wordings."""
        now = self.wording
        return tuple(v for v in self.voices if v.wording != now)

    def state(self, partners: Sequence[str]) -> RuleState:
        """Return the state of the ground rule.

        It is AGREED when every one of at least two partners, given by their ids, consents to this exact wording, and
        RETIRED when every one of them says that it has had its day.
        """
        if self.set_aside is not None:
            return RuleState(self.set_aside.value)
        says = [voice.says if (voice := self.voice_of(p)) else None for p in partners]
        if len(set(partners)) >= 2 and all(s in CONSENTING for s in says):
            return RuleState.AGREED
        if len(set(partners)) >= 2 and all(s is Says.RETIRE for s in says):
            return RuleState.RETIRED
        return RuleState.IN_DISCUSSION if self.voices else RuleState.PROPOSED

    def is_agreed(self, partners: Sequence[str]) -> bool:
        """Return whether both partners consent to this exact wording and the rule is not set aside."""
        return self.state(partners) is RuleState.AGREED

    def wording_until(self, at: datetime | None) -> EarlierWording:
        """Return the present wording as one that another takes the place of at a time; None where none does."""
        return EarlierWording(
            sentence=self.sentence,
            sign=self.sign,
            consequence=self.consequence,
            trial_until=self.trial_until,
            revision=self.revision,
            until=at,
        )

    def reworded(
        self,
        *,
        sentence: str,
        sign: str,
        consequence: str,
        trial_until: Date | None,
        at: datetime | None = None,
    ) -> GroundRule:
        """Return the rule with another wording from a time on; where it differs, no earlier voice counts.

        A wording that somebody voted on is kept as an earlier one.
        """
        terms: dict[str, Any] = {
            "sentence": sentence,
            "sign": sign,
            "consequence": consequence,
            "trial_until": trial_until,
        }
        if all(getattr(self, name) == value for name, value in terms.items()):
            return self
        now = self.wording
        heard = any(voice.wording == now for voice in self.voices)
        before = self.wording_until(at)
        earlier = (*self.earlier, before) if heard else self.earlier
        return self.model_copy(update={**terms, "revision": self.revision + 1, "earlier": earlier})

    def with_voice(self, partner: str, says: Says, at: datetime, reason: str = "") -> GroundRule:
        """Return the rule with a voice to the present wording added."""
        voice = Voice(partner=partner, says=says, wording=self.wording, at=at, reason=reason)
        return self.model_copy(update={"voices": (*self.voices, voice)})

    def votes(self, partners: Sequence[str]) -> tuple[Says, ...]:
        """Return the answers that the rule can be given: an agreed one can be retired, too."""
        says = {voice.says for p in partners if (voice := self.voice_of(p)) is not None}
        can_retire = self.is_agreed(partners) or Says.RETIRE in says
        return (*VOTES, Says.RETIRE) if can_retire else VOTES

    def missing(self) -> tuple[Missing, ...]:
        """Return the optional parts that the rule lacks."""
        lacks = {
            Missing.SIGN: not self.sign.strip(),
            Missing.LOOKS_AFTER: not self.looks_after.strip(),
            Missing.CONSEQUENCE: not self.consequence.strip(),
            Missing.LOOK_AGAIN: self.look_again is None,
        }
        return tuple(item for item, is_missing in lacks.items() if is_missing)


def _digest(
    revision: int, sentence: str, sign: str, consequence: str, trial_until: Date | None
) -> str:
    trial = trial_until.isoformat() if trial_until else ""
    terms = (str(revision), sentence, sign, consequence, trial)
    exact = "".join(f"{len(term)}:{term}" for term in terms)
    return hashlib.sha256(exact.encode("utf-8", "surrogatepass")).hexdigest()[:16]
