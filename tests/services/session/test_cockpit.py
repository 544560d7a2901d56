"""Breaks on the agenda, and what the private window asks of the stage: reveal, and pass time on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coopcoach.domain.session import AgendaItem
from coopcoach.i18n import translator
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.services.session.stage_requests import StageRequests, follow
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.sessions import NOW, prepared, stage_of

BREAK = AgendaItem(exercise="own-9", minutes=10, title="Coffee {#x} & [cake](y)")


@pytest.fixture
def made(tmp_path) -> tuple[Workspace, str]:
    return prepared(tmp_path)


def test_a_break_is_kept_in_the_file_and_is_over_with_the_step_across_it(made):
    stage = stage_of(*made)
    first, *rest = stage.session.agenda
    stage.arrange_agenda((first, BREAK, *rest))
    assert open_session(*made).session.agenda[1] == BREAK
    assert len(stage.exercises) == sum(not item.title for item in (first, *rest))
    assert stage.go_on()
    again = open_session(*made).session
    assert [item.done for item in again.agenda[:3]] == [True, True, False]
    assert again.place == rest[0].exercise


def test_the_stage_reveals_what_the_private_window_asks_for_and_only_that(made):
    stage = stage_of(*made)
    requests = StageRequests(stage)
    window = PrivateWindow(*made, translator("en"), lambda: NOW)
    stage.go_to("goal-why")
    window.refresh()
    window.reveal(window.here)
    request = requests.new()
    assert (request.go, request.do) == ("goal-why", "reveal")
    follow(stage, request)
    assert [reveal.exercise for reveal in stage.session.reveals] == ["goal-why"]
    assert requests.new() is None


def test_the_stage_passes_time_on_and_can_take_it_back(made):
    now = [NOW]
    stage = stage_of(*made, now=lambda: now[0])
    requests = StageRequests(stage)
    stage.begin_time()
    before = [item.minutes for item in stage.session.agenda]
    now[0] += timedelta(minutes=3)
    window = PrivateWindow(*made, translator("en"), lambda: now[0])
    window.pass_time(window.here)
    follow(stage, requests.new())
    after = [item.minutes for item in stage.session.agenda]
    left = before[0] - 3
    assert after[:2] == [3, before[1] + left]
    assert after[2:] == before[2:]
    stage.live_session.undo()
    assert [item.minutes for item in stage.session.agenda] == before
