"""What leaves the house: the one place that decides what of a session may be printed.

Everything that is printed is made from a `Released`, and from nothing else. It holds

- joint answers, unless one was marked for fewer eyes by hand;
- a partner's own answer only where both consented to that, the exercise was revealed, and its owner
  shows it to both;
- a ground rule's words only where both voices stand to them; of the others no more than their number.

What is handed on as files (an archive) is made from a `public` session and from `public_answers`, which
hold the same and no more.
"""

from __future__ import annotations

from collections.abc import Mapping

from coopcoach.domain.answers import (
    Answer,
    OptionsValue,
    PartnerAnswers,
    Visibility,
    shown_to_both,
)
from coopcoach.domain.exercise import Exercise, Kind, Phase, Point, Prompt, Workbook
from coopcoach.domain.ground_rules import GroundRule, RuleState, Says, Voice
from coopcoach.domain.session import (
    CONSENT_INDIVIDUAL,
    CONSENT_PROMPT,
    Session,
)
from coopcoach.export.released import (
    AgreedRule,
    JointAnswer,
    OpenRules,
    OwnAnswers,
    Released,
    ReleasedExercise,
)
from coopcoach.markup.formats.session_file import note_prompt

__all__ = [
    "AgreedRule",
    "JointAnswer",
    "OpenRules",
    "OwnAnswers",
    "Released",
    "ReleasedExercise",
    "public",
    "public_answers",
    "release",
]

COMMIT_PROMPT = "team.commit"

# A glass of water is no result.
_HOUSEKEEPING = frozenset({"arrive.setting"})


def release(
    session: Session, answers: Mapping[str, PartnerAnswers], workbook: Workbook
) -> Released:
    """Return what of a session and its answers may be printed.

    Args:
        session: The session.
        answers: The partners' answers by partner id; they may hold anything.
        workbook: The exercises, in the language of what is printed.
    """
    shown = public(session, workbook)
    return Released(
        title=shown.title,
        language=workbook.language,
        pack=shown.pack,
        partners=shown.partners,
        coach=shown.coach,
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
            AgreedRule(rule=_alone(rule), voices=rule.voices, sources=rule.sources)
            for rule in shown.rules
        ),
        open_rules=_open_rules(session),
        actions=shown.actions,
        parked=shown.parked,
    )


def public(session: Session, workbook: Workbook) -> Session:
    """Return a session with nothing in it that may not leave the house.

    No address, no answer for fewer eyes than both partners', no ground rule that lacks a voice, and of
    the voices only those to the wording as it stands.
    """
    joint = _public_joint(session, workbook)
    # Named one by one: what a session learns to keep tomorrow stays in the house until it is named here.
    return Session(
        slug=session.slug,
        title=session.title,
        created=session.created,
        partners=tuple(p.model_copy(update={"email": ""}) for p in session.partners),
        coach=session.coach,
        pack=session.pack,
        language=session.language,
        content=session.content,
        date=session.date,
        review=session.review,
        next_meeting=session.next_meeting,
        agenda=session.agenda,
        reveals=session.reveals,
        joint=joint,
        joint_at={key: at for key, at in session.joint_at.items() if key in joint},
        rules=tuple(_agreed(rule, session, workbook) for rule in session.agreed_rules()),
        actions=session.actions,
        parked=session.parked,
    )


def public_answers(
    session: Session, answers: PartnerAnswers | None, workbook: Workbook
) -> dict[str, Answer]:
    """Return what may be printed of what one partner wrote alone, by prompt id."""
    found = {}
    for exercise in workbook.exercises:
        for prompt in _shown_prompts(exercise, session):
            answer = _shown(answers, prompt)
            if answer is not None:
                found[prompt.id] = answer
    return found


def _of_session(session: Session, workbook: Workbook) -> tuple[Exercise, ...]:
    """The exercises of the agenda, and others of the workbook that something was done with."""
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
    """The prompts of an exercise of which own answers may be printed at all."""
    if not (session.both_consent(CONSENT_INDIVIDUAL) and session.is_revealed(exercise.id)):
        return []
    return [p for p in exercise.prompts if p.phase is Phase.PREPARE and _printable(p)]


def _printable(prompt: Prompt) -> bool:
    # What a partner proposed as a rule lacks the other voice until it is a ground rule.
    return prompt.kind is not Kind.RULES and prompt.id not in _HOUSEKEEPING


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
    """The labels of what both consented to."""
    prompt = workbook.find_prompt(CONSENT_PROMPT, Phase.SESSION)
    options = prompt.options if prompt else ()
    return tuple(option.label for option in options if session.both_consent(option.id))


def _public_joint(session: Session, workbook: Workbook) -> dict[tuple[str, str], Answer]:
    """The joint answers that may be printed."""
    asked = [p for e in workbook.exercises for p in e.prompts if p.phase is Phase.SESSION]
    by_each = {p.id for p in asked if p.by_each} | {CONSENT_PROMPT, COMMIT_PROMPT}
    by_both = {p.id for p in asked} | {note_prompt(e.id).id for e in workbook.exercises}
    joint = {}
    for (prompt_id, who), given in session.joint.items():
        answer = _to_both(given)
        is_asked = who in session.partner_ids if prompt_id in by_each else not who
        if answer is not None and is_asked and prompt_id in by_both:
            joint[prompt_id, who] = (
                _both_gave(answer, session) if prompt_id == CONSENT_PROMPT else answer
            )
    return joint


def _both_gave(answer: Answer, session: Session) -> Answer:
    """A consent without what only one of them consented to, and without remarks."""
    value = answer.value
    given = value.options if isinstance(value, OptionsValue) else ()
    return Answer(value=OptionsValue(options=tuple(o for o in given if session.both_consent(o))))


def _agreed(rule: GroundRule, session: Session, workbook: Workbook) -> GroundRule:
    """A rule with the voices that make it one."""
    voices = [rule.voice_of(partner) for partner in session.partner_ids]
    return rule.model_copy(
        update={
            # Voices to earlier wordings, and who proposed it and why, stay in the house.
            "voices": tuple(_said(voice) for voice in voices if voice is not None),
            "sources": _questions(rule, workbook),
            "proposed_by": None,
            "why": "",
        }
    )


def _alone(rule: GroundRule) -> GroundRule:
    return rule.model_copy(update={"voices": (), "sources": ()})


def _questions(rule: GroundRule, workbook: Workbook) -> tuple[str, ...]:
    """The questions that a rule came from: only such as every workbook asks, no word of an answer."""
    asked = {prompt.id for exercise in workbook.exercises for prompt in exercise.prompts}
    return tuple(source for source in rule.sources if source in asked)


def _said(voice: Voice) -> Voice:
    """A voice with its reservation; what else was said with it was said in the room."""
    return voice if voice.says is Says.LIVE_WITH else voice.model_copy(update={"reason": ""})


def _open_rules(session: Session) -> tuple[OpenRules, ...]:
    counts: dict[tuple[Point, RuleState], int] = {}
    for rule in session.rules:
        state = rule.state(session.partner_ids)
        if state is not RuleState.AGREED:
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
