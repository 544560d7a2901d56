"""The workbook as it came with the mail, opened in the terminal.

It stays as it is, for whoever goes on in an editor. The answers get a file of their own beside it, which is
the one that goes back to the coach. What the workbook holds already is taken over; what is written into it
later is taken over too, where it stands in no other answer's way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from coopcoach.domain.answers import Answer, Visibility
from coopcoach.domain.exercise import Exercise, Phase, Prompt, Workbook
from coopcoach.domain.session import Partner
from coopcoach.errors import BadFile, Conflict, Fault
from coopcoach.exchange.encryption import ENCRYPT_TO
from coopcoach.exchange.incoming.merge import answer_text, same_words
from coopcoach.exchange.incoming.reading_child import read_in_child
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.incoming.unmatched import with_found
from coopcoach.exchange.outgoing.markdown_workbook import content_version
from coopcoach.i18n import N_, Translator, translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import (
    FORMAT,
    new_answers_file,
    read_answers,
    write_answer_into,
)
from coopcoach.services.clock import Clock
from coopcoach.services.partners.prepare import Prepare, content_folders_of, without_seal
from coopcoach.storage.exercises import Workbooks
from coopcoach.storage.files import Stamp, read_text, write_text
from coopcoach.storage.history import keep_state

# What the workbook said when it was last taken over.
_TAKEN = "taken_over"
_MOST_NAMES = 99


def open_workbook(path: Path, clock: Clock, phase: Phase = Phase.PREPARE) -> Prepare:
    """Open an answers file, or the workbook from the mail.

    Args:
        path: The file.
        clock: Tells the local time, with its zone.
        phase: Which questions the file holds.

    Raises:
        BadFile: The file cannot be read, is no workbook, or asks what is not known here.
        Conflict: No file may be written beside it.
    """
    if not path.is_file() or _is_answers_file(path):
        return Prepare(path, clock, phase)
    workbooks = Workbooks(content_folders_of(path))
    returned = _read(path, workbooks)
    workbook = workbooks[returned.language]
    _check_content(path, returned, workbook)
    t = translator(returned.language)
    beside, document, stamp = _beside(path, returned, workbook, t)
    taken = _with_answers(document, returned, workbook, clock, t)
    if taken.source != document.source or stamp is None:
        try:
            if stamp is not None:
                keep_state(beside, document.source, clock())
            write_text(beside, taken.source, stamp)
        except OSError:
            raise Conflict(
                N_("beside “{name}” nothing can be written"),
                N_("save it in a folder of your own, and open it there"),
                name=path.name,
            ) from None
    return Prepare(beside, clock, phase, came_from=path)


def _is_answers_file(path: Path) -> bool:
    try:
        document = Document(read_text(path).text)
    except BadFile:
        return False
    return bool(document.front and document.front.values.get("coopcoach") == FORMAT)


def _read(path: Path, workbooks: Workbooks) -> Returned:
    try:
        returned = read_in_child(path, "file", workbooks)
    except BadFile as error:
        # Its own advice is meant for the coach who imports.
        todo = N_("open the file that your coach sent you, as it came")
        raise BadFile(path, [Fault(1, error.what, todo, tuple(error.values.items()))]) from None
    if not returned.partner or not returned.answers:
        what = N_("the file does not say any more whose workbook it is")
        raise BadFile(path, [Fault(1, what, N_("ask your coach for the file again"))])
    return returned


def _check_content(path: Path, returned: Returned, workbook: Workbook) -> None:
    exercises = _asked(returned, workbook)
    if returned.content and returned.content != content_version(exercises):
        what = N_("it asks other questions than this program knows")
        todo = N_("fill it in with a text editor, or as a PDF")
        raise BadFile(path, [Fault(1, what, todo)])


def _asked(returned: Returned, workbook: Workbook) -> tuple[Exercise, ...]:
    return tuple(
        exercise
        for exercise in workbook.exercises
        if any(prompt.id in returned.answers for prompt in exercise.prompts)
    )


def _prompts(returned: Returned, workbook: Workbook) -> Iterable[tuple[Prompt, Answer]]:
    for prompt_id, answer in returned.answers.items():
        prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
        if prompt is not None:
            yield prompt, answer


def _beside(
    path: Path, returned: Returned, workbook: Workbook, t: Translator
) -> tuple[Path, Document, Stamp | None]:
    """Return the answers file that belongs to a workbook, as it is or as it begins."""
    answers = t.context("file name", "answers")
    stem = f"{path.stem}-{answers}"
    for number in range(1, _MOST_NAMES):
        beside = path.with_name(f"{stem}{'' if number == 1 else f'-{number}'}.md")
        if not beside.exists():
            return beside, _new(returned, workbook, t), None
        loaded = read_text(beside)
        document = Document(loaded.text, str(beside))
        front = document.front.values if document.front else {}
        whose = (front.get("session"), front.get("partner"))
        if front.get("coopcoach") == FORMAT and whose == (returned.session, returned.partner):
            return beside, document, loaded.stamp
    raise Conflict(
        N_("beside “{name}” nothing can be written"),
        N_("save it in a folder of your own, and open it there"),
        name=path.name,
    )


def _new(returned: Returned, workbook: Workbook, t: Translator) -> Document:
    exercises = _asked(returned, workbook)
    is_compact = all("compact" in prompt.packs for prompt, _ in _prompts(returned, workbook))
    partner = Partner(
        id=returned.partner, name=returned.name or returned.partner, language=returned.language
    )
    text = new_answers_file(
        returned.session,
        partner,
        workbook.model_copy(update={"exercises": exercises}),
        "compact" if is_compact else "full",
        t,
    )
    document = Document(text)
    if returned.made is not None:
        document = document.with_front("made", returned.made.isoformat(timespec="seconds"))
    if returned.encrypt_to:
        document = document.with_front(ENCRYPT_TO, returned.encrypt_to)
    return document


def _with_answers(
    document: Document, returned: Returned, workbook: Workbook, clock: Clock, t: Translator
) -> Document:
    """Return the answers file with what the workbook holds and the file does not."""
    digest = _digest(returned)
    front = document.front.values if document.front else {}
    if front.get(_TAKEN) == digest:
        return document
    before = document
    earlier = read_answers(document, workbook, Phase.PREPARE)
    for prompt, answer in _prompts(returned, workbook):
        there = earlier.answer(prompt.id)
        if answer.is_blank or same_words(answer, there):
            continue
        if there.is_blank:
            document = write_answer_into(document, prompt, answer, t)
        elif Visibility.ME not in {answer.visibility, there.visibility}:
            text = answer_text(prompt, answer, t)
            document = with_found(document, text, clock(), t, of=prompt.id, label=prompt.label)
    for text in returned.found:
        document = with_found(document, text, clock(), t)
    if document.source != before.source:
        document = without_seal(document)
    return document.with_front(_TAKEN, digest)


def _digest(returned: Returned) -> str:
    said = returned.model_dump_json(include={"answers", "found"})
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]
