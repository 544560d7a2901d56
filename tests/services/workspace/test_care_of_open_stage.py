"""What the desk does to a session whose stage is open elsewhere: it is followed or refused, and nothing is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from coopcoach.domain.session import Session
from coopcoach.errors import CoopcoachError
from coopcoach.i18n import translator
from coopcoach.services.index.index import SessionIndex
from coopcoach.services.session.stage import Stage
from coopcoach.services.session.stage_hold import StageHold
from coopcoach.services.workspace.care import (
    PartnerEdit,
    archive,
    edit_session,
    empty_bin,
    put_into_bin,
)
from coopcoach.services.workspace.forget import session_targets
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.sessions import NOW, stage_of, workspace_with

T = translator("en")
TODAY = NOW.date()
Deed = Callable[[Workspace], object]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspace_with(tmp_path, "Alpha")


@pytest.fixture
def stage(workspace: Workspace) -> Iterator[Stage]:
    opened = stage_of(workspace, "alpha", "en")
    hold = StageHold(opened)
    hold.take()
    yield opened
    hold.release()


def renamed(workspace: Workspace) -> None:
    partners = [PartnerEdit("Anna Meyer", "", ""), PartnerEdit("Jo Huber", "", "")]
    edit_session(
        workspace, "alpha", title="New", date=None, coach="", partners=partners, t=T, now=NOW
    )


def binned_and_back(workspace: Workspace) -> None:
    put_into_bin(workspace, "alpha", TODAY, T, NOW)
    put_into_bin(workspace, "alpha", None, T, NOW)


def session_of(workspace: Workspace) -> Session:
    return open_session(workspace, "alpha").session


@pytest.mark.parametrize(
    ("deed", "is_so"),
    [
        (lambda w: archive(w, "alpha", TODAY, T, NOW), lambda s: s.archived == TODAY),
        (lambda w: put_into_bin(w, "alpha", TODAY, T, NOW), lambda s: s.binned == TODAY),
        (binned_and_back, lambda s: s.binned is None),
        (renamed, lambda s: s.title == "New" and s.partners[1].name == "Jo Huber"),
    ],
    ids=["archive", "bin", "bin and back", "rename"],
)
def test_the_stage_goes_on_writing_and_what_the_desk_wrote_stays(
    workspace: Workspace, stage: Stage, deed: Deed, is_so: Callable[[Session], bool]
) -> None:
    stage.go_on()
    first = stage.session.place
    deed(workspace)
    stage.go_on()
    session = session_of(workspace)
    assert is_so(session)
    assert session.place == stage.session.place != first
    assert session.conflicts == ()
    assert sum(item.done for item in session.agenda) == 2


def test_the_bin_is_not_emptied_and_the_session_is_not_forgotten_while_its_stage_is_open(
    workspace: Workspace, stage: Stage
) -> None:
    put_into_bin(workspace, "alpha", TODAY - timedelta(days=60), T, NOW)
    long_ago = (NOW - timedelta(days=50)).timestamp()
    for path in workspace.session_folder("alpha").rglob("*"):
        os.utime(path, (long_ago, long_ago))
    assert empty_bin(workspace, SessionIndex(workspace).summaries(), TODAY) == ()
    with pytest.raises(CoopcoachError):
        session_targets(workspace, "alpha")
    stage.go_on()
    assert session_of(workspace).place == stage.session.place


def moved(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


@pytest.mark.parametrize("take_away", [moved, shutil.rmtree], ids=["moved", "deleted"])
def test_a_folder_that_is_taken_away_is_said_and_no_half_session_takes_its_place(
    workspace: Workspace, stage: Stage, take_away: Callable[[Path], None]
) -> None:
    folder = workspace.session_folder("alpha")
    stage.go_on()
    place = stage.session.place
    take_away(folder)
    with pytest.raises((CoopcoachError, OSError)):
        stage.go_on()
    assert workspace.session_slugs() == (["elsewhere"] if take_away is moved else [])
    if take_away is moved:
        assert open_session(workspace, "elsewhere").session.place == place
