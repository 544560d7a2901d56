"""Settings: all may be missing; what is wrong is named with its line and the nearest that is right."""

from __future__ import annotations

import pytest

from coopcoach.domain.settings import Settings, is_key
from coopcoach.errors import BadFile
from coopcoach.i18n import translator
from coopcoach.services.workspace.check import check_content
from coopcoach.storage.settings import read_settings, settings_path
from coopcoach.storage.workspace import Workspace, make_workspace

FULL = """\
# Ours
coach: Carla Coach
logo: logo.png
colour: "#A1B2c3"
paper: letter
theme: light

keys:
  onward: [n, F8]   # as ever
  curtain: ctrl+k
"""


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    return make_workspace(tmp_path)


def put(workspace: Workspace, text: str) -> None:
    settings_path(workspace).write_text(text, encoding="utf-8")


def faults(workspace: Workspace, text: str) -> list[str]:
    put(workspace, text)
    with pytest.raises(BadFile) as caught:
        read_settings(workspace, ("onward", "back", "reveal", "undo"))
    return caught.value.sentence(translator("en")).splitlines()


@pytest.mark.parametrize("text", [None, "", "# nothing\n", "coach:\nkeys:\n"])
def test_everything_may_be_missing(workspace, text):
    if text is not None:
        put(workspace, text)
    assert read_settings(workspace) == Settings()


def test_all_of_it_is_read(workspace):
    (workspace.root / "logo.png").write_bytes(b"x")
    put(workspace, FULL)
    assert read_settings(workspace) == Settings(
        coach="Carla Coach",
        logo="logo.png",
        colour="#A1B2c3",
        paper="letter",
        theme="light",
        keys={"onward": ("n", "f8"), "curtain": ("ctrl+k",)},
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("coach: A\ncolor: blue\n", 2, "unknown setting “color”: did you mean “colour”?"),
        ("colour: blue\n", 1, "“blue” is not a colour"),
        ("\npaper: a5\n", 2, "“paper” cannot be “a5”: take one of: a4, letter"),
        ("theme: [a]\n", 1, "“theme” cannot be read"),
        ("logo: ../elsewhere.png\n", 1, "there is no picture"),
        ("keys:\n  onwards: n\n", 2, "unknown action “onwards”: did you mean “onward”?"),
        ("keys:\n  reveal: [r]\n  undo: [ctl+z]\n", 3, "“ctl+z” is not a key"),
        ("keys:\n  reveal: r\n  undo: r\n", 3, "the key “r” is given to “reveal” as well"),
        ("keys: [a]\n", 1, "“keys” cannot be read"),
        ("- a\n", 1, "the settings cannot be read"),
        ("coach: a\nx: [\n", 3, "the settings cannot be read"),
    ],
)
def test_a_fault_says_where_and_what_would_be_right(workspace, text, line, words):
    (said,) = faults(workspace, text)
    assert said.startswith(f"{settings_path(workspace)}:{line}: ")
    assert words in said


def test_all_faults_are_named_at_once(workspace):
    assert len(faults(workspace, "a: 1\nb: 2\npaper: x\nkeys:\n  c: d\n")) == 4


@pytest.mark.parametrize("key", ["n", "f8", "ctrl+r", "shift+up", "?", "ctrl+shift+k", "space"])
def test_keys(key):
    assert is_key(key)


@pytest.mark.parametrize("key", ["", "f0", "f25", "ctrl+", "strg+r", "a b", "n,m", "ctrl r"])
def test_no_keys(key):
    assert not is_key(key)


def test_the_check_names_them_too(workspace):
    put(workspace, "theme: pink\n")
    report = check_content(workspace)
    assert [error.path for error in report.faulty] == [settings_path(workspace)]
