"""The filter of a session's exportable parts.

Documents are made from `Released` alone, files for an archive from `public` and `public_answers`. All three
hold

- joint answers, unless their visibility was restricted by hand;
- a partner's own answer only where both partners consented to printing own answers, the exercise was
  revealed and its owner shows it to both;
- the text of a ground rule only where both voices stand to it, or stood to it until both retired it or agreed to
  another one; of the others only their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Date
from datetime import datetime

from coopcoach.domain.agreement import AgreedRule, JointAnswer, OwnAnswers
from coopcoach.domain.answers import (
    BLANK,
    Answer,
    OptionsValue,
    PartnerAnswers,
    Visibility,
    shown_to_both,
)
from coopcoach.domain.exercise import (
    Exercise,
    Frozen,
    Kind,
    Phase,
    Point,
    Prompt,
    Workbook,
)
from coopcoach.domain.ground_rules import GroundRule, RuleState, Says, Voice
from coopcoach.domain.rule_history import RuleEvent, RuleEventKind, rule_history
from coopcoach.domain.session import (
    CONSENT_INDIVIDUAL,
    CONSENT_PROMPT,
    Action,
    OpenVersion,
    ParkedTopic,
    Partner,
    Session,
    consent_labels,
)
from coopcoach.export.direction import isolated, isolated_partner
from coopcoach.markup.formats.session_file import joint_prompt, note_prompt

COMMIT_PROMPT = "team.commit"

# Room-setup prompts are not printed.
_ROOM_SETUP = frozenset({"arrive.setting"})

# Events that need the voices of both partners; only these are printed.
_BY_BOTH = frozenset({RuleEventKind.AGREED, RuleEventKind.RENEWED, RuleEventKind.RETIRED})


class ReleasedExercise(Frozen):
    """An exercise with its printable answers."""

    exercise: Exercise
    joint: tuple[JointAnswer, ...] = ()
    note: Answer | None = None
    own: tuple[OwnAnswers, ...] = ()
    talked_about: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is printed."""
        return not (self.joint or self.note or self.own)


class OpenRules(Frozen):
    """The number of proposals of one point in one state, without their text."""

    point: Point
    state: RuleState
    count: int


class ReleasedVersion(Frozen):
    """A second version that is not settled: what it is of, and its printable words.

    Attributes:
        of: The id of the prompt, note, ground rule or list.
        prompt: Its prompt, if it is an answer.
        partner: The id of the partner whose answer it is; "" for a common one.
        answer: The second version of the answer; None where it is not for both.
        lines: The second version of the actions or parked topics.
    """

    of: str
    prompt: Prompt | None = None
    partner: str = ""
    answer: Answer | None = None
    lines: tuple[str, ...] = ()


class Released(Frozen):
    """The printable part of a session.

    ``rule_lives`` are the agreed and the retired rules, with the wordings and voices of both that their history
    follows from.
    """

    title: str
    partners: tuple[Partner, ...]
    coach: str
    date: datetime | None
    review: Date | None
    next_meeting: datetime | None
    exercises: tuple[ReleasedExercise, ...]
    commitment: dict[str, Answer]
    commitment_prompt: Prompt | None
    consents: tuple[str, ...]
    rules: tuple[AgreedRule, ...]
    rule_lives: tuple[GroundRule, ...]
    open_rules: tuple[OpenRules, ...]
    actions: tuple[Action, ...]
    parked: tuple[ParkedTopic, ...]
    conflicts: tuple[ReleasedVersion, ...] = ()


