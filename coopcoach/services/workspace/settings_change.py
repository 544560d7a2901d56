"""Change the settings of a workspace, one value at a time; a faulty one is refused, comments stay."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from coopcoach.domain.settings import Settings
from coopcoach.errors import BadFile, CoopcoachError, Fault
from coopcoach.i18n import N_
from coopcoach.services.documents.branding import branding_of
from coopcoach.storage.files import LoadedText, Stamp, read_text, write_text
from coopcoach.storage.settings import folder_named, settings_path, values_of
from coopcoach.storage.settings_text import lines_of, with_values
from coopcoach.storage.workspace import Workspace


class SettingsChange:
    """The settings of a workspace while they are changed.

    Args:
        workspace: The workspace.
        commands: The ids to which keys can be given.

    Raises:
        BadFile: The file is no settings file at all, so that no value can be named.
    """

    def __init__(self, workspace: Workspace, commands: Sequence[str]) -> None:
        self._workspace = workspace
        self._commands = commands
        self._loaded = _loaded(workspace)
        values, faults = self._read(self._text)
        if self._text.strip() and not lines_of(self._text) and faults:
            raise BadFile(settings_path(workspace), faults)
        self.values = {name: value for name, value in values.items() if isinstance(value, str)}
        self.faults = tuple(faults)

    @property
    def _text(self) -> str:
        return self._loaded.text if self._loaded else ""

    def _read(self, text: str) -> tuple[dict[str, object], list[Fault]]:
        return values_of(text, self._workspace.root, self._commands)

    def fault_of(self, name: str, value: str) -> CoopcoachError | Fault | None:
        """Return the fault of a value, None where it is right."""
        try:
            text = with_values(self._text, {name: value})
        except CoopcoachError as error:
            return error
        line = lines_of(text).get(name)
        fault = next((f for f in self._read(text)[1] if f.line == line), None)
        if fault is None and value and name == "watch":
            # Of pathlib, is_dir raises OSError for a name that is too long.
            is_folder = os.path.isdir(folder_named(self._workspace.root, value))  # noqa: PTH112
            todo = N_("make it, or name another")
            missing = Fault(1, N_("there is no folder “{name}”"), todo, (("name", value),))
            return None if is_folder else missing
        if fault is None and value and name == "logo":
            try:
                branding_of(self._workspace, Settings(logo=value))
            except BadFile as error:
                return error.faults[0]
        return fault

    def save(self, values: Mapping[str, str]) -> tuple[str, Stamp | None]:
        """Write values; return the text before, and the state of the file now, for `bring_back`.

        Raises:
            CoopcoachError: A value cannot be written, or another program has changed the file.
            OSError: The file cannot be written.
        """
        before, stamp = self._text, self._loaded.stamp if self._loaded else None
        changed = {
            name: value for name, value in values.items() if value != self.values.get(name, "")
        }
        text = with_values(before, changed)
        if text != before:
            stamp = write_text(settings_path(self._workspace), text, stamp)
        return before, stamp


def bring_back(workspace: Workspace, text: str, stamp: Stamp | None) -> None:
    """Write an earlier text of the settings.

    Args:
        workspace: The workspace.
        text: The earlier text.
        stamp: The state of the file after the change; None where there was no file, and nothing was changed.

    Raises:
        CoopcoachError: Another program has changed the file since; nothing was written.
        OSError: The file cannot be written.
    """
    if stamp is None and not text:
        return
    write_text(settings_path(workspace), text, stamp)


def _loaded(workspace: Workspace) -> LoadedText | None:
    path = settings_path(workspace)
    return read_text(path) if path.is_file() else None
