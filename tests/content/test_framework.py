"""The built-in content: every prompt that the framework names, in both languages, in its packs."""

from __future__ import annotations

import pytest

from coopcoach.domain.exercise import FIVE_POINTS, PACKS, POINTS, Kind, Phase, Workbook
from coopcoach.domain.packs.agenda import (
    LENGTH,
    SITTING_LENGTH,
    SITTINGS,
    agenda_of,
    agenda_of_sittings,
    built_in_items,
)
from coopcoach.i18n import translator
from coopcoach.services.workspace.check import check_content, pack_size
from tests.builders.workbooks import built_in_workbook

# id, phase, kind, packs: c = compact and full, f = full alone, o = compact alone, r = review (both)
WANTED = """
arrive.setting prepare check f
arrive.wish prepare text c
arrive.past prepare long f
arrive.consent session check c
goal.why prepare long c
goal.benefit prepare long c
goal.partner_benefit prepare long c
goal.plus prepare scale c
goal.others prepare text f
goal.numbers prepare table o
goal.effort prepare table f
goal.horizon prepare choice c
goal.volume prepare number f
goal.risk prepare text f
goal.motives prepare ranking f
goal.sharing prepare table f
goal.reach prepare choice f
goal.season prepare text f
goal.fit prepare table f
goal.sentence session text c
goal.first_win session table c
goal.not session long f
goal.more session text f
value.mine prepare long c
value.yours prepare long c
value.difference prepare long f
value.quality prepare long f
value.rivals prepare table f
value.thanks prepare text f
value.ledger prepare table f
value.power session long f
value.balance session long f
value.feedback session text f
talk.reply prepare table c
talk.channels prepare ranking f
talk.meetings prepare table c
talk.quiet prepare text c
talk.delay prepare long c
talk.between prepare long c
talk.openness prepare scale c
talk.hard prepare long f
talk.pact session table f
tools.inventory prepare table f
tools.time prepare number f
tools.pool prepare multi f
tools.privacy prepare check f
tools.one_place prepare text c
tools.decision session table c
team.job prepare table c
team.job session table c
team.handover prepare table c
team.handover session table c
team.invoice prepare choice c
team.invoice session choice c
team.settle session table c
team.commission prepare choice c
team.commission session choice c
team.strengths_split prepare table f
team.overlap prepare long f
team.face session table f
team.rights session long f
team.protect prepare long c
team.protect session long c
team.exit prepare long c
team.exit session long c
team.exclusive session choice f
team.conflict prepare long f
team.conflict session table f
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
    assert prompt.packs == {"f": {"full"}, "o": {"compact"}}.get(packs, {"compact", "full"})
    assert prompt.label.strip()


def test_nothing_is_asked_that_the_framework_does_not_name(workbook: Workbook) -> None:
    known = {(row[0], row[1]) for row in ROWS}
    asked = {(p.id, p.phase.value) for e in workbook.exercises for p in e.prompts}
    assert asked == known


def test_every_point_has_a_coach_guide_and_the_five_have_starter_rules(workbook: Workbook) -> None:
    assert {guide.point for guide in workbook.guides} == set(POINTS)
    assert all(3 <= len(guide.questions) <= 5 for guide in workbook.guides)
    rules = [rule.point for rule in workbook.starter_rules]
    assert all(rules.count(point) >= 5 for point in FIVE_POINTS)


def test_every_starter_rule_can_be_filled(workbook: Workbook) -> None:
    for rule in workbook.starter_rules:
        assert "{" not in rule.filled({}), rule.id
        assert rule.sign
        assert rule.consequence


def test_the_compact_pack_fits_its_ninety_minutes(workbook: Workbook) -> None:
    size = pack_size(workbook, "compact")
    assert size.exercises <= 11
    assert size.minutes_session <= 83
    assert size.minutes_session + size.breaks + size.air == LENGTH["compact"] == 90
    assert size.minutes_alone <= 40
    assert size.minutes_first <= 12


def test_the_full_pack_is_one_long_session_or_three(workbook: Workbook) -> None:
    size, t = pack_size(workbook, "full"), translator(workbook.language)
    items = built_in_items(workbook, "full")
    assert sum(not item.exercise for item in items) == SITTINGS - 1
    assert sum(item.minutes for item in agenda_of(items, LENGTH["full"], t)) == 180
    assert size.air >= 5
    agenda = agenda_of_sittings(items, t)
    assert sum(item.minutes for item in agenda) == SITTINGS * SITTING_LENGTH
    assert len({item.exercise for item in agenda}) == len(agenda)
    assert [i.exercise for i in agenda if not i.title] == [i.exercise for i in items if i.exercise]


def test_the_essentials_come_first(workbook: Workbook) -> None:
    for pack in PACKS:
        exercises = [e for e in workbook.for_pack(pack) if e.prompts_in(Phase.PREPARE, pack)]
        essential = [e.is_essential for e in exercises]
        assert essential == sorted(essential, reverse=True)
        assert any(essential)


def test_what_is_settled_together_in_compact_was_prepared_alone(workbook: Workbook) -> None:
    """Each hard topic is answered alone and sealed before the two talk about it."""
    hard = (
        "team.job",
        "team.handover",
        "team.invoice",
        "team.commission",
        "team.protect",
        "team.exit",
    )
    for prompt_id in hard:
        alone = workbook.find_prompt(prompt_id, Phase.PREPARE)
        together = workbook.find_prompt(prompt_id, Phase.SESSION)
        assert alone is not None, prompt_id
        assert together is not None, prompt_id
        assert "compact" in alone.packs & together.packs, prompt_id


def test_no_point_is_missing_in_compact(workbook: Workbook) -> None:
    exercises = workbook.for_pack("compact")
    for point in FIVE_POINTS:
        asked = [e for e in exercises if e.point == point]
        assert any(e.prompts_in(Phase.PREPARE, "compact") for e in asked), point
        assert any("rule" in e.opening or "Regel" in e.opening for e in asked), point


def test_each_guide_has_the_minutes_of_its_exercises(workbook: Workbook) -> None:
    for guide in workbook.guides:
        for pack in PACKS:
            asked = [e for e in workbook.for_pack(pack) if e.point == guide.point]
            assert guide.minutes[pack] == sum(e.talk_minutes[pack] for e in asked), guide.point


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
