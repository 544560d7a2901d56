"""The worked sample: sealed when it is opened, and walked to the same end whoever walks it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from coopcoach.domain.answers import (
    Answer,
    PartnerAnswers,
    Progress,
    Stance,
    TableValue,
    UnreadValue,
    Visibility,
)
from coopcoach.domain.exercise import Phase, Workbook
from coopcoach.domain.ground_rules import RuleState, Says
from coopcoach.domain.packs.agenda import air_of
from coopcoach.domain.session import CONSENT_INDIVIDUAL, Session
from coopcoach.domain.trend.plan import plan_of
from coopcoach.domain.trend.warnings import WarningKind, warnings
from coopcoach.errors import WrongCall
from coopcoach.i18n import translator
from coopcoach.services.demo.reviews import ReviewWalk, review_stories
from coopcoach.services.demo.sample import (
    SAMPLE,
    Demo,
    answers_alone,
    finished_session,
    make_demo,
    walk_demo,
)
from coopcoach.services.demo.walk import StandingClock
from coopcoach.services.documents.reviews import released_reviews
from coopcoach.services.session.stage import Stage
from coopcoach.services.workspace.check import check_content
from coopcoach.storage.history import HISTORY
from coopcoach.storage.reviews import review_days
from coopcoach.storage.sessions import (
    answers_path,
    open_answers,
    open_session,
)
from coopcoach.storage.workspace import Workspace, make_workspace
from tests.builders.examples import deep
from tests.builders.paths import ROOT
from tests.builders.pdf.text import letters, words_of
from tests.builders.workbooks import built_in_workbook
from tools.sample import NOW, write_sample

LANGUAGES = ("de", "en")


def clock() -> datetime:
    return NOW


def as_it_is(demo: Demo) -> Session:
    return open_session(demo.workspace, demo.slug).session


def content(session: Session) -> Session:
    """A session without what a folder and a release of the exercises add to it."""
    agenda = tuple(item.model_copy(update={"minutes": 0}) for item in session.agenda)
    return session.model_copy(update={"slug": "", "content": "", "agenda": agenda})


def kept(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and HISTORY not in path.parts
    }


@pytest.fixture(scope="module", params=LANGUAGES)
def walked(request, tmp_path_factory) -> tuple[Demo, list[str]]:
    t = translator(request.param)
    demo = make_demo(tmp_path_factory.mktemp(request.param), t, clock)
    return demo, list(walk_demo(demo, t, clock))


# --- opened


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_handed_in_and_sealed_one_key_before_the_first_reveal(tmp_path, language):
    t = translator(language)
    demo = make_demo(tmp_path, t, clock)
    stage = Stage(demo.workspace, demo.slug, t, clock)
    assert stage.session.reveals == ()
    assert stage.session.rules == ()
    assert stage.prepared_prompts(stage.exercises[stage.place])
    assert stage.session.both_consent(CONSENT_INDIVIDUAL)
    for exercise in filter(stage.prepared_prompts, stage.exercises):
        with pytest.raises(WrongCall):
            stage.pairs(exercise)
        for state in stage.seal_states(exercise):
            assert state.progress is Progress.DONE
            assert state.handed_in
            assert state.unchanged


def test_what_lies_in_the_sample_is_what_the_program_writes(walked):
    demo, _ = walked
    session = as_it_is(demo)
    workbook = open_session(demo.workspace, demo.slug).workbooks[session.language]
    for partner in session.partners:
        path = answers_path(demo.workspace, demo.slug, partner.id)
        written = open_answers(path, workbook).answers
        assert written.model_copy(update={"seal": None}) == answers_alone(partner.id, workbook)


def test_whoever_opens_it_before_its_day_finds_nothing_from_the_future(tmp_path):
    early = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=-3)))
    demo = make_demo(tmp_path, translator("de"), lambda: early)
    session = as_it_is(demo)
    moments = [session.created, *session.joint_at.values()]
    for partner in session.partners:
        path = answers_path(demo.workspace, demo.slug, partner.id)
        handed_in = open_answers(path, built_in_workbook("de")).answers.handed_in
        assert handed_in is not None
        moments.append(handed_in)
    assert early - timedelta(days=14) < min(moments)
    assert max(moments) <= early


def test_without_a_folder_it_makes_one(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    demo = make_demo(None, translator("en"), clock)
    assert demo.workspace.session_slugs() == [demo.slug]
    assert demo.workspace.root.parent == tmp_path.resolve()


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(WrongCall):
        make_demo(tmp_path, translator("de"), clock)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_workspace_that_is_in_use_gets_one_session_more(tmp_path):
    make_workspace(tmp_path)
    first, second = (make_demo(tmp_path, translator("de"), clock) for _ in range(2))
    assert first.slug == "beispiel-malerei-tischlerei"
    assert second.slug == "beispiel-malerei-tischlerei-2"


# --- walked


def test_the_walk_ends_where_the_sample_ended(walked):
    demo, _ = walked
    session = as_it_is(demo)
    assert content(session) == content(finished_session(built_in_workbook(session.language)))


def test_check_finds_nothing_to_mend_or_to_look_at(walked):
    demo, _ = walked
    report = check_content(demo.workspace)
    assert (report.faults, report.questions) == (0, [])


def test_the_walk_names_the_session_and_a_pdf_at_the_end(walked):
    demo, lines = walked
    session, pdf = lines[-2:]
    folder = demo.workspace.session_folder(demo.slug)
    assert session.endswith(str(folder / "session.md"))
    path = Path(pdf.partition(": ")[2])
    assert path.suffix == ".pdf"
    assert path.read_bytes().startswith(b"%PDF")
    assert all(line and "\n" not in line for line in lines)


def test_the_walk_says_when_voices_fall_away(walked):
    demo, lines = walked
    reworded = [rule for rule in as_it_is(demo).rules if rule.lost_voices()]
    assert len(reworded) == 1
    said = [line for line in lines if line.endswith(f": {reworded[0].sentence}")]
    assert len(said) == 2  # put in other words, and agreed to in these


def test_the_pdf_has_each_agreed_rule_and_no_rule_that_lacks_a_voice(walked):
    demo, lines = walked
    session = as_it_is(demo)
    printed = letters(words_of(Path(lines[-1].partition(": ")[2])))
    for rule in session.rules:
        agreed = rule.is_agreed(session.partner_ids)
        assert (letters(rule.sentence) in printed) is agreed
    workbook = open_session(demo.workspace, demo.slug).workbooks[session.language]
    for partner in session.partners:
        proposals = answers_alone(partner.id, workbook).answer("team.rules").value
        for proposed in getattr(proposals, "rules", ()):
            assert letters(proposed.rule) not in printed


def test_the_pdf_keeps_what_is_meant_for_the_coach(walked):
    demo, lines = walked
    session = as_it_is(demo)
    workbook = open_session(demo.workspace, demo.slug).workbooks[session.language]
    printed = letters(words_of(Path(lines[-1].partition(": ")[2])))
    for_coach = [
        answer.remark or getattr(answer.value, "text", "")
        for answers in own_answers(session.partner_ids, workbook)
        for answer in answers.answers.values()
        if answer.visibility is Visibility.COACH
    ]
    assert for_coach
    assert not any(letters(text)[:30] in printed for text in for_coach)


@pytest.mark.parametrize("walked", ["de", deep("en")], indirect=True)
def test_a_second_walk_writes_the_same_bytes(walked, tmp_path, anew):
    demo, _ = walked
    t = translator(as_it_is(demo).language)
    again = make_demo(tmp_path, t, clock)
    list(walk_demo(again, t, clock))
    assert kept(again.workspace.root) == kept(demo.workspace.root)


# --- reviewed


@pytest.fixture(scope="module")
def reviewed(walked, tmp_path_factory) -> Demo:
    demo, _ = walked
    root = tmp_path_factory.mktemp("reviewed") / "workspace"
    shutil.copytree(demo.workspace.root, root)
    again = Demo(Workspace(root), demo.slug)
    t = translator(as_it_is(demo).language)
    for story in review_stories(SAMPLE / t.lang):
        list(ReviewWalk(again.workspace, again.slug, story, t, StandingClock(NOW)).walk())
    return again


def test_one_review_is_worse_and_the_next_better(reviewed):
    opened = open_session(reviewed.workspace, reviewed.slug)
    session, language = opened.session, opened.session.language
    reviews = released_reviews(opened, language)
    assert [(r.on.isoformat(), r.decision) for r in reviews] == [
        ("2027-04-16", "adjust"),
        ("2027-06-18", "carry-on"),
    ]
    anna, jonas = session.partner_ids
    # 9 times in 91 days, then 2 in 63.
    assert [r.chasing_a_month(anna) for r in reviews] == [Decimal("3.0"), Decimal("1.0")]
    plans = tuple(
        plan_of(who, answers_alone(who, opened.workbook).answers, opened.workbook)
        for who in session.partner_ids
    )
    assert (plans[0].hours, plans[1].hours) == (Decimal(6), Decimal(10))
    assert [(w.kind, w.partner, w.rule) for w in warnings(reviews[:1], plans)] == [
        (WarningKind.RULE_NOT_KEPT, anna, "rule-4"),
        (WarningKind.RULE_NOT_KEPT, anna, "rule-5"),
        (WarningKind.RULE_NOT_KEPT, jonas, "rule-7"),
        (WarningKind.HOURS_OVER_PLAN, anna, ""),
    ]
    assert warnings(reviews, plans) == ()


def test_rules_are_renewed_amended_retired_and_new(reviewed):
    opened = open_session(reviewed.workspace, reviewed.slug)
    session = opened.session
    first, second = released_reviews(opened, session.language)
    told = [[(r.id, r.outcome.value) for r in review.rules] for review in (first, second)]
    assert told[0] == [
        ("rule-1", "renewed"),
        ("rule-2", "renewed"),
        ("rule-4", "amended"),
        ("rule-5", "renewed"),
        ("rule-6", "amended"),
        ("rule-7", "open"),
        ("rule-8", "renewed"),
    ]
    assert ("rule-6", "retired") in told[1]
    assert set(second.new_rules) == {"rule-3", "rule-7"}
    states = {rule.id: rule.state(session.partner_ids) for rule in session.rules}
    assert states["rule-6"] is RuleState.RETIRED
    assert {r for r, s in states.items() if s is RuleState.AGREED} == {
        f"rule-{n}" for n in (1, 2, 3, 4, 5, 7, 8)
    }
    assert session.review == date(2027, 10, 1)


def test_a_reviewed_sample_has_nothing_to_mend(reviewed):
    report = check_content(reviewed.workspace)
    assert (report.faults, report.questions) == (0, [])


def test_both_languages_tell_of_the_same_reviews():
    german, english = (review_stories(SAMPLE / language) for language in LANGUAGES)
    assert [(s["reveals"], s["next"], s["done"]) for s in german] == [
        (s["reveals"], s["next"], s["done"]) for s in english
    ]
    for one, other in zip(german, english, strict=True):
        for mine, theirs in zip(one["answers"], other["answers"], strict=True):
            assert {r: kept for r, (kept, _) in mine["rules"].items()} == {r: kept for r, (kept, _) in theirs["rules"].items()}  # fmt: skip
            assert [mine[k][0] for k in ("chasing", "hours", "gain", "balance")] == [theirs[k][0] for k in ("chasing", "hours", "gain", "balance")]  # fmt: skip
            assert mine["five"] == theirs["five"]
        assert [(s["rule"], s["at"], {p: v[0] for p, v in s["votes"].items()}) for s in one["board"]] == [(s["rule"], s["at"], {p: v[0] for p, v in s["votes"].items()}) for s in other["board"]]  # fmt: skip


# --- believable


def own_answers(partners: tuple[str, ...], workbook: Workbook) -> Iterator[PartnerAnswers]:
    return (answers_alone(partner, workbook) for partner in partners)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_prompt_is_answered_and_every_cell_is_read(language):
    workbook = built_in_workbook(language)
    session = finished_session(workbook)
    prompts = [
        p for e in workbook.for_pack("compact") for p in e.prompts_in(Phase.PREPARE, "compact")
    ]
    alone = list(own_answers(session.partner_ids, workbook))
    for answers in alone:
        assert [p.id for p in prompts if answers.answer(p.id).is_blank] == []
    tables = [answer.value for answer in every_answer(session, alone)]
    cells = [
        c for v in tables if isinstance(v, TableValue) for row in v.rows for c in row.cells.values()
    ]
    assert cells
    assert not any(isinstance(cell, UnreadValue) for cell in cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_what_a_session_can_bring(language):
    workbook = built_in_workbook(language)
    session = finished_session(workbook)
    alone = list(own_answers(session.partner_ids, workbook))
    stances = {answer.stance for answer in every_answer(session, alone)}
    assert {Stance.TALK_LIVE, Stance.DONT_KNOW} <= stances
    states = [rule.state(session.partner_ids) for rule in session.rules]
    assert states.count(RuleState.AGREED) == 7
    assert {RuleState.PROPOSED, RuleState.IN_DISCUSSION, RuleState.PARKED} < set(states)
    assert {r.point for r in session.agreed_rules()} == {"goal", "talk", "value", "tools", "team"}
    said = {voice.says for rule in session.agreed_rules() for voice in rule.voices}
    assert Says.LIVE_WITH in said
    assert [rule.trial_until for rule in session.agreed_rules() if rule.trial_until]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_to_its_ninety_minutes(language):
    """Each exercise ends within its planned time and the air of the agenda, by the sample's own times."""
    workbook = built_in_workbook(language)
    session = finished_session(workbook)
    assert session.date is not None
    ends = times_by_exercise(session, workbook)
    air = air_of(workbook, session.pack)
    planned = 0
    for exercise in workbook.for_pack(session.pack):
        planned += exercise.talk_minutes[session.pack]
        took = (ends[exercise.id].replace(tzinfo=None) - session.date).total_seconds() / 60
        assert took <= planned + air, f"{exercise.id}: {took:.0f} of {planned} + {air}"
    assert max(ends.values()).replace(tzinfo=None) - session.date <= timedelta(minutes=90)


