"""Read and write the files of a session: ``session.md``, the partners' answers, copies of the exercises."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from coopcoach.domain.answers import Answer, PartnerAnswers
from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.errors import Conflict
from coopcoach.i18n import N_, Translator, language_of, translator
from coopcoach.markup.comments import value_without_comments, without_comments
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import (
    handed_in,
    new_answers_file,
    read_answers,
    seal_of,
    write_answer_into,
)
from coopcoach.markup.formats.exercise_files import exercise_files
from coopcoach.markup.formats.session_file import (
    new_session_file,
    read_session,
    with_joint_answers,
    write_session,
)
from coopcoach.storage.content_folders import EXERCISES, content_folders
from coopcoach.storage.exercises import ContentReader, Workbooks
from coopcoach.storage.files import (
    FOLDER_MODE,
    LoadedText,
    Stamp,
    make_folder,
    read_text,
    write_text,
)
from coopcoach.storage.merged import write_merged
from coopcoach.storage.workspace import SESSION_FILE, Workspace

ANSWERS = "answers"


@dataclass(frozen=True)
class OpenSession:
    """A session as it was read, with its document and the file's stamp.

    Attributes:
        workspace: The workspace of the session.
        path: The path of ``session.md``.
        document: The text of the file.
        stamp: The state of the file when it was read or written.
        workbooks: The exercises of the session by language.
        written: The session that was saved to it; None where it is read from the document.
        conflicts: After saving: the ids of the sections that another program had changed as well.
        unkept: After saving: whether the text before could not be kept in the history.
    """

    workspace: Workspace
    path: Path
    document: Document
    stamp: Stamp
    workbooks: Workbooks
    written: Session | None = None
    conflicts: tuple[str, ...] = ()
    unkept: bool = False

    @cached_property
    def without_joint(self) -> Session:
        """The session; its joint answers may be missing, so that the workbook is not read for it."""
        return self.written or read_session(self.document, self.path.parent.name)

    @cached_property
    def session(self) -> Session:
        """The session.

        Raises:
            BadFile: A file of its exercises cannot be read.
        """
        return self.written or with_joint_answers(self.without_joint, self.document, self.workbook)

    @property
    def without_comments(self) -> Session:
        """The session without the comments in its file, as it is exported."""
        session = self._uncommented().session
        partners = (
            p.model_copy(
                update={
                    "name": value_without_comments(p.name),
                    "firm": value_without_comments(p.firm),
                }
            )
            for p in session.partners
        )
        return session.model_copy(
            update={
                "title": value_without_comments(session.title),
                "coach": value_without_comments(session.coach),
                "partners": tuple(partners),
            }
        )

    def _uncommented(self) -> OpenSession:
        return replace(self, document=without_comments(self.document), written=None)

    @property
    def workbook(self) -> Workbook:
        """The exercises in the language of the session, in which ``session.md`` is written."""
        return self.workbooks[self.without_joint.language]


@dataclass(frozen=True)
class OpenAnswers:
    """A partner's answers as they were read, with their document and the file's stamp.

    Attributes:
        path: The path of the answers file.
        document: The text of the file.
        stamp: The state of the file when it was read or written.
        workbook: The exercises by whose prompts the answers are read.
        phase: The phase of these prompts.
        unkept: After saving: whether the text before could not be kept in the history.
    """

    path: Path
    document: Document
    stamp: Stamp
    workbook: Workbook
    phase: Phase
    unkept: bool = False

    @cached_property
    def answers(self) -> PartnerAnswers:
        """The answers.

        Raises:
            BadFile: The file is no answers file.
        """
        return read_answers(self.document, self.workbook, self.phase)

    @property
    def without_comments(self) -> PartnerAnswers:
        """The answers without the comments in the file, as they are exported."""
        return replace(self, document=without_comments(self.document)).answers

    @cached_property
    def unchanged_since_sealed(self) -> bool:
        """Whether the answers are still the ones that were handed in."""
        return self.answers.seal is not None and seal_of(self.document) == self.answers.seal


def create_session(workspace: Workspace, session: Session, workbooks: Workbooks) -> OpenSession:
    """Write the files of a new session: its own, blank answers of each partner, copies of its exercises.

    Raises:
        Conflict: Another program has made a session of this name; nothing was written.
        OSError: A file cannot be written; none is left behind.
    """
    folder = workspace.sessions / session.slug
    make_folder(folder.parent)
    try:
        # Whoever makes the folder has the name: two programs may have found it free.
        folder.mkdir(mode=FOLDER_MODE)
    except FileExistsError:
        raise Conflict(
            N_("another program has just made “{name}”"),
            N_("make the session once more: it gets another name"),
            name=session.slug,
        ) from None
    try:
        return _write_session(workspace, folder, session, workbooks)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write_session(
    workspace: Workspace, folder: Path, session: Session, workbooks: Workbooks
) -> OpenSession:
    version = _copy_exercises(folder, session, workbooks)
    session = session.model_copy(update={"content": version})
    t = translator(session.language)
    document = new_session_file(session, workbooks[session.language], t)
    for partner in session.partners:
        text = new_answers_file(
            session.slug,
            partner,
            # Without names: prompts are shown with them, and the file keeps only its owner's.
            workbooks[partner.language],
            session.pack,
            translator(partner.language),
        )
        write_text(answers_path(workspace, session.slug, partner.id), text, None)
    # Last: what is left where a disk also refuses to remove files is no session.
    stamp = write_text(folder / SESSION_FILE, document.source, None)
    return OpenSession(workspace, folder / SESSION_FILE, document, stamp, workbooks)


def answers_path(workspace: Workspace, slug: str, partner_id: str) -> Path:
    """Return the path of a partner's answers file in a session or review."""
    return workspace.folder_of(slug) / ANSWERS / f"{partner_id}.md"


