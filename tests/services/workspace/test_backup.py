"""A backup brings every file back byte for byte, all or none, and never outside of the workspace."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

from coopcoach.errors import BadFile, Conflict
from coopcoach.exchange.encryption import new_key
from coopcoach.services.workspace.backup import MANIFEST, back_up, bring_back
from coopcoach.storage.workspace import Workspace
from tests.builders.calls import call
from tests.builders.sessions import NOW, new_session


def states(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        p.relative_to(folder).as_posix(): (p.read_bytes(), stat.S_IMODE(p.stat().st_mode))
        for p in folder.rglob("*")
        if p.is_file() and p.name != ".stage.json"
    }


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace, slug = new_session(tmp_path)
    folder = workspace.sessions / slug
    (folder / ".history" / "session.md").mkdir(parents=True)
    (folder / ".history" / "session.md" / "old.md").write_bytes(b"\xff\x00 no text \r\n")
    (folder / ".stage.json").write_text("{}", "utf-8")
    (workspace.exports / "größe & mehr").mkdir()
    (workspace.exports / "größe & mehr" / "empty").touch(0o640)
    (workspace.root / "settings.yaml").write_text("coach: Carla\n", "utf-8")
    return workspace


def test_all_files_come_back_as_they_were(tmp_path: Path, workspace: Workspace) -> None:
    done = back_up(workspace, tmp_path / "all.zip", NOW)
    assert done.left_out == ()
    assert stat.S_IMODE(done.path.stat().st_mode) == 0o600
    back = bring_back(tmp_path / "new" / "place", done.path)
    assert states(back.root) == states(workspace.root)
    assert (back.root / "exercises").is_dir()
    assert back.written == len(done.files)
    # The second time all is there already, and a lost file comes back alone.
    (back.root / "settings.yaml").unlink()
    again = bring_back(back.root, done.path)
    assert (again.written, again.there) == (1, len(done.files) - 1)
    assert states(back.root) == states(workspace.root)


def test_another_program_opens_it(tmp_path: Path, workspace: Workspace) -> None:
    back_up(workspace, tmp_path / "all.zip", NOW)
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.testzip() is None
        assert archive.read("settings.yaml") == b"coach: Carla\n"


def test_it_can_be_encrypted_to_the_coachs_key(tmp_path: Path, workspace: Workspace) -> None:
    key, other = new_key(), new_key()
    done = back_up(workspace, tmp_path / "all.age", NOW, key.public)
    assert b"Carla" not in done.path.read_bytes()
    for wrong in (other.private, ""):
        with pytest.raises(BadFile):
            bring_back(tmp_path / "new", done.path, wrong)
    assert not (tmp_path / "new").exists()
    assert states(bring_back(tmp_path / "new", done.path, key.private).root) == states(
        workspace.root
    )


def test_nothing_is_written_over(tmp_path: Path, workspace: Workspace) -> None:
    done = back_up(workspace, tmp_path / "all.zip", NOW)
    with pytest.raises(Conflict):
        back_up(workspace, done.path, NOW)
    (workspace.root / "settings.yaml").write_text("coach: Ida\n", "utf-8")
    next(workspace.sessions.glob("*/session.md")).unlink()
    before = states(workspace.root)
    with pytest.raises(Conflict, match="other states"):
        bring_back(workspace.root, done.path)
    assert states(workspace.root) == before


def test_a_backup_in_the_workspace_does_not_hold_itself(workspace: Workspace) -> None:
    done = back_up(workspace, workspace.root / "all.zip", NOW)
    assert "all.zip" not in {each.path for each in done.files}
    assert [p.name for p in workspace.root.glob(".all*")] == []


def test_what_is_no_file_is_named(tmp_path: Path, workspace: Workspace) -> None:
    os.mkfifo(workspace.root / "pipe")
    (workspace.root / "linked").symlink_to(tmp_path, target_is_directory=True)
    (workspace.root / "gone").symlink_to(tmp_path / "nothing")
    (tmp_path / "words.md").write_text("words", "utf-8")
    (workspace.root / "words.md").symlink_to(tmp_path / "words.md")
    done = back_up(workspace, tmp_path / "all.zip", NOW)
    assert set(done.left_out) == {"pipe", "linked", "gone"}
    assert (bring_back(tmp_path / "new", done.path).root / "words.md").read_text() == "words"


def changed(path: Path, change: object = None, **files: bytes) -> Path:
    """Write a backup anew with another list or other files."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    listed = json.loads(kept[MANIFEST])
    if callable(change):
        change(listed)
    kept.update(files)
    kept[MANIFEST] = json.dumps(listed).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "name",
    ["../out.md", "/out.md", "a/../../out.md", "C:out.md", "a\\..\\out.md", "", "a//b", "."],
)
def test_no_path_leads_out_of_the_workspace(
    tmp_path: Path, workspace: Workspace, name: str
) -> None:
    done = back_up(workspace, tmp_path / "all.zip", NOW)

    def lead_out(listed: dict[str, list[dict[str, object]]]) -> None:
        listed["files"][0]["path"] = name

    changed(done.path, lead_out, **{name or "x": b"x"})
    with pytest.raises(BadFile):
        bring_back(tmp_path / "new", done.path)
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "out.md").exists()


