"""Edit, archive and bin: nothing is lost, also while another program writes."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from coopcoach.domain.needs import Need
from coopcoach.errors import WrongCall
from coopcoach.i18n import translator
from coopcoach.services.index.index import SessionIndex
from coopcoach.services.workspace.care import (
    PartnerEdit,
    archive,
    edit_session,
    empty_bin,
    put_into_bin,
)
from coopcoach.storage.sessions import open_session, save_session
from coopcoach.storage.workspace import Workspace
from tests.builders.calls import call
from tests.builders.sessions import NOW, workspace_with

T = translator("en")
TODAY = NOW.date()
PARTNERS = (PartnerEdit("Anna Meyer", "Meyer GmbH", "a@b.org"), PartnerEdit("Jo Huber", "", ""))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspace_with(tmp_path, "Alpha", "Beta")


def needs(workspace: Workspace) -> dict[str, Need]:
    return {s.slug: s.need(TODAY) for s in SessionIndex(workspace).summaries()}


def test_title_date_and_names_are_written_and_ids_stay(workspace: Workspace) -> None:
    date = datetime(2027, 3, 1, 9, 0)
    edit_session(
        workspace, "alpha", title="New", date=date, coach="Eva", partners=PARTNERS, t=T, now=NOW
    )
    session = open_session(workspace, "alpha").without_joint
    assert (session.title, session.date, session.coach) == ("New", date, "Eva")
    assert [(p.id, p.name, p.firm) for p in session.partners] == [
        ("anna-meier", "Anna Meyer", "Meyer GmbH"),
        ("jonas-huber", "Jo Huber", ""),
    ]


@pytest.mark.parametrize(
    ("title", "partners"), [(" ", PARTNERS), ("A", (PartnerEdit("", "", ""), PARTNERS[1]))]
)
def test_a_title_and_both_names_are_needed(
    workspace: Workspace, title: str, partners: tuple[PartnerEdit, PartnerEdit]
) -> None:
    with pytest.raises(WrongCall):
        edit_session(
            workspace, "alpha", title=title, date=None, coach="", partners=partners, t=T, now=NOW
        )


def test_a_session_goes_into_archive_and_bin_and_comes_back_as_it_was(workspace: Workspace) -> None:
    path = workspace.session_folder("alpha") / "session.md"
    assert needs(workspace)["alpha"] is Need.UNDATED
    archive(workspace, "alpha", TODAY, T, NOW)
    assert needs(workspace)["alpha"] is Need.ARCHIVED
    put_into_bin(workspace, "alpha", TODAY, T, NOW)
    assert needs(workspace)["alpha"] is Need.BINNED
    put_into_bin(workspace, "alpha", None, T, NOW)
    assert needs(workspace)["alpha"] is Need.ARCHIVED
    archive(workspace, "alpha", None, T, NOW)
    assert needs(workspace)["alpha"] is Need.UNDATED
    assert "archived" not in path.read_text(encoding="utf-8")


def test_what_is_in_the_bin_is_neither_listed_nor_found(workspace: Workspace) -> None:
    put_into_bin(workspace, "alpha", TODAY, T, NOW)
    assert call("list", folder=workspace.root).stdout.startswith("beta\n")
    assert "alpha" not in call("search", "Huber", folder=workspace.root).stdout


def test_a_stage_that_is_open_goes_on_writing_into_the_same_file(workspace: Workspace) -> None:
    opened = open_session(workspace, "alpha")
    put_into_bin(workspace, "alpha", TODAY, T, NOW)
    saved = save_session(opened, opened.session.model_copy(update={"coach": "Eva"}), T, NOW)
    session = open_session(workspace, "alpha").without_joint
    assert (session.coach, session.binned, saved.conflicts) == ("Eva", TODAY, ())


def binned(workspace: Workspace, days: int, *, written: int) -> tuple[str, ...]:
    """Put a session into the bin and empty it; its files were written so many days ago."""
    put_into_bin(workspace, "alpha", TODAY - timedelta(days=days), T, NOW)
    (workspace.exports / "alpha").mkdir()
    then = (NOW - timedelta(days=written)).timestamp()
    for path in workspace.session_folder("alpha").rglob("*"):
        os.utime(path, (then, then))
    return empty_bin(workspace, SessionIndex(workspace).summaries(), TODAY)


@pytest.mark.parametrize(
    ("days", "written", "is_deleted"), [(29, 40, False), (31, 31, True), (40, 5, False)]
)
def test_the_bin_is_emptied_after_thirty_days_without_a_write(
    workspace: Workspace, days: int, written: int, is_deleted: bool
) -> None:
    assert binned(workspace, days, written=written) == (("alpha",) if is_deleted else ())
    assert (workspace.sessions / "alpha").exists() is not is_deleted
    assert (workspace.exports / "alpha").exists() is not is_deleted
    assert (workspace.sessions / "beta").exists()
