"""The private window: follows the stage, holds the coach's notes, opens sealed answers for the coach.

It reads all files of a session and writes ``coach-notes.md`` only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from coopcoach.domain.alignment import TalkFirst
from coopcoach.domain.coach_notes import CoachNotes, Opened, PrivateOpening, StageRequest
from coopcoach.domain.exercise import Exercise, Guide
from coopcoach.domain.pace import Pace, pace_at
from coopcoach.domain.schedule import Planned, ends_at, schedule
from coopcoach.domain.session import Session
from coopcoach.i18n import Translator, translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.notes_file import with_note, with_opening, with_request
from coopcoach.services.clock import Clock
from coopcoach.services.session.private_answers import PrivateAnswers, PrivatePair
from coopcoach.services.session.stage import SealState, Stage, StillSealed
from coopcoach.storage.files import read_text
from coopcoach.storage.notes import OpenNotes, open_notes, save_notes
from coopcoach.storage.sessions import answers_path
from coopcoach.storage.workspace import Workspace

_A_TICK: Final = timedelta(milliseconds=1)


class PrivateWindow:
    """A session in the private window.

    Raises:
        WrongCall: There is no such session.
        BadFile: Its file, its notes, or one of its exercises, cannot be read.
    """

    def __init__(self, workspace: Workspace, slug: str, t: Translator, clock: Clock) -> None:
        self.workspace = workspace
        self.t = t
        self.clock = clock
        # Only read: a change of it would write session.md.
        self._stage = Stage(workspace, slug, t, clock)
        self._opened: OpenNotes = open_notes(workspace, self.session)
        self._answers = PrivateAnswers(self._stage)
        self.conflicts: tuple[str, ...] = ()

    # The session

    @property
    def session(self) -> Session:
        """The session as it was last read."""
        return self._stage.session

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises of the agenda, in its order."""
        return self._stage.exercises

    @property
    def here(self) -> Exercise | None:
        """The present exercise of the stage."""
        return self._stage.here

    @property
    def place(self) -> int:
        """The index of the present exercise among ``exercises``."""
        return self._stage.place

    @property
    def pace(self) -> Pace:
        """The time spent so far, against the agenda."""
        return pace_at(self.session, self.clock())

    @property
    def folder(self) -> Path:
        """The folder of the session."""
        return self._opened.path.parent

    @property
    def files(self) -> tuple[Path, ...]:
        """The files to watch: session, notes, answers."""
        slug = self.session.slug
        answers = (answers_path(self.workspace, slug, p.id) for p in self.session.partners)
        return (self._stage.live_session.opened.path, self._opened.path, *answers)

    def refresh(self, *, notes: bool = True) -> bool:
        """Read the changes of other programs; return whether there were any.

        Args:
            notes: Whether to read the notes as well; not while typed text waits to be merged.
        """
        session_changed = self._stage.live_session.refresh()
        return (notes and self._refresh_notes()) or session_changed

    def guide(self, exercise: Exercise) -> Guide | None:
        """Return the coach guide to the point of an exercise, if there is one."""
        return self._stage.workbook.guide(exercise.point)

    def seal_states(self, exercise: Exercise) -> tuple[SealState, ...]:
        """Return the state of each partner's answers to an exercise."""
        return self._stage.seal_states(exercise)

    # Notes

    @property
    def notes(self) -> CoachNotes:
        """The contents of ``coach-notes.md``."""
        return self._opened.notes

    def write_note(self, key: str, title: str, text: str) -> None:
        """Write a note.

        Args:
            key: The key of an exercise or a point, see ``note_keys``.
            title: The heading of a new section.
            text: Markdown; an empty text clears the note.
        """
        if self.notes.note(key) != text:
            self._write(lambda document: with_note(document, key, title, text))

    @property
    def unkept(self) -> bool:
        """Whether the text before the last write could not be kept in the history."""
        return self._opened.unkept

    def time_mark(self) -> str:
        """Return the mark of a line of the notes: clock time, minute of the session."""
        clock = self.t.time(self.clock())
        minutes = int(self.pace.spent.total_seconds() // 60)
        if not self.session.time_entries:
            return f"**{clock}** "
        return "**" + self.t("{time}, minute {n}", time=clock, n=minutes) + "** "

    # Requests to the stage

    def send_to(self, exercise: Exercise) -> None:
        """Ask the stage to go to an exercise."""
        self._ask(StageRequest(at=self._next_moment(), go=exercise.id))

    def reveal(self, exercise: Exercise) -> None:
        """Ask the stage to go to an exercise and to reveal it."""
        self._ask(StageRequest(at=self._next_moment(), go=exercise.id, do="reveal"))

    def pass_time(self, exercise: Exercise) -> None:
        """Ask the stage to give the minutes that are left of its present exercise to the next item."""
        self._ask(StageRequest(at=self._next_moment(), go=exercise.id, do="pass-time"))

    @property
    def schedule(self) -> tuple[Planned, ...]:
        """The agenda by the clock."""
        return schedule(self.session, self.clock())

    @property
    def ends_at(self) -> datetime:
        """When the session would end if the rest takes its planned time."""
        return ends_at(self.session, self.clock())

    def draw_curtain(self, *, drawn: bool) -> None:
        """Ask the stage to draw the curtain, or to open it."""
        self._ask(StageRequest(at=self._next_moment(), curtain=drawn))

    # Sealed answers

    def sealed(self, exercise: Exercise) -> bool:
        """Whether an exercise holds answers that are not revealed."""
        return self._answers.sealed(exercise)

    def has_opened(self, exercise: Exercise, opened: Opened) -> bool:
        """Whether the coach may see gaps or answers of an exercise: it is revealed, or was opened."""
        return not self.sealed(exercise) or self.notes.has_opened(exercise.id, opened)

    def has_prepared(self, exercise: Exercise) -> bool:
        """Whether an exercise has prompts that both answer alone."""
        return bool(self._stage.prepared_prompts(exercise))

    @property
    def anyone_handed_in(self) -> bool:
        """Whether a partner has handed in."""
        here = self.here
        states = self.seal_states(here) if here else ()
        return any(state.handed_in is not None for state in states)

    @property
    def gaps_to_open(self) -> tuple[Exercise, ...]:
        """The sealed exercises whose gaps the coach can open."""
        if not self.anyone_handed_in:
            return ()
        return tuple(e for e in self.exercises if not self.has_opened(e, Opened.GAPS))

    def open_for_me(self, exercises: tuple[Exercise, ...], opened: Opened) -> None:
        """Open sealed exercises for the coach only, and record the time."""
        now = self.clock()
        openings = [
            (PrivateOpening(exercise=exercise.id, opened=opened, at=now), exercise.title)
            for exercise in exercises
            if not self.has_opened(exercise, opened)
        ]
        t = translator(self.session.language)

        def record(document: Document) -> Document:
            for opening, title in openings:
                document = with_opening(document, opening, title, t)
            return document

        self._write(record)

    def pairs(self, exercise: Exercise) -> tuple[PrivatePair, ...]:
        """Return both answers to each prompt of an exercise.

        Raises:
            StillSealed: The exercise is sealed, and was not opened for the coach.
        """
        if not self.has_opened(exercise, Opened.ANSWERS):
            raise StillSealed(exercise)
        return self._answers.pairs(exercise)

    def talk_first(self) -> tuple[TalkFirst, ...]:
        """Return what to talk about first, from the exercises whose gaps the coach may see."""
        known = [e for e in self.exercises if self.has_opened(e, Opened.GAPS)]
        return self._answers.talk_first(known)

    # Reading and writing

    def _ask(self, request: StageRequest) -> None:
        self._write(lambda document: with_request(document, request))

    def _next_moment(self) -> datetime:
        """Return the time, moved past that of the last request: times tell requests apart."""
        now, last = self.clock(), self.notes.request
        return max(now, last.at + _A_TICK) if last else now

    def _refresh_notes(self) -> bool:
        path = self._opened.path
        there = read_text(path).stamp if path.is_file() else None
        known = self._opened.stamp
        if (there.digest if there else None) == (known.digest if known else None):
            return False
        self._opened = open_notes(self.workspace, self.session)
        return True

    def _write(self, change: Callable[[Document], Document]) -> None:
        if not self._opened.path.is_file():
            # Removed by another program, or not yet made: start a new file.
            self._opened = open_notes(self.workspace, self.session)
        document = change(self._opened.document)
        self._opened = save_notes(self._opened, document, self.session, self.clock())
        self.conflicts = self._opened.conflicts