def release(
    session: Session, answers: Mapping[str, PartnerAnswers], workbook: Workbook
) -> Released:
    """Return the printable part of a session and its answers.

    Args:
        session: The session.
        answers: The partners' answers by partner id, unfiltered.
        workbook: The exercises in the language of the document.
    """
    shown = public(session, workbook)
    return Released(
        title=isolated(shown.title),
        partners=tuple(map(isolated_partner, shown.partners)),
        coach=isolated(shown.coach),
        date=shown.date,
        review=shown.review,
        next_meeting=shown.next_meeting,
        exercises=tuple(
            _exercise(exercise, shown, answers) for exercise in _of_session(shown, workbook)
        ),
        commitment=_of_each(shown, COMMIT_PROMPT),
        commitment_prompt=workbook.find_prompt(COMMIT_PROMPT, Phase.SESSION),
        consents=_consents(shown, workbook),
        rules=tuple(
            AgreedRule(
                number=number,
                rule=_printed_rule(rule),
                voices=_present_voices(rule, shown),
                sources=rule.sources,
            )
            for number, rule in enumerate(shown.agreed_rules(), 1)
        ),
        rule_lives=shown.rules,
        open_rules=_open_rules(session),
        actions=tuple(a.model_copy(update={"who": isolated(a.who)}) for a in shown.actions),
        parked=shown.parked,
        conflicts=(
            *(_version(version, workbook) for version in shown.conflicts),
            *_own_versions(session, answers, workbook),
        ),
    )


def public(session: Session, workbook: Workbook) -> Session:
    """Return a copy of a session without its private parts.

    Left out are mail addresses, answers that are not shown to both partners, ground rules and earlier wordings
    that lacked a voice, and the voices to them.
    """
    joint = _public_joint(session, workbook)
    # Fields are named one by one: a new field of Session stays private until it is listed here.
    return Session(
        slug=session.slug,
        title=session.title,
        created=session.created,
        partners=tuple(p.model_copy(update={"email": ""}) for p in session.partners),
        coach=session.coach,
        pack=session.pack,
        asks=session.asks,
        currency=session.currency,
        language=session.language,
        content=session.content,
        date=session.date,
        time_zone=session.time_zone,
        location=session.location,
        review=session.review,
        next_meeting=session.next_meeting,
        agenda=session.agenda,
        reveals=session.reveals,
        joint=joint,
        joint_at={key: at for key, at in session.joint_at.items() if key in joint},
        rules=tuple(_public_rule(rule, session, workbook) for rule in _of_both(session)),
        actions=session.actions,
        parked=session.parked,
        conflicts=tuple(_public_version(v, session, workbook) for v in session.conflicts),
    )


def public_answers(
    session: Session, answers: PartnerAnswers | None, workbook: Workbook
) -> dict[str, Answer]:
    """Return the printable own answers of one partner by prompt id."""
    found = {}
    for exercise in workbook.exercises:
        for prompt in _shown_prompts(exercise, session):
            answer = _shown(answers, prompt)
            if answer is not None:
                found[prompt.id] = answer
    return found


def _printed_rule(rule: GroundRule) -> GroundRule:
    """Return a rule without its voices and sources, which are printed beside it."""
    looks_after = isolated(rule.looks_after)
    update = {"voices": (), "sources": (), "earlier": (), "looks_after": looks_after}
    return rule.model_copy(update=update)


def _of_session(session: Session, workbook: Workbook) -> tuple[Exercise, ...]:
    """Return the exercises of the agenda and those that were talked about without being on it."""
    planned = {item.exercise for item in session.agenda}
    return tuple(
        exercise
        for exercise in sorted(workbook.exercises, key=lambda e: e.order)
        if exercise.id in planned or _talked_about(exercise, session)
    )


def _exercise(
    exercise: Exercise, session: Session, answers: Mapping[str, PartnerAnswers]
) -> ReleasedExercise:
    return ReleasedExercise(
        exercise=exercise,
        joint=tuple(_joint(exercise, session)),
        note=_to_both(session.joint_answer(note_prompt(exercise.id).id)),
        own=tuple(_own(exercise, session, answers)),
        talked_about=_talked_about(exercise, session),
    )


def _joint(exercise: Exercise, session: Session) -> list[JointAnswer]:
    found = []
    for prompt in exercise.prompts:
        if prompt.phase is not Phase.SESSION or prompt.id in {CONSENT_PROMPT, COMMIT_PROMPT}:
            continue
        for who in session.partner_ids if prompt.by_each else ("",):
            answer = _to_both(session.joint_answer(prompt.id, who))
            if answer is not None:
                found.append(JointAnswer(prompt=prompt, answer=answer, partner=who))
    return found


