"""The agreement outline: what stands where, how far it is settled, and what is never called agreed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.agreement import (
    AgreedRule,
    JointAnswer,
    Material,
    Outline,
    OutlineSection,
    OwnAnswers,
    Standing,
    outline,
)
from coopcoach.domain.agreement_sections import PLAN
from coopcoach.domain.answers import (
    Answer,
    OptionsValue,
    Row,
    Stance,
    TableValue,
    TextValue,
)
from coopcoach.domain.exercise import Kind, Phase, Prompt
from coopcoach.domain.ground_rules import GroundRule, Says
from tests.builders.prompts import prompt, rows_of
from tests.builders.workbooks import built_in_workbook

NOW = datetime(2027, 1, 15, tzinfo=UTC)
BOTH = ("anna", "ben")
WORKBOOKS = {lang: built_in_workbook(lang) for lang in ("de", "en")}


def asked(prompt_id: str, kind: Kind = Kind.LONG) -> Prompt:
    return prompt(kind, id=prompt_id, label=prompt_id, phase=Phase.SESSION, packs={"full"})


def said(prompt_id: str, answer: Answer | None = None) -> JointAnswer:
    return JointAnswer(prompt=asked(prompt_id), answer=answer or Answer(value=TextValue(text="x")))


def alone(prompt_id: str, **answers: Answer) -> OwnAnswers:
    return OwnAnswers(prompt=asked(prompt_id), answers=answers)


def term(
    number: int = 1, *says: Says, sources: tuple[str, ...] = (), **fields: object
) -> AgreedRule:
    made = GroundRule.model_validate(
        {"id": f"rule-{number}", "point": "talk", "sentence": f"Satz {number}", **fields}
    )
    for who, voice in zip(BOTH, says or (Says.YES, Says.YES), strict=False):
        made = made.with_voice(who, voice, NOW)
    return AgreedRule(number=number, rule=made, voices=made.voices, sources=sources)


def of(**fields: object) -> Outline:
    return outline(Material.model_validate({"partners": BOTH, **fields}))


def count(made: Outline, standing: Standing) -> int:
    return sum(each.count(standing) for each in made.sections)


def section(made: Outline, wanted: str) -> OutlineSection:
    return next(s for s in made.sections if s.id == wanted)


def test_it_has_all_sections_in_their_order_even_with_nothing_in_them() -> None:
    made = of()
    assert [s.id for s in made.sections] == [plan.id for plan in PLAN]
    assert not any(s.items for s in made.sections)
    assert all(
        s.to_settle for s in made.sections if s.id not in {"parties", "conduct", "questions"}
    )
    assert count(made, Standing.AGREED) == count(made, Standing.NOTED) == 0


@pytest.mark.parametrize(
    "says", [(), (Says.YES,), (Says.YES, Says.NO), (Says.YES, Says.NOT_YET)], ids=str
)
def test_a_rule_without_both_voices_is_nowhere(says: tuple[Says, ...]) -> None:
    lacking = term(1, *says) if says else term(1).model_copy(update={"voices": ()})
    assert not any(s.items for s in of(rules=(lacking,)).sections)


def test_voices_to_another_wording_do_not_make_a_rule_agreed() -> None:
    agreed = term(1)
    reworded = agreed.rule.reworded(sentence="anders", sign="", consequence="", trial_until=None)
    changed = agreed.model_copy(update={"rule": reworded})
    assert not any(s.items for s in of(rules=(changed,)).sections)


def test_nothing_but_a_rule_is_ever_called_agreed() -> None:
    joint = tuple(said(p) for plan in PLAN for p in plan.joint)
    made = of(joint=joint, rules=(term(1, Says.YES, Says.LIVE_WITH),))
    for each in made.sections:
        for item in each.items:
            assert (item.standing is Standing.AGREED) == (item.rule is not None)
    assert count(made, Standing.AGREED) == 1
    assert count(made, Standing.NOTED) == len(joint)


def test_a_rule_stands_where_the_question_it_came_from_is_asked() -> None:
    made = of(rules=(term(1, sources=("team.rules", "team.invoice")),))
    assert [i.rule.number for i in section(made, "invoicing").items if i.rule] == [1]
    assert "Who invoices the customer?" not in section(made, "invoicing").to_settle


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_rule_of_the_library_stands_where_its_subject_is(lang: str) -> None:
    starters = WORKBOOKS[lang].starter_rules
    starter = next(s for s in starters if s.id == "settle-up")
    sentence = starter.filled({"days": "12"})
    made = of(rules=(term(1, sentence=sentence, point="team"),), starters=starters)
    assert section(made, "invoicing").items
    other = of(rules=(term(1, sentence=sentence + " Anders.", point="team"),), starters=starters)
    assert section(other, "conduct").items


@pytest.mark.parametrize("point", ["goal", "talk", "value", "tools", "team", "arrive", "close"])
def test_any_other_rule_stands_with_how_the_partners_work_together(point: str) -> None:
    """A rule about criticism is no contribution, and one about offers no purpose."""
    assert section(of(rules=(term(1, point=point),)), "conduct").items


def test_every_starter_rule_and_every_prompt_of_the_plan_exists() -> None:
    for workbook in WORKBOOKS.values():
        known = {s.id for s in workbook.starter_rules}
        assert {s for plan in PLAN for s in plan.starters} <= known
        for plan in PLAN:
            for joint in plan.joint:
                assert workbook.find_prompt(joint, Phase.SESSION), joint
            for view in plan.views:
                found = workbook.find_prompt(view.prompt, Phase.PREPARE)
                assert found, view.prompt
                assert set(view.rows) <= {row.id for row in rows_of(found.question)}


def test_a_joint_answer_that_is_still_to_come_is_open() -> None:
    made = section(of(joint=(said("team.exit", Answer(stance=Stance.TALK_LIVE)),)), "separation")
    assert [i.standing for i in made.items] == [Standing.OPEN]
    assert "How do we end it decently, if it comes to that?" in made.to_settle


def test_an_own_view_is_open_and_gives_way_to_a_joint_answer() -> None:
    answer = Answer(value=TextValue(text="meine Sicht"))
    own = (alone("team.protect", anna=answer),)
    made = section(of(own=own), "protection")
    assert [(i.standing, i.own is not None) for i in made.items] == [(Standing.OPEN, True)]
    made = section(of(own=own, joint=(said("team.protect"),)), "protection")
    assert [(i.standing, i.own is not None) for i in made.items] == [(Standing.NOTED, False)]


def test_what_says_nothing_is_no_view() -> None:
    own = (
        alone("team.overlap", anna=Answer(stance=Stance.DONT_KNOW)),
        alone("tools.privacy", ben=Answer(value=OptionsValue())),
    )
    assert not any(s.items for s in of(own=own).sections)


def test_the_rows_of_a_table_stand_where_each_belongs() -> None:
    rows = tuple(Row(row=r, cells={"i": TextValue(text=r)}) for r in ("ill", "out", "dry"))
    own = (alone("team.whatif", anna=Answer(value=TableValue(rows=rows), remark="zum Ganzen")),)
    made = of(own=own)
    found = {
        s.id: [row.row for row in i.own.answers["anna"].value.rows]  # type: ignore[union-attr]
        for s in made.sections
        for i in s.items
        if i.own
    }
    assert found == {"processes": ["ill"], "sharing": ["dry"], "separation": ["out"]}


def test_the_days_of_rules_are_gathered() -> None:
    made = of(
        rules=(
            term(1, look_again=date(2027, 4, 1)),
            term(2, look_again=date(2027, 4, 1), trial_until=date(2027, 3, 1)),
        )
    )
    assert [(look.on, look.rules, look.trial_ends) for look in made.rule_dates] == [
        (date(2027, 3, 1), (2,), True),
        (date(2027, 4, 1), (1, 2), False),
    ]


@given(
    says=st.lists(st.tuples(st.sampled_from(list(Says)), st.sampled_from(list(Says))), max_size=6),
    joint=st.sets(st.sampled_from([p for plan in PLAN for p in plan.joint])),
)
def test_every_agreed_rule_and_every_joint_answer_stands_there_exactly_once(
    says: list[tuple[Says, Says]], joint: set[str]
) -> None:
    terms = tuple(term(n, *voices) for n, voices in enumerate(says, 1))
    made = of(rules=terms, joint=tuple(said(p) for p in sorted(joint)))
    items = [item for s in made.sections for item in s.items]
    agreed = [t.number for t in terms if t.rule.is_agreed(BOTH)]
    assert sorted(i.rule.number for i in items if i.rule) == agreed
    assert sorted(i.joint.prompt.id for i in items if i.joint) == sorted(joint)
