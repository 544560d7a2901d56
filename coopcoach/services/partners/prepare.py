"""Fill in a partner's workbook: one answers file, each answer saved at once.

Prompts and screen are in the language of the file: the cells of its tables are read by labels in that
language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from coopcoach.domain.answers import Answer, PartnerAnswers, Visibility
from coopcoach.domain.exercise import Exercise, Pack, Phase, Prompt, Workbook
from coopcoach.domain.progress import Progress
from coopcoach.domain.review_names import parted_name
from coopcoach.errors import BadFile, Fault
from coopcoach.exchange.encryption import ENCRYPT_TO, SUFFIX, encrypted, find_public
from coopcoach.exchange.incoming.unmatched import UnmatchedText, unmatched_texts
from coopcoach.i18n import DEFAULT_CURRENCY, DEFAULT_LANGUAGE, N_, Translator, translator
from coopcoach.markup.answer import read_answer
from coopcoach.markup.document import Document, Section
from coopcoach.markup.formats.answers_file import handed_in, not_handed_in, write_answer_into
from coopcoach.markup.formats.review_file import rules_in
from coopcoach.markup.merge import CONFLICT
from coopcoach.services.clock import Clock
from coopcoach.storage.content_folders import EXERCISES, bundled_folder, content_folders
from coopcoach.storage.exercises import ReviewWorkbooks, Workbooks
from coopcoach.storage.files import read_text, write_bytes
from coopcoach.storage.merged import write_kept
from coopcoach.storage.reviews import open_any
from coopcoach.storage.sessions import OpenSession, open_answers, save_answers
from coopcoach.storage.workspace import REVIEW_FILE, SESSION_FILE, Workspace
from coopcoach.wording.currencies import is_currency


@dataclass(frozen=True)
class AskedPrompt:
    """A prompt and its exercise."""

    exercise: Exercise
    prompt: Prompt


class Prepare:
    """A partner's answers file while it is filled in; each change is written at once.

    Args:
        path: The file in its session, or a copy elsewhere.
        clock: Returns the local time.
        phase: The phase of its prompts: a first session, or a review.
        came_from: The mailed workbook that the answers were taken from, if any.
        paper: The picture that the coach types the answers from, if any.

    Raises:
        BadFile: The file cannot be read, is no answers file, or holds no known prompt.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        phase: Phase = Phase.PREPARE,
        *,
        came_from: Path | None = None,
        paper: Path | None = None,
    ) -> None:
        self.path = path
        self.paper = paper
        self.came_from = came_from
        self.clock = clock
        self.phase = phase
        document = Document(read_text(path).text, str(path))
        language = document.front_value("language") or DEFAULT_LANGUAGE.code
        self.t: Translator = translator(language)
        session = _session_of(path)
        self.workbook: Workbook = _workbook_of(path, document, session, self.t)
        self._opened = open_answers(path, self.workbook, phase)
        self.pack: Pack = self._pack()
        self.exercises = self._exercises(_planned(session))
        if not self.exercises:
            what = N_("none of its questions is known here")
            todo = N_("ask your coach for the file again, together with its folder “exercises”")
            raise BadFile(path, [Fault(1, what, todo)])

    # The file

    @property
    def name(self) -> str:
        """The partner's name."""
        return self._opened.document.front_value("name") or self.answers.partner

    @property
    def answers(self) -> PartnerAnswers:
        """The answers of the file."""
        return self._opened.answers

    @property
    def without_comments(self) -> PartnerAnswers:
        """The answers without the comments in the file, as they are printed."""
        return self._opened.without_comments

    @property
    def handed_in(self) -> datetime | None:
        """The time at which the answers were handed in, if they were."""
        return self.answers.handed_in

    @property
    def unkept(self) -> bool:
        """Whether the text before the last write could not be kept in the history."""
        return self._opened.unkept

    @property
    def is_in_session(self) -> bool:
        """Whether the file lies in the folder of its session, not elsewhere as a copy."""
        return _session_folder(self.path) is not None

    def prompts(self, exercise: Exercise) -> tuple[Prompt, ...]:
        """Return the prompts of an exercise that the partner answers."""
        return exercise.prompts_in(self.phase, self.pack)

    def answer(self, prompt_id: str) -> Answer:
        """Return an answer; a blank one where there is none."""
        prompt = self.workbook.find_prompt(prompt_id, self.phase)
        return self.answers.answer_to(prompt) if prompt else self.answers.answer(prompt_id)

    def unmatched(self, prompt_id: str = "") -> tuple[UnmatchedText, ...]:
        """Return the unmatched texts of a prompt; without an id, those that belong to none."""
        known = {place.prompt.id for place in self.asked}
        return tuple(
            each
            for each in unmatched_texts(self._opened.document)
            if (each.of if each.of in known else "") == prompt_id
        )

    def drop_unmatched(self, text_id: str) -> None:
        """Remove an unmatched text; the history keeps it."""
        section = self._opened.document.section(text_id)
        if section is not None:
            self._write(self._opened.document.without_section(section))

    # Progress

    @property
    def asked(self) -> tuple[AskedPrompt, ...]:
        """All prompts, in their order."""
        return tuple(AskedPrompt(e, p) for e in self.exercises for p in self.prompts(e))

    @property
    def blanks(self) -> tuple[AskedPrompt, ...]:
        """The prompts without any answer."""
        return tuple(p for p in self.asked if self.answer(p.prompt.id).is_blank)

    @property
    def minutes_left(self) -> Decimal:
        """The minutes that the blank prompts take, and the openings of exercises that are not begun."""
        begun = (e for e in self.exercises if self.progress(e) is Progress.NOT_BEGUN)
        openings = sum((exercise.minutes_to_begin for exercise in begun), Decimal(0))
        return sum((place.prompt.minutes for place in self.blanks), openings)

    def progress(self, exercise: Exercise) -> Progress:
        """Return the progress of an exercise."""
        prompts = self.prompts(exercise)
        filled = sum(not self.answer(prompt.id).is_blank for prompt in prompts)
        if not filled:
            return Progress.NOT_BEGUN
        return Progress.DONE if filled == len(prompts) else Progress.IN_PROGRESS

    @property
    def resume_at(self) -> int:
        """The index of the first exercise with a blank prompt, or 0."""
        blanks = self.blanks
        return self.exercises.index(blanks[0].exercise) if blanks else 0

    # Writing

    def set_answer(self, prompt: Prompt, answer: Answer) -> bool:
        """Write one answer; return whether changes of another program were merged.

        Raises:
            BadFile: Another program changed the file to one that cannot be read.
        """
        if self.answers.answer_to(prompt) == answer:
            return False
        return self._write(write_answer_into(self._opened.document, prompt, answer, self.t))

    def hand_in(self, *, readable: bool = False) -> Path:
        """Write the time of handing in and the seal.

        Args:
            readable: Do not encrypt, though the coach asked for it.

        Returns:
            The file to send: this one in the folder of the session; elsewhere a copy without the
            answers that the partner shows to nobody, encrypted where the coach asked for it.

        Raises:
            MachineLacks: The library for encryption is missing; nothing was written.
        """
        encrypts = self.encrypts and not readable
        if encrypts:
            encrypted(b"", self.encrypt_to)
        now = self.clock()
        while self._write(handed_in(self._opened.document, now)):
            # Merged with the changes of another program, which the seal has to cover as well.
            pass
        self._encrypted_path.unlink(missing_ok=True)
        if encrypts:
            data = encrypted(
                self._without_kept_back(now).encode("utf-8", "replace"), self.encrypt_to
            )
            write_bytes(self._encrypted_path, data)
        elif self.file_to_send != self.path:
            path = self.file_to_send
            there = read_text(path) if path.exists() else None
            write_kept(path, self._without_kept_back(now), there, now)
        return self.file_to_send

    @property
    def encrypt_to(self) -> str:
        """The coach's public key; "" where answers are sent readable."""
        return find_public(self._opened.document.front_value(ENCRYPT_TO))

    @property
    def encrypts(self) -> bool:
        """Whether handed-in answers are encrypted."""
        return bool(self.encrypt_to) and not self.is_in_session

    @property
    def _encrypted_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}{SUFFIX}")

    @property
    def file_to_send(self) -> Path:
        """The file to send to the coach; this one where it lies in its session."""
        if self.encrypts and self._encrypted_path.exists():
            return self._encrypted_path
        if self.is_in_session or not self.kept_back:
            return self.path
        handed_in = self.t("handed-in")
        return self.path.with_name(f"{self.path.stem}-{handed_in}{self.path.suffix}")

    @property
    def kept_back(self) -> tuple[AskedPrompt, ...]:
        """The prompts whose answers the partner shows to nobody."""
        return tuple(p for p in self.asked if self._is_kept_back(self.answer(p.prompt.id)))

    def reopen(self) -> None:
        """Take back handing in: remove its time and the seal."""
        self._write(not_handed_in(self._opened.document))

    def refresh(self) -> bool:
        """Read the file again if another program changed it; return whether it did."""
        if read_text(self.path).stamp.digest == self._opened.stamp.digest:
            return False
        self._opened = open_answers(self.path, self.workbook, self.phase)
        return True

    # Two states of one answer

    def other_states(self, prompt_id: str) -> tuple[Answer, ...]:
        """Return the answers that another program wrote to the same prompt at the same time."""
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
        """Write an answer, and remove the other states of it."""
        document = write_answer_into(self._opened.document, prompt, answer, self.t)
        self._write(_without_states(document, prompt.id))

    @staticmethod
    def _is_kept_back(answer: Answer) -> bool:
        return answer.visibility is Visibility.ME and not answer.is_blank

    def _without_kept_back(self, now: datetime) -> str:
        """Return the file as handed in, without the answers that the partner shows to nobody."""
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

    # The prompts of the file

    def _pack(self) -> Pack:
        asked = {section.id for section in self._opened.document.sections}
        prompts = [p for e in self.workbook.exercises for p in e.prompts_in(self.phase, "full")]
        more = any(p.id in asked and "compact" not in p.packs for p in prompts)
        return "full" if more else "compact"

    def _exercises(self, planned: frozenset[str] | None) -> tuple[Exercise, ...]:
        asked = {section.id for section in self._opened.document.sections}
        by_order = sorted(self.workbook.exercises, key=lambda exercise: exercise.order)
        in_file = [e for e in by_order if any(p.id in asked for p in self.prompts(e))]
        return tuple(
            e for e in in_file if planned is None or e.id in planned or self._has_answers(e)
        )

    def _has_answers(self, exercise: Exercise) -> bool:
        return any(not self.answer(prompt.id).is_blank for prompt in self.prompts(exercise))


