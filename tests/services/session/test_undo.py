"""The last change of any kind can be taken back, and nothing else goes with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.exercise import Phase
from coopcoach.domain.ground_rules import Says, SetAside
from coopcoach.i18n import translator
from coopcoach.services.session.close import set_dates, turn_consent
from coopcoach.services.session.stage import Stage
from coopcoach.storage.files import read_text
from coopcoach.storage.history import earlier_states, read_state
from coopcoach.storage.sessions import open_session
from tests.builders.answers import value_for
from tests.builders.sessions import NOW, workspace_with


def joint(stage: Stage, prompt_id: str, seed: int, partner: str = "") -> None:
    """Write a joint answer of the prompt's kind."""
    prompt = stage.workbook.find_prompt(prompt_id, Phase.SESSION)
    value = value_for(prompt, lambda _question, number: f"overwritten words {number}", seed)
    stage.set_joint(prompt, Answer(value=value), partner)


KINDS: dict[str, Callable[[Stage], object]] = {
    "propose": lambda s: s.board.propose_rule("goal", "We reply"),
    "reword": lambda s: s.board.reword_rule("rule-1", sentence="We call"),
    "describe": lambda s: s.board.describe_rule("rule-1", why="trust"),
    "voice": lambda s: s.board.give_voice("rule-1", s.session.partner_ids[0], Says.YES),
    "park": lambda s: s.board.set_rule_aside("rule-1", SetAside.PARKED),
    "drop": lambda s: s.board.set_rule_aside("rule-1", SetAside.DROPPED),
    "action": lambda s: s.board.put_action("Rent the van"),
    "change action": lambda s: s.board.put_action("Call them", action_id="action-1"),
    "tick": lambda s: s.board.tick_action("action-1", True),
    "remove action": lambda s: s.board.remove("action-1"),
    "topic": lambda s: s.board.park_topic("Prices"),
    "remove topic": lambda s: s.board.remove("parked-1"),
    "joint": lambda s: s.set_joint(
        s.workbook.find_prompt("goal.sentence", Phase.SESSION),
        Answer(value=TextValue(text="One roof")),
    ),
    "table row": lambda s: joint(s, "talk.pact", 1),
    "choice": lambda s: joint(s, "team.invoice", 1),
    "scale": lambda s: joint(s, "team.commit", 1, s.session.partner_ids[0]),
    "agenda": lambda s: s.arrange_agenda(s.session.agenda[1:]),
    "dates": lambda s: set_dates(s.live_session, date(2027, 3, 1), None),
    "consent": lambda s: turn_consent(s.live_session, s.session.partner_ids[0]),
    "time": lambda s: s.restart_time(),
}


@pytest.fixture
def stage(tmp_path) -> Stage:
    moments = (NOW + timedelta(minutes=n) for n in range(10**6))

    def clock() -> datetime:
        return next(moments)

    made = Stage(workspace_with(tmp_path, "Bad"), "bad", translator("en"), clock)
    made.begin_time()
    made.board.propose_rule("talk", "We write")
    made.board.put_action("Call the bank")
    made.board.park_topic("Van")
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_taken_back(stage, kind):
    before = stage.session
    KINDS[kind](stage)
    assert stage.session != before
    assert stage.live_session.undo()
    assert stage.session == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_is_the_same_after_each_undo_and_redo(stage, kind):
    path = stage.live_session.opened.path

    def text() -> str:
        return read_text(path).text

    before = text()
    KINDS[kind](stage)
    after = text()
    assert after != before
    for _ in range(2):
        assert stage.live_session.undo()
        assert text() == before
        # What was undone is found at once, however fast it happened.
        # The time alone is no state of its own.
        kept = [read_state(state) for state in earlier_states(path)]
        assert after in kept or kind == "time"
        assert stage.live_session.redo()
        assert text() == after
    assert stage.live_session.undo()
    assert text() == before


@pytest.mark.parametrize("kind", KINDS)
def test_steps_since_then_stay(stage, kind):
    before = stage.session
    KINDS[kind](stage)
    # The first exercise may have left the agenda.
    here = stage.here.id
    stage.go_on()
    done, place = {i.exercise for i in stage.session.agenda if i.done}, stage.session.place
    stage.live_session.undo()
    now = stage.session
    assert {item.exercise for item in now.agenda if item.done} == done == {here}
    assert now.place == place
    for name in ("rules", "actions", "parked", "joint", "review"):
        assert getattr(now, name) == getattr(before, name)
    if kind != "time":
        assert any(entry.exercise == place for entry in now.time_entries)


def test_undo_leaves_what_another_window_wrote(stage):
    stage.board.park_topic("Ours")
    other = Stage(stage.live_session.workspace, "bad", translator("en"), stage.live_session.clock)
    other.board.park_topic("Theirs")
    stage.board.put_action("Rent the van")
    while stage.live_session.undo():
        pass
    kept = open_session(stage.live_session.workspace, "bad").session
    assert [topic.text for topic in kept.parked] == ["Van", "Ours", "Theirs"]


@pytest.mark.parametrize(("at", "then"), [(0, 1), (2, 3), (-1, -2)])
def test_without_the_present_exercise_the_session_goes_on_beside_it(stage, at, then):
    exercises = stage.exercises
    stage.go_to(exercises[at].id)
    before = stage.session
    stage.arrange_agenda(tuple(i for i in before.agenda if i.exercise != exercises[at].id))
    assert stage.here == exercises[then]
    assert stage.session.time_entries[-1].exercise == exercises[then].id
    stage.live_session.undo()
    assert stage.session == before
    stage.live_session.redo()
    assert stage.here == exercises[then]


def test_time_taken_anew_since_then_goes_to_the_exercise_that_came_back(stage):
    first, second, *_ = stage.exercises
    stage.arrange_agenda(stage.session.agenda[1:])
    stage.skip_time(stage.now())
    assert stage.session.time_entries[-1].exercise == second.id
    stage.live_session.undo()
    assert stage.here == first
    assert [e.exercise for e in stage.session.time_entries if e.end is None] == [first.id]
