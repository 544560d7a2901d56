"""A call imports only what it uses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from coopcoach.cli.commands import COMMANDS
from coopcoach.cli.help_page import asked_language, help_page
from coopcoach.cli.program import program
from coopcoach.i18n import LANGUAGES, translator

SLOW = {"babel", "click", "dataclasses", "markdown_it", "pydantic", "slugify", "textual", "yaml"}
TELL = """
import json, sys
from coopcoach.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as stop:
    code = stop.code
print(json.dumps([code, sorted(name.partition(".")[0] for name in sys.modules)]))
"""


def loaded(*arguments: str, folder: Path) -> set[str]:
    """Return the slow libraries that a call imports."""
    done = subprocess.run(
        [sys.executable, "-c", TELL, *arguments],
        env={**os.environ, "COOPCOACH_WORKSPACE": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    code, names = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    return SLOW.intersection(names)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_page_loads_no_library(tmp_path: Path, lang: str) -> None:
    assert loaded("--lang", lang, "--help", folder=tmp_path) == set()


def test_the_help_page_of_a_command_reads_no_session(tmp_path: Path) -> None:
    assert loaded("run", "--help", folder=tmp_path) <= {"click", "dataclasses"}


@pytest.mark.parametrize("width", [50, 78])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_page_names_every_command_and_option_and_keeps_its_width(
    lang: str, width: int
) -> None:
    t = translator(lang)
    page = help_page(t, width)
    assert max(map(len, page.splitlines())) <= width
    words = page.split()
    assert [name for name in COMMANDS if name not in words] == []
    context = click.Context(program, obj=t)
    options = [name for param in program.get_params(context) for name in param.opts]
    assert [name for name in options if name not in page] == []


def test_every_command_is_where_the_table_says() -> None:
    for name, command in program.commands.items():
        assert command.name == name
        assert command.help == COMMANDS[name].purpose


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ("--help", ""),
        ("-h", ""),
        ("--lang de --help", "de"),
        ("--help --lang=en", "en"),
        ("--lang xx --help", None),
        ("--help list", None),
        ("list --help", None),
        ("--workspace x --help", None),
        ("", None),
    ],
)
def test_a_call_for_the_help_page_alone_is_recognised(arguments: str, language: str | None) -> None:
    assert asked_language(arguments.split()) == language


# What the desk needs for its first frame, as the call without arguments imports it.
DESK = """
import json, sys
import coopcoach.cli, coopcoach.cli.clock, coopcoach.tui.app, coopcoach.tui.screens.desk
print(json.dumps([0, sorted(name.partition(".")[0] for name in sys.modules)]))
"""


def test_the_first_frame_of_the_desk_reads_no_session_and_no_settings() -> None:
    done = subprocess.run([sys.executable, "-c", DESK], capture_output=True, text=True, check=True)
    assert SLOW.intersection(json.loads(done.stdout)[1]) <= {"dataclasses", "textual"}
