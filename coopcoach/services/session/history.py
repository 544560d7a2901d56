"""The history of a session: what changed when, prompt by prompt.

Of a partner's answers words are shown only where the exercise is revealed, the answer was and is for both, and all
states that are compared were handed in: drafts are their owner's own. All else is named by its exercise, not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Final

from coopcoach.domain.answers import Visibility
from coopcoach.domain.exercise import Exercise, Phase, Workbook
from coopcoach.domain.review_names import parted_name
from coopcoach.domain.session import Partner
from coopcoach.errors import BadFile, WrongCall
from coopcoach.i18n import N_
from coopcoach.markup.changes import Piece, SectionChange, changed_sections
from coopcoach.markup.document import Document
from coopcoach.markup.formats.session_file import read_session
from coopcoach.storage.content_folders import content_folders
from coopcoach.storage.exercises import Workbooks
from coopcoach.storage.files import read_text
from coopcoach.storage.history import EarlierState, digest_of, newest_states, read_state
from coopcoach.storage.notes import notes_path
from coopcoach.storage.reviews import open_any
from coopcoach.storage.sessions import OpenSession, answers_path
from coopcoach.storage.workspace import SESSION_FILE, Workspace

NOTES: Final = "notes"
_EARLY: Final = "early"
# Maximum number of texts that are held at a time.
_MOST_TEXTS: Final = 100
# States of typing that follow one another within this time are one entry.
_ONE_ENTRY: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class HistoryFile:
    """A file with a history.

    Attributes:
        name: "" for ``session.md``, a partner's id, or ``notes``.
        path: The file.
        partner: The partner whose answers it holds, if any.
    """

    name: str
    path: Path
    partner: Partner | None = None


@dataclass(frozen=True)
class Entry:
    """A state of a file.

    Attributes:
        id: Its name in commands; "" for a state of the file that is not in the history yet.
        file: The file.
        state: The state; None where it is not in the history yet.
        before: The state before; None for the first.
        is_present: Whether the file stands so now.
    """

    id: str
    file: HistoryFile
    state: EarlierState | None
    before: EarlierState | None
    is_present: bool = False

    @property
    def at(self) -> datetime | None:
        """When it was kept."""
        return self.state.at if self.state else None

    @property
    def by_others(self) -> bool:
        """Whether it was found in the file: another program, or an editor, wrote it."""
        return self.before is not None and not (self.state and self.state.written)


@dataclass(frozen=True)
class EntryChange:
    """A change in an entry.

    Attributes:
        id: The id of the section; "" for a sealed one, and for what stands above all sections.
        title: Its heading; the title of the exercise for a sealed one.
        pieces: Its words, marked; none for a sealed one, and for what stands above all answers of a partner.
        sealed: Whether its words are not shown.
    """

    id: str
    title: str
    pieces: tuple[Piece, ...] = ()
    sealed: bool = False


class SessionHistory:
    """The earlier states of a session's files.

    Where ``session.md`` is damaged, its newest state that can be read says what is revealed.

    Args:
        workspace: The workspace of the session.
        slug: Its name.

    Raises:
        WrongCall: There is no such session.
        BadFile: Its file is damaged, and there is no earlier state that can be read.
    """

    def __init__(self, workspace: Workspace, slug: str) -> None:
        self.workspace = workspace
        self.slug = slug
        self.opened = open_readable(workspace, slug)
        self._texts: dict[Path, str] = {}

    @cached_property
    def files(self) -> tuple[HistoryFile, ...]:
        """The session and the partners' answers."""
        partners = self.opened.without_joint.partners
        answers = (
            HistoryFile(p.id, answers_path(self.workspace, self.slug, p.id), p) for p in partners
        )
        return (HistoryFile("", self.opened.path), *answers)

    @property
    def notes(self) -> HistoryFile:
        """The coach's notes, which must not be shown unasked."""
        return HistoryFile(NOTES, notes_path(self.workspace, self.slug))

    # Entries

    def entries(self, file: HistoryFile, *, every: bool = False) -> list[Entry]:
        """Return the states of a file, newest first, as `each_entry` does."""
        return list(self.each_entry(file, every=every))

    def each_entry(self, file: HistoryFile, *, every: bool = False) -> Iterator[Entry]:
        """Yield the states of a file, newest first, each as soon as it is found.

        Args:
            file: The file.
            every: Whether each state of typing is an entry; else those that only add words are one.
        """
        present = present_text(file.path)
        digest = digest_of(present) if present is not None else None
        entry: Entry | None = None
        # The last one, where it goes on into the one that is yielded: nothing stands before the first state.
        first: Entry | None = None
        newer: EarlierState | None = None
        for name, state in _named(newest_states(file.path)):
            if newer is None and present is not None and state.digest != digest:
                entry = Entry("", file, None, None, is_present=True)
            is_present = newer is None and state.digest == digest
            found = Entry(_id(file, name), file, state, None, is_present)
            first = None
            if every or newer is None or not _goes_on(state, newer):
                if entry is not None:
                    yield replace(entry, before=state)
                entry = found
            else:
                first = found
            newer = state
        if entry is not None and first is not None:
            yield replace(entry, before=first.state)
            entry = first
        if entry is not None:
            yield entry

    def entry(self, entry_id: str) -> Entry:
        """Return a state by its name.

        Raises:
            WrongCall: There is none of this name.
        """
        name, _, number = entry_id.rpartition(":")
        for file in (*self.files, self.notes):
            if file.name == name and number:
                for entry in self.each_entry(file, every=True):
                    if entry.id == entry_id:
                        return entry
        raise WrongCall(
            N_("there is no earlier state “{name}”"),
            N_("coopcoach history SESSION lists them"),
            name=entry_id,
        )

    # What changed

    def changes(self, entry: Entry) -> tuple[EntryChange, ...]:
        """Return what an entry changed, against the entry before it; nothing for the first."""
        if entry.before is None:
            return ()
        try:
            before, after = self.text(entry.before), self.text_of(entry)
        except BadFile:
            return (EntryChange("", "", sealed=True),)
        changes = changed_sections(before, after)
        if entry.file.partner is None:
            return tuple(EntryChange(each.id, each.title, each.pieces) for each in changes)
        return self._answer_changes(entry.file, before, after, changes)

    def text(self, state: EarlierState) -> str:
        """Return the text of a state.

        Raises:
            BadFile: It was damaged.
        """
        if state.path not in self._texts:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            self._texts[state.path] = read_state(state)
        return self._texts[state.path]

    def text_of(self, entry: Entry) -> str:
        """Return the text of an entry.

        Raises:
            BadFile: It was damaged.
        """
        if entry.state is not None:
            return self.text(entry.state)
        return present_text(entry.file.path) or ""

    def _answer_changes(
        self, file: HistoryFile, before: str, after: str, changes: Sequence[SectionChange]
    ) -> tuple[EntryChange, ...]:
        assert file.partner is not None
        session = self.opened.without_joint
        workbook = self.opened.workbooks.of_partner(session, file.partner)
        shows = Shown(self.opened, workbook, [before, after, present_text(file.path) or ""])
        found: dict[tuple[str, str], EntryChange] = {}
        for each in changes:
            exercise = exercise_of(workbook, each.id)
            if not each.id:
                found["", ""] = EntryChange("", "")
            elif shows(each.id) and exercise is not None:
                found[each.id, ""] = EntryChange(each.id, each.title, each.pieces)
            else:
                title = exercise.title if exercise else ""
                found["", title] = EntryChange("", title, sealed=True)
        return tuple(found.values())


