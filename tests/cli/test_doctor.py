"""A machine without the libraries for PDFs: `doctor` names them, and `demo` stops before it begins."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Any

import pytest

from coopcoach.cli import main
from coopcoach.errors import MachineLacks
from coopcoach.services.workspace.doctor import (
    PDF_REQUIREMENTS,
    check_pdf_libraries,
    examine,
    loadable,
    places_of,
    remedy,
)
from coopcoach.storage.workspace import make_workspace


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
    assert not any("→" in line for line in lines if line.startswith("OK"))


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
    assert f"OK: folder {tmp_path / 'sessions'}" in lines
    assert not any(line.startswith("missing") for line in lines)


def test_windows_is_told_what_comes_first_and_then_the_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert remedy(PDF_REQUIREMENTS) == "winget install --id MSYS2.MSYS2"
    monkeypatch.setattr("coopcoach.services.workspace.doctor._MSYS2", str(tmp_path))
    packages = '"pacman -S --noconfirm mingw-w64-ucrt-x86_64-pango"'
    assert remedy(PDF_REQUIREMENTS) == f"{tmp_path} -lc {packages}"


def test_on_windows_libraries_are_looked_for_where_the_pdf_writer_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[str] = []
    monkeypatch.setattr("os.add_dll_directory", added.append, raising=False)
    assert not loadable("libcoopcoach-absent.dll")()
    assert r"C:\msys64\ucrt64\bin" in added
    monkeypatch.setenv("WEASYPRINT_DLL_DIRECTORIES", str(tmp_path))
    assert not loadable("libcoopcoach-absent.dll")()
    assert added[-1] == str(tmp_path)


def test_on_macos_homebrew_is_named_and_its_folders_are_looked_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert remedy(PDF_REQUIREMENTS) == "brew install pango harfbuzz"
    places = places_of(["libpango-1.0.dylib"])
    assert places[0] == "libpango-1.0.dylib"
    assert "/opt/homebrew/lib/libpango-1.0.dylib" in places
    assert "/usr/local/lib/libpango-1.0.dylib" in places


@pytest.mark.parametrize(
    ("system", "command"),
    [("linux", "chmod u+rwx '{folder}'"), ("win32", 'attrib -r "{folder}"')],
)
def test_a_folder_that_may_not_be_written_is_named_with_its_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, command: str
) -> None:
    workspace = make_workspace(tmp_path / "my office")
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr("os.access", lambda *_args: False)
    found = [each for each in examine(workspace) if each.name == str(workspace.exports)]
    assert [each.remedy for each in found] == [command.format(folder=workspace.exports)]


@pytest.mark.parametrize(("system", "well"), [("linux", False), ("win32", True)])
def test_a_terminal_without_a_name_is_well_on_windows_alone(
    monkeypatch: pytest.MonkeyPatch, system: str, well: bool
) -> None:
    monkeypatch.delenv("TERM", raising=False)
    monkeypatch.setattr(sys, "platform", system)
    assert [each.well for each in examine(None) if each.what == "terminal"] == [well]


def test_built_in_exercises_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Path:
        raise MachineLacks("gone", "todo", name=name)

    monkeypatch.setattr("coopcoach.services.workspace.doctor.bundled_folder", missing)
    found = [each for each in examine(None) if each.what == "built-in exercises"]
    assert [each.well for each in found] == [False]
    assert "coopcoach" in found[0].remedy
