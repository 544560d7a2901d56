"""A session: partners, agenda, reveals, joint answers, ground rules, actions and parked topics."""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import datetime
from typing import Any, Final

from pydantic import Field, field_validator

from coopcoach.domain.answers import BLANK, Answer, OptionsValue
from coopcoach.domain.exercise import Frozen, OptionsQuestion, Pack, Phase, Point, Workbook
from coopcoach.domain.ground_rules import GroundRule
from coopcoach.domain.zones import zone_named
from coopcoach.i18n import DEFAULT_CURRENCY, DEFAULT_LANGUAGE

CONSENT_PROMPT = "arrive.consent"
CONSENT_INDIVIDUAL = "individual"
CONSENT_STORE = "store"


class Partner(Frozen):
    """One of the two partners."""

    # Files and folders are named by it: it holds no separator of paths.
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    firm: str = ""
    email: str = ""
    language: str = DEFAULT_LANGUAGE.code

    @property
    def addresses(self) -> tuple[str, ...]:
        """The mail addresses, parted by commas: two people in one name may have one each."""
        return tuple(filter(None, (part.strip() for part in re.split("[,;]", self.email))))

    def has_address(self, address: str) -> bool:
        """Return whether a mail address is the partner's, in upper or lower case."""
        return any(own.casefold() == address.casefold() for own in self.addresses)


# The ids of the agenda's own items are ``own-1`` and so on.
OWN_ITEM: Final = "own"


class AgendaItem(Frozen):
    """An exercise on the agenda, or an item of the coach's own such as a break, and its planned minutes.

    Attributes:
        exercise: The id of the exercise; an own item has an id that begins with ``own-``.
        minutes: The planned minutes.
        done: Whether it is done.
        title: The title of an own item; "" for an exercise.
    """

    exercise: str
    minutes: int
    done: bool = False
    title: str = ""


class Reveal(Frozen):
    """The time of an exercise's reveal, and of the coach's first private openings before it.

    Attributes:
        exercise: The id of the exercise.
        at: The time of the reveal.
        answers_opened: When the coach first opened the answers privately; None where that did not happen.
        gaps_opened: When the coach first had them searched for gaps; None likewise.
    """

    exercise: str
    at: datetime
    answers_opened: datetime | None = None
    gaps_opened: datetime | None = None


class Action(Frozen):
    """An action with its owner and date. ``who`` is a partner's id or another name."""

    id: str
    what: str
    who: str = ""
    until: Date | None = None
    done: bool = False


class Withdrawal(Frozen):
    """A consent that a partner withdrew, and when.

    Attributes:
        id: Its id.
        partner: The id of the partner.
        consent: The id of the option of ``arrive.consent``.
        at: When.
        again: When it was given again; None where it was not.
    """

    id: str
    partner: str
    consent: str
    at: datetime
    again: datetime | None = None


class OpenVersion(Frozen):
    """The second version of something that two programs changed, until somebody settles it.

    Attributes:
        of: The id of the section: a prompt, a note, a ground rule or a list.
        partner: The id of the partner whose answer it is; "" for a common one.
        answer: The second version of an answer; None for another section.
        lines: The texts of the second version of the actions or of the parked topics.
    """

    of: str
    partner: str = ""
    answer: Answer | None = None
    lines: tuple[str, ...] = ()


class TimeEntry(Frozen):
    """Time spent on an exercise; ``end`` is missing while it runs."""

    id: str
    exercise: str
    start: datetime
    end: datetime | None = None


class ParkedTopic(Frozen):
    """A topic for another day."""

    id: str
    text: str
    point: Point | None = None


