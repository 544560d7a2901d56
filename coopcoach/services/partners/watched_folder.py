"""Find workbooks that came back in a watched folder, such as that of the downloads; nothing in it is changed.

A file is offered until it was imported, or until it is older than two months. It counts by what its first bytes say,
else by a name that ends with a partner's: `antworten-anna-meier.md.age`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from coopcoach.domain.review_names import parted_name
from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.formats.copied_blocks import blocks_in, copied_answers
from coopcoach.i18n import LANGUAGES
from coopcoach.storage.files import make_folder, write_bytes
from coopcoach.storage.settings import folder_named, read_settings
from coopcoach.storage.workspace import Workspace, is_slug

_OLDEST: Final = timedelta(days=60)
# Of the newest files, and of each so many bytes, are looked at.
_MOST_FILES: Final = 300
_HEAD: Final = 400_000
_LARGEST: Final = 60_000_000
_MOST_SEEN: Final = 2_000
_SEEN: Final = ".history/watched.txt"
_SESSION = re.compile(r"^[ \t>]*session[ \t]*:[ \t]*['\"]?(?P<slug>[a-z0-9-]{1,200})", re.MULTILINE)
_FORMAT = re.compile(r"^[ \t>]*coopcoach[ \t]*:[ \t]*['\"]?(?:answers|workbook)/", re.MULTILINE)
# One of these is in each file of ours that says so itself: its format, or the line above an encrypted text.
_OURS = (b"coopcoach", b"encrypted")
# Behind it stand the number of a second download and the endings.
_REST_OF_NAME = (
    r"(?:-[a-z]+)?(?: ?\(\d+\)|-\d+)?(?:\.md|\.txt|\.age|\.pdf|\.eml|\.zip|\.docx|\.odt)+\Z"
)


@dataclass(frozen=True)
class CameBack:
    """A file in the watched folder, and the session that it belongs to; empty where it does not say."""

    path: Path
    slug: str


def watched_folder(workspace: Workspace) -> Path | None:
    """Return the folder that the settings name; None where they name none.

    Raises:
        BadFile: The settings cannot be read.
    """
    named = read_settings(workspace).watch
    return folder_named(workspace.root, named) if named else None


def came_back(workspace: Workspace, folder: Path, now: datetime) -> tuple[CameBack, ...]:
    """Return the files in a folder that came back and were not imported yet, the oldest first.

    Raises:
        OSError: The folder cannot be read.
    """
    seen, owners = _seen(workspace), _sessions_by_partner(workspace)
    found: list[CameBack] = []
    for path in reversed(_newest(folder, now)):
        with suppress(OSError):
            slug = _session_of(path, owners)
            if slug is not None and _digest(path) not in seen:
                found.append(CameBack(path, slug))
    return tuple(found)


def mark_imported(workspace: Workspace, paths: Iterable[Path]) -> None:
    """Keep in mind that files were imported, so that they are not offered again."""
    digests: list[str] = []
    for path in paths:
        with suppress(OSError):
            digests.append(_digest(path))
    if not digests:
        return
    seen = [*_seen(workspace), *digests]
    target = workspace.root / _SEEN
    make_folder(target.parent)
    write_bytes(target, "\n".join([*dict.fromkeys(seen)][-_MOST_SEEN:]).encode() + b"\n")


def _newest(folder: Path, now: datetime) -> list[Path]:
    earliest = (now - _OLDEST).timestamp()
    aged: list[tuple[float, Path]] = []
    for path in folder.iterdir():
        # A name that cannot be shown is not offered.
        if path.name.startswith(".") or not path.name.isprintable() or not path.is_file():
            continue
        facts = path.stat()
        if facts.st_mtime >= earliest and 0 < facts.st_size <= _LARGEST:
            aged.append((facts.st_mtime, path))
    aged.sort(key=lambda pair: (-pair[0], pair[1].name))
    return [path for _, path in aged[:_MOST_FILES]]


def _session_named(name: str) -> str:
    """Return the session of a name, also of that of a review; an empty text for another."""
    parted = parted_name(name)
    if parted is not None:
        return parted[0]
    return name if is_slug(name) else ""


def _session_of(path: Path, owners: dict[str, set[str]]) -> str | None:
    """Return the session of a file, empty where it is not known; None for a file that is none of ours."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    slugs = _by_name(path.name, owners)
    if not any(word in head.lower() for word in _OURS):
        # Decoding hundreds of downloads would take seconds at each start of the desk.
        return _only(slugs) if slugs else None
    text = head.decode("utf-8", "replace").replace("\r\n", "\n")
    if _FORMAT.search(text[:4000]):
        named = _SESSION.search(text[:4000])
        return _session_named(named["slug"]) if named else ""
    for block in blocks_in(text):
        if block.encrypted:
            return _only(slugs)
        with suppress(BadFile):
            named = _SESSION.search(copied_answers(block).file.decode("utf-8", "replace")[:4000])
            return _session_named(named["slug"]) if named else ""
    return _only(slugs) if slugs else None


def _only(slugs: set[str]) -> str:
    return next(iter(slugs)) if len(slugs) == 1 else ""


@cache
def _stems() -> str:
    names = [language.files for language in LANGUAGES.values()]
    stems = {stem for n in names for stem in (n.answers, n.documents["workbook"])}
    return "|".join(sorted(map(re.escape, stems)))


def _by_name(name: str, owners: dict[str, set[str]]) -> set[str]:
    for partner, slugs in owners.items():
        if re.match(rf"(?:{_stems()})-{re.escape(partner)}{_REST_OF_NAME}", name.casefold()):
            return slugs
    return set()


def _sessions_by_partner(workspace: Workspace) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in workspace.sessions.glob("*/answers/*.md"):
        found.setdefault(path.stem, set()).add(path.parent.parent.name)
    return found


def _seen(workspace: Workspace) -> tuple[str, ...]:
    try:
        return tuple((workspace.root / _SEEN).read_text(encoding="ascii").split())
    except (OSError, UnicodeError):
        return ()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
