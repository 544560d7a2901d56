"""Settings that are changed at the desk: a fault is told at the value, another program's text is not lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopcoach.errors import Fault
from coopcoach.services.workspace.settings_change import SettingsChange, bring_back
from coopcoach.storage.files import ChangedMeanwhile
from coopcoach.storage.workspace import Workspace, make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path)


@pytest.mark.parametrize("text", ["", "coach: Eva\n"])
def test_a_change_is_taken_back_only_where_nobody_has_written_since(
    workspace: Workspace, text: str
) -> None:
    if text:
        workspace.settings.write_text(text)
    before, stamp = SettingsChange(workspace, ()).save({"coach": "Katrin"})
    theirs = "coach: Katrin\ntheme: dark\n"
    workspace.settings.write_text(theirs)
    with pytest.raises(ChangedMeanwhile):
        bring_back(workspace, before, stamp)
    assert workspace.settings.read_text() == theirs
    before, stamp = SettingsChange(workspace, ()).save({"coach": "Otto"})
    bring_back(workspace, before, stamp)
    assert workspace.settings.read_text() == theirs


@pytest.mark.parametrize("name", ["~nobody-of-this-name/Downloads", "x" * 400, "gone"])
def test_a_folder_that_is_not_there_is_told(workspace: Workspace, name: str) -> None:
    fault = SettingsChange(workspace, ()).fault_of("watch", name)
    assert isinstance(fault, Fault)
    assert "there is no folder" in fault.what


def test_where_nothing_was_changed_no_file_is_made(workspace: Workspace) -> None:
    bring_back(workspace, *SettingsChange(workspace, ()).save({"coach": ""}))
    assert not workspace.settings.exists()
