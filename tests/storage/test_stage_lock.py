"""A lock says who has a session and since when, ends with its process, and goes to other machines with the folder."""

from __future__ import annotations

import json
import platform
from datetime import timedelta
from pathlib import Path

import pytest

from coopcoach.storage.stage_lock import LOCK_FILE, StageLock, read_holder
from tests.builders.sessions import NOW
from tests.builders.stage_holders import other_stage


def test_the_second_is_told_who_has_it_and_since_when(tmp_path: Path) -> None:
    with other_stage(tmp_path, NOW):
        lock = StageLock(tmp_path)
        other = lock.take(NOW + timedelta(hours=3))
        assert other is not None
        assert (other.since, other.is_here, lock.is_held) == (NOW, True, False)
    assert not (tmp_path / LOCK_FILE).exists()
    assert lock.take(NOW) is None
    lock.release()
    assert list(tmp_path.iterdir()) == []


def test_a_crashed_holder_is_none(tmp_path: Path) -> None:
    with other_stage(tmp_path, NOW) as other:
        other.crash()
        assert (tmp_path / LOCK_FILE).exists()
        assert StageLock(tmp_path).take(NOW) is None


def test_a_process_with_a_number_that_was_given_anew_is_none(tmp_path: Path) -> None:
    with other_stage(tmp_path, NOW):
        path = tmp_path / LOCK_FILE
        values = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps({**values, "started": values["started"] - 60}), "utf-8")
        assert StageLock(tmp_path).take(NOW) is None


def test_who_takes_over_has_it_and_the_first_learns_it(tmp_path: Path) -> None:
    with other_stage(tmp_path, NOW) as other:
        assert not other.has_lost()
        lock = StageLock(tmp_path)
        assert lock.take(NOW, force=True) is None
        assert other.has_lost()
    # The first leaves the lock of the second alone.
    assert lock.lost_to(NOW) is None
    assert (tmp_path / LOCK_FILE).exists()


def elsewhere(folder: Path) -> Path:
    StageLock(folder).take(NOW)
    path = folder / LOCK_FILE
    values = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**values, "host": "laptop", "pid": 1, "token": "x"}), "utf-8")
    return path


@pytest.mark.parametrize(("minutes", "is_held"), [(0, True), (9, True), (11, False), (-60, True)])
def test_another_machine_has_it_while_it_gives_signs_of_life(
    tmp_path: Path, minutes: int, is_held: bool
) -> None:
    elsewhere(tmp_path)
    other = StageLock(tmp_path).take(NOW + timedelta(minutes=minutes))
    assert (other is not None) == is_held
    assert other is None or other.host == "laptop"


def test_a_sign_of_life_is_given_once_a_minute_and_after_the_clock_was_set_back(
    tmp_path: Path,
) -> None:
    lock = StageLock(tmp_path)
    lock.take(NOW)
    seen = []
    for seconds in (30, 61, 70, 130, -500):
        assert lock.lost_to(NOW + timedelta(seconds=seconds)) is None
        holder = read_holder(tmp_path / LOCK_FILE)
        assert holder is not None
        assert holder.since == NOW
        seen.append((holder.seen - NOW).total_seconds())
    assert seen == [0, 61, 61, 130, -500]


def test_a_lock_that_a_sync_program_removed_is_written_again(tmp_path: Path) -> None:
    lock = StageLock(tmp_path)
    lock.take(NOW)
    (tmp_path / LOCK_FILE).unlink()
    assert lock.lost_to(NOW) is None
    assert (tmp_path / LOCK_FILE).exists()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff", b"null", b"[" * 4096, b'{"host": {}}', b"1" * 9000]
)
def test_a_damaged_lock_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LOCK_FILE).write_bytes(content)
    assert StageLock(tmp_path).take(NOW) is None


@pytest.mark.parametrize("pid", ["1e999", "-1", "9" * 40])
@pytest.mark.parametrize("since", [f"{NOW}", "0001-01-01T00:00:00+23:00", "9999-12-31T23:00:00Z"])
def test_odd_numbers_in_a_lock_are_none_or_gone(tmp_path: Path, pid: str, since: str) -> None:
    content = f'''{{"host": "{platform.node()}", "pid": {pid}, "started": 1e999, "token": "x",
        "since": "{since}", "seen": "{since}"}}'''
    (tmp_path / LOCK_FILE).write_text(content, encoding="utf-8")
    assert StageLock(tmp_path).take(NOW) is None


def test_a_folder_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    lock = StageLock(tmp_path / "gone")
    assert lock.take(NOW) is None
    assert lock.lost_to(NOW) is None
    lock.release()
    assert list(tmp_path.iterdir()) == []
