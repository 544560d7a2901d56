"""What leaves the house, and above all what does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.answers import (
    Answer,
    OptionsValue,
    PartnerAnswers,
    Stance,
    Visibility,
)
from coopcoach.domain.exercise import Kind, Workbook
from coopcoach.domain.ground_rules import RuleState, Says, SetAside
from coopcoach.domain.session import OpenVersion, Reveal, Session
from coopcoach.export.release import Released, release
from coopcoach.export.summary.build import summarise
from coopcoach.export.summary.html import summary_html
from coopcoach.i18n import translator
from tests.builders.examples import examples
from tests.builders.exported_sessions import BOTH_CONSENT, NO_CONSENT, YES, planned, rule, text
from tests.builders.released_cases import (
    EXERCISES,
    NOW,
    SAYS,
    VISIBILITIES,
    WORKBOOK,
    WRITTEN,
    exercise_of,
    lived,
    own,
    token,
)


def printed(session: Session, answers: dict[str, PartnerAnswers]) -> str:
    t = translator("de")
    released = release(session, answers, WORKBOOK)
    return summary_html(summarise(released, t, NOW, "de"), t)


@examples(60)
@given(
    revealed=st.sets(st.sampled_from(EXERCISES)),
    consents=st.tuples(st.booleans(), st.booleans()),
    anna=VISIBILITIES,
    ben=VISIBILITIES,
)
def test_an_own_answer_is_printed_only_if_all_three_conditions_hold(
    revealed: set[str],
    consents: tuple[bool, bool],
    anna: dict[str, Visibility],
    ben: dict[str, Visibility],
) -> None:
    session = planned().model_copy(
        update={
            "reveals": tuple(Reveal(exercise=e, at=NOW) for e in sorted(revealed)),
            "joint": {
                ("arrive.consent", who): BOTH_CONSENT if yes else NO_CONSENT
                for who, yes in zip(("anna", "ben"), consents, strict=True)
            },
        }
    )
    html = printed(session, {"anna": own("anna", anna), "ben": own("ben", ben)})
    for who, chosen in (("anna", anna), ("ben", ben)):
        for prompt in WRITTEN:
            allowed = (
                all(consents)
                and exercise_of(prompt.id) in revealed
                and chosen[prompt.id] is Visibility.BOTH
                and prompt.kind is not Kind.RULES
            )
            # The same line is the positive control: what is allowed has to be there.
            assert (token(who, prompt.id) in html) is allowed, (who, prompt.id)


@given(lives=st.lists(SAYS, min_size=1, max_size=4))
def test_only_rules_with_both_voices_to_their_wording_are_printed(
    lives: list[list[tuple[str, str, Says]]],
) -> None:
    rules = tuple(lived(n, steps) for n, steps in enumerate(lives, 1))
    html = printed(planned().model_copy(update={"rules": rules}), {})
    for made in rules:
        assert (made.sentence in html) is made.is_agreed(("anna", "ben"))
        assert f"satz-{made.id.removeprefix('rule-')}-" not in html.replace(made.sentence, "")
        for voice in made.voices:
            given_now = voice == made.voice_of(voice.partner) and voice.says is Says.LIVE_WITH
            allowed = given_now and made.is_agreed(("anna", "ben"))
            assert (voice.reason in html) is allowed


def test_sign_and_consequence_of_an_open_rule_stay_in_the_house() -> None:
    fields = {
        "sign": "merkmal",
        "consequence": "folge",
        "why": "warum-das",
        "looks_after": "wer-das",
    }
    open_rule = rule(1, "talk", "offen", (Says.YES, Says.NO), **fields)
    html = printed(planned().model_copy(update={"rules": (open_rule,)}), {})
    assert not [words for words in ("merkmal", "folge", "warum-das", "wer-das") if words in html]


def of(session: Session) -> Released:
    return release(session, {}, WORKBOOK)


def test_open_rules_are_counted_by_point_and_state() -> None:
    rules = (
        rule(1, "talk", "a"),
        rule(2, "talk", "b", (Says.NO,)),
        rule(3, "team", "c", YES, set_aside=SetAside.DROPPED),
        rule(4, "team", "d", YES),
    )
    counted = [(o.point, o.state, o.count) for o in of(planned(rules=rules)).open_rules]
    assert counted == [("talk", RuleState.IN_DISCUSSION, 2), ("team", RuleState.DROPPED, 1)]


def test_a_joint_answer_for_fewer_eyes_stays_in_the_house() -> None:
    for visibility in (Visibility.COACH, Visibility.ME):
        joint = {("goal.not", ""): text("nur-wenige", visibility)}
        assert "nur-wenige" not in printed(planned(joint=joint), {})
    assert "nur-wenige" in printed(planned(joint={("goal.not", ""): text("nur-wenige")}), {})


def test_addresses_stay_in_the_house() -> None:
    assert "anna@x.org" not in printed(planned(), {})


def test_an_exercise_beside_the_agenda_is_printed_when_something_was_done_with_it() -> None:
    session = planned(agenda=())
    assert of(session).exercises[0].exercise.id == "arrive"
    done = session.model_copy(update={"reveals": (Reveal(exercise="goal-why", at=NOW),)})
    assert "goal-why" in [e.exercise.id for e in of(done).exercises]


def test_an_exercise_that_was_ticked_off_was_talked_about() -> None:
    agenda = tuple(
        item.model_copy(update={"done": item.exercise == "goal-fit"}) for item in planned().agenda
    )
    talked = {e.exercise.id: e.talked_about for e in of(planned(agenda=agenda)).exercises}
    assert talked["goal-fit"]
    assert not talked["goal-why"]


def test_each_partners_own_spoken_answer_is_released_with_a_name() -> None:
    exercises = [
        e.model_copy(
            update={
                "prompts": tuple(
                    p.model_copy(update={"by_each": True}) if p.id == "goal.not" else p
                    for p in e.prompts
                )
            }
        )
        for e in WORKBOOK.exercises
    ]
    book = WORKBOOK.model_copy(update={"exercises": tuple(exercises)})
    session = planned(joint={("goal.not", "ben"): text("von Ben")})
    found = [j for e in release(session, {}, book).exercises for j in e.joint]
    assert [(j.partner, j.prompt.id) for j in found] == [("ben", "goal.not")]


def test_consents_are_named_only_where_both_gave_them() -> None:
    one = Answer(value=OptionsValue(options=("store",)))
    joint = {("arrive.consent", "anna"): BOTH_CONSENT, ("arrive.consent", "ben"): one}
    assert len(of(planned(joint=joint)).consents) == 1
    assert release(planned(), {}, Workbook(language="de", exercises=())).consents == ()


@pytest.mark.parametrize("missing", ["file", "answer"])
def test_where_one_said_nothing_the_other_stands_alone(missing: str) -> None:
    session = planned(reveals=(Reveal(exercise="goal-why", at=NOW),))
    answers = {"anna": PartnerAnswers(partner="anna", answers={"goal.why": text("allein")})}
    if missing == "answer":
        answers["ben"] = PartnerAnswers(partner="ben")
    (shown,) = next(e for e in release(session, answers, WORKBOOK).exercises if e.own).own
    assert shown.answers["ben"] is None
    assert "nicht beantwortet oder nicht gezeigt" in printed(session, answers)


def test_a_way_not_to_answer_is_an_answer() -> None:
    session = planned(reveals=(Reveal(exercise="goal-why", at=NOW),))
    ben = PartnerAnswers(partner="ben", answers={"goal.why": Answer(stance=Stance.RATHER_NOT)})
    assert "möchte ich lieber nicht sagen" in printed(session, {"ben": ben})


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(key)
            yield from strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from strings(inner)


def test_the_released_model_itself_holds_nothing_of_an_open_rule() -> None:
    """Whoever prints something new from it tomorrow cannot leak what is not in it."""
    rules = (rule(1, "talk", "geheim-a"), rule(2, "talk", "geheim-b", (Says.YES, Says.NO)))
    agreed = rule(3, "talk", "offen", (Says.NO,)).reworded(
        sentence="neu", sign="", consequence="", trial_until=None
    )
    for who in ("anna", "ben"):
        agreed = agreed.with_voice(who, Says.YES, NOW, "grund-zum-ja")
    held = " ".join(strings(of(planned(rules=(*rules, agreed))).model_dump()))
    assert "geheim" not in held
    assert "grund-zum-ja" not in held
    assert "neu" in held


# What two programs changed


def test_a_second_version_is_printed_as_open() -> None:
    versions = (
        OpenVersion(of="goal.sentence", answer=text("ZWEITE")),
        OpenVersion(of="note.goal-why", answer=text("NOTIZ")),
        OpenVersion(of="goal.not", answer=text("VERDECKT", Visibility.COACH)),
        OpenVersion(of="actions", lines=("ANRUFEN",)),
        OpenVersion(of="rule-1"),
        OpenVersion(of="rule-9"),
        OpenVersion(of="made-by-hand"),
    )
    session = planned(rules=(rule(1, "talk", "Wir antworten.", YES),), conflicts=versions)
    page = printed(session, {})
    assert page.count('class="unsettled"') == 1
    for words in ("ZWEITE", "NOTIZ", "ANRUFEN", "Spielregel 1", "Noch offen"):
        assert words in page
    assert "VERDECKT" not in page
    assert "unsettled" not in printed(planned(), {})


def test_the_second_version_of_an_own_answer_is_printed_where_the_first_is() -> None:
    prompt = "goal.why"
    answers = {
        "anna": PartnerAnswers(
            partner="anna", answers={prompt: text("ERSTE")}, second={prompt: (text("ZWEITE"),)}
        )
    }
    revealed = {"reveals": (Reveal(exercise="goal-why", at=NOW),)}
    assert "ZWEITE" in printed(planned(**revealed), answers)
    assert "ZWEITE" not in printed(planned(), answers)
    assert "ZWEITE" not in printed(planned(consent=NO_CONSENT, **revealed), answers)
    hidden = text("ERSTE", Visibility.ME)
    kept = {"anna": answers["anna"].model_copy(update={"answers": {prompt: hidden}})}
    assert "ZWEITE" not in printed(planned(**revealed), kept)
