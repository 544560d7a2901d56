"""The built-in content: every prompt that the framework names, in both languages, in its packs."""

from __future__ import annotations

import pytest

from coopcoach.domain.exercise import POINTS, Kind, Phase, Workbook
from coopcoach.services.workspace.check import check_content, pack_size
from tests.builders.workbooks import built_in_workbook

# id, phase, kind, packs: c = compact and full, f = full alone, r = review (both)
WANTED = """
arrive.setting prepare check c
arrive.wish prepare text c
arrive.past prepare long f
arrive.consent session check c
goal.why prepare long c
goal.benefit prepare long c
goal.partner_benefit prepare long c
goal.motives prepare ranking c
goal.sharing prepare table f
goal.reach prepare choice f
goal.fit prepare table f
goal.effort prepare table f
goal.plus prepare scale c
goal.horizon prepare choice f
goal.sentence session text c
goal.first_win session table f
goal.not session long f
talk.reply prepare table c
talk.channels prepare ranking f
talk.delay prepare long c
talk.hard prepare long f
talk.meetings prepare table c
talk.openness prepare scale c
talk.pact session table c
value.mine prepare long c
value.yours prepare long c
value.difference prepare long f
value.rivals prepare table f
value.ledger prepare table c
value.thanks prepare text f
value.power session long c
value.balance session long f
tools.inventory prepare table c
tools.time prepare number c
tools.pool prepare multi f
tools.privacy prepare check f
tools.decision session table c
team.strengths_split prepare table f
team.handover prepare table f
team.handover session table c
team.invoice prepare choice c
team.invoice session choice c
team.overlap prepare long f
team.protect prepare long f
team.protect session long c
team.conflict prepare long f
team.conflict session table c
team.exit prepare long f
team.exit session long c
team.whatif prepare table f
team.rules prepare rules c
team.commit session scale c
review.rules review scale r
review.chasing review number r
review.hours review number r
review.gain review number r
review.balance review scale r
review.five review table r
review.next session choice r
end.closed session table r
end.customers session long r
end.keeps session long r
end.thanks session long r
"""
ROWS = [tuple(line.split()) for line in WANTED.strip().splitlines()]


@pytest.fixture(scope="module", params=["de", "en"])
def workbook(request: pytest.FixtureRequest) -> Workbook:
    return built_in_workbook(request.param)


@pytest.mark.parametrize(("prompt_id", "phase", "kind", "packs"), ROWS)
def test_the_prompt_is_there(
    workbook: Workbook, prompt_id: str, phase: str, kind: str, packs: str
) -> None:
    prompt = workbook.find_prompt(prompt_id, Phase(phase))
    assert prompt is not None
    assert prompt.kind is Kind(kind)
    assert prompt.packs == ({"full"} if packs == "f" else {"compact", "full"})
    assert prompt.label.strip()


def test_nothing_is_asked_that_the_framework_does_not_name(workbook: Workbook) -> None:
    known = {(row[0], row[1]) for row in ROWS} | {("team.settle", "session")}
    asked = {(p.id, p.phase.value) for e in workbook.exercises for p in e.prompts}
    assert asked == known


def test_every_point_has_a_coach_guide_and_the_five_have_starter_rules(workbook: Workbook) -> None:
    assert {guide.point for guide in workbook.guides} == set(POINTS)
    assert all(3 <= len(guide.questions) <= 5 for guide in workbook.guides)
    rules = [rule.point for rule in workbook.starter_rules]
    assert len(rules) == 25
    assert {point: rules.count(point) for point in set(rules)} == dict.fromkeys(
        ("goal", "talk", "value", "tools", "team"), 5
    )


def test_every_starter_rule_can_be_filled(workbook: Workbook) -> None:
    for rule in workbook.starter_rules:
        assert "{" not in rule.filled({}), rule.id
        assert rule.sign
        assert rule.consequence


def test_the_packs_take_the_time_they_promise(workbook: Workbook) -> None:
    compact, full = pack_size(workbook, "compact"), pack_size(workbook, "full")
    assert 18 <= compact.minutes_alone <= 22
    assert compact.minutes_session == 90
    assert full.minutes_alone == 60
    assert full.minutes_session == 180


def test_the_motives_carry_the_counts_of_the_survey(workbook: Workbook) -> None:
    motives = workbook.find_prompt("goal.motives", Phase.PREPARE)
    assert motives is not None
    assert [option.survey for option in motives.question.options] == [
        13,
        12,
        12,
        7,
        7,
        7,
        6,
        6,
        4,
        4,
        2,
    ]


def test_the_built_in_content_has_no_fault() -> None:
    assert check_content(None).faulty == []
