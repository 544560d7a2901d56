"""The private window follows the session, keeps notes, and looks behind the seal only when it is asked to."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta

import pytest

from coopcoach.domain.answers import Answer, TextValue, Visibility
from coopcoach.domain.coach_notes import Opened, point_key
from coopcoach.errors import WrongCall
from coopcoach.i18n import translator
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.services.session.stage import Stage
from coopcoach.services.session.stage_requests import StageRequests, follow
from coopcoach.storage.notes import notes_path
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.calls import printed
from tests.builders.sessions import START, answer_as, new_session, stage_of, ticking
from tests.builders.short_packs import WITH_ARRIVAL, short_session

T = translator("de")
ANNA, BEN, COACH, MINE = "kanarieanna", "kanarieben", "kanariecoach", "kanariemein"


def words(text: str, visibility: Visibility = Visibility.BOTH) -> Answer:
    return Answer(value=TextValue(text=text), visibility=visibility)


@pytest.fixture
def made(tmp_path) -> tuple[Workspace, str]:
    """Anna has handed in; Ben is still at it."""
    workspace, slug = new_session(tmp_path)
    answers = {
        "goal.why": words(ANNA),
        "goal.benefit": words(COACH, Visibility.COACH),
        "goal.partner_benefit": words(MINE, Visibility.ME),
    }
    answer_as(workspace, slug, "anna-meier", "de", answers, done=True)
    answer_as(workspace, slug, "ben-weiss", "de", {"goal.why": words(BEN)})
    return workspace, slug


def window(made: tuple[Workspace, str]) -> PrivateWindow:
    return PrivateWindow(*made, T, ticking(START + timedelta(minutes=1)))


def stage(made: tuple[Workspace, str]) -> Stage:
    return Stage(*made, T, ticking(START + timedelta(seconds=1)))


def exercise(of: PrivateWindow | Stage, name: str):
    return next(e for e in of.exercises if e.id == name)


def test_it_follows_the_stage(made):
    beside, shared = window(made), stage(made)
    assert not beside.refresh()
    shared.go_on()
    assert beside.refresh()
    assert beside.here == shared.here
    assert beside.place == 1


def test_the_stage_does_each_request_once_and_ticks_off_what_is_left_forward(made):
    beside, shared = window(made), stage(made)
    beside.send_to(beside.exercises[3])
    requests = StageRequests(shared)
    assert requests.new() is None, "asked before the stage was opened"
    beside.send_to(beside.exercises[1])
    request = requests.new()
    follow(shared, request)
    assert shared.place == 1
    assert shared.session.agenda[0].done
    assert requests.new() is None
    beside.refresh()
    beside.send_to(beside.exercises[0])
    follow(shared, requests.new())
    assert shared.place == 0
    beside.draw_curtain(drawn=True)
    asked = requests.new()
    assert (asked.curtain, asked.go) == (True, "")


def test_requests_of_the_same_moment_are_two(made):
    shared = stage(made)
    requests = StageRequests(shared)
    beside = PrivateWindow(*made, T, lambda: START + timedelta(minutes=1))
    beside.send_to(beside.exercises[1])
    first = requests.new()
    beside.send_to(beside.exercises[1])
    second = requests.new()
    assert first.go == second.go
    assert first.at < second.at


def test_an_older_request_that_arrives_late_is_left_alone(made):
    beside, shared = window(made), stage(made)
    shared.live_session.clock = ticking(START + timedelta(hours=1))
    requests = StageRequests(shared)
    beside.send_to(beside.exercises[1])
    assert requests.new() is None


def test_an_exercise_that_is_not_on_the_agenda_moves_nothing(made):
    beside, shared = window(made), stage(made)
    requests = StageRequests(shared)
    beside.send_to(beside.exercises[0].model_copy(update={"id": "elsewhere"}))
    before = shared.session
    follow(shared, requests.new())
    assert shared.session == before


def test_it_writes_the_notes_alone(made):
    workspace, slug = made
    folder = workspace.session_folder(slug)
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    beside = window(made)
    goal = exercise(beside, "goal-why")
    beside.write_note(goal.id, goal.title, "eine Notiz")
    beside.write_note(point_key("goal"), "Ziel", "zum Punkt")
    beside.send_to(beside.exercises[1])
    beside.open_for_me((goal,), Opened.ANSWERS)
    beside.pairs(goal)
    beside.talk_first()
    changed = {p.name for p in folder.rglob("*") if p.is_file() and before.get(p) != p.read_bytes()}
    history = {p.name for p in (folder / ".history" / "coach-notes.md").iterdir()}
    assert changed - history == {"coach-notes.md"}
    assert window(made).notes.notes == {goal.id: "eine Notiz", "point.goal": "zum Punkt"}


def test_what_is_sealed_stays_so_until_the_coach_asks(made):
    beside = window(made)
    goal = exercise(beside, "goal-why")
    with pytest.raises(WrongCall):
        beside.pairs(goal)
    assert beside.talk_first() == ()
    beside.open_for_me((goal,), Opened.GAPS)
    with pytest.raises(WrongCall):
        beside.pairs(goal)
    assert ANNA not in repr(beside.talk_first())
    beside.open_for_me((goal,), Opened.ANSWERS)
    assert ANNA in repr(beside.pairs(goal))
    (first, second) = window(made).notes.openings
    assert (first.opened, second.opened) == (Opened.GAPS, Opened.ANSWERS)
    assert START < first.at < second.at
    with pytest.raises(WrongCall):
        beside.pairs(exercise(beside, "goal-effort"))


def test_a_draft_is_opened_for_nobody_and_what_an_owner_keeps_neither(made):
    beside = window(made)
    goal = exercise(beside, "goal-why")
    beside.open_for_me((goal,), Opened.ANSWERS)
    found = repr(beside.pairs(goal))
    assert ANNA in found
    assert COACH in found
    assert BEN not in found
    assert MINE not in found
    sides = {pair.prompt.id: pair.sides for pair in beside.pairs(goal)}
    assert sides["goal.why"][1].draft
    assert sides["goal.benefit"][0].for_coach
    assert sides["goal.partner_benefit"][0].kept
    assert not any("partner_benefit" in item.prompt for item in beside.talk_first())


def test_after_the_reveal_the_coach_sees_what_is_for_the_coach_only(made):
    beside, shared = window(made), stage(made)
    goal = exercise(shared, "goal-why")
    shared.reveal(goal)
    beside.refresh()
    found = repr(beside.pairs(goal))
    assert all(word in found for word in (ANNA, BEN, COACH))
    assert MINE not in found
    assert beside.notes.openings == ()
    on_stage = repr(shared.pairs(goal))
    assert COACH not in on_stage


def test_a_note_made_in_an_editor_meanwhile_is_kept(made):
    beside = window(made)
    beside.write_note("arrive", "Ankommen", "hier")
    path = notes_path(*made)
    path.write_text(path.read_text() + "\n## Ziel {#goal-why}\n\nim Editor\n")
    beside.write_note("arrive", "Ankommen", "hier und jetzt")
    assert beside.notes.notes == {"arrive": "hier und jetzt", "goal-why": "im Editor"}
    assert beside.conflicts == ()
    path.unlink()
    beside.write_note("arrive", "Ankommen", "noch einmal")
    assert window(made).notes.notes == {"arrive": "noch einmal"}


# Runs several calls, one after the other, and ends with the first that opens the notes.
OPENED = """
import json, sys
def tell(event, arguments):
    if event == "open" and "coach-notes" in str(arguments[0]):
        raise SystemExit(f"{call} opened {arguments[0]}")
