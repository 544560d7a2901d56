"""The private window: follows the stage, keeps the coach's notes, and looks behind the seal when asked to.

It reads all files of a session and writes ``coach-notes.md`` alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from coopcoach.domain.alignment import TalkFirst
from coopcoach.domain.coach_notes import CoachNotes, Opened, Peek, StageRequest
from coopcoach.domain.exercise import Exercise, Guide
from coopcoach.domain.pace import Pace, pace_at
from coopcoach.domain.session import Session
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_, Translator, translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.notes_file import with_note, with_peek, with_request
from coopcoach.services.clock import Clock
from coopcoach.services.session.private_answers import PrivateAnswers, PrivatePair
from coopcoach.services.session.stage import SealState, Stage
from coopcoach.storage.files import read_text
from coopcoach.storage.notes import OpenNotes, open_notes, save_notes
from coopcoach.storage.sessions import answers_path
from coopcoach.storage.workspace import SESSION_FILE, Workspace

_A_TICK: Final = timedelta(milliseconds=1)


class PrivateWindow:
    """One session beside its stage.

    Args:
        workspace: Where the session lies.
        slug: Its name.
        t: The language of the screen.
        clock: Tells the local time, with its zone.

    Raises:
        WrongCall: There is no such session.
        BadFile: Its file, its notes, or one of its exercises, cannot be read.
    """

    def __init__(self, workspace: Workspace, slug: str, t: Translator, clock: Clock) -> None:
        self.workspace = workspace
        self.t = t
        self.clock = clock
        # Only asked here, never told: what it is told it would write.
        self._stage = Stage(workspace, slug, t, clock)
        self._opened: OpenNotes = open_notes(workspace, self.session)
        self._answers = PrivateAnswers(self._stage)
        self.conflicts: tuple[str, ...] = ()

    # The session as the stage has it

    @property
    def session(self) -> Session:
        """The session as it was read last."""
        return self._stage.session

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises of the agenda, in its order."""
        return self._stage.exercises

    @property
    def here(self) -> Exercise | None:
        """The exercise at which the stage is."""
        return self._stage.here

    @property
    def place(self) -> int:
        """The index of that exercise among ``exercises``."""
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
        """The files that are shown: the session, the notes, the partners' answers."""
        slug = self.session.slug
        answers = (answers_path(self.workspace, slug, p.id) for p in self.session.partners)
        return (self.folder / SESSION_FILE, self._opened.path, *answers)

    def refresh(self, *, notes: bool = True) -> bool:
        """Read what other programs have written; returns whether there was anything.

        Args:
            notes: Whether the notes are read, too; not while something typed waits for being joined.
        """
        session_changed = self._stage.live_session.refresh()
        return (notes and self._refresh_notes()) or session_changed

    def guide(self, exercise: Exercise) -> Guide | None:
        """Return what the coach has at hand for the point of an exercise."""
        return self._stage.workbook.guide(exercise.point)

    def seal_states(self, exercise: Exercise) -> tuple[SealState, ...]:
        """Return who has come how far with an exercise."""
        return self._stage.seal_states(exercise)

    # Notes

    @property
    def notes(self) -> CoachNotes:
        """What stands in ``coach-notes.md``."""
        return self._opened.notes

    def write_note(self, key: str, title: str, text: str) -> None:
        """Write a note.

        Args:
            key: An exercise's or a point's, see ``note_keys``.
            title: The heading of a section that is new.
            text: Free Markdown; an empty one clears the note.
        """
        if self.notes.note(key) != text:
            self._write(lambda document: with_note(document, key, title, text))

    def time_mark(self) -> str:
        """Return the mark that stands before a line of the notes: clock time, minute of the session."""
        clock = self.t.time(self.clock())
        minutes = int(self.pace.spent.total_seconds() // 60)
        if not self.session.stretches:
            return f"**{clock}** "
        return "**" + self.t("{time}, minute {n}", time=clock, n=minutes) + "** "

    # The stage

    def send_to(self, exercise: Exercise) -> None:
        """Ask the stage to go to an exercise."""
        self._ask(StageRequest(at=self._next_moment(), go=exercise.id))

    def draw_curtain(self, *, drawn: bool) -> None:
        """Ask the stage to hide everything, or to show it again."""
        self._ask(StageRequest(at=self._next_moment(), curtain=drawn))

    # Behind the seal

    def sealed(self, exercise: Exercise) -> bool:
        """Whether an exercise holds answers that are not revealed."""
        return self._answers.sealed(exercise)

    def has_opened(self, exercise: Exercise, opened: Opened) -> bool:
        """Whether the coach may see this much of an exercise: it is revealed, or was opened."""
        return not self.sealed(exercise) or self.notes.has_opened(exercise.id, opened)

    def has_prepared(self, exercise: Exercise) -> bool:
        """Whether both answer something of an exercise alone."""
        return bool(self._stage.prepared_prompts(exercise))

    @property
    def anyone_handed_in(self) -> bool:
        """Whether there is anything to look at."""
        here = self.here
        states = self.seal_states(here) if here else ()
        return any(state.handed_in is not None for state in states)

    @property
    def gaps_to_open(self) -> tuple[Exercise, ...]:
        """The sealed exercises that could be looked through for the coach alone."""
        if not self.anyone_handed_in:
            return ()
        return tuple(e for e in self.exercises if not self.has_opened(e, Opened.GAPS))

    def open_for_me(self, exercises: tuple[Exercise, ...], opened: Opened) -> None:
        """Open sealed exercises for the coach alone, and record it with the time."""
        now = self.clock()
        peeks = [
            (Peek(exercise=exercise.id, opened=opened, at=now), exercise.title)
            for exercise in exercises
            if not self.has_opened(exercise, opened)
        ]
        t = translator(self.session.language)

        def record(document: Document) -> Document:
            for peek, title in peeks:
                document = with_peek(document, peek, title, t)
            return document

        self._write(record)

    def pairs(self, exercise: Exercise) -> tuple[PrivatePair, ...]:
        """Return both answers to each prompt of an exercise.

        Raises:
            WrongCall: The exercise is sealed, and was not opened for the coach.
        """
        if not self.has_opened(exercise, Opened.ANSWERS):
            raise WrongCall(
                N_("“{title}” is still sealed"),
                N_("reveal it first"),
                title=exercise.title,
            )
        return self._answers.pairs(exercise)

    def talk_first(self) -> tuple[TalkFirst, ...]:
        """Return what to talk about first, of the exercises whose gaps the coach may know."""
        known = [e for e in self.exercises if self.has_opened(e, Opened.GAPS)]
        return self._answers.talk_first(known)

    # Reading and writing

    def _ask(self, request: StageRequest) -> None:
        self._write(lambda document: with_request(document, request))

    def _next_moment(self) -> datetime:
        """Return a moment later than that of any request before: it tells one from the other."""
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
            # Removed by another program, or not yet made: what is written now begins a new file.
            self._opened = open_notes(self.workspace, self.session)
        document = change(self._opened.document)
        saved = save_notes(self._opened, document, self.session, self.clock())
        self._opened = saved.opened
        self.conflicts = saved.conflicts
