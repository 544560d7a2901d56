"""What two programs changed is counted, shown and settled; nobody sees more for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcoach.domain.answers import Answer, ScaleValue, Visibility
from coopcoach.domain.exercise import Kind, Phase
from coopcoach.i18n import translator
from coopcoach.markup.conflicts import Choice
from coopcoach.services.session.conflicts import (
    ConflictKeeper,
    count_conflicts,
    joined_answers,
    plain_lines,
)
from coopcoach.services.session.stage import Stage
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.answers import text
from tests.builders.calls import call
from tests.builders.sessions import clock, new_session, stage_of

GOAL = "goal.sentence"


def two_stages(folder: Path) -> tuple[Workspace, str, Stage, Stage]:
    workspace, slug = new_session(folder)
    return workspace, slug, stage_of(workspace, slug, "de"), stage_of(workspace, slug, "de")


def keeper_of(workspace: Workspace, slug: str) -> ConflictKeeper:
    return ConflictKeeper(workspace, slug, translator("de"), clock)


def prompt_of(stage: Stage, prompt_id: str):
    prompt = stage.workbook.find_prompt(prompt_id, Phase.SESSION)
    assert prompt is not None
    return prompt


@pytest.mark.parametrize(
    ("choice", "outcome"),
    [(Choice.FIRST, "ours"), (Choice.SECOND, "theirs"), (Choice.BOTH, "ours / theirs")],
)
def test_a_joint_answer_of_two_stages_is_settled_by_a_choice(
    tmp_path: Path, choice: Choice, outcome: str
) -> None:
    workspace, slug, first, second = two_stages(tmp_path)
    prompt = prompt_of(first, GOAL)
    second.set_joint(prompt, text("theirs"))
    first.set_joint(prompt, text("ours"))
    assert count_conflicts(workspace.sessions / slug).session == 1
    keeper = keeper_of(workspace, slug)
    (view,) = keeper.views()
    assert (view.first, view.second) == (text("ours"), text("theirs"))
    keeper.settle(view.key, choice)
    assert keeper.views() == ()
    assert count_conflicts(workspace.sessions / slug).total == 0
    joint = open_session(workspace, slug).session.joint_answer(GOAL)
    assert joint == text(outcome)


def test_words_typed_in_turn_into_one_field_are_all_in_the_file(tmp_path: Path) -> None:
    workspace, slug, first, second = two_stages(tmp_path)
    prompt = prompt_of(first, GOAL)
    written: dict[Stage, list[str]] = {first: [], second: []}
    for number in range(40):
        for mark, stage in (("a", first), ("b", second)):
            written[stage].append(f"{mark}{number:03}q")
            stage.set_joint(prompt, text(" ".join(written[stage])))
    found = (workspace.sessions / slug / "session.md").read_text("utf-8")
    assert [word for words in written.values() for word in words if word not in found] == []
    # Text that was typed on replaces its beginning: the versions do not pile up.
    assert 1 <= count_conflicts(workspace.sessions / slug).session <= 2


def test_a_choice_that_is_gone_changes_nothing(tmp_path: Path) -> None:
    workspace, slug, first, second = two_stages(tmp_path)
    prompt = prompt_of(first, GOAL)
    second.set_joint(prompt, text("theirs"))
    first.set_joint(prompt, text("ours"))
    before = (workspace.sessions / slug / "session.md").read_bytes()
    keeper_of(workspace, slug).settle("goal.sentence//000", Choice.SECOND)
    assert (workspace.sessions / slug / "session.md").read_bytes() == before


def test_actions_and_ground_rules_of_both_are_joined(tmp_path: Path) -> None:
    workspace, slug, first, second = two_stages(tmp_path)
    second.board.put_action("pay")
    first.board.put_action("call")
    keeper = keeper_of(workspace, slug)
    (view,) = keeper.views()
    assert view.lines == (("call",), ("pay",))
    keeper.settle(view.key, Choice.BOTH)
    actions = open_session(workspace, slug).session.actions
    assert {action.what for action in actions} == {"call", "pay"}
    assert len({action.id for action in actions}) == 2


def test_a_version_that_is_not_for_both_shows_no_words(tmp_path: Path) -> None:
    workspace, slug, first, second = two_stages(tmp_path)
    prompt = prompt_of(first, GOAL)
    second.set_joint(prompt, text("SECRET").model_copy(update={"visibility": Visibility.COACH}))
    first.set_joint(prompt, text("ours"))
    keeper = keeper_of(workspace, slug)
    (view,) = keeper.views()
    assert view.withheld
    assert "SECRET" not in repr(view)
    assert keeper.words(view) == ((), ())
    shown = call("conflicts", slug, folder=workspace.root).stdout
    assert "SECRET" not in shown
    # While it is open, the first version is no wider than the second.
    joint = open_session(workspace, slug).session.joint_answer(GOAL)
    assert joint.visibility is Visibility.COACH


def test_list_show_and_check_count_what_is_open(tmp_path: Path) -> None:
    workspace, slug, first, second = two_stages(tmp_path)
    prompt = prompt_of(first, GOAL)
    second.set_joint(prompt, text("theirs"))
    first.set_joint(prompt, text("ours"))
    for command in (("list",), ("show", slug)):
        assert "1 place is open" in call(*command, folder=workspace.root).stdout
    assert '"conflicts": 1' in call("list", "--json", folder=workspace.root).stdout
    checked = call("check", folder=workspace.root)
    assert checked.returncode == 1
    assert "session.md:" in checked.stdout
    assert "1 fault" in checked.stdout


def test_values_are_joined_as_a_remark(tmp_path: Path) -> None:
    _, _, stage, _ = two_stages(tmp_path)
    prompts = [p for e in stage.workbook.exercises for p in e.prompts if p.kind is Kind.SCALE]
    first = Answer(value=ScaleValue(value=4), remark="because")
    second = Answer(value=ScaleValue(value=2), remark="but", visibility=Visibility.ME)
    joined = joined_answers(prompts[0], first, second, stage.t)
    assert joined.value == first.value
    assert joined.visibility is Visibility.ME
    for words in ("because", "**2**", "but"):
        assert words in joined.remark


def test_lines_of_a_ground_rule_are_read_without_braces() -> None:
    body = "> Wir antworten.\n\n- Woran {#sign}: Anruf\n- [x] done {#action-1 who=anna}"
    assert plain_lines(body) == ("Wir antworten.", "Woran: Anruf", "done")