def open_session(
    workspace: Workspace, slug: str, reader: ContentReader | None = None
) -> OpenSession:
    """Read a session; its workbooks are read when they are first needed.

    Sessions that are read together share a ``reader``, so that common exercises are read once.

    Raises:
        WrongCall: There is no such session.
        BadFile: Its file cannot be read.
    """
    folder = workspace.session_folder(slug)
    path = folder / SESSION_FILE
    loaded = read_text(path)
    document = Document(loaded.text, str(path))
    session = read_session(document, slug)
    workbooks = session_workbooks(session, workspace, reader)
    opened = OpenSession(workspace, path, document, loaded.stamp, workbooks)
    # Read already: the property would read it a second time.
    vars(opened)["without_joint"] = session
    return opened


def session_workbooks(
    session: Session, workspace: Workspace, reader: ContentReader | None = None
) -> Workbooks:
    """Return the workbooks of a session, with its currency and the variants of language that are in use."""
    folders = content_folders(workspace, workspace.sessions / session.slug)
    codes = [session.language, *(partner.language for partner in session.partners)]
    codes = [language_of(code).code for code in codes]
    return Workbooks(folders, reader, session.currency, codes, session.asks)


def refreshed(opened: OpenSession) -> OpenSession:
    """Read ``session.md`` again; return the same session where the file has not changed.

    Raises:
        BadFile: Its file cannot be read.
    """
    loaded = read_text(opened.path)
    if loaded.stamp.digest == opened.stamp.digest:
        return opened
    document = Document(loaded.text, str(opened.path))
    return replace(opened, document=document, stamp=loaded.stamp, written=None)


def save_session(
    opened: OpenSession, session: Session, t: Translator, now: datetime
) -> OpenSession:
    """Write what differs; merge it, section by section, with the changes of another program."""
    document = write_session(opened.document, opened.session, session, opened.workbook, t)
    if document.source == opened.document.source:
        return replace(opened, written=session, conflicts=())
    base = LoadedText(opened.document.source, opened.stamp)
    merged = write_merged(opened.path, base, document.source, now)
    is_merged = merged.loaded.text != document.source
    return replace(
        opened,
        document=Document(merged.loaded.text, str(opened.path)) if is_merged else document,
        stamp=merged.loaded.stamp,
        written=None if is_merged else session,
        conflicts=merged.conflicts,
        unkept=merged.unkept,
    )


def save_settled(opened: OpenSession, document: Document, now: datetime) -> None:
    """Write ``session.md`` after a conflict was settled; merge it with the changes of another program."""
    if document.source != opened.document.source:
        base = LoadedText(opened.document.source, opened.stamp)
        write_merged(opened.path, base, document.source, now)


def open_answers(
    path: Path,
    workbook: Workbook,
    phase: Phase = Phase.PREPARE,
    known: OpenAnswers | None = None,
) -> OpenAnswers:
    """Read a partner's answers; return ``known`` where they are the same still.

    Raises:
        BadFile: The file cannot be read, or is no answers file.
    """
    loaded = read_text(path)
    asked = (path, loaded.stamp, phase)
    if (
        known is not None
        and known.workbook is workbook
        and (known.path, known.stamp, known.phase) == asked
    ):
        return known
    opened = OpenAnswers(path, Document(loaded.text, str(path)), loaded.stamp, workbook, phase)
    _ = opened.answers
    return opened


def open_partner_answers(
    opened: OpenSession, partner: Partner, known: OpenAnswers | None = None
) -> OpenAnswers | None:
    """Read the answers of a partner of a session; None where there is no file, ``known`` where they are the same still.

    Raises:
        BadFile: The file cannot be read, or is no answers file.
    """
    path = opened.path.parent / ANSWERS / f"{partner.id}.md"
    workbook = opened.workbooks.of_partner(opened.without_joint, partner)
    return open_answers(path, workbook, known=known) if path.is_file() else None


def save_answer(opened: OpenAnswers, prompt: Prompt, answer: Answer, now: datetime) -> OpenAnswers:
    """Write one answer in its place; see `save_answers`."""
    t = translator(opened.workbook.language)
    return save_answers(opened, write_answer_into(opened.document, prompt, answer, t), now)


def hand_in(opened: OpenAnswers, now: datetime) -> OpenAnswers:
    """Write the time of handing in and the seal; see `save_answers`."""
    return save_answers(opened, handed_in(opened.document, now), now)


def save_answers(opened: OpenAnswers, document: Document, now: datetime) -> OpenAnswers:
    """Write a changed answers file; merge it, section by section, with the changes of another program.

    Raises:
        BadFile: The file is no longer an answers file.
    """
    if document.source == opened.document.source:
        return opened
    base = LoadedText(opened.document.source, opened.stamp)
    merged = write_merged(opened.path, base, document.source, now)
    written = Document(merged.loaded.text, str(opened.path))
    saved = replace(opened, document=written, stamp=merged.loaded.stamp, unkept=merged.unkept)
    if written.source != document.source:
        # Another program wrote part of it. Our own text is read when it is asked for, not before the save is over.
        _ = saved.answers
    return saved


def _copy_exercises(folder: Path, session: Session, workbooks: Workbooks) -> str:
    """Copy the exercises of the agenda, so that later changes to them do not reach the session.

    Returns:
        The version of these exercises: a digest over their texts.
    """
    digest = hashlib.sha256()
    asked = [item.exercise for item in session.agenda]
    for path, source in exercise_files(asked, workbooks.with_layers()):
        write_text(folder / EXERCISES / path, source, None)
        digest.update(source.encode())
    return digest.hexdigest()[:12]
