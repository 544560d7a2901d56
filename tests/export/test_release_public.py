"""A session and answers that are handed on as files: the same filter as for what is printed."""

from __future__ import annotations

from datetime import UTC, datetime

from coopcoach.domain.answers import Answer, OptionsValue, PartnerAnswers, Visibility
from coopcoach.domain.exercise import Workbook
from coopcoach.domain.ground_rules import Says, SetAside
from coopcoach.domain.session import OpenVersion, Reveal, Session
from coopcoach.export.release import public, public_answers, release
from tests.builders.exported_sessions import (
    BOTH_CONSENT,
    NO_CONSENT,
    YES,
    planned,
    rich,
    rule,
    text,
)
from tests.builders.workbooks import built_in_workbook

WORKBOOK: Workbook = built_in_workbook("de")
NOW = datetime(2027, 1, 15, tzinfo=UTC)


def of(session: Session) -> Session:
    return public(session, WORKBOOK)


def test_what_is_printed_is_in_it_and_a_second_time_changes_nothing() -> None:
    session = rich()
    shown = of(session)
    settled = {key for key in session.joint if key[0] != "arrive.consent"}
    assert settled
    assert {key: shown.joint[key] for key in settled} == {k: session.joint[k] for k in settled}
    assert (shown.actions, shown.parked, shown.agenda, shown.reveals) == (
        session.actions,
        session.parked,
        session.agenda,
        session.reveals,
    )
    assert of(shown) == shown


def test_what_a_session_learns_to_keep_stays_in_the_house_until_it_is_let_out() -> None:
    withheld = {
        "answer_by",
        "archived",
        "binned",
        "coach_email",
        "keep_until",
        "place",
        "time_entries",
        "withdrawals",
    }
    empty = {name for name in Session.model_fields if name not in of(rich()).model_fields_set}
    assert empty == withheld


def test_addresses_and_the_place_in_the_agenda_are_not_in_it() -> None:
    shown = of(planned().model_copy(update={"place": "goal-why"}))
    assert shown.place == ""
    assert [partner.email for partner in shown.partners] == ["", ""]


def test_joint_answers_for_fewer_eyes_and_their_times_are_not_in_it() -> None:
    joint = {
        ("goal.not", ""): text("nur-coach", Visibility.COACH),
        ("goal.sentence", ""): text("für beide"),
        ("note.goal-why", ""): text("nur-ich", Visibility.ME),
    }
    shown = of(planned(joint=joint, joint_at=dict.fromkeys(joint, NOW)))
    assert shown.joint == {("goal.sentence", ""): text("für beide")}
    assert set(shown.joint_at) == set(shown.joint)


def test_an_answer_that_nobody_was_asked_for_is_not_in_it() -> None:
    joint = {
        ("goal.not", "anna"): text("allein gesagt"),
        ("team.commit", ""): text("von niemandem"),
        ("team.commit", "carla"): text("von jemandem, der nicht dabei ist"),
        ("note.exercise-of-old", ""): text("zu einer Übung, die es nicht gibt"),
    }
    assert of(planned(joint=joint)).joint == {}


def test_of_the_consents_only_those_that_both_gave_are_in_it() -> None:
    more = Answer(value=OptionsValue(options=("store", "report")), remark="aber nicht dem Verband")
    less = Answer(remark="ich überlege es mir")
    joint = {("arrive.consent", "anna"): more, ("arrive.consent", "ben"): NO_CONSENT}
    only_store = Answer(value=OptionsValue(options=("store",)))
    assert set(of(planned(joint=joint)).joint.values()) == {only_store}
    joint["arrive.consent", "ben"] = less
    assert {answer.is_blank for answer in of(planned(joint=joint)).joint.values()} == {True}


def test_only_agreed_rules_are_in_it_with_the_voices_that_made_them_so() -> None:
    agreed = rule(1, "talk", "so war es", (Says.NO,)).reworded(
        sentence="so ist es", sign="", consequence="", trial_until=None
    )
    agreed = agreed.with_voice("anna", Says.YES, NOW, "grund zum ja")
    agreed = agreed.with_voice("ben", Says.LIVE_WITH, NOW, "nur im Winter")
    agreed = agreed.model_copy(
        update={"why": "weil", "sources": ("goal.why", "from.nowhere"), "proposed_by": "ben"}
    )
    others = (
        rule(2, "talk", "offen", (Says.YES, Says.NO)),
        rule(3, "talk", "geparkt", YES, set_aside=SetAside.PARKED),
    )
    shown = of(planned(rules=(agreed, *others)))
    (kept,) = shown.rules
    assert kept.is_agreed(shown.partner_ids)
    assert [(v.partner, v.reason) for v in kept.voices] == [("anna", ""), ("ben", "nur im Winter")]
    assert (kept.why, kept.sources, kept.proposed_by) == ("", ("goal.why",), None)


