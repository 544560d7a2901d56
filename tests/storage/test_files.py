"""Files are written whole, for their owner only, and never over another program's change."""

from __future__ import annotations

import contextlib
import os
import socket
import stat
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from coopcoach.errors import BadFile
from coopcoach.i18n import translator
from coopcoach.storage.files import (
    LARGEST,
    ChangedMeanwhile,
    Stamp,
    read_text,
    replace_text,
    write_bytes,
    write_text,
)
from coopcoach.storage.history import earlier_states, read_state
from coopcoach.storage.merged import write_merged
from coopcoach.storage.notes import stage_openings
from tests.builders.strategies import ANY_TEXT

NOW = datetime(2027, 1, 15, 10, 0, tzinfo=UTC)


@given(ANY_TEXT)
def test_a_text_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("files") / "new" / "file.md"
    stamp = write_text(path, text, None)
    loaded = read_text(path)
    assert loaded.text == text
    assert loaded.stamp == stamp


def test_files_and_folders_are_their_owners_own(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file.md"
    write_text(path, "x", None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_a_file_keeps_the_mode_that_its_owner_gave_it(tmp_path: Path) -> None:
    path = tmp_path / "file.md"
    stamp = write_text(path, "x", None)
    path.chmod(0o640)
    write_text(path, "y", stamp)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_file_that_changed_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "file.md"
    stamp = write_text(path, "mine", None)
    path.write_text("theirs", encoding="utf-8")
    with pytest.raises(ChangedMeanwhile):
        write_text(path, "mine again", stamp)
    assert path.read_text(encoding="utf-8") == "theirs"
    assert [p.name for p in tmp_path.iterdir()] == ["file.md"]


def test_a_file_that_appeared_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "file.md"
    path.write_text("theirs", encoding="utf-8")
    with pytest.raises(ChangedMeanwhile):
        write_text(path, "mine", None)
    assert path.read_text(encoding="utf-8") == "theirs"


def test_a_failed_write_leaves_no_temporary_file(tmp_path: Path) -> None:
    # A folder cannot be replaced by a file; the whole text is in the temporary file by then.
    (tmp_path / "file.md" / "in it").mkdir(parents=True)
    with pytest.raises((IsADirectoryError, PermissionError)):
        write_bytes(tmp_path / "file.md", b"an answer")
    assert [p.name for p in tmp_path.iterdir()] == ["file.md"]


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "file.md"
    path.write_bytes("eins\nzwei\ngrün\n".encode("cp1252"))
    with pytest.raises(BadFile) as caught:
        read_text(path)
    assert caught.value.faults[0].line == 3


# Between two looks at the file


def before_call(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str, do: Callable[[], object]
) -> None:
    """Do something once, before the next call of a function of the system."""
    call, waiting = getattr(owner, name), [do]

    def delayed(*args: Any, **kwargs: Any) -> Any:
        if waiting:
            waiting.pop()()
        return call(*args, **kwargs)

    monkeypatch.setattr(owner, name, delayed)


def test_a_change_during_the_fsync_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.md"
    stamp = write_text(path, "mine", None)
    before_call(monkeypatch, os, "fsync", lambda: path.write_text("theirs", encoding="utf-8"))
    with pytest.raises(ChangedMeanwhile):
        write_text(path, "mine again", stamp)
    assert path.read_text(encoding="utf-8") == "theirs"
    assert [p.name for p in tmp_path.iterdir()] == ["file.md"]


def test_what_is_written_into_the_old_file_at_the_rename_is_returned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.md"
    stamp = write_text(path, "mine", None)
    before_call(monkeypatch, os, "replace", lambda: path.write_bytes(b"theirs"))
    assert replace_text(path, "mine again", stamp).lost == b"theirs"
    assert path.read_text(encoding="utf-8") == "mine again"
    assert [p.name for p in tmp_path.iterdir()] == ["file.md"]


def test_of_two_programs_that_replace_a_file_at_once_the_second_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.md"
    stamp = write_text(path, "before", None)
    told: list[str] = []

    def write_too() -> None:
        try:
            write_text(path, "theirs", stamp)
        except ChangedMeanwhile as error:
            told.append(str(error))

    other = threading.Thread(target=write_too)

    def begin() -> None:
        other.start()
        # Without a turn it is done by then, and its text is lost.
        other.join(timeout=0.3)

    before_call(monkeypatch, os, "replace", begin)
    write_text(path, "mine", stamp)
    other.join()
    assert told
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_both_changes_are_kept_whenever_the_other_program_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    path = tmp_path / "session.md"
    text = "## A {#a}\n\nfirst\n\n## B {#b}\n\nfirst\n"
    base = write_merged(path, None, text, NOW).loaded
    theirs = text.replace("## B {#b}\n\nfirst", "## B {#b}\n\ntheirs")
    before_call(monkeypatch, os, moment, lambda: path.write_text(theirs, encoding="utf-8"))
    write_merged(path, base, text.replace("first\n\n##", "ours\n\n##"), NOW)
    there = path.read_text(encoding="utf-8")
    assert ("ours" in there, "theirs" in there) == (True, True)
    assert theirs in [read_state(state) for state in earlier_states(path)]


# Links


def test_a_link_within_the_workspace_is_followed(tmp_path: Path) -> None:
    (tmp_path / "sessions" / "bad").mkdir(parents=True)
    target, link = tmp_path / "elsewhere.md", tmp_path / "sessions" / "bad" / "session.md"
    stamp = write_text(target, "first", None)
    link.symlink_to(target)
    write_text(link, "second", stamp)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "second"


@pytest.mark.parametrize("leads", ["out", "round"])
def test_a_link_out_of_the_workspace_is_refused(tmp_path: Path, leads: str) -> None:
    (tmp_path / "office" / "sessions" / "bad").mkdir(parents=True)
    target, link = tmp_path / "cloud.md", tmp_path / "office" / "sessions" / "bad" / "session.md"
    stamp = write_text(target, "first", None)
    link.symlink_to(target if leads == "out" else link)
    with pytest.raises(BadFile, match="link"):
        write_text(link, "second", stamp)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "first"


# No regular files


def make_odd(path: Path, kind: str) -> None:
    """Put something in the place of a file that is none."""
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "socket":
            with socket.socket(socket.AF_UNIX) as made, contextlib.chdir(path.parent):
                made.bind(path.name)
        case "device":
            path.symlink_to("/dev/zero")
        case "huge":
            with path.open("wb") as file:
                file.truncate(LARGEST + 1)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("kind", ["pipe", "folder", "socket", "device", "huge"])
def test_what_is_no_file_is_refused_by_name(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "session.md"
    make_odd(path, kind)
    for refused in (
        lambda: read_text(path),
        lambda: write_text(path, "text", Stamp(0, 0, "")),
    ):
        with pytest.raises(BadFile) as caught:
            refused()
        assert str(path) in caught.value.sentence(translator("en"))
    assert stage_openings(path) == ()


def test_a_text_that_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        write_text(tmp_path / "file.md", "x" * (LARGEST + 1), None)
    assert list(tmp_path.iterdir()) == []
