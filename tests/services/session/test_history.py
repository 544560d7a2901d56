"""What the history of a session shows, what it never shows, and what is brought back."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from coopcoach.domain.answers import Answer, TextValue, Visibility
from coopcoach.domain.exercise import Phase
from coopcoach.domain.ground_rules import Says
from coopcoach.errors import BadFile, WrongCall
from coopcoach.i18n import translator
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.session.bring_back import bring_back
from coopcoach.services.session.close import turn_consent
from coopcoach.services.session.history import SessionHistory, exercise_of
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.services.session.stage import Stage
from coopcoach.storage.files import read_text
from coopcoach.storage.sessions import answers_path, open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.answers import text
from tests.builders.calls import call
from tests.builders.sessions import NOW, answer_as, stage_of, ticking, workspace_with

SLUG, ANNA = "bad", "anna-meier"
WORDS = ["We want", "We want two jobs", "", "We want four jobs"]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return stage_of(workspace_with(tmp_path, "Bad"), SLUG, now=ticking(NOW))


def say(stage: Stage, words: str) -> None:
    """Write a joint answer."""
    prompt = stage.workbook.find_prompt("goal.sentence", Phase.SESSION)
    assert prompt is not None
    stage.set_joint(prompt, text(words))


def joint(stage: Stage) -> str:
    """Return the joint answer as it is in the file."""
    session = open_session(stage.workspace, SLUG).session
    value = session.joint_answer("goal.sentence").value
    return value.text if isinstance(value, TextValue) else ""


def history_of(workspace: Workspace) -> SessionHistory:
    return SessionHistory(workspace, SLUG)


def shown(history: SessionHistory) -> str:
    """Return all words of all changes."""
    entries = [e for f in history.files for e in history.entries(f, every=True)]
    return repr([history.changes(entry) for entry in entries])


def state_with(history: SessionHistory, words: str, file: int = 0) -> str:
    """Return the name of the newest state with some words."""
    entries = history.entries(history.files[file], every=True)
    return next(e.id for e in entries if e.id and words in history.text_of(e))


def back(workspace: Workspace, words: str, prompt: str = "", file: int = 0) -> str:
    """Bring back the newest state with some words; return the name of the one that takes it back."""
    history = history_of(workspace)
    entry = history.entry(state_with(history, words, file))
    return bring_back(history, entry, ticking(NOW + timedelta(days=1)), prompt).undo


# What is found


def test_all_that_was_overwritten_or_undone_is_found_at_once(stage: Stage) -> None:
    for words in WORDS:
        say(stage, words)
    stage.live_session.undo()
    stage.board.park_topic("Undone topic")
    stage.live_session.undo()
    history = history_of(stage.workspace)
    texts = [history.text_of(e) for e in history.entries(history.files[0], every=True)]
    for words in [*filter(None, WORDS), "Undone topic"]:
        assert any(words in each for each in texts), words


def test_each_entry_says_what_changed_prompt_by_prompt(stage: Stage) -> None:
    for words in WORDS:
        say(stage, words)
    history = history_of(stage.workspace)
    retyped, typed, first = history.entries(history.files[0])
    assert (retyped.is_present, first.before) == (True, None)
    (change,) = history.changes(typed)
    assert change.id == "goal.sentence"
    assert [(p.sign, p.text) for p in change.pieces] == [("+", "We want two jobs")]
    (change,) = history.changes(retyped)
    assert [(p.sign, p.text) for p in change.pieces] == [
        ("=", "We want "),
        ("-", "two"),
        ("+", "four"),
        ("=", " jobs"),
    ]
    assert len(history.entries(history.files[0], every=True)) == 5


def test_a_hand_edit_is_shown_before_it_is_kept(stage: Stage) -> None:
    say(stage, "One roof")
    path = stage.live_session.opened.path
    path.write_text(path.read_text(encoding="utf-8").replace("One", "Two"), encoding="utf-8")
    history = history_of(stage.workspace)
    entry = history.entries(history.files[0])[0]
    assert (entry.id, entry.is_present, entry.by_others) == ("", True, True)
    (change,) = history.changes(entry)
    assert [(p.sign, p.text) for p in change.pieces if p.sign != "="] == [
        ("-", "One"),
        ("+", "Two"),
    ]


def test_a_damaged_session_is_brought_back(stage: Stage) -> None:
    say(stage, "One roof")
    path = stage.live_session.opened.path
    path.write_bytes(b"---\ntorn: [\xff")
    with pytest.raises(BadFile):
        open_session(stage.workspace, SLUG)
    undo = back(stage.workspace, "One roof")
    assert joint(stage) == "One roof"
    history = history_of(stage.workspace)
    damaged = history.text_of(history.entry(undo))
    assert damaged.encode("utf-8", "surrogateescape") == b"---\ntorn: [\xff"


# What is never shown


def answered(stage: Stage, words: str, visibility: Visibility, *, done: bool = True) -> None:
    answer = Answer(value=TextValue(text=words), visibility=visibility)
    answer_as(stage.workspace, SLUG, ANNA, "de", {"goal.why": answer}, at=NOW, done=done)


def reveal(stage: Stage) -> None:
    found = (e for e in stage.exercises if e.prompt("goal.why", Phase.PREPARE))
    stage.reveal(next(found))


def test_sealed_words_are_never_shown_and_named_by_their_exercise(stage: Stage) -> None:
    answered(stage, "SECRET one", Visibility.BOTH)
    answered(stage, "SECRET two", Visibility.BOTH)
    history = history_of(stage.workspace)
    assert "SECRET" not in shown(history)
    changes = [c for e in history.entries(history.files[1]) for c in history.changes(e)]
    sealed = {change.title for change in changes if change.sealed}
    assert sealed == {exercise_of(stage.live_session.opened.workbooks["de"], "goal.why").title}
    reveal(stage)
    assert "two" in shown(history_of(stage.workspace))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("closed", [Visibility.COACH, Visibility.ME])
def test_an_answer_that_was_ever_closed_is_never_shown(
    stage: Stage, closed: Visibility, order: tuple[int, int]
) -> None:
    for place in order:
        answered(stage, f"SECRET {place}", (Visibility.BOTH, closed)[place])
    reveal(stage)
    assert "SECRET" not in shown(history_of(stage.workspace))


def test_drafts_are_never_shown(stage: Stage) -> None:
    answered(stage, "SECRET draft", Visibility.BOTH, done=False)
    answered(stage, "given away", Visibility.BOTH)
    reveal(stage)
    assert "SECRET" not in shown(history_of(stage.workspace))


def test_a_closed_answer_below_the_wrong_heading_is_not_shown(stage: Stage) -> None:
    answered(stage, "public", Visibility.BOTH)
    closed = Answer(value=TextValue(text="SECRET"), visibility=Visibility.ME)
    answer_as(stage.workspace, SLUG, ANNA, "de", {"goal.benefit": closed}, at=NOW, done=True)
    path = answers_path(stage.workspace, SLUG, ANNA)
    whole = path.read_text(encoding="utf-8")
    lines = [line for line in whole.splitlines(keepends=True) if "{#goal.benefit" not in line]
    path.write_text("".join(lines), encoding="utf-8")
    answered(stage, "public again", Visibility.BOTH)
    path.write_text(whole, encoding="utf-8")
    answered(stage, "public at last", Visibility.BOTH)
    reveal(stage)
    history = history_of(stage.workspace)
    assert "SECRET" not in shown(history)
    torn = next(
        e
        for e in history.entries(history.files[1], every=True)
        if "{#goal.benefit" not in history.text_of(e)
    )
    with pytest.raises(WrongCall):
        bring_back(history, torn, ticking())
    with pytest.raises(WrongCall):
        bring_back(history, torn, ticking(), "goal.why")


# Bringing back


def test_a_state_from_before_a_second_version_comes_back_and_none_that_lost_its_heading(
    stage: Stage,
) -> None:
    def closed(words: str) -> Answer:
        return Answer(value=TextValue(text=words), visibility=Visibility.COACH)

    answered(stage, "first", Visibility.COACH)
    path = answers_path(stage.workspace, SLUG, ANNA)
    for program, words in [(Prepare(path, ticking()), words) for words in ("one", "two")]:
        prompt = next(asked.prompt for asked in program.asked if asked.prompt.id == "goal.why")
        program.set_answer(prompt, closed(words))
    whole = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^#+ .*\{#conflict.*\n", "", whole), encoding="utf-8")
    Prepare(path, ticking()).set_answer(prompt, closed("three"))
    path.write_text(whole, encoding="utf-8")
    history = history_of(stage.workspace)
    entries = history.entries(history.files[1], every=True)
    before, torn = (
        next(
            e
            for e in entries
            if "#conflict" not in history.text_of(e) and words in history.text_of(e)
        )
        for words in ("first", "three")
    )
    with pytest.raises(WrongCall):
        bring_back(history, torn, ticking())
    bring_back(history, before, ticking())
    source = path.read_text(encoding="utf-8")
    assert ("first" in source, "{#conflict" in source) == (True, True)


def test_one_answer_comes_back_and_nothing_with_it(stage: Stage) -> None:
    say(stage, "One roof")
    stage.board.park_topic("Prices")
    say(stage, "")
    stage.board.park_topic("Van")
    undo = back(stage.workspace, "One roof", "goal.sentence")
    assert joint(stage) == "One roof"
    assert len(open_session(stage.workspace, SLUG).session.parked) == 2
    history = history_of(stage.workspace)
    bring_back(history, history.entry(undo), ticking())
    assert joint(stage) == ""
    assert "One roof" in shown(history_of(stage.workspace))


def test_a_state_comes_back_and_can_be_taken_back(stage: Stage) -> None:
    say(stage, "One roof")
    stage.board.park_topic("Prices")
    say(stage, "")
    before = stage.live_session.opened.path.read_text(encoding="utf-8")
    undo = back(stage.workspace, "One roof")
    assert joint(stage) == "One roof"
    history = history_of(stage.workspace)
    bring_back(history, history.entry(undo), ticking())
    assert stage.live_session.opened.path.read_text(encoding="utf-8") == before


def test_what_was_said_and_revealed_stays(stage: Stage) -> None:
    anna, jonas = stage.session.partner_ids
    stage.board.propose_rule("talk", "We call")
    for partner in (anna, jonas):
        stage.board.give_voice("rule-1", partner, Says.YES)
    turn_consent(stage.live_session, anna)
    agreed = stage.session.rules[0].wording
    stage.board.park_topic("MARK")
    stage.board.give_voice("rule-1", jonas, Says.NO)
    turn_consent(stage.live_session, anna)
    stage.board.remove("parked-1")
    reveal(stage)
    before = open_session(stage.workspace, SLUG).session
    assert before.reveals
    back(stage.workspace, "MARK")
    session = open_session(stage.workspace, SLUG).session
    assert session.parked[0].text == "MARK"
    assert session.rules[0].wording == agreed
    assert not session.agreed_rules()
    assert session.reveals == before.reveals
    assert session.joint_answer("arrive.consent", anna).is_blank


def test_a_wording_that_comes_back_needs_both_voices_anew(stage: Stage) -> None:
    stage.board.propose_rule("talk", "We call")
    for partner in stage.session.partner_ids:
        stage.board.give_voice("rule-1", partner, Says.YES)
    stage.board.reword_rule("rule-1", sentence="We write")
    stage.board.reword_rule("rule-1", sentence="We shout")
    back(stage.workspace, "> We call", "rule-1")
    rule = open_session(stage.workspace, SLUG).session.rules[0]
    assert rule.sentence == "We call"
    assert not rule.is_agreed(stage.session.partner_ids)
    assert stage.live_session.refresh()
    stage.board.reword_rule("rule-1", sentence="We write")
    assert not stage.session.agreed_rules()


@pytest.mark.parametrize("prompt", ["reveals", "time", "arrive.consent"])
def test_what_cannot_be_brought_back_is_said(stage: Stage, prompt: str) -> None:
    say(stage, "One roof")
    with pytest.raises(WrongCall):
        back(stage.workspace, "One roof", prompt)


@pytest.mark.parametrize("narrower", [Visibility.COACH, Visibility.ME])
def test_no_more_people_see_an_answer_that_comes_back(stage: Stage, narrower: Visibility) -> None:
    answered(stage, "SECRET", Visibility.BOTH)
    answered(stage, "mine", narrower)
    before = answers_path(stage.workspace, SLUG, ANNA).read_text(encoding="utf-8")
    with pytest.raises(WrongCall):
        back(stage.workspace, "SECRET", "goal.why", file=1)
    assert answers_path(stage.workspace, SLUG, ANNA).read_text(encoding="utf-8") == before
    back(stage.workspace, "SECRET", file=1)
    assert "SECRET" not in answers_path(stage.workspace, SLUG, ANNA).read_text(encoding="utf-8")


def test_a_sealed_answer_comes_back_unseen(stage: Stage) -> None:
    answered(stage, "SECRET", Visibility.BOTH)
    answered(stage, "lost", Visibility.BOTH)
    state = state_with(history_of(stage.workspace), "SECRET", file=1)
    done = call(
        "history", SLUG, "--back", state, "--prompt", "goal.why", folder=stage.workspace.root
    )
    assert done.returncode == 0, done.stderr
    assert "SECRET" not in done.stdout + done.stderr
    assert "SECRET" in answers_path(stage.workspace, SLUG, ANNA).read_text(encoding="utf-8")


# The command


def test_the_command_marks_words_and_names_the_states(stage: Stage) -> None:
    for words in WORDS:
        say(stage, words)
    done = call("history", SLUG, folder=stage.workspace.root)
    assert done.returncode == 0
    assert "We want [-two-]{+four+} jobs" in done.stdout
    listed = json.loads(call("history", SLUG, "--json", folder=stage.workspace.root).stdout)
    words = [w for e in listed for c in e["changes"] for w in c["words"]]
    assert {"sign": "+", "text": "We want two jobs"} in words
    back_to = next(e["state"] for e in listed if "two jobs" in str(e))
    done = call("history", SLUG, "--back", back_to, folder=stage.workspace.root)
    assert done.returncode == 0
    assert joint(stage) == "We want two jobs"
    again = call("history", SLUG, "--back", back_to, folder=stage.workspace.root)
    assert "already like that" in again.stdout


def test_notes_are_shown_when_asked_only(stage: Stage) -> None:
    window = PrivateWindow(stage.workspace, SLUG, translator("en"), ticking())
    window.write_note("goal-why", "Why", "PRIVATE")
    window.write_note("goal-why", "Why", "PRIVATE more")
    assert "PRIVATE" not in call("history", SLUG, "--all", folder=stage.workspace.root).stdout
    done = call("history", SLUG, "--notes", folder=stage.workspace.root)
    assert "{+ more+}" in done.stdout
    call("history", SLUG, "--back", "notes:1", folder=stage.workspace.root)
    path = stage.live_session.opened.path.with_name("coach-notes.md")
    assert "PRIVATE\n" in read_text(path).text


@pytest.mark.parametrize("state", ["99", "x", "", "nobody:1", ":", "anna-meier:"])
def test_a_state_that_is_none_is_said(stage: Stage, state: str) -> None:
    done = call("history", SLUG, "--back", state, folder=stage.workspace.root)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("place", ["title: ", "## "])
def test_bytes_that_are_no_text_are_in_the_history_all_the_same(stage: Stage, place: str) -> None:
    say(stage, "One roof")
    path = stage.live_session.opened.path
    path.write_bytes(path.read_bytes().replace(place.encode(), place.encode() + b"\xff ", 1))
    done = call("history", SLUG, folder=stage.workspace.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "One roof" in done.stdout


def test_words_do_not_steer_the_terminal(stage: Stage) -> None:
    say(stage, "one")
    say(stage, "two \x1b[2J \u202e three")
    done = call("history", SLUG, folder=stage.workspace.root)
    assert "three" in done.stdout
    assert not {"\x1b", "\u202e"} & set(done.stdout)