class Shown:
    """Says which answers of a partner's file may be shown.

    Args:
        opened: The session, which knows what is revealed.
        workbook: The exercises in the partner's language.
        texts: All texts of the file that count: those that are compared, and the present one.
    """

    def __init__(self, opened: OpenSession, workbook: Workbook, texts: Sequence[str]) -> None:
        self._session = opened.without_joint
        self._workbook = workbook
        try:
            self._documents: list[Document] | None = [Document(text) for text in texts]
        except BadFile:
            self._documents = None

    def __call__(self, prompt_id: str) -> bool:
        """Return whether the answer to a prompt may be shown."""
        return self._are_handed_in and self._are_whole and self._is_open(prompt_id)

    @property
    def _are_handed_in(self) -> bool:
        return all(each.front_value("handed_in") for each in self._documents or ())

    @cached_property
    def _are_whole(self) -> bool:
        """Whether each text has all closed answers under their own headings.

        Where a heading was lost, the text below it belongs to the answer above.
        """
        if self._documents is None:
            return False
        ids = [{section.id for section in each.sections} for each in self._documents]
        closed = {each for each in set().union(*ids) if not self._is_open(each)}
        return all(closed <= each for each in ids)

    def _is_open(self, prompt_id: str) -> bool:
        exercise = exercise_of(self._workbook, prompt_id)
        if exercise is None or not self._session.is_revealed(exercise.id):
            return False
        marks = {
            section.attributes.get("visibility")
            for document in self._documents or ()
            for section in document.sections
            if section.id == prompt_id
        }
        prompt = exercise.prompt(prompt_id, Phase.PREPARE)
        unmarked = {""} if prompt is not None and not prompt.for_coach else set()
        return marks <= {Visibility.BOTH.value, *unmarked}


