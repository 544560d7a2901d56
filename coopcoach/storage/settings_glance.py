"""The settings that the first frame of a screen needs, read without a parser: importing one takes longer than drawing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from coopcoach.i18n import LANGUAGES
from coopcoach.storage.workspace import Workspace

_LINE: Final = re.compile(r"^(language|theme)[ \t]*:[ \t]*(['\"]?)([\w-]*)\2[ \t]*(?:#.*)?$", re.M)
_LONGEST: Final = 200_000


@dataclass(frozen=True)
class Glance:
    """Language and theme by the lines of a settings file, not checked: `read_settings` checks the whole file.

    Attributes:
        language: Of the screens; empty where there is none.
        theme: Of the screens; empty where there is none.
    """

    language: str = ""
    theme: str = ""


def glance_at(workspace: Workspace) -> Glance:
    """Return what the settings of a workspace say about its screens; nothing where they cannot be read."""
    try:
        with workspace.settings.open(encoding="utf-8", errors="replace") as file:
            text = file.read(_LONGEST)
    except OSError:
        return Glance()
    found = {name: value for name, _, value in _LINE.findall(text)}
    return Glance(found.get("language", ""), found.get("theme", ""))


def screen_language(workspace: Workspace) -> str:
    """Return the language that the settings name for the screens; empty where they name none that there is."""
    named = glance_at(workspace).language
    return named if named in LANGUAGES else ""