def test_a_link_in_the_workspace_does_not_lead_out_of_it(
    tmp_path: Path, workspace: Workspace
) -> None:
    done = back_up(workspace, tmp_path / "all.zip", NOW)
    (tmp_path / "new").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "new" / "sessions").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Conflict):
        bring_back(tmp_path / "new", done.path)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_damaged_backup_is_named_and_writes_nothing(tmp_path: Path, workspace: Workspace) -> None:
    done = back_up(workspace, tmp_path / "all.zip", NOW)
    whole = done.path.read_bytes()
    for number, data in enumerate(
        (whole[:-30], whole[: len(whole) // 2], b"PK\x03\x04", whole.replace(b"Carla", b"Karla"))
    ):
        torn = tmp_path / f"torn-{number}.zip"
        torn.write_bytes(data)
        if data != whole:
            with pytest.raises(BadFile):
                bring_back(tmp_path / "new", torn)
    with pytest.raises(BadFile, match="damaged: settings"):
        raise_with_name(
            tmp_path / "new", changed(done.path, **{"settings.yaml": b"coach: Karla\n"})
        )
    assert not (tmp_path / "new").exists() or list((tmp_path / "new").iterdir()) == []


def test_a_backup_that_lost_bytes_is_named(tmp_path: Path, workspace: Workspace) -> None:
    path = tmp_path / "all.zip"
    back_up(workspace, path, NOW)
    data = path.read_bytes()
    # Some files then begin before the beginning.
    path.write_bytes(data[:200] + data[len(data) // 2 :])
    with pytest.raises(BadFile):
        bring_back(tmp_path / "new", path)
    assert not any((tmp_path / "new").rglob("*"))


def raise_with_name(root: Path, path: Path) -> None:
    try:
        bring_back(root, path)
    except BadFile as error:
        error.args = (error.what.format(**error.values),)
        raise


def test_the_commands_say_what_was_done(tmp_path: Path, workspace: Workspace) -> None:
    done = call("backup", "../all.zip", folder=workspace.root)
    assert done.returncode == 0, done.stderr
    assert "Backed up and read again" in done.stdout
    again = call("backup", "../all.zip", folder=workspace.root)
    assert (again.returncode, "already" in again.stderr) == (4, True)
    back = call("restore", "all.zip", "there", folder=workspace.root.parent)
    assert back.returncode == 0, back.stderr
    assert states(workspace.root.parent / "there") == states(workspace.root)
    odd = call("restore", "settings.yaml", folder=workspace.root)
    assert (odd.returncode, "neither a backup" in odd.stderr) == (3, True)
    assert call("restore", "missing.zip", folder=workspace.root).returncode == 2
