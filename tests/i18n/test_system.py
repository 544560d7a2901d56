"""The language of Windows and macOS, which keep it apart from the environment."""

from __future__ import annotations

import ctypes
import plistlib
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coopcoach.i18n import language_from_environment
from coopcoach.i18n.system import mac_languages, system_languages, windows_languages


@pytest.mark.parametrize(
    ("env", "system", "lang"),
    [
        ({}, ("fr-FR", "de-AT", "en-GB"), "de"),
        ({}, ("fr-FR",), "en"),
        ({}, (), "en"),
        ({"LANG": ""}, ("de_DE",), "de"),
        # What is set in the environment was set for a reason.
        ({"LANG": "en_US.UTF-8"}, ("de-DE",), "en"),
        ({"LC_ALL": "C"}, ("de-DE",), "en"),
        ({"LANG": "fr_FR"}, ("de-DE",), "en"),
    ],
)
def test_the_system_is_asked_where_no_variable_is_set(env, system, lang):
    assert language_from_environment(env, lambda: system) == lang


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_the_languages_of_macos_are_read_from_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Any
) -> None:
    settings = tmp_path / "Library/Preferences/.GlobalPreferences.plist"
    settings.parent.mkdir(parents=True)
    settings.write_bytes(plistlib.dumps({"AppleLanguages": ["de-DE", "en-DE"]}, fmt=form))
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert system_languages() == ("de-DE", "en-DE")


@pytest.mark.parametrize("data", [None, b"", b"bplist00", b"<plist><array/></plist>"])
def test_settings_of_macos_that_cannot_be_read_name_no_language(
    tmp_path: Path, data: bytes | None
) -> None:
    settings = tmp_path / "Library/Preferences/.GlobalPreferences.plist"
    settings.parent.mkdir(parents=True)
    if data is not None:
        settings.write_bytes(data)
    assert mac_languages(tmp_path) == ()


def test_the_language_of_windows_is_that_of_its_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: 0x0C07)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert system_languages() == ("de_AT",)


def test_a_windows_that_cannot_be_asked_names_no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(), raising=False)
    assert windows_languages() == ()


def test_linux_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert system_languages() == ()
