"""Every command as if on Windows: without the modules, signals and functions that it lacks, output in cp1252.

The screens run on Textual's own driver for Windows, over a faked console.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from coopcoach.cli.program import program
from tests.builders.examples import is_deep
from tests.builders.paths import ROOT
from tests.builders.returned_files import returned
from tests.builders.sessions import prepared
from tests.builders.short_packs import short_session

STARTUP = ROOT / "tests" / "builders" / "windows" / "startup"


ALL = (
    "version",
    "help",
    "doctor",
    "init",
    "new",
    "list",
    "list json",
    "search",
    "completion",
    "check",
    "key",
    "invite",
    "import",
    "import again",
    "found",
    "show",
    "history",
    "conflicts",
    "backup",
    "restore",
    "consent",
    "forget",
    "prepare",
    "print",
    "review",
    "site",
    "export",
    "demo",
    "desk",
    "run",
    "notes",
    "prepare on a screen",
)
# It draws pages as "invite" does.
DEEP = ("print",)
NAMES = tuple(name for name in ALL if is_deep() or name not in DEEP)


def calls(folder: Path) -> dict[str, dict[str, Any]]:
    """Make what the calls need, and return them by name."""
    office, slug = short_session(folder / "one")
    sent = returned((office, slug), "a.md", {"goal.why": "Weil."}, done=True)
    full, revealed = prepared(folder / "two", "de")
    at = ["--workspace", str(office.root)]
    at_full = ["--workspace", str(full.root)]
    made, backup = str(folder / "made"), str(folder / "backup.zip")
    partners = ["--partner", "Con", "--partner", "Eva Zeiß, Zeiß → Söhne <eva@example.org>"]
    every = {
        "version": {"arguments": ["--version"]},
        "help": {"arguments": ["--help"]},
        "doctor": {"arguments": ["doctor"]},
        "init": {"arguments": ["init", made]},
        "new": {"arguments": ["--workspace", made, "new", "Nul", *partners]},
        "list": {"arguments": ["--workspace", made, "list"]},
        "list json": {"arguments": ["--workspace", made, "list", "--json"]},
        "search": {"arguments": ["--workspace", made, "search", "Zeiß"]},
        "completion": {"arguments": ["completion", "bash"]},
        "check": {"arguments": ["--workspace", made, "check"]},
        "key": {"arguments": ["key", "--yes"]},
        "invite": {"arguments": [*at, "invite", slug, "--partner", "Anna", "--encrypt"]},
        "import": {"arguments": [*at, "import", slug, str(sent), "--yes"]},
        "import again": {"arguments": [*at, "import", slug, str(sent), "--yes"]},
        "found": {"arguments": [*at, "found", slug]},
        "show": {"arguments": [*at, "show", slug]},
        "history": {"arguments": [*at, "history", slug]},
        "conflicts": {"arguments": [*at, "conflicts", slug]},
        "backup": {"arguments": [*at, "backup", backup]},
        "restore": {"arguments": ["restore", backup, str(folder / "restored")]},
        "consent": {"arguments": ["--workspace", str(folder / "restored"), "consent", slug]},
        "forget": {"arguments": ["--workspace", str(folder / "restored"), "forget", slug, "--yes"]},
        "prepare": {"arguments": ["prepare", str(sent), "--plain"], "stdin": "\n:ende\n"},
        "print": {"arguments": ["prepare", str(sent), "--print"]},
        "review": {"arguments": [*at_full, "review", revealed, "--partner", "Anna"]},
        "site": {"arguments": [*at, "site", str(folder / "site")]},
        "export": {"arguments": [*at_full, "export", revealed, "summary"]},
        "demo": {"arguments": ["demo", str(folder / "demo")]},
        "desk": {"arguments": at_full, "shows": "Meier & Roth"},
        "run": {"arguments": [*at_full, "run", revealed], "shows": "Meier & Roth"},
        "notes": {"arguments": [*at_full, "notes", revealed], "shows": "Meier"},
        "prepare on a screen": {"arguments": ["prepare", str(sent)], "shows": "Anna Meier"},
    }
    assert tuple(every) == ALL
    return {name: every[name] for name in NAMES}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each call answered, by its name."""
    folder = tmp_path_factory.mktemp("windows")
    asked = calls(folder)
    job, result = folder / "job.json", folder / "result.json"
    job.write_text(json.dumps({"calls": list(asked.values()), "result": str(result)}))
    left_out = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "TERM", "COOPCOACH_WORKSPACE"}
    env = {name: value for name, value in os.environ.items() if name not in left_out}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.builders.windows.calls", str(job)],
        cwd=ROOT,
        env={**env, "PYTHONPATH": str(STARTUP), "APPDATA": str(folder / "settings")},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    answers = json.loads(result.read_text()) if result.exists() else []
    assert len(answers) == len(asked), (ended.returncode, ended.stderr, answers[-1:])
    return dict(zip(asked, answers, strict=True))


def test_every_command_is_tried() -> None:
    tried = {name.split()[0] for name in NAMES}
    assert {*program.list_commands(click.Context(program))} <= tried


@pytest.mark.parametrize("name", NAMES)
def test_a_call_does_what_it_does_elsewhere(done: dict[str, dict[str, Any]], name: str) -> None:
    said = done[name]
    assert said["code"] == 0, said
    assert "coopcoach-fault-" not in said["err"]


def test_the_language_is_that_of_windows(done: dict[str, dict[str, Any]]) -> None:
    assert done["help"]["out"].startswith("Aufruf: coopcoach")


def test_doctor_misses_nothing_that_windows_never_has(done: dict[str, dict[str, Any]]) -> None:
    assert not [line for line in done["doctor"]["out"].splitlines() if line.startswith("fehlt")]


def test_no_file_or_folder_is_called_as_a_device(done: dict[str, dict[str, Any]]) -> None:
    assert done["new"]["out"].split() == ["nul-x"]
    assert json.loads(done["list json"]["out"])[0]["partners"] == ["Con", "Eva Zeiß"]


def test_a_second_file_is_read_though_no_process_can_fork(done: dict[str, dict[str, Any]]) -> None:
    assert "1 neu" in done["import"]["out"]
    assert "schon früher eingelesen" in done["import again"]["out"]


def test_a_screen_is_drawn_and_takes_keys(done: dict[str, dict[str, Any]]) -> None:
    # It showed the words, else it would not have been given the key that quits.
    screens = [name for name in NAMES if done[name]["shown"]]
    assert screens == ["desk", "run", "notes", "prepare on a screen"]
