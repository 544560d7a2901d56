"""Read and write ``coach-notes.md``. The private window writes it; the stage reads its front matter only."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from io import FileIO
from pathlib import Path
from typing import Final

from coopcoach.domain.coach_notes import CoachNotes, PrivateOpening, StageRequest
from coopcoach.domain.session import Session
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.notes_file import (
    marked,
    new_notes_file,
    read_notes,
    read_request,
    read_stage_openings,
)
from coopcoach.storage.files import LoadedText, Stamp, open_now, read_text
from coopcoach.storage.merged import write_merged
from coopcoach.storage.workspace import Workspace

NOTES_FILE: Final = "coach-notes.md"
_RULE: Final = b"---"
# Maximum size of a front matter; a file without a second rule has none.
_MOST_LINES: Final = 200
_LONGEST_LINE: Final = 1000


@dataclass(frozen=True)
class OpenNotes:
    """The coach's notes as they were read.

    Attributes:
        path: The path of the notes file.
        document: The text of the file.
        stamp: The state of the file when it was read or written; None where there is no file.
        conflicts: After saving: the ids of the sections that another program had changed as well.
        unkept: After saving: whether the text before could not be kept in the history.
    """

    path: Path
    document: Document
    stamp: Stamp | None
    conflicts: tuple[str, ...] = ()
    unkept: bool = False

    @cached_property
    def notes(self) -> CoachNotes:
        """The notes.

        Raises:
            BadFile: The file cannot be read.
        """
        return read_notes(self.document)


def notes_path(workspace: Workspace, slug: str) -> Path:
    """Return the path of a session's notes.

    Raises:
        WrongCall: There is no such session.
    """
    return workspace.session_folder(slug) / NOTES_FILE


def open_notes(workspace: Workspace, session: Session) -> OpenNotes:
    """Read the notes of a session; empty ones where there is no file.

    Raises:
        BadFile: The file cannot be read.
    """
    path = notes_path(workspace, session.slug)
    if path.exists():
        loaded = read_text(path)
        opened = OpenNotes(path, Document(loaded.text, str(path)), loaded.stamp)
    else:
        document = new_notes_file(session, translator(session.language))
        opened = OpenNotes(path, Document(document.source, str(path)), None)
    _ = opened.notes
    return opened


def save_notes(opened: OpenNotes, document: Document, session: Session, now: datetime) -> OpenNotes:
    """Write the notes; merge them, section by section, with the changes of another program.

    Raises:
        BadFile: The text of the other program cannot be read.
    """
    if document.source == opened.document.source:
        return replace(opened, conflicts=())
    text = marked(document, session).source
    base = LoadedText(opened.document.source, opened.stamp) if opened.stamp else None
    merged = write_merged(opened.path, base, text, now)
    written = Document(merged.loaded.text, str(opened.path))
    saved = OpenNotes(opened.path, written, merged.loaded.stamp, merged.conflicts, merged.unkept)
    _ = saved.notes
    return saved


def stage_request(path: Path) -> StageRequest | None:
    """Return the request of the private window to the stage; None where there is no readable one.

    Reads the front matter only: the window of the stage is shared, so its process holds no notes.
    """
    return read_request(front_text(path))


def stage_openings(path: Path) -> tuple[PrivateOpening, ...]:
    """Return the exercises that the coach opened privately; reads the front matter only."""
    return read_stage_openings(front_text(path))


def front_text(path: Path) -> str:
    """Return the front matter of a notes file; an empty one where there is no file."""
    try:
        with FileIO(open_now(path)) as file:
            return b"".join(_front_of(file)).decode("utf-8", "replace")
    except OSError:
        return ""


def _front_of(file: FileIO) -> Iterator[bytes]:
    """Yield the lines of the front matter with both of its rules; none where there is none."""
    line = file.readline(len(BOM_UTF8) + len(_RULE) + 2)
    if line.removeprefix(BOM_UTF8).rstrip() != _RULE:
        return
    yield line
    for _ in range(_MOST_LINES):
        line = file.readline(_LONGEST_LINE)
        yield line
        if not line or line.rstrip() == _RULE:
            return