def times_by_exercise(session: Session, workbook: Workbook) -> dict[str, datetime]:
    """Return the last time stamp in each exercise; ground rules are voted on in their own."""
    of = {p.id: e.id for e in workbook.exercises for p in e.prompts}
    found: dict[str, list[datetime]] = {}
    for reveal in session.reveals:
        found.setdefault(reveal.exercise, []).append(reveal.at)
    for (prompt, _), at in session.joint_at.items():
        found.setdefault(of.get(prompt, prompt.removeprefix("note.")), []).append(at)
    votes = [voice.at for rule in session.rules for voice in rule.voices]
    found["team-rules"].extend(votes)
    return {exercise: max(times) for exercise, times in found.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_answers_the_wish_its_partners_came_with(language):
    """Jonas wants to know who takes the lead: the two settle it, and a ground rule says so."""
    session = finished_session(built_in_workbook(language))
    lead = session.joint_answer("team.job").value
    assert isinstance(lead, TableValue)
    assert lead.cell("lead", "who") is not None
    assert any("team.job" in rule.sources for rule in session.agreed_rules())


def test_the_german_sample_calls_nobody_a_side():
    for path in sorted((SAMPLE / "de").rglob("*.md")):
        assert not re.search(
            r"Kundschaft|Gegenüber|[Jj]ede Seite|andere[nr]? Seite", path.read_text("utf-8")
        )


def test_both_languages_tell_of_the_same_session():
    german, english = (finished_session(built_in_workbook(language)) for language in LANGUAGES)
    assert german.reveals == english.reveals
    assert german.joint_at == english.joint_at
    assert [p.name for p in german.partners] == [p.name for p in english.partners]
    assert [a.until for a in german.actions] == [a.until for a in english.actions]
    for one, other in zip(german.rules, english.rules, strict=True):
        said = [[(v.partner, v.says, v.at) for v in rule.voices] for rule in (one, other)]
        assert said[0] == said[1]
        assert one.state(german.partner_ids) == other.state(english.partner_ids)


def every_answer(session: Session, alone: list[PartnerAnswers]) -> list[Answer]:
    return [*session.joint.values(), *(a for answers in alone for a in answers.answers.values())]


# --- in the repository


def test_the_sample_of_the_repository_is_the_german_one():
    workspace = Workspace(ROOT)
    slug = "beispiel-malerei-tischlerei"
    session = open_session(workspace, slug).session
    first = finished_session(built_in_workbook("de"))
    assert (session.joint, session.agenda[0].done) == (first.joint, True)
    assert [rule.id for rule in session.rules] == [rule.id for rule in first.rules]
    assert [day.isoformat() for day in review_days(workspace.session_folder(slug))] == [
        "2027-04-16",
        "2027-06-18",
    ]
    assert len(list((ROOT / "exports" / slug).glob("*.pdf"))) == 2


def test_a_second_run_changes_nothing(tmp_path):
    assert write_sample(tmp_path)
    assert write_sample(tmp_path) == []
    assert not list(tmp_path.rglob(HISTORY))
