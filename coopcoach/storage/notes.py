"""``coach-notes.md``: written by the private window alone; the stage gets no more of it than its request."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import Final

from coopcoach.domain.coach_notes import CoachNotes, StageRequest
from coopcoach.domain.session import Session
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.notes_file import marked, new_notes_file, read_notes, read_request
from coopcoach.storage.files import LoadedText, Stamp, read_text
from coopcoach.storage.merged import write_merged
from coopcoach.storage.workspace import Workspace

NOTES_FILE: Final = "coach-notes.md"
_RULE: Final = b"---"
# What stands at the top of a file without a second rule is no front matter, however long it is.
_MOST_LINES: Final = 200
_LONGEST_LINE: Final = 1000


@dataclass(frozen=True)
class OpenNotes:
    """The coach's notes as they were read; ``stamp`` is None as long as there is no file."""

    path: Path
    notes: CoachNotes
    document: Document
    stamp: Stamp | None


@dataclass(frozen=True)
class SavedNotes:
    """The notes after saving, and the keys of what another program had changed as well."""

    opened: OpenNotes
    conflicts: tuple[str, ...] = ()


def notes_path(workspace: Workspace, slug: str) -> Path:
    """Return where a session's notes lie.

    Raises:
        WrongCall: There is no such session.
    """
    return workspace.session_folder(slug) / NOTES_FILE


def open_notes(workspace: Workspace, session: Session) -> OpenNotes:
    """Read the notes of a session; without a file they are empty, and the first note makes it.

    Raises:
        BadFile: The file cannot be read.
    """
    path = notes_path(workspace, session.slug)
    if not path.exists():
        document = new_notes_file(session, translator(session.language))
        return OpenNotes(path, CoachNotes(), Document(document.source, str(path)), None)
    loaded = read_text(path)
    document = Document(loaded.text, str(path))
    return OpenNotes(path, read_notes(document), document, loaded.stamp)


def save_notes(
    opened: OpenNotes, document: Document, session: Session, now: datetime
) -> SavedNotes:
    """Write the notes; a change made meanwhile by another program is merged, section by section."""
    if document.source == opened.document.source:
        return SavedNotes(replace(opened, document=document))
    text = marked(document, session).source
    base = LoadedText(opened.document.source, opened.stamp) if opened.stamp else None
    merged = write_merged(opened.path, base, text, now)
    written = Document(merged.loaded.text, str(opened.path))
    saved = OpenNotes(opened.path, read_notes(written), written, merged.loaded.stamp)
    return SavedNotes(saved, merged.conflicts)


def stage_request(path: Path) -> StageRequest | None:
    """Return what the private window asks of the stage.

    Only the front matter is read from the disk: what is not in the memory of the shared program
    cannot be shown by it. None where there is no request, or none that can be understood.
    """
    try:
        with path.open("rb", buffering=0) as file:
            front = b"".join(_front_of(file))
    except OSError:
        return None
    return read_request(front.decode("utf-8", "replace"))


def _front_of(file: FileIO) -> Iterator[bytes]:
    """Yield the lines from the rule at the top of a file to the next one; nothing where there is none."""
    line = file.readline(len(BOM_UTF8) + len(_RULE) + 2)
    if line.removeprefix(BOM_UTF8).rstrip() != _RULE:
        return
    yield line
    for _ in range(_MOST_LINES):
        line = file.readline(_LONGEST_LINE)
        yield line
        if not line or line.rstrip() == _RULE:
            return
