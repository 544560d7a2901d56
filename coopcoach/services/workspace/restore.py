"""Restore a session from a PDF of the archive."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from coopcoach.errors import Conflict
from coopcoach.exchange.incoming.archive_return import ArchivedSession
from coopcoach.exchange.incoming.reading_child import read_archive_in_child
from coopcoach.i18n import N_
from coopcoach.markup.document import Document
from coopcoach.markup.formats.session_file import read_session
from coopcoach.storage.files import make_folder, write_bytes
from coopcoach.storage.workspace import SESSION_FILE, Workspace


@dataclass(frozen=True)
class Restored:
    """A restored session: its name, title and files."""

    slug: str
    title: str
    paths: tuple[Path, ...]


def restore(workspace: Workspace, path: Path) -> Restored:
    """Write the files of an archived session, byte for byte.

    Args:
        workspace: The workspace to write to.
        path: A PDF that was exported for the archive.

    Raises:
        BadFile: It holds no session, or one that cannot be read.
        Conflict: There is a session of this name; nothing was written.
    """
    archived = read_archive_in_child(path)
    folder = workspace.sessions / archived.slug
    if folder.exists():
        raise Conflict(
            N_("there is a session “{slug}” already, and nothing was written"),
            N_("restore it in another workspace, or move that folder away first"),
            slug=archived.slug,
        )
    document = Document(archived.files[SESSION_FILE], f"{path}: {SESSION_FILE}")
    title = read_session(document, archived.slug).title
    _write(workspace, folder, archived)
    return Restored(archived.slug, title, tuple(folder / name for name in sorted(archived.files)))


def _write(workspace: Workspace, folder: Path, archived: ArchivedSession) -> None:
    """Write all files to a temporary folder, and rename it: the session is complete or missing."""
    make_folder(workspace.sessions)
    beside = Path(tempfile.mkdtemp(prefix=f".{archived.slug}.", dir=workspace.sessions))
    try:
        for name, text in archived.files.items():
            file = beside / name
            make_folder(file.parent)
            write_bytes(file, text.encode())
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
