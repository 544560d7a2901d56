"""Title and place of a session from the head of its file, read without a parser: for the first frame of the stage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from coopcoach.storage.workspace import SESSION_FILE, Workspace

_LONGEST: Final = 20_000
_HEAD: Final = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.S | re.M)
# Plain or in single quotes; what has escapes is left to the parser.
_LINE: Final = re.compile(
    r"^(title|place|language)[ \t]*:[ \t]+(?:'((?:[^'\r\n]|'')+)'|([^\s'\"#&*!|>%@`\[{?-][^\r\n#:]*))[ \t]*\r?$",
    re.M,
)
_ITEM: Final = re.compile(r"^- \[[ xX]\] ([^\r\n]*?) \{#([\w-]+)[^}\r\n]*\}[ \t]*\r?$", re.M)


@dataclass(frozen=True)
class SessionGlance:
    """Title, language and exercise from the head of a session's file; not validated, which `open_session` does.

    Attributes:
        title: Of the session; empty where it cannot be told.
        language: In which its texts are written; empty where it cannot be told.
        exercise: The title of the exercise at which the session is; empty where it cannot be told.
    """

    title: str = ""
    language: str = ""
    exercise: str = ""


def glance_at_session(workspace: Workspace, slug: str) -> SessionGlance:
    """Return what the head of a session's file says; nothing where it cannot be read."""
    try:
        path = workspace.sessions / slug / SESSION_FILE
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            text = file.read(_LONGEST)
    except (OSError, ValueError):
        return SessionGlance()
    head = _HEAD.match(text)
    if head is None:
        return SessionGlance()
    found = {
        name: quoted.replace("''", "'") or plain.strip()
        for name, quoted, plain in _LINE.findall(head[1])
    }
    items = [(name, title) for title, name in _ITEM.findall(text, head.end())]
    first = items[0][1] if items and "place" not in found else ""
    exercise = dict(items).get(found.get("place", ""), first)
    return SessionGlance(found.get("title", ""), found.get("language", ""), exercise)
