"""A partner fills in the workbook: one answers file, the questions it asks, saved answer by answer.

The questions and the screen speak the file's own language: what stands in a table's cells is read by
the labels of that language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from coopcoach.domain.answers import Answer, PartnerAnswers, Progress, Visibility
from coopcoach.domain.exercise import Exercise, Pack, Phase, Prompt, Workbook
from coopcoach.errors import BadFile, Fault
from coopcoach.exchange.encryption import ENCRYPT_TO, SUFFIX, encrypted, find_public
from coopcoach.exchange.incoming.unmatched import UnmatchedText, found_texts
from coopcoach.i18n import DEFAULT_LANGUAGE, N_, Translator, translator
from coopcoach.markup.answer import read_answer
from coopcoach.markup.document import Document, Section
from coopcoach.markup.formats.answers_file import handed_in, write_answer_into
from coopcoach.markup.merge import CONFLICT
from coopcoach.services.clock import Clock
from coopcoach.storage.exercises import Workbooks, bundled_folder
from coopcoach.storage.files import read_text, write_bytes, write_text
from coopcoach.storage.sessions import EXERCISES, content_folders, open_answers, save_answers
from coopcoach.storage.workspace import SESSION_FILE, Workspace


@dataclass(frozen=True)
class AskedPrompt:
    """A question, and the exercise in which it stands."""

    exercise: Exercise
    prompt: Prompt


class Prepare:
    """One partner's answers file while it is filled in. Every change is written at once.

    Args:
        path: The file, in a session or a copy of it anywhere.
        clock: Tells the local time, with its zone.
        phase: Which questions the file holds: those of a first session, or of a review.
        came_from: The workbook from the mail to which it belongs, if there is one.

    Raises:
        BadFile: The file cannot be read, is no answers file, or asks nothing that is known here.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        phase: Phase = Phase.PREPARE,
        *,
        came_from: Path | None = None,
    ) -> None:
        self.path = path
        self.came_from = came_from
        self.clock = clock
        self.phase = phase
        document = Document(read_text(path).text, str(path))
        front = document.front.values if document.front else {}
        self.t: Translator = translator(str(front.get("language", DEFAULT_LANGUAGE.code)))
        self.workbook: Workbook = Workbooks(content_folders_of(path))[self.t.lang]
        self._opened = open_answers(path, self.workbook, phase)
        self.pack: Pack = self._pack()
        self.exercises = self._exercises()
        if not self.exercises:
            what = N_("none of its questions is known here")
            todo = N_("ask your coach for the file again, together with its folder “exercises”")
            raise BadFile(path, [Fault(1, what, todo)])

    # What there is

    @property
    def name(self) -> str:
        """The partner's name."""
        front = self._opened.document.front
        name = front.values.get("name") if front else None
        return str(name or self.answers.partner)

    @property
    def answers(self) -> PartnerAnswers:
        """All answers as they stand in the file."""
        return self._opened.answers

    @property
    def handed_in(self) -> datetime | None:
        """When the answers were handed in, if they were."""
        return self.answers.handed_in

    @property
    def is_in_session(self) -> bool:
        """Whether the file lies in the session's own folder, and not in a copy elsewhere."""
        return _session_folder(self.path) is not None

    def prompts(self, exercise: Exercise) -> tuple[Prompt, ...]:
        """Return the questions that the partner answers in an exercise."""
        return exercise.prompts_in(self.phase, self.pack)

    def answer(self, prompt_id: str) -> Answer:
        """Return an answer; a blank one where there is none."""
        return self.answers.answer(prompt_id)

    def found(self, prompt_id: str = "") -> tuple[UnmatchedText, ...]:
        """Return what was found and belongs to a question that is answered otherwise, or to none."""
        asked = {place.prompt.id for place in self.asked}
        return tuple(
            each
            for each in found_texts(self._opened.document)
            if (each.of if each.of in asked else "") == prompt_id
        )

    def drop_found(self, found_id: str) -> None:
        """Take out what was found; the file's history keeps it."""
        section = self._opened.document.section(found_id)
        if section is not None:
            self._write(self._opened.document.without_section(section))

    # How far it has come

    @property
    def asked(self) -> tuple[AskedPrompt, ...]:
        """All questions, in their order."""
        return tuple(AskedPrompt(e, p) for e in self.exercises for p in self.prompts(e))

    @property
    def blanks(self) -> tuple[AskedPrompt, ...]:
        """The questions to which nothing at all was said."""
        return tuple(p for p in self.asked if self.answer(p.prompt.id).is_blank)

    @property
    def minutes_left(self) -> Decimal:
        """The minutes that the blank questions take."""
        return sum((place.prompt.minutes for place in self.blanks), Decimal(0))

    def progress(self, exercise: Exercise) -> Progress:
        """Return how far an exercise has come."""
        prompts = self.prompts(exercise)
        filled = sum(not self.answer(prompt.id).is_blank for prompt in prompts)
        if not filled:
            return Progress.NOT_BEGUN
        return Progress.DONE if filled == len(prompts) else Progress.IN_PROGRESS

    @property
    def resume_at(self) -> int:
        """The index of the exercise to go on with: the first one with a blank."""
        blanks = self.blanks
        return self.exercises.index(blanks[0].exercise) if blanks else 0

    # Writing

    def set_answer(self, prompt: Prompt, answer: Answer) -> bool:
        """Write one answer.

        Returns:
            Whether another program had changed the file meanwhile; both states are joined then.

        Raises:
            BadFile: The file is no longer what it was, and cannot be read.
        """
        if self.answer(prompt.id) == answer:
            return False
        return self._write(write_answer_into(self._opened.document, prompt, answer, self.t))

    def hand_in(self, *, readable: bool = False) -> Path:
        """Write the time of handing in and the seal.

        Args:
            readable: Send the answers as they are, though the coach would like them encrypted.

        Returns:
            The file that is handed in: this one, or, outside of a session's folder, a copy without
            the answers that are for nobody else, encrypted where the coach wants it so.

        Raises:
            MachineLacks: It shall be encrypted, and the library for that is missing; nothing was written.
        """
        encrypts = self.encrypts and not readable
        if encrypts:
            encrypted(b"", self.encrypt_to)
        now = self.clock()
        while self._write(handed_in(self._opened.document, now)):
            # MergedText with what another program wrote: the seal has to be set over both.
            pass
        self._encrypted_path.unlink(missing_ok=True)
        if encrypts:
            data = encrypted(
                self._without_kept_back(now).encode("utf-8", "replace"), self.encrypt_to
            )
            write_bytes(self._encrypted_path, data)
        elif self.file_to_send != self.path:
            path = self.file_to_send
            there = read_text(path).stamp if path.exists() else None
            write_text(path, self._without_kept_back(now), there)
        return self.file_to_send

    @property
    def encrypt_to(self) -> str:
        """The coach's public key, where the answers shall come back encrypted."""
        front = self._opened.document.front
        return find_public(str(front.values.get(ENCRYPT_TO, ""))) if front else ""

    @property
    def encrypts(self) -> bool:
        """Whether what is handed in shall be encrypted."""
        return bool(self.encrypt_to) and not self.is_in_session

    @property
    def _encrypted_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}{SUFFIX}")

    @property
    def file_to_send(self) -> Path:
        """The file that goes to the coach where this one does not lie with the coach already."""
        if self.encrypts and self._encrypted_path.exists():
            return self._encrypted_path
        if self.is_in_session or not self.kept_back:
            return self.path
        handed_in = self.t("handed-in")
        return self.path.with_name(f"{self.path.stem}-{handed_in}{self.path.suffix}")

    @property
    def kept_back(self) -> tuple[AskedPrompt, ...]:
        """The questions whose answers stay with the partner alone."""
        return tuple(p for p in self.asked if self._is_kept_back(self.answer(p.prompt.id)))

    def reopen(self) -> None:
        """Take the handing in back: the seal over what was handed in no longer holds."""
        self._write(without_seal(self._opened.document))

    def refresh(self) -> bool:
        """Read the file again if another program changed it; returns whether it did."""
        if read_text(self.path).stamp.digest == self._opened.stamp.digest:
            return False
        self._opened = open_answers(self.path, self.workbook, self.phase)
        return True

    # Two states of one answer

    def other_states(self, prompt_id: str) -> tuple[Answer, ...]:
        """Return what another program wrote to the same question at the same time."""
        document = self._opened.document
        prompt = next((p.prompt for p in self.asked if p.prompt.id == prompt_id), None)
        if prompt is None:
            return ()
        return tuple(
            read_answer(prompt, document.body(section), section.attributes, self.t.lang)
            for section in document.sections
            if _is_state_of(section, prompt_id)
        )

    def settle(self, prompt: Prompt, answer: Answer) -> None:
        """Keep one answer of several, and remove the other states of it."""
        document = write_answer_into(self._opened.document, prompt, answer, self.t)
        self._write(_without_states(document, prompt.id))

    @staticmethod
    def _is_kept_back(answer: Answer) -> bool:
        return answer.visibility is Visibility.ME and not answer.is_blank

    def _without_kept_back(self, now: datetime) -> str:
        """Return what is handed in: everything but what its owner keeps."""
        document = self._opened.document
        for place in self.kept_back:
            blank = Answer(visibility=Visibility.ME)
            document = _without_states(document, place.prompt.id)
            document = write_answer_into(document, place.prompt, blank, self.t)
        return handed_in(document, now).source

    def _write(self, document: Document) -> bool:
        """Write a changed file; return whether it was merged with the changes of another program."""
        self._opened = save_answers(self._opened, document, self.clock())
        return self._opened.document.source != document.source

    # What the file asks

    def _pack(self) -> Pack:
        asked = {section.id for section in self._opened.document.sections}
        prompts = [p for e in self.workbook.exercises for p in e.prompts_in(self.phase, "full")]
        more = any(p.id in asked and "compact" not in p.packs for p in prompts)
        return "full" if more else "compact"

    def _exercises(self) -> tuple[Exercise, ...]:
        asked = {section.id for section in self._opened.document.sections}
        by_order = sorted(self.workbook.exercises, key=lambda exercise: exercise.order)
        return tuple(e for e in by_order if any(p.id in asked for p in self.prompts(e)))


def _is_state_of(section: Section, prompt_id: str) -> bool:
    return section.id == CONFLICT and section.attributes.get("of") == prompt_id


def _without_states(document: Document, prompt_id: str) -> Document:
    while other := next((s for s in document.sections if _is_state_of(s, prompt_id)), None):
        document = document.without_section(other)
    return document


def without_seal(document: Document) -> Document:
    """Return the document as one that is not handed in."""
    for key in ("handed_in", "seal"):
        document = _without_front(document, key)
    return document


def _without_front(document: Document, key: str) -> Document:
    span = document.front.spans.get(key) if document.front else None
    if span is None:
        return document
    end = document.source.index("\n", span[1]) + 1
    return Document(document.source[: span[0]] + document.source[end:], document.path)


def _session_folder(path: Path) -> Path | None:
    folder = path.resolve().parent.parent
    return folder if (folder / SESSION_FILE).is_file() else None


def content_folders_of(path: Path) -> list[Path]:
    """Return where the questions of a file are read from, the most particular last."""
    session = _session_folder(path)
    if session is not None:
        return content_folders(Workspace(session.parent.parent), session)
    copies = path.resolve().parent.parent / EXERCISES
    return [bundled_folder(EXERCISES), *([copies] if copies.is_dir() else [])]
