"""Workspaces: folders of exercises, sessions and exports."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from slugify import slugify
from slugify.special import GERMAN

from coopcoach.errors import WrongCall
from coopcoach.i18n import N_
from coopcoach.storage.files import make_folder

SESSION_FILE = "session.md"
VARIABLE = "COOPCOACH_WORKSPACE"
# Devices of Windows, whatever ending follows: no file or folder there can be called so.
WINDOWS_NAMES = frozenset(
    ("aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)


@dataclass(frozen=True)
class Workspace:
    """The folders of a workspace."""

    root: Path

    @property
    def sessions(self) -> Path:
        """The folder of the sessions, one folder each."""
        return self.root / "sessions"

    @property
    def exercises(self) -> Path:
        """The folder of the coach's own exercises."""
        return self.root / "exercises"

    @property
    def exports(self) -> Path:
        """The folder of the exported documents."""
        return self.root / "exports"

    def session_folder(self, slug: str) -> Path:
        """Return the folder of a session.

        Raises:
            WrongCall: There is no session of this name; a path that leads out of the folder is none.
        """
        folder = self.sessions / slug
        # Also where it is no regular file: reading it then says so.
        if slug != slugify(slug) or not os.path.lexists(folder / SESSION_FILE):
            raise WrongCall(
                N_("there is no session “{slug}” in this workspace"),
                N_("see “coopcoach list” for those there are"),
                slug=slug,
            )
        return folder

    def session_slugs(self) -> list[str]:
        """Return the names of all sessions, in alphabetical order."""
        if not self.sessions.is_dir():
            return []
        found = (f.parent.name for f in self.sessions.glob(f"*/{SESSION_FILE}"))
        return sorted(slug for slug in found if slug == slugify(slug))

    def free_slug(self, title: str) -> str:
        """Return a folder name for a title that no session of this workspace has."""
        base = name_of_folder(title, 60) or "session"
        names = [base, *(f"{base}-{number}" for number in range(2, 1000))]
        return next(name for name in names if not (self.sessions / name).exists())


def name_of_folder(words: str, length: int) -> str:
    """Return words as a name of a folder or file: a–z, digits, hyphens; ä becomes ae, as German has it."""
    name = slugify(words, max_length=length, word_boundary=True, replacements=GERMAN)
    return f"{name}-x" if name in WINDOWS_NAMES else name


def make_workspace(root: Path) -> Workspace:
    """Make the folders of a workspace where they are missing."""
    workspace = Workspace(root)
    for folder in (workspace.exercises, workspace.sessions, workspace.exports):
        make_folder(folder)
    return workspace


def find_workspace(named: Path | None, here: Path, env: Mapping[str, str]) -> Workspace:
    """Return the workspace that is named, or the nearest one upwards.

    Args:
        named: The folder that the call names.
        here: The present folder.
        env: The environment; ``COOPCOACH_WORKSPACE`` also names a folder.

    Raises:
        WrongCall: There is none.
    """
    wanted = named or (Path(env[VARIABLE]) if env.get(VARIABLE) else None)
    if wanted is not None:
        if not (wanted / "sessions").is_dir():
            raise WrongCall(
                N_("“{path}” is not a workspace"),
                N_("make one with “coopcoach init {path}”"),
                path=wanted,
            )
        return Workspace(wanted.resolve())
    for folder in (here, *here.parents):
        if (folder / "sessions").is_dir():
            return Workspace(folder)
    raise WrongCall(
        N_("there is no workspace here"),
        N_("make one with “coopcoach init DIR”, or try “coopcoach demo”"),
    )
