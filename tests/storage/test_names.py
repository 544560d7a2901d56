"""Names of folders and files that every system can make."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from coopcoach.storage.workspace import Workspace, make_workspace, name_of_folder
from tests.builders.strategies import ANY_TEXT

DEVICES = [
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789"),
]


@pytest.mark.parametrize("name", [*DEVICES, "CON", "Nul.", " aux ", "com1..."])
def test_no_name_is_that_of_a_device(tmp_path: Path, name: str) -> None:
    assert name_of_folder(name, 60) not in DEVICES
    workspace: Workspace = make_workspace(tmp_path)
    slug = workspace.free_slug(name)
    (workspace.sessions / slug).mkdir()
    assert slug not in DEVICES
    assert workspace.free_slug(name) == f"{slug}-2"


@given(ANY_TEXT)
def test_a_name_ends_in_no_dot_or_blank_and_is_found_again(text: str) -> None:
    name = name_of_folder(text, 60)
    assert name == name_of_folder(name, 60)
    assert name.strip(". ") == name
    assert name not in DEVICES


def test_a_name_that_only_begins_like_a_device_stays() -> None:
    assert name_of_folder("Console", 60) == "console"
    assert name_of_folder("COM10", 60) == "com10"
