"""Running a session: sealed until revealed, every change in the file, the way back."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcoach.domain.answers import Answer, ChoiceValue, TextValue, Visibility
from coopcoach.domain.ground_rules import RuleState, Says
from coopcoach.domain.progress import Progress
from coopcoach.errors import WrongCall
from coopcoach.services.session.stage import Stage
from coopcoach.storage.files import read_text
from coopcoach.storage.sessions import answers_path
from coopcoach.storage.workspace import Workspace
from tests.builders.sessions import answer_as, new_session, stage_of

ANNA, BEN = "anna-meier", "ben-weiss"


@pytest.fixture
def session(tmp_path: Path) -> tuple[Workspace, str]:
    return new_session(tmp_path, languages=("de", "en"))


def exercise(stage: Stage, exercise_id: str):  # type: ignore[no-untyped-def]
    return next(e for e in stage.exercises if e.id == exercise_id)


def test_nothing_sealed_is_handed_out(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    answer_as(workspace, slug, ANNA, "de", {"goal.why": "Kanarienvogel"})
    stage = stage_of(workspace, slug, "de")
    why = exercise(stage, "goal-why")
    with pytest.raises(WrongCall):
        stage.pairs(why)
    with pytest.raises(WrongCall):
        stage.revealed_answers(why)
    states = {state.partner.id: state.progress for state in stage.seal_states(why)}
    assert states == {ANNA: Progress.IN_PROGRESS, BEN: Progress.NOT_BEGUN}
    assert "Kanarienvogel" not in repr(stage.seal_states(why))


def test_the_reveal_is_recorded_and_shows_both_sides(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    answer_as(workspace, slug, ANNA, "de", {"goal.why": "Weil es passt."}, done=True)
    secret = Answer(value=TextValue(text="psst"), visibility=Visibility.COACH)
    answer_as(workspace, slug, BEN, "en", {"goal.why": secret}, done=True)
    stage = stage_of(workspace, slug, "de")
    why = exercise(stage, "goal-why")
    assert all(state.unchanged for state in stage.seal_states(why))
    stage.reveal(why)
    pair = stage.pairs(why)[0]
    assert pair.first.answer.value == TextValue(text="Weil es passt.")
    assert pair.second.withheld
    assert pair.second.answer.is_blank
    again = stage_of(workspace, slug, "de")
    assert again.session.is_revealed("goal-why")
    assert again.session.revealed_at("goal-why") is not None


def test_answers_changed_after_handing_in_are_told(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    answer_as(workspace, slug, ANNA, "de", {"goal.why": "Weil es passt."}, done=True)
    path = answers_path(workspace, slug, ANNA)
    path.write_text(
        path.read_text(encoding="utf-8").replace("Weil es passt.", "Weil."), encoding="utf-8"
    )
    stage = stage_of(workspace, slug, "de")
    states = {s.partner.id: s for s in stage.seal_states(exercise(stage, "goal-why"))}
    assert states[ANNA].handed_in is not None
    assert not states[ANNA].unchanged


def test_a_session_resumes_where_it_was_left(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    stage = stage_of(workspace, slug, "de")
    assert stage.go_on()
    assert stage.go_on()
    assert stage.here is not None
    again = stage_of(workspace, slug, "en")
    assert again.here is not None
    assert again.here.id == stage.here.id
    assert [item.done for item in again.session.agenda][:3] == [True, True, False]
    assert again.go_back()
    assert again.place == 1


def test_german_and_english_answers_are_read_by_their_ids(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    choice = Answer(value=ChoiceValue(option="owner"))
    answer_as(workspace, slug, ANNA, "de", {"team.invoice": choice}, done=True)
    answer_as(workspace, slug, BEN, "en", {"team.invoice": choice}, done=True)
    for lang in ("de", "en"):
        stage = stage_of(workspace, slug, lang)
        money = exercise(stage, "team-job")
        stage.reveal(money)
        pair = next(p for p in stage.pairs(money) if p.prompt.id == "team.invoice")
        assert pair.first.answer.value == pair.second.answer.value == choice.value


def test_undo_takes_back_the_last_change_of_any_kind_but_no_reveal(
    session: tuple[Workspace, str],
) -> None:
    workspace, slug = session
    stage = stage_of(workspace, slug, "de")
    before = stage.session
    rule = stage.board.propose_rule("talk", "Wir antworten innerhalb von zwei Tagen.")
    stage.board.give_voice(rule.id, ANNA, Says.YES)
    action = stage.board.put_action("Kalender anlegen", who=BEN)
    stage.board.park_topic("Versicherung")
    stage.board.remove(action.id)
    prompt = stage.joint_prompts(exercise(stage, "goal-sentence"))[0]
    for text in ("W", "Wi", "Wir"):
        stage.set_joint(prompt, Answer(value=TextValue(text=text)))
    stage.reveal(exercise(stage, "goal-why"))
    undone = []
    while change := stage.live_session.undo():
        undone.append(change.label)
    assert undone == [
        "joint answer",
        "removed item",
        "parked topic",
        "action",
        "vote",
        "ground rule",
    ]
    assert stage.session.is_revealed("goal-why")
    assert stage.session.model_copy(update={"reveals": ()}) == before
    assert stage_of(workspace, slug, "de").session.rules == ()


def test_a_change_by_another_program_is_kept(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    first, second = stage_of(workspace, slug, "de"), stage_of(workspace, slug, "de")
    first.board.park_topic("von hier")
    second.board.put_action("von dort")
    assert second.live_session.conflicts == ()
    assert [topic.text for topic in second.session.parked] == ["von hier"]
    assert first.live_session.refresh()
    assert [action.what for action in first.session.actions] == ["von dort"]
    assert not first.live_session.refresh()


def test_where_both_changed_the_same_both_stay_in_the_file(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    first, second = stage_of(workspace, slug, "de"), stage_of(workspace, slug, "de")
    prompt = first.joint_prompts(exercise(first, "goal-sentence"))[0]
    first.set_joint(prompt, Answer(value=TextValue(text="Satz von hier")))
    second.set_joint(prompt, Answer(value=TextValue(text="Satz von dort")))
    assert second.live_session.conflicts == ("goal.sentence",)
    text = read_text(workspace.session_folder(slug) / "session.md").text
    assert "Satz von hier" in text
    assert "Satz von dort" in text


def test_an_agreed_rule_loses_its_voices_with_one_character(session: tuple[Workspace, str]) -> None:
    workspace, slug = session
    stage = stage_of(workspace, slug, "de")
    rule = stage.board.propose_rule("talk", "Wir antworten.")
    stage.board.give_voice(rule.id, ANNA, Says.YES)
    stage.board.give_voice(rule.id, BEN, Says.LIVE_WITH, "nicht im August")
    assert [r.id for r in stage_of(workspace, slug, "de").session.agreed_rules()] == [rule.id]
    assert stage.board.reword_rule(rule.id, sentence="Wir antworten!")
    reread = stage_of(workspace, slug, "de").session.rule(rule.id)
    assert reread is not None
    assert reread.state((ANNA, BEN)) is RuleState.IN_DISCUSSION
    assert [voice.reason for voice in reread.lost_voices()] == ["", "nicht im August"]


def test_a_wording_changed_by_hand_in_the_file_is_not_agreed(
    session: tuple[Workspace, str],
) -> None:
    workspace, slug = session
    stage = stage_of(workspace, slug, "de")
    rule = stage.board.propose_rule("talk", "Wir antworten.")
    stage.board.give_voice(rule.id, ANNA, Says.YES)
    stage.board.give_voice(rule.id, BEN, Says.YES)
    path = workspace.session_folder(slug) / "session.md"
    text = path.read_text(encoding="utf-8").replace("> Wir antworten.", "> Wir antworten ", 1)
    path.write_text(text, encoding="utf-8")
    assert stage_of(workspace, slug, "de").session.agreed_rules() == ()


def test_a_session_keeps_the_exercises_that_it_began_with(tmp_path: Path) -> None:
    workspace, slug = new_session(tmp_path)
    own = workspace.exercises / "de" / "goal-why.md"
    own.parent.mkdir(parents=True)
    source = stage_of(workspace, slug, "de").workbook.exercise("goal-why")
    assert source is not None
    own.write_text(source.source.replace(source.title, "Ein neuer Titel"), encoding="utf-8")
    kept = stage_of(workspace, slug, "de").workbook.exercise("goal-why")
    assert kept is not None
    assert kept.title == source.title
    later, later_slug = new_session(tmp_path)
    changed = stage_of(later, later_slug, "de").workbook.exercise("goal-why")
    assert changed is not None
    assert changed.title == "Ein neuer Titel"
    assert (
        stage_of(later, later_slug, "de").session.content
        != stage_of(workspace, slug, "de").session.content
    )


def test_the_exercises_follow_the_agenda_and_its_undo(session: tuple[Workspace, str]) -> None:
    stage = stage_of(*session, "de")
    before = stage.exercises
    agenda = stage.session.agenda
    stage.arrange_agenda((agenda[1], agenda[0], *agenda[3:]))
    assert stage.exercises == (before[1], before[0], *before[3:])
    assert stage.place == stage.exercises.index(stage.here)
    stage.live_session.undo()
    assert stage.exercises == before
