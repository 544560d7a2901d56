"""Files are written whole, for their owner only, and never over another program's change."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given

from coopcoach.errors import BadFile
from coopcoach.storage.files import ChangedMeanwhile, read_text, write_bytes, write_text
from coopcoach.storage.history import earlier_states, keep_state, read_state
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


def test_the_history_keeps_one_state_a_minute(tmp_path: Path) -> None:
    path = tmp_path / "session.md"
    assert keep_state(path, "first\r\n", NOW) is not None
    assert keep_state(path, "second", NOW + timedelta(seconds=20)) is None
    assert keep_state(path, "third", NOW + timedelta(seconds=90)) is not None
    states = earlier_states(path)
    assert [read_state(state) for state in states] == ["first\r\n", "third"]
    assert stat.S_IMODE(states[0].path.stat().st_mode) == 0o600
