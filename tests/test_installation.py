"""Commands that add to the program fit how it was installed, and name nothing on an index that is not ours."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from coopcoach import __version__
from coopcoach.installation import command_to_add, command_to_mend
from tests.builders.paths import ROOT

TEXTS = ("*.md", "docs/*.md", "coopcoach/**/*.py", "coopcoach/**/*.po", "coopcoach/**/*.jinja")
# A package index is asked for our own name, with or without an extra.
ADVICE = re.compile(
    r"(?:pip3? install|pipx install|pipx run|uv tool install|uvx|uv pip install)(?:(?!--from)[^`“”\n])*?[ \"'“]"
    r"coopcoach(?:\[\w+\])?(?=[\"'`“”\s]|$)"
)


@pytest.mark.parametrize(
    ("left", "adds", "mends"),
    [
        ("pipx_metadata.json", "pipx inject coopcoach pyrage", "pipx reinstall coopcoach"),
        (
            "uv-receipt.toml",
            "uv pip install --python '/my py/python' pyrage",
            "uv tool upgrade --reinstall coopcoach",
        ),
        (
            "",
            "'/my py/python' -m pip install pyrage",
            "'/my py/python' -m pip install --force-reinstall"
            f" coopcoach-{__version__}-py3-none-any.whl",
        ),
    ],
)
def test_the_command_fits_the_installer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: str, adds: str, mends: str
) -> None:
    if left:
        (tmp_path / left).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "executable", "/my py/python")
    monkeypatch.setattr(sys, "platform", "linux")
    assert command_to_add("pyrage") == adds
    assert command_to_mend() == mends


def test_a_path_with_blanks_is_quoted_for_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", r"C:\My Py\python.exe")
    assert command_to_add("pyrage") == r'"C:\My Py\python.exe" -m pip install pyrage'


@pytest.mark.parametrize(
    "text",
    ['pip install "coopcoach[encrypt]"', "pipx install coopcoach", "`uvx coopcoach demo`"],
)
def test_such_advice_is_found(text: str) -> None:
    assert ADVICE.search(text)


def test_nobody_is_told_to_install_a_name_that_is_not_ours() -> None:
    paths = [path for pattern in TEXTS for path in ROOT.glob(pattern)]
    assert len(paths) > 100
    found = [
        f"{path}: {match[0]}"
        for path in paths
        for match in ADVICE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found
