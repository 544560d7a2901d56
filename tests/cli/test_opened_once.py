"""A command opens ``session.md`` of its session once, and those of other sessions only to list or check them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.builders.paths import ROOT
from tests.builders.sessions import answer_as
from tests.builders.short_packs import short_session
from tests.builders.terminals import Terminal, terminals

SLUG = "maler-tischler"
OTHER = "other"
# Records each opening of a session. A file that is compared with what was read of it, before a write or after a
# change, is not opened anew; its history is a folder.
HOOK = """
import os, sys, traceback

def note(event, arguments):
    if event == "open" and str(arguments[0]).endswith("session.md"):
        if "/.history/" in str(arguments[0]):
            return
        if {"_check_unchanged", "refreshed"} & {frame.f_code.co_name for frame, _ in traceback.walk_stack(None)}:
            return
        descriptor = os.open(os.environ["OPENED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(descriptor, f"{arguments[0]}\\n".encode())
        os.close(descriptor)

sys.addaudithook(note)
"""
# Runs the commands one by one, each with a line of its own in the record.
COMMANDS = """
import json, os, sys
from coopcoach.cli import main

for call in json.loads(sys.argv[1]):
    with open(os.environ["OPENED"], "a") as record:
        record.write(f"{call}\\n")
    if code := main(call.split()):
        sys.exit(f"{call}: {code}")
"""
CALLS: dict[str, dict[str, int]] = {
    "list": {OTHER: 1},
    "check": {OTHER: 1},
    f"show {SLUG}": {},
    f"show {SLUG} --json": {},
    f"found {SLUG}": {},
    f"export {SLUG} summary --format md": {},
    f"import {SLUG} sessions/{SLUG}/answers/anna-meier.md --yes": {},
}


@pytest.fixture
def watched(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """Return a workspace with two sessions, and the environment in which opened files are counted."""
    workspace, slug = short_session(tmp_path)
    answer_as(workspace, slug, "anna-meier", "de", {"goal.why": "Gemeinsam"}, done=True)
    (workspace.sessions / OTHER).mkdir()
    text = (workspace.sessions / slug / "session.md").read_text(encoding="utf-8")
    (workspace.sessions / OTHER / "session.md").write_text(text, encoding="utf-8")
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    paths = os.pathsep.join((str(tmp_path / "hook"), str(ROOT)))
    env = {"PYTHONPATH": paths, "OPENED": str(tmp_path / "opened"), "LANGUAGE": "en"}
    return workspace.root, env


def opened(lines: list[str]) -> dict[str, int]:
    """Return how often ``session.md`` was opened, by session."""
    return dict(Counter(Path(line).parent.name for line in lines))


def test_a_command_opens_a_session_once(watched: tuple[Path, dict[str, str]]) -> None:
    folder, env = watched
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS, json.dumps(list(CALLS))],
        cwd=folder,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = {}
    for line in Path(env["OPENED"]).read_text(encoding="utf-8").splitlines():
        if line in CALLS:
            found[line] = []
        else:
            found[list(found)[-1]].append(line)
    assert {call: opened(lines) for call, lines in found.items()} == {
        call: {SLUG: 1, **others} for call, others in CALLS.items()
    }


@pytest.mark.parametrize(("command", "shown"), [("run", "Maler & Tischler"), ("notes", "Maler")])
def test_a_screen_opens_a_session_once(
    watched: tuple[Path, dict[str, str]], command: str, shown: str
) -> None:
    folder, env = watched
    with terminals(Terminal("--workspace", str(folder), command, SLUG, env=env)) as (window,):
        window.wait(shown)
        lines = Path(env["OPENED"]).read_text(encoding="utf-8").splitlines()
        assert opened(lines) == {SLUG: 1}
