"""A folder in which answers come back: what is offered there, and until when."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coopcoach.exchange.encryption import encrypted, new_key
from coopcoach.services.partners.watched_folder import (
    CameBack,
    came_back,
    mark_imported,
    watched_folder,
)
from coopcoach.storage.workspace import Workspace
from tests.builders.calls import call
from tests.builders.copied import copied
from tests.builders.returned_files import filled_workbook
from tests.builders.sessions import new_session

NOW = datetime.now(UTC)


@pytest.fixture
def office(tmp_path: Path) -> tuple[Workspace, str, Path]:
    workspace, slug = new_session(tmp_path)
    folder = tmp_path / "downloads"
    folder.mkdir()
    workspace.settings.write_text(f"watch: {folder}\n", encoding="utf-8")
    return workspace, slug, folder


def test_files_of_a_session_are_offered_and_others_are_not(
    office: tuple[Workspace, str, Path],
) -> None:
    workspace, slug, folder = office
    assert watched_folder(workspace) == folder
    text = filled_workbook(workspace, slug, "anna-meier", {"goal.why": "Weil."}, done=True)
    answers = (workspace.sessions / slug / "answers" / "anna-meier.md").read_text(encoding="utf-8")
    key = new_key()
    mine = {
        "von Anna.md": text.encode(),
        "Rückblick.md": text.replace(slug, f"{slug}--2027-04-16").encode(),
        "Mail.txt": copied(answers, "Antworten").encode(),
        "antworten-anna-meier.md.age": encrypted(b"x", key.public),
        "arbeitsheft-anna-meier (1).pdf": b"%PDF-1.7\n",
    }
    others = {
        "rechnung.pdf": b"%PDF-1.7\n",
        "brief.txt": b"session: maler\n",
        ".antworten-anna-meier.md": text.encode(),
        "antworten-anna-meier\u202e.md": text.encode(),
        "leer.md": b"",
        "antworten-otto.md": b"Hallo",
    }
    for name, data in {**mine, **others}.items():
        (folder / name).write_bytes(data)
    (folder / "arbeitsheft-anna-meier").mkdir()
    found = came_back(workspace, folder, NOW)
    assert {(f.path.name, f.slug) for f in found} == {(name, slug) for name in mine}
    # A block without a name of ours: the session is found when it is read.
    (folder / "unbenannt.txt").write_bytes(encrypted(b"x", key.public))
    assert CameBack(folder / "unbenannt.txt", "") in came_back(workspace, folder, NOW)


def test_what_was_imported_or_is_old_is_not_offered_again(
    office: tuple[Workspace, str, Path],
) -> None:
    workspace, slug, folder = office
    path = folder / "von Anna.md"
    given = {"goal.why": "Weil."}
    path.write_text(filled_workbook(workspace, slug, "anna-meier", given, done=True), "utf-8")
    assert len(came_back(workspace, folder, NOW)) == 1
    assert came_back(workspace, folder, NOW + timedelta(days=61)) == ()
    done = call("import", slug, str(path), "--yes", folder=workspace.root)
    assert done.returncode == 0
    assert came_back(workspace, folder, NOW) == ()
    # The same file once more under another name is known, a changed one is not.
    (folder / "noch einmal.md").write_bytes(path.read_bytes())
    assert came_back(workspace, folder, NOW) == ()
    path.write_text(path.read_text("utf-8").replace("Weil.", "Darum."), "utf-8")
    assert [f.path for f in came_back(workspace, folder, NOW)] == [path]


def test_the_list_of_what_was_imported_outlives_damage(
    office: tuple[Workspace, str, Path],
) -> None:
    workspace, _, folder = office
    mark_imported(workspace, [folder / "gone.md"])
    assert not (workspace.root / ".history" / "watched.txt").exists()
    (folder / "a.md").write_text("---\ncoopcoach: answers/1\nsession: alpha\n---\n", "utf-8")
    mark_imported(workspace, [folder / "a.md"])
    assert came_back(workspace, folder, NOW) == ()
    (workspace.root / ".history" / "watched.txt").write_bytes(b"\xff\xfe")
    assert [f.slug for f in came_back(workspace, folder, NOW)] == ["alpha"]


@pytest.mark.skipif(os.name != "posix", reason="no rights of this kind")
def test_without_a_setting_nothing_is_watched(tmp_path: Path) -> None:
    workspace, _ = new_session(tmp_path)
    assert watched_folder(workspace) is None
