"""A machine without the libraries for PDFs: `doctor` names them, and `demo` stops before it begins."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pytest

from coopcoach.cli import main
from coopcoach.services.workspace.doctor import (
    PDF_REQUIREMENTS,
    check_pdf_libraries,
    loadable,
    remedy,
)


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's loader finds no library of Pango."""
    load = ctypes.CDLL

    def refuse(name: Any, *args: Any, **options: Any) -> ctypes.CDLL:
        if "pango" in str(name):
            raise OSError(f"{name}: cannot open shared object file")
        return load(name, *args, **options)

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.mark.usefixtures("without_pango")
def test_doctor_names_each_missing_library_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", "doctor"]) == 5
    lines = capsys.readouterr().out.splitlines()
    for need in PDF_REQUIREMENTS[:2]:
        assert f"missing: library for PDFs {need.name} → {remedy([need])}" in lines
    assert not any("→" in line for line in lines if line.startswith("well"))


@pytest.mark.usefixtures("without_pango")
@pytest.mark.parametrize(
    ("lang", "install"), [("en", "install them with “"), ("de", "installieren Sie sie mit „")]
)
def test_the_demo_stops_before_its_first_step_and_names_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, install: str
) -> None:
    folder = tmp_path / "sample"
    assert main(["--lang", lang, "demo", str(folder)]) == 5
    output = capsys.readouterr()
    assert output.out == ""
    assert install + remedy(PDF_REQUIREMENTS[:2]) in output.err
    assert not folder.exists()


def test_a_library_that_only_saves_space_stops_nothing() -> None:
    absent = loadable("libcoopcoach-absent.so")
    assert not absent()
    optional = [need for need in PDF_REQUIREMENTS if need.optional]
    assert [need.name for need in optional] == ["HarfBuzz-Subset"]
    check_pdf_libraries([type(need)(need.name, absent, {}, optional=True) for need in optional])


def test_doctor_finds_nothing_missing_in_a_folder_that_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert main(["init", str(tmp_path)]) == 0
    assert main(["--lang", "en", "--workspace", str(tmp_path), "doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"well: folder {tmp_path / 'sessions'}" in lines
    assert not any(line.startswith("missing") for line in lines)
