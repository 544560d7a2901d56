"""A session's files: ``session.md``, the partners' answers, and the copies of its exercises."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from coopcoach.domain.answers import Answer, PartnerAnswers
from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.i18n import LANGUAGES, Translator, translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import (
    handed_in,
    new_answers_file,
    read_answers,
    seal_of,
    write_answer_into,
)
from coopcoach.markup.formats.session_file import new_session_file, read_session, write_session
from coopcoach.storage.exercises import bundled_folder, read_workbook
from coopcoach.storage.files import LoadedText, Stamp, read_text, write_text
from coopcoach.storage.history import keep_state
from coopcoach.storage.merged import write_merged
from coopcoach.storage.workspace import SESSION_FILE, Workspace

ANSWERS = "answers"
EXERCISES = "exercises"


@dataclass(frozen=True)
class OpenSession:
    """A session as it was read, with the document it stands in and the file's stamp."""

    path: Path
    session: Session
    document: Document
    stamp: Stamp


@dataclass(frozen=True)
class OpenAnswers:
    """A partner's answers as they were read, with their document and the file's stamp."""

    path: Path
    answers: PartnerAnswers
    document: Document
    stamp: Stamp

    @property
    def unchanged_since_sealed(self) -> bool:
        """Whether the answers are still the ones that were handed in."""
        return self.answers.seal is not None and seal_of(self.document) == self.answers.seal


def content_folders(workspace: Workspace, session_folder: Path | None = None) -> list[Path]:
    """Return where exercises are read from, the most particular last."""
    folders = [bundled_folder(EXERCISES), workspace.exercises]
    if session_folder is not None:
        folders.append(session_folder / EXERCISES)
    unique: list[Path] = []
    for folder in folders:
        if folder.resolve() not in [other.resolve() for other in unique]:
            unique.append(folder)
    return unique


def session_workbook(workspace: Workspace, slug: str, language: str) -> Workbook:
    """Return the workbook that a session began with, in one language."""
    folder = workspace.session_folder(slug)
    return read_workbook(content_folders(workspace, folder), language)


def create_session(workspace: Workspace, session: Session) -> OpenSession:
    """Write the files of a new session: its own, blank answers for each partner, its exercises."""
    folder = workspace.sessions / session.slug
    version = _copy_exercises(workspace, folder, session)
    session = session.model_copy(update={"content": version})
    workbook = read_workbook(content_folders(workspace, folder), session.language)
    t = translator(session.language)
    document = new_session_file(session, workbook, t)
    stamp = write_text(folder / SESSION_FILE, document.source, None)
    for partner in session.partners:
        create_answers(workspace, session, partner)
    return OpenSession(folder / SESSION_FILE, session, document, stamp)


def create_answers(workspace: Workspace, session: Session, partner: Partner) -> Path:
    """Write the blank answers file of a partner, in the partner's language."""
    folder = workspace.sessions / session.slug
    workbook = read_workbook(content_folders(workspace, folder), partner.language)
    t = translator(partner.language)
    text = new_answers_file(session.slug, partner, workbook, session.pack, t)
    path = answers_path(workspace, session.slug, partner.id)
    write_text(path, text, None)
    return path


def answers_path(workspace: Workspace, slug: str, partner_id: str) -> Path:
    """Return the path of a partner's answers file."""
    return workspace.sessions / slug / ANSWERS / f"{partner_id}.md"


def open_session(workspace: Workspace, slug: str, workbook: Workbook | None = None) -> OpenSession:
    """Read a session.

    Args:
        workspace: Where it lies.
        slug: Its name.
        workbook: By whose prompts joint answers are read; without it they are left out.

    Raises:
        WrongCall: There is no such session.
        BadFile: Its file cannot be read.
    """
    path = workspace.session_folder(slug) / SESSION_FILE
    loaded = read_text(path)
    document = Document(loaded.text, str(path))
    known = workbook or Workbook(language="en", exercises=())
    return OpenSession(path, read_session(document, slug, known), document, loaded.stamp)


@dataclass(frozen=True)
class SavedSession:
    """A session after saving, and the ids of what another program had changed as well."""

    opened: OpenSession
    conflicts: tuple[str, ...] = ()


def save_session(
    opened: OpenSession, session: Session, workbook: Workbook, t: Translator, now: datetime
) -> SavedSession:
    """Write what differs; a change made meanwhile by another program is merged, section by section."""
    document = write_session(opened.document, opened.session, session, workbook, t)
    if document.source == opened.document.source:
        return SavedSession(replace(opened, session=session))
    base = LoadedText(opened.document.source, opened.stamp)
    merged = write_merged(opened.path, base, document.source, now)
    if merged.loaded.text != document.source:
        document = Document(merged.loaded.text, str(opened.path))
        session = read_session(document, session.slug, workbook)
    saved = OpenSession(opened.path, session, document, merged.loaded.stamp)
    return SavedSession(saved, merged.conflicts)


def open_answers(path: Path, workbook: Workbook, phase: Phase = Phase.PREPARE) -> OpenAnswers:
    """Read a partner's answers.

    Raises:
        BadFile: The file cannot be read, or is no answers file.
    """
    loaded = read_text(path)
    document = Document(loaded.text, str(path))
    return OpenAnswers(path, read_answers(document, workbook, phase), document, loaded.stamp)


def save_answer(
    opened: OpenAnswers, prompt: Prompt, answer: Answer, workbook: Workbook, now: datetime
) -> OpenAnswers:
    """Write one answer in its place.

    Raises:
        ChangedMeanwhile: The file is not what it was; nothing was written.
    """
    t = translator(workbook.language)
    document = write_answer_into(opened.document, prompt, answer, t)
    return _written(opened, document, prompt.phase, workbook, now)


def hand_in(opened: OpenAnswers, workbook: Workbook, now: datetime) -> OpenAnswers:
    """Write the time of handing in and the seal."""
    document = handed_in(opened.document, now)
    return _written(opened, document, Phase.PREPARE, workbook, now)


def _written(
    opened: OpenAnswers, document: Document, phase: Phase, workbook: Workbook, now: datetime
) -> OpenAnswers:
    if document.source == opened.document.source:
        return opened
    keep_state(opened.path, opened.document.source, now)
    stamp = write_text(opened.path, document.source, opened.stamp)
    return OpenAnswers(opened.path, read_answers(document, workbook, phase), document, stamp)


def _copy_exercises(workspace: Workspace, folder: Path, session: Session) -> str:
    """Copy the exercises of the agenda, so that the session stays as it began for good.

    Returns:
        The version of these exercises: a digest over their texts.
    """
    digest = hashlib.sha256()
    for language in LANGUAGES:
        workbook = read_workbook(content_folders(workspace), language)
        for item in session.agenda:
            exercise = workbook.exercise(item.exercise)
            if exercise is not None:
                path = folder / EXERCISES / language / f"{exercise.id}.md"
                write_text(path, exercise.source, None)
                digest.update(exercise.source.encode())
    return digest.hexdigest()[:12]