def _own(
    exercise: Exercise, session: Session, answers: Mapping[str, PartnerAnswers]
) -> list[OwnAnswers]:
    found = []
    for prompt in _shown_prompts(exercise, session):
        both = {p: _shown(answers.get(p), prompt) for p in session.partner_ids}
        if any(both.values()):
            found.append(OwnAnswers(prompt=prompt, answers=both))
    return found


def _shown_prompts(exercise: Exercise, session: Session) -> list[Prompt]:
    """Return the prompts of an exercise whose own answers may be printed."""
    if not (session.both_consent(CONSENT_INDIVIDUAL) and session.is_revealed(exercise.id)):
        return []
    return [p for p in exercise.prompts if p.phase is Phase.PREPARE and _printable(p)]


def _printable(prompt: Prompt) -> bool:
    # A rule proposed in an own answer lacks the other partner's voice.
    return prompt.kind is not Kind.RULES and prompt.id not in _ROOM_SETUP


def _shown(answers: PartnerAnswers | None, prompt: Prompt) -> Answer | None:
    answer = shown_to_both(answers, prompt) if answers else None
    return None if answer is None or answer.is_blank else answer


def _to_both(answer: Answer) -> Answer | None:
    if answer.is_blank or answer.visibility is not Visibility.BOTH:
        return None
    return answer


def _of_each(session: Session, prompt_id: str) -> dict[str, Answer]:
    found = {p: _to_both(session.joint_answer(prompt_id, p)) for p in session.partner_ids}
    return {p: answer for p, answer in found.items() if answer is not None}


def _consents(session: Session, workbook: Workbook) -> tuple[str, ...]:
    """Return the labels of the consents that both partners gave."""
    labels = consent_labels(workbook)
    return tuple(label for item, label in labels.items() if session.both_consent(item))


def _public_joint(session: Session, workbook: Workbook) -> dict[tuple[str, str], Answer]:
    """Return the printable joint answers by prompt id and partner id."""
    asked = [p for e in workbook.exercises for p in e.prompts if p.phase is Phase.SESSION]
    by_each = {p.id for p in asked if p.by_each} | {CONSENT_PROMPT, COMMIT_PROMPT}
    by_both = {p.id for p in asked} | {note_prompt(e.id).id for e in workbook.exercises}
    joint = {}
    for (prompt_id, who), given in session.joint.items():
        answer = _to_both(given)
        is_asked = who in session.partner_ids if prompt_id in by_each else not who
        if answer is not None and is_asked and prompt_id in by_both:
            joint[prompt_id, who] = (
                _shared_consents(answer, session) if prompt_id == CONSENT_PROMPT else answer
            )
    return joint


def _public_version(version: OpenVersion, session: Session, workbook: Workbook) -> OpenVersion:
    """Return a second version without its words where they are not for both; that it exists is never left out."""
    key = (version.of, version.partner)
    # By the rules of the first version, also where that one is blank.
    as_first = session.model_copy(update={"joint": {key: version.answer or BLANK}})
    is_shown = session.joint.get(key, BLANK).visibility is Visibility.BOTH
    answer = _public_joint(as_first, workbook).get(key) if is_shown else None
    is_consent = version.of == CONSENT_PROMPT
    return OpenVersion(
        of=version.of,
        partner=version.partner if version.partner in session.partner_ids else "",
        answer=None if is_consent else answer,
        lines=version.lines,
    )


def _version(version: OpenVersion, workbook: Workbook) -> ReleasedVersion:
    return ReleasedVersion(
        of=version.of,
        prompt=joint_prompt(version.of, workbook),
        partner=version.partner,
        answer=version.answer,
        lines=version.lines,
    )