def exercise_of(workbook: Workbook, prompt_id: str) -> Exercise | None:
    """Return the exercise of a prompt that a partner answers alone."""
    exercises = (e for e in workbook.exercises if e.prompt(prompt_id, Phase.PREPARE))
    return next(exercises, None)


def open_readable(workspace: Workspace, slug: str) -> OpenSession:
    """Open a session or review; where the file of a session is damaged, as its newest state that can be read has it.

    Raises:
        WrongCall: There is no such session.
        BadFile: There is no such state.
    """
    try:
        return open_any(workspace, slug)
    except BadFile as error:
        if parted_name(slug) is not None:
            raise
        folder = workspace.session_folder(slug)
        path = folder / SESSION_FILE
        workbooks = Workbooks(content_folders(workspace, folder))
        for document in readable_documents(path):
            try:
                _ = read_session(document, slug)
            except BadFile:
                continue
            stamp = read_text(path, any_bytes=True).stamp
            return OpenSession(workspace, path, document, stamp, workbooks)
        raise error from None


def readable_documents(path: Path) -> Iterator[Document]:
    """Yield the present text of a file and its states, newest first, as far as they can be read."""
    present = present_text(path)
    if present is not None:
        with suppress(BadFile):
            yield Document(present, str(path))
    for state in newest_states(path):
        try:
            yield Document(read_state(state), str(path))
        except BadFile:
            continue


def present_text(path: Path) -> str | None:
    """Return what stands in a file now; None where that cannot be read."""
    try:
        return read_text(path, any_bytes=True).text
    except BadFile:
        return None


def _named(states: Iterable[EarlierState]) -> Iterator[tuple[str, EarlierState]]:
    """Yield each state with a name: its number, and more for the later ones where two programs gave the same.

    Args:
        states: All states, newest first.
    """
    for number, group in groupby(states, lambda state: state.number):
        same = list(group)
        for place, state in zip(range(len(same), 0, -1), same, strict=True):
            if number:
                yield (str(number) if place == 1 else f"{number}.{state.digest[:4]}"), state
            else:
                yield f"{_EARLY}-{place}", state


def _id(file: HistoryFile, name: str) -> str:
    return f"{file.name}:{name}" if file.name else name


def _goes_on(state: EarlierState, newer: EarlierState) -> bool:
    """Return whether a state is one with the next, which only adds words, and soon."""
    is_soon = abs(newer.at - state.at) < _ONE_ENTRY
    return bool(state.digest) and newer.contained == state.digest and is_soon
