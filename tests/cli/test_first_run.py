"""The first call on a terminal, in a folder without a workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.calls import call_program
from tests.builders.terminals import Terminal, terminals

ASKED = "Welcome to coopcoach"
EMPTY_DESK = "There is no session yet"
SIZE = (120, 30)
# As a terminal sends them.
F2, F4 = "\x1bOQ", "\x1bOS"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without a workspace, in which calls are made."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COOPCOACH_WORKSPACE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANGUAGE", "en")
    return tmp_path


def test_a_workspace_is_made_and_opened_and_found_the_next_time(home: Path) -> None:
    with terminals(Terminal(size=SIZE)) as (first,):
        first.wait(ASKED)
        first.press(F2)
        first.wait(EMPTY_DESK)
        assert first.quit() == 0
    assert (home / "coaching/sessions").is_dir()
    with terminals(Terminal(size=SIZE)) as (second,):
        second.wait(EMPTY_DESK)
        assert ASKED not in second.shown
        assert second.quit() == 0


def test_the_sample_is_opened(home: Path) -> None:
    with terminals(Terminal(size=SIZE, env={"TMPDIR": str(home)})) as (window,):
        window.wait(ASKED)
        window.press(F4)
        window.wait("The worked sample")
        assert window.quit() == 0
    assert not (home / "coaching").exists()


def test_without_a_terminal_nothing_is_asked(home: Path) -> None:
    done = call_program(folder=home)
    assert done.returncode == 2
    assert ASKED not in done.stdout
    assert "coopcoach demo" in done.stderr
