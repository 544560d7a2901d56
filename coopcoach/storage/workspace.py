"""Workspaces: folders of exercises, sessions and exports."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coopcoach.domain.review_names import parted_name
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_

SESSION_FILE = "session.md"
REVIEWS = "reviews"
REVIEW_FILE = "review.md"
VARIABLE = "COOPCOACH_WORKSPACE"
# Proposed by the first start, and opened where no other workspace is named or near.
USUAL_FOLDER: Final = Path("~/coaching")
# Devices of Windows, whatever ending follows: no file or folder there can be called so.
WINDOWS_NAMES: Final = frozenset(
    ("aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
# How many sessions an error names.
_NAMED_AT_MOST: Final = 10
# What slugify returns unchanged.
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(name: str) -> bool:
    """Return whether a name may be that of a session's folder; one that leads elsewhere may not."""
    return _SLUG.fullmatch(name) is not None


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

    @property
    def settings(self) -> Path:
        """The file of the settings; it may be missing."""
        return self.root / "settings.yaml"

    def session_folder(self, slug: str) -> Path:
        """Return the folder of a session, or of a review.

        Raises:
            WrongCall: There is no session of this name; a path that leads out of the folder is none.
        """
        parted = parted_name(slug)
        folder = self.folder_of(slug)
        if parted is not None:
            self.session_folder(parted[0])
            if not os.path.lexists(folder / REVIEW_FILE):
                raise WrongCall(
                    N_("the session “{slug}” has no review of {day}"),
                    N_("make one with “coopcoach review {slug} --date {day}”"),
                    slug=parted[0],
                    day=parted[1].isoformat(),
                )
            return folder
        # Also where it is no regular file: reading it then says so.
        if not is_slug(slug) or not os.path.lexists(folder / SESSION_FILE):
            raise WrongCall(
                N_("there is no session “{slug}” in this workspace"),
                N_("see “coopcoach list” for those there are"),
                slug=slug,
            )
        return folder

    def folder_of(self, name: str) -> Path:
        """Return the folder that a session or review of this name has, or would have."""
        parted = parted_name(name)
        if parted is None:
            return self.sessions / name
        return self.sessions / parted[0] / REVIEWS / parted[1].isoformat()

    def export_folder(self, slug: str) -> Path:
        """Return the folder of the exported documents of a session, or of a review."""
        parted = parted_name(slug)
        if parted is None:
            return self.exports / slug
        return self.exports / parted[0] / REVIEWS / parted[1].isoformat()

    def slug_of(self, beginning: str) -> str:
        """Return the name of a session from the whole of it, or from a beginning that no other has.

        Raises:
            WrongCall: No session has this name or beginning, or several have.
        """
        named = beginning.casefold()
        if is_slug(named) and (self.sessions / named / SESSION_FILE).is_file():
            return named
        found = self.slugs_from(named) if named else []
        if len(found) == 1:
            return found[0]
        if found:
            more = ", …" if len(found) > _NAMED_AT_MOST else ""
            raise WrongCall(
                N_("“{slug}” is the beginning of {count} sessions"),
                N_("name one of them: {names}"),
                slug=beginning,
                count=len(found),
                names=", ".join(found[:_NAMED_AT_MOST]) + more,
            )
        # Says that there is none.
        self.session_folder(beginning)
        return beginning

    def slugs_from(self, beginning: str) -> list[str]:
        """Return the names of the sessions that begin so, in alphabetical order."""
        return [slug for slug in self.session_slugs() if slug.startswith(beginning.casefold())]

    def session_slugs(self) -> list[str]:
        """Return the names of all sessions, in alphabetical order."""
        if not self.sessions.is_dir():
            return []
        # Ten thousand are listed in a fraction of the time that pathlib takes.
        with os.scandir(self.sessions) as entries:
            names = [entry.name for entry in entries if is_slug(entry.name)]
        root = str(self.sessions)
        return sorted(n for n in names if os.path.lexists(f"{root}/{n}/{SESSION_FILE}"))

    def free_slug(self, title: str) -> str:
        """Return a folder name for a title that no session of this workspace has."""
        base = name_of_folder(title, 60) or "session"
        names = [base, *(f"{base}-{number}" for number in range(2, 1000))]
        return next(name for name in names if not (self.sessions / name).exists())


def name_of_folder(words: str, length: int) -> str:
    """Return words as a name of a folder or file: a–z, digits, hyphens; ä becomes ae, as German has it."""
    # Slow to import, and only needed for new names.
    from slugify import slugify
    from slugify.special import GERMAN

    name = slugify(words, max_length=length, word_boundary=True, replacements=GERMAN)
    return f"{name}-x" if name in WINDOWS_NAMES else name


def make_workspace(root: Path) -> Workspace:
    """Make the folders of a workspace where they are missing."""
    # Imported late: whoever only finds a workspace writes nothing.
    from coopcoach.storage.files import make_folder

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


def usual_workspace() -> Workspace | None:
    """Return the workspace in the folder that the first start proposes, found from everywhere; None where there is none."""
    try:
        usual = Workspace(USUAL_FOLDER.expanduser())
    except RuntimeError:
        # The home folder is not known.
        return None
    return usual if usual.sessions.is_dir() else None