def test_what_both_agreed_to_and_retired_is_in_it_as_history() -> None:
    first = rule(1, "talk", "so war es", YES)
    second = first.reworded(sentence="so nicht", sign="", consequence="", trial_until=None, at=NOW)
    second = second.with_voice("ben", Says.NO, NOW, "zu streng")
    third = second.reworded(sentence="so ist es", sign="", consequence="", trial_until=None, at=NOW)
    for says in (Says.YES, Says.RETIRE):
        for partner in ("anna", "ben"):
            third = third.with_voice(partner, says, NOW, "weil es von selbst geht")
    session = planned(rules=(third,))
    (kept,) = of(session).rules
    assert of(session).agreed_rules() == ()
    assert [wording.sentence for wording in kept.earlier] == ["so war es"]
    assert "so nicht" not in repr(kept)
    assert "zu streng" not in repr(kept)
    released = release(session, {}, WORKBOOK)
    assert released.rules == released.open_rules == ()
    assert [r.sentence for r in released.rule_lives] == ["so ist es"]
    # Retired without ever having been agreed: there is no history of both.
    never = rule(2, "talk", "nie vereinbart", (Says.RETIRE, Says.RETIRE))
    assert of(planned(rules=(never,))).rules == ()


def own(prompt_id: str, answer: Answer) -> PartnerAnswers:
    return PartnerAnswers(partner="anna", answers={prompt_id: answer})


def test_own_answers_are_handed_on_after_the_reveal_with_both_consents_and_for_both_eyes() -> None:
    revealed = (Reveal(exercise="goal-why", at=NOW), Reveal(exercise="team-rules", at=NOW))
    open_to_both = planned(reveals=revealed)
    answers = own("goal.why", text("deshalb"))
    assert public_answers(open_to_both, answers, WORKBOOK) == {"goal.why": text("deshalb")}
    assert public_answers(open_to_both, None, WORKBOOK) == {}
    assert public_answers(planned(), answers, WORKBOOK) == {}
    refused = planned(reveals=revealed, consent=NO_CONSENT)
    assert public_answers(refused, answers, WORKBOOK) == {}
    one_sided = refused.model_copy(
        update={"joint": {**refused.joint, ("arrive.consent", "anna"): BOTH_CONSENT}}
    )
    assert public_answers(one_sided, answers, WORKBOOK) == {}
    for visibility in (Visibility.COACH, Visibility.ME):
        kept = own("goal.why", text("deshalb", visibility))
        assert public_answers(open_to_both, kept, WORKBOOK) == {}
    assert public_answers(open_to_both, own("team.rules", text("vorschlag")), WORKBOOK) == {}
    assert public_answers(open_to_both, own("goal.why", Answer()), WORKBOOK) == {}


# What two programs changed


def second(of_id: str, answer: Answer | None = None, **fields: object) -> OpenVersion:
    return OpenVersion.model_validate({"of": of_id, "answer": answer, **fields})


def test_a_second_version_is_handed_on_by_the_rules_of_the_first() -> None:
    versions = (
        second("goal.sentence", text("zweite Fassung")),
        second("goal.not", text("nur-coach", Visibility.COACH)),
        second("note.goal-why", text("zweite Notiz")),
        second("team.commit", text("von niemandem")),
        second("actions", lines=("anrufen",)),
        second("rule-3"),
        second("goal.not", text("von einem Fremden"), partner="carla"),
    )
    joint = {("note.goal-why", ""): text("nur-ich", Visibility.ME)}
    shown = of(planned(joint=joint, conflicts=versions)).conflicts
    assert shown == (
        versions[0],
        second("goal.not"),
        second("note.goal-why"),
        second("team.commit"),
        versions[4],
        versions[5],
        second("goal.not"),
    )


def test_a_consent_counts_only_where_every_version_gives_it() -> None:
    doubted = second("arrive.consent", NO_CONSENT, partner="anna")
    session = planned(conflicts=(doubted,))
    assert planned().both_consent("individual")
    assert not session.both_consent("individual")
    assert session.both_consent("store")
    assert of(session).conflicts == (second("arrive.consent", partner="anna"),)
