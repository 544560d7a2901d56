"""The folders of exercises: of the installation, of a workspace, of a session."""

from __future__ import annotations

from pathlib import Path

import coopcoach
from coopcoach.errors import MachineLacks
from coopcoach.i18n import N_
from coopcoach.storage.workspace import Workspace

EXERCISES = "exercises"


def bundled_folder(name: str) -> Path:
    """Return a folder of the installation: in the package, or in the checkout beside it.

    Raises:
        MachineLacks: The installation is incomplete.
    """
    package = Path(coopcoach.__file__).parent
    for folder in (package / "_workspace" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise MachineLacks(
        N_("the installation lacks the folder “{name}”"),
        N_("install coopcoach again"),
        name=name,
    )


def content_folders(workspace: Workspace, session_folder: Path | None = None) -> list[Path]:
    """Return the folders of exercises: built in, of the workspace, of the session; later ones win."""
    folders = [bundled_folder(EXERCISES), workspace.exercises]
    if session_folder is not None:
        folders.append(session_folder / EXERCISES)
    return list({folder.resolve(): folder for folder in reversed(folders)}.values())[::-1]