def _is_state_of(section: Section, prompt_id: str) -> bool:
    return section.id == CONFLICT and section.attributes.get("of") == prompt_id


def _without_states(document: Document, prompt_id: str) -> Document:
    while other := next((s for s in document.sections if _is_state_of(s, prompt_id)), None):
        document = document.without_section(other)
    return document


def _session_folder(path: Path) -> Path | None:
    """Return the folder of the session or review in which an answers file lies; None for a copy elsewhere."""
    folder = path.resolve().parent.parent
    is_one = (folder / SESSION_FILE).is_file() or (folder / REVIEW_FILE).is_file()
    return folder if is_one else None


def _workbook_of(
    path: Path, document: Document, opened: OpenSession | None, t: Translator
) -> Workbook:
    """Return the workbook of an answers file: with the currency and the names of its session, or of the file itself."""
    if opened is not None:
        session = opened.without_joint
        partner = session.partner(document.front_value("partner"))
        if partner is not None:
            own = partner.model_copy(update={"language": t.lang})
            return opened.workbooks.of_partner(session, own)
        return opened.workbooks[t.lang]
    return workbooks_elsewhere(path, document).named(t.lang, document.front_value("other"))


def _planned(opened: OpenSession | None) -> frozenset[str] | None:
    """Return the exercises on the agenda of a session; None where there are none, or there is no session."""
    if opened is None:
        return None
    return frozenset(item.exercise for item in opened.without_joint.agenda) or None


