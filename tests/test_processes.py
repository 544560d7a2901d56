"""Children of the program on systems that lack groups, limits or a search path."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coopcoach import processes

HANGS = [sys.executable, "-c", "import time; print(flush=True); time.sleep(600)"]


def hanging() -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        HANGS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    assert child.stdout is not None
    child.stdout.readline()
    return child


def test_a_child_is_ended_with_its_pipes() -> None:
    child = hanging()
    processes.end(child)
    assert child.returncode == -signal.SIGKILL
    assert child.stdin is not None
    assert child.stdin.closed
    processes.end(child)


def test_a_child_is_ended_without_process_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "killpg")
    child = hanging()
    processes.end(child)
    assert child.returncode is not None


def test_a_limit_that_the_system_refuses_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[int, tuple[int, int]] = {}

    def as_macos_does(which: int, limits: tuple[int, int]) -> None:
        if which == resource.RLIMIT_AS:
            raise ValueError("current limit exceeds maximum limit")
        kept[which] = limits

    monkeypatch.setattr(resource, "setrlimit", as_macos_does)
    processes.limit(memory=1 << 30, seconds=20, file_size=0)
    assert kept == {resource.RLIMIT_CPU: (20, 20), resource.RLIMIT_FSIZE: (0, 0)}


def test_a_system_without_limits_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    processes.limit(memory=1, seconds=1, file_size=0)


def test_a_child_finds_the_program_first_and_the_libraries_of_homebrew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    env = {"PYTHONPATH": f"{os.pathsep}/mine", "DYLD_FALLBACK_LIBRARY_PATH": "/usr/local/lib"}
    made = processes.child_environment(env)
    root, mine = made["PYTHONPATH"].split(os.pathsep)
    assert (Path(root) / "coopcoach").is_dir()
    assert mine == "/mine"
    assert made["DYLD_FALLBACK_LIBRARY_PATH"].split(os.pathsep) == [
        "/usr/local/lib",
        "/opt/homebrew/lib",
        "/opt/local/lib",
        "/usr/lib",
    ]


def test_elsewhere_the_loader_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert "DYLD_FALLBACK_LIBRARY_PATH" not in processes.child_environment({})