def _own_versions(
    session: Session, answers: Mapping[str, PartnerAnswers], workbook: Workbook
) -> list[ReleasedVersion]:
    """Return the second versions of own answers that may be printed."""
    return [
        ReleasedVersion(of=prompt.id, prompt=prompt, partner=who, answer=second)
        for exercise in workbook.exercises
        for prompt in _shown_prompts(exercise, session)
        for who in session.partner_ids
        if who in answers and _shown(answers[who], prompt) is not None
        for second in answers[who].second.get(prompt.id, ())
    ]


def _shared_consents(answer: Answer, session: Session) -> Answer:
    """Return an answer to the consent prompt with the shared consents alone, without its remark."""
    value = answer.value
    given = value.options if isinstance(value, OptionsValue) else ()
    return Answer(value=OptionsValue(options=tuple(o for o in given if session.both_consent(o))))


def _of_both(session: Session) -> list[GroundRule]:
    """Return the rules that both agreed to, and those that both retired after that."""
    partners = session.partner_ids
    shown = []
    for rule in session.rules:
        state = rule.state(partners)
        if state is RuleState.AGREED or (
            state is RuleState.RETIRED
            and rule.wording in _agreed_wordings(rule_history(rule, partners))
        ):
            shown.append(rule)
    return shown


def _agreed_wordings(events: Iterable[RuleEvent]) -> set[str]:
    """Return the digests of the wordings that both agreed to."""
    return {v.wording for e in events if e.kind is RuleEventKind.AGREED for v in e.voices}


def _present_voices(rule: GroundRule, session: Session) -> tuple[Voice, ...]:
    voices = (rule.voice_of(partner) for partner in session.partner_ids)
    return tuple(voice for voice in voices if voice is not None)


def _public_rule(rule: GroundRule, session: Session, workbook: Workbook) -> GroundRule:
    """Return a rule with what both agreed, renewed or retired, and without its origin."""
    events = rule_history(rule, session.partner_ids)
    wordings = _agreed_wordings(events)
    of_both = {voice for e in events if e.kind in _BY_BOTH for voice in e.voices}
    of_both |= set(_present_voices(rule, session))
    return rule.model_copy(
        update={
            "voices": tuple(_without_comment(voice) for voice in rule.voices if voice in of_both),
            "earlier": tuple(w for w in rule.earlier if w.wording in wordings),
            "sources": _known_sources(rule, workbook),
            "proposed_by": None,
            "why": "",
        }
    )


def _known_sources(rule: GroundRule, workbook: Workbook) -> tuple[str, ...]:
    """Return the sources of a rule that are prompts of the workbook; others might quote an answer."""
    asked = {prompt.id for exercise in workbook.exercises for prompt in exercise.prompts}
    return tuple(source for source in rule.sources if source in asked)


def _without_comment(voice: Voice) -> Voice:
    """Return a voice without its reason, which is printed only as a reservation or of a retired rule."""
    return (
        voice
        if voice.says in {Says.LIVE_WITH, Says.RETIRE}
        else voice.model_copy(update={"reason": ""})
    )


def _open_rules(session: Session) -> tuple[OpenRules, ...]:
    counts: dict[tuple[Point, RuleState], int] = {}
    for rule in session.rules:
        state = rule.state(session.partner_ids)
        if state not in {RuleState.AGREED, RuleState.RETIRED}:
            known = RuleState.IN_DISCUSSION if state is RuleState.PROPOSED else state
            counts[rule.point, known] = counts.get((rule.point, known), 0) + 1
    return tuple(OpenRules(point=p, state=s, count=n) for (p, s), n in counts.items())


def _talked_about(exercise: Exercise, session: Session) -> bool:
    if session.is_revealed(exercise.id):
        return True
    if any(item.exercise == exercise.id and item.done for item in session.agenda):
        return True
    ids = {p.id for p in exercise.prompts if p.phase is Phase.SESSION}
    ids.add(note_prompt(exercise.id).id)
    return any(key[0] in ids and not answer.is_blank for key, answer in session.joint.items())