def _session_of(path: Path) -> OpenSession | None:
    """Open the session or review in whose folder an answers file lies; None for a copy elsewhere."""
    folder = _session_folder(path)
    if folder is None:
        return None
    if (folder / SESSION_FILE).is_file():
        return open_any(Workspace(folder.parent.parent), folder.name)
    session = folder.parent.parent
    return open_any(Workspace(session.parent.parent), f"{session.name}--{folder.name}")


def workbooks_elsewhere(path: Path, document: Document, also: Iterable[str] = ()) -> Workbooks:
    """Return the exercises by which a file outside of its session is read.

    Args:
        path: The file.
        document: Its text; a review names the ground rules that it asks about in its headings.
        also: Variants of languages that are in use.
    """
    folders = content_folders_of(path)
    code = document.front_value("currency")
    currency = code if is_currency(code) else DEFAULT_CURRENCY
    if parted_name(document.front_value("session")) is not None:
        return ReviewWorkbooks(folders, rules_in(document), None, currency, also)
    return Workbooks(folders, None, currency, also)


def content_folders_of(path: Path) -> list[Path]:
    """Return the folders of the exercises of an answers file; later ones win."""
    session = _session_folder(path)
    if session is not None:
        return content_folders(Workspace(session.parent.parent), session)
    copies = path.resolve().parent.parent / EXERCISES
    return [bundled_folder(EXERCISES), *([copies] if copies.is_dir() else [])]