sys.addaudithook(tell)
from coopcoach.cli import main
for call in json.loads(sys.argv[1]):
    if code := main(call):
        sys.exit(f"{call}: {code}")
"""
CALLS = [
    ["list"],
    ["list", "--json"],
    ["show", "maler-tischler"],
    ["show", "maler-tischler", "--json"],
    ["invite", "maler-tischler", "--partner", "Anna"],
    ["export", "maler-tischler", "summary"],
]


def watched(workspace, calls):
    """Run calls in a process that ends where one of them opens the notes."""
    given = json.dumps([["--workspace", str(workspace.root), *call] for call in calls])
    return subprocess.run(
        [sys.executable, "-c", OPENED, given], capture_output=True, text=True, check=False
    )


def test_no_other_command_opens_the_notes(tmp_path):
    # Of few questions: they are drawn twice.
    made = short_session(tmp_path, exercises=WITH_ARRIVAL)
    workspace, _ = made
    beside = window(made)
    beside.write_note("arrive", "Ankommen", "GEHEIM")
    done = watched(workspace, CALLS)
    assert done.returncode == 0, done.stdout + done.stderr
    leaving = [p for p in workspace.exports.rglob("*") if p.is_file()]
    assert {p.suffix for p in leaving} >= {".pdf", ".html", ".eml"}
    assert not any(b"GEHEIM" in p.read_bytes() for p in leaving)


def test_check_reads_the_notes_and_shows_no_word_of_them(made):
    workspace, _ = made
    window(made).write_note("arrive", "Ankommen", "GEHEIM")
    assert "GEHEIM" not in printed("check", folder=workspace.root, lang="de")


def test_the_watch_over_opened_files_is_awake(made):
    workspace, slug = made
    window(made).write_note("arrive", "Ankommen", "GEHEIM")
    assert "opened" in watched(workspace, [["notes", slug]]).stderr


def test_a_reveal_keeps_when_the_coach_had_opened_the_answers_before(made):
    workspace, slug = made
    beside = window(made)
    goal = exercise(beside, "goal-why")
    other = exercise(beside, "goal-effort")
    beside.open_for_me((goal,), Opened.GAPS)
    beside.open_for_me((goal,), Opened.ANSWERS)
    gaps, answers = (opening.at for opening in beside.notes.openings)
    shared = stage_of(workspace, slug, now=ticking())
    planned = shared.planned_reveal(goal)
    assert (planned.gaps_opened, planned.answers_opened) == (gaps, answers)
    shared.reveal(goal)
    shared.reveal(other)
    saved = open_session(workspace, slug).session
    assert saved.reveal("goal-why").answers_opened == answers
    assert saved.reveal("goal-why").gaps_opened == gaps
    assert saved.reveal("goal-effort").answers_opened is None
    # What the coach opens after the reveal is nothing to tell.
    beside.open_for_me((other,), Opened.ANSWERS)
    assert open_session(workspace, slug).session.reveal("goal-effort").answers_opened is None
