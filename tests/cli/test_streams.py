"""Output in an old charset, as a redirection on Windows has it: no call ends by a character."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from coopcoach.cli import main
from tests.builders.sessions import workspace_with


def called(monkeypatch: pytest.MonkeyPatch, encoding: str, *arguments: str) -> tuple[int, str, str]:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    code = main(arguments)
    for stream in (out, err):
        stream.flush()
    said = [stream.buffer.getvalue().decode(encoding) for stream in (out, err)]  # type: ignore[attr-defined]
    return code, said[0], said[1]


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "cp437"])
def test_doctor_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "dumb")
    code, out, _ = called(monkeypatch, encoding, "--lang", "de", "doctor")
    assert code == 5
    assert "fehlt: Terminal -> export TERM=xterm-256color" in out


@pytest.mark.parametrize("encoding", ["cp1252", "cp437"])
def test_a_sentence_keeps_its_quotes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.chdir(tmp_path)
    _, _, err = called(monkeypatch, encoding, "--lang", "de", "show", "x")
    opening = "„" if encoding == "cp1252" else '"'
    assert f"{opening}coopcoach init" in err


def test_json_for_programs_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = workspace_with(tmp_path, "Łódź → Wien")
    _, out, _ = called(monkeypatch, "cp1252", "--workspace", str(workspace.root), "list", "--json")
    assert json.loads(out)[0]["title"] == "Łódź → Wien"