class Session(Frozen):
    """The content of ``session.md``.

    Attributes:
        slug: The name of the session's folder.
        asks: The exercises of a coach's own pack; empty where all of ``pack`` are asked.
        currency: The code of the currency of all amounts.
        content: The version of its exercises.
        place: The id of the exercise at which the stage is.
        time_zone: The name of the time zone of times that have none, such as “Europe/Berlin”.
        location: Where the partners meet, or the address of the video call.
        answer_by: The day by which the partners answer; None takes two days before the session.
        review: The day of the next review.
        archived: The day on which it was put into the archive.
        binned: The day on which it was put into the bin, which is emptied after thirty days.
        keep_until: The day until which it is kept; None where there is none.
        joint: The joint answers, by prompt id and partner id; the latter is "" for an answer of both.
        joint_at: The times of the joint answers, by the same keys.
        time_entries: The time spent on each exercise; see ``pace``.
        withdrawals: What the partners withdrew of ``arrive.consent``, also what they gave again later.
        conflicts: What two programs changed at the same time and nobody has settled; the rest of the session holds
            the first version.
    """

    slug: str
    title: str
    created: datetime
    partners: tuple[Partner, ...]
    coach: str = ""
    coach_email: str = ""
    pack: Pack = "compact"
    asks: tuple[str, ...] = ()
    language: str = DEFAULT_LANGUAGE.code
    currency: str = Field(default=DEFAULT_CURRENCY, pattern=r"^[A-Z]{3}$")
    content: str = ""
    date: datetime | None = None
    time_zone: str = ""
    location: str = ""
    answer_by: Date | None = None
    place: str = ""
    review: Date | None = None
    next_meeting: datetime | None = None
    archived: Date | None = None
    binned: Date | None = None
    keep_until: Date | None = None
    agenda: tuple[AgendaItem, ...] = ()
    reveals: tuple[Reveal, ...] = ()
    joint: dict[tuple[str, str], Answer] = Field(default_factory=dict)
    joint_at: dict[tuple[str, str], datetime] = Field(default_factory=dict)
    rules: tuple[GroundRule, ...] = ()
    actions: tuple[Action, ...] = ()
    parked: tuple[ParkedTopic, ...] = ()
    time_entries: tuple[TimeEntry, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    conflicts: tuple[OpenVersion, ...] = ()

    @field_validator("asks", mode="before")
    @classmethod
    def _by_name(cls, names: object) -> object:
        return tuple(names.split()) if isinstance(names, str) else names

    @field_validator("time_zone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        if name and zone_named(name) is None:
            raise ValueError(name)
        return name

    @property
    def partner_ids(self) -> tuple[str, ...]:
        """The partners' ids."""
        return tuple(partner.id for partner in self.partners)

    @property
    def present(self) -> str:
        """The id of the present item of the agenda: the first one until the stage has moved; "" for an empty agenda."""
        return self.place or next((item.exercise for item in self.agenda), "")

    def partner(self, partner_id: str) -> Partner | None:
        """Return the partner with an id, if there is one."""
        return next((p for p in self.partners if p.id == partner_id), None)

    def name_of(self, who: str) -> str:
        """Return the name of a partner by id; another name unchanged."""
        partner = self.partner(who)
        return partner.name if partner else who

    def is_revealed(self, exercise_id: str) -> bool:
        """Return whether an exercise was revealed."""
        return any(reveal.exercise == exercise_id for reveal in self.reveals)

    def reveal(self, exercise_id: str) -> Reveal | None:
        """Return the first reveal of an exercise; None where it is sealed."""
        return next((r for r in self.reveals if r.exercise == exercise_id), None)

    def revealed_at(self, exercise_id: str) -> datetime | None:
        """Return the time of an exercise's first reveal, if there is one."""
        return next((r.at for r in self.reveals if r.exercise == exercise_id), None)

    def joint_answer(self, prompt_id: str, partner: str = "") -> Answer:
        """Return a joint answer; a blank one where there is none."""
        return self.joint.get((prompt_id, partner), BLANK)

    def rule(self, rule_id: str) -> GroundRule | None:
        """Return the ground rule with an id, if there is one."""
        return next((r for r in self.rules if r.id == rule_id), None)

    def agreed_rules(self) -> tuple[GroundRule, ...]:
        """Return the ground rules to whose exact wording both partners consent."""
        return tuple(r for r in self.rules if r.is_agreed(self.partner_ids))

    def consents(self, partner_id: str, item: str) -> bool:
        """Return whether a partner consented to an option of ``arrive.consent``, in every version of it."""
        key = (CONSENT_PROMPT, partner_id)
        others = [v.answer for v in self.conflicts if (v.of, v.partner) == key and v.answer]
        values = [answer.value for answer in (self.joint_answer(*key), *others)]
        return all(isinstance(value, OptionsValue) and item in value.options for value in values)

    def both_consent(self, item: str) -> bool:
        """Return whether all partners consented to an option of ``arrive.consent``."""
        return bool(self.partners) and all(self.consents(p, item) for p in self.partner_ids)

    def withdrawal(self, partner_id: str, item: str) -> Withdrawal | None:
        """Return the last withdrawal of a consent that the partner did not give again; None where there is none."""
        if self.consents(partner_id, item):
            return None
        own = (w for w in self.withdrawals if (w.partner, w.consent) == (partner_id, item))
        return next((w for w in reversed(tuple(own)) if w.again is None), None)

    def with_rule(self, rule: GroundRule) -> Session:
        """Return the session with a ground rule replaced by id, or added."""
        return self.model_copy(update={"rules": _put(self.rules, rule)})

    def with_action(self, action: Action) -> Session:
        """Return the session with an action replaced by id, or added."""
        return self.model_copy(update={"actions": _put(self.actions, action)})

    def with_parked(self, topic: ParkedTopic) -> Session:
        """Return the session with a parked topic replaced by id, or added."""
        return self.model_copy(update={"parked": _put(self.parked, topic)})

    def without(self, item_id: str) -> Session:
        """Return the session without the action or parked topic with an id."""
        return self.model_copy(
            update={
                "actions": tuple(a for a in self.actions if a.id != item_id),
                "parked": tuple(p for p in self.parked if p.id != item_id),
            }
        )

    def with_joint(self, prompt_id: str, partner: str, answer: Answer, at: datetime) -> Session:
        """Return the session with a joint answer and its time."""
        key = (prompt_id, partner)
        return self.model_copy(
            update={"joint": {**self.joint, key: answer}, "joint_at": {**self.joint_at, key: at}}
        )


def consent_labels(workbook: Workbook) -> dict[str, str]:
    """Return what can be consented to: the label of each option by its id."""
    prompt = workbook.find_prompt(CONSENT_PROMPT, Phase.SESSION)
    question = prompt.question if prompt else None
    options = question.options if isinstance(question, OptionsQuestion) else ()
    return {option.id: option.label for option in options}


def with_consent(
    session: Session, partner: str, item: str, *, gives: bool, at: datetime
) -> Session:
    """Return the session with a consent given or withdrawn; a withdrawal is recorded with its time.

    Answers that may not be kept may not be printed either: withdrawing the one withdraws the other.

    Args:
        session: The session.
        partner: The id of the partner.
        item: The id of the option of ``arrive.consent``.
        gives: Whether it is given.
        at: The present time.
    """
    answer = session.joint_answer(CONSENT_PROMPT, partner)
    ticked = answer.value.options if isinstance(answer.value, OptionsValue) else ()
    gone = (item,) if item != CONSENT_STORE else (CONSENT_STORE, CONSENT_INDIVIDUAL)
    if gives:
        kept = ticked if item in ticked else (*ticked, item)
    else:
        kept = tuple(option for option in ticked if option not in gone)
    changed = Answer(value=OptionsValue(options=kept), visibility=answer.visibility)
    withdrawals = tuple(
        w.model_copy(update={"again": at})
        if gives and w.again is None and (w.partner, w.consent) == (partner, item)
        else w
        for w in session.withdrawals
    )
    for each in gone:
        if not gives and each in ticked:
            number = next_id("withdrawn", tuple(w.id for w in withdrawals))
            new = Withdrawal(id=number, partner=partner, consent=each, at=at)
            withdrawals = (*withdrawals, new)
    return session.with_joint(CONSENT_PROMPT, partner, changed, at).model_copy(
        update={"withdrawals": withdrawals}
    )


def open_withdrawals(session: Session) -> tuple[Withdrawal, ...]:
    """Return the last withdrawal of each consent that was not given again, by partner."""
    found = (
        session.withdrawal(partner, item)
        for partner in session.partner_ids
        for item in dict.fromkeys(w.consent for w in session.withdrawals)
    )
    return tuple(withdrawal for withdrawal in found if withdrawal is not None)


def next_id(prefix: str, taken: tuple[str, ...]) -> str:
    """Return ``prefix-N``, where N is one above the highest taken: no id is used twice."""
    numbers = [int(t.removeprefix(f"{prefix}-")) for t in taken if _is_numbered(prefix, t)]
    return f"{prefix}-{max(numbers, default=0) + 1}"


def _is_numbered(prefix: str, item_id: str) -> bool:
    return item_id.startswith(f"{prefix}-") and item_id.removeprefix(f"{prefix}-").isdecimal()


def _put(items: tuple[Any, ...], item: Any) -> tuple[Any, ...]:
    if any(other.id == item.id for other in items):
        return tuple(item if other.id == item.id else other for other in items)
    return (*items, item)
