"""Open a mailed workbook in the terminal.

The workbook itself is not changed. The answers are written to a file beside it, which is the one to send to
the coach. Answers of the workbook are copied to that file each time; where both have an answer, that of the
workbook is kept with the unmatched texts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from coopcoach.domain.answers import Answer, Visibility
from coopcoach.domain.exercise import Exercise, Phase, Prompt, Workbook
from coopcoach.domain.session import Partner
from coopcoach.errors import BadFile, Conflict, Fault
from coopcoach.exchange.encryption import ENCRYPT_TO
from coopcoach.exchange.incoming.merge import answer_text, same_words
from coopcoach.exchange.incoming.reading_child import read_in_child
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.incoming.unmatched import with_unmatched
from coopcoach.exchange.outgoing.markdown_workbook import content_version
from coopcoach.i18n import N_, Translator, translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import (
    FORMAT,
    new_answers_file,
    not_handed_in,
    read_answers,
    write_answer_into,
)
from coopcoach.services.clock import Clock
from coopcoach.services.partners.prepare import Prepare, workbooks_elsewhere
from coopcoach.storage.files import LoadedText, Stamp, read_text
from coopcoach.storage.merged import write_kept

# Front matter: a digest of the workbook when it was last copied.
_TAKEN = "taken_over"
_MOST_NAMES = 99


def open_workbook(path: Path, clock: Clock, phase: Phase = Phase.PREPARE) -> Prepare:
    """Open an answers file, or a mailed workbook.

    Args:
        path: The file.
        clock: Returns the local time, with its zone.
        phase: The phase of its prompts.

    Raises:
        BadFile: The file cannot be read, is no workbook, or holds unknown prompts.
        Conflict: No file can be written beside it.
    """
    if not path.is_file() or _is_answers_file(path):
        return Prepare(path, clock, phase)
    text = _document(path)
    other = text.front_value("other")
    workbooks = workbooks_elsewhere(path, text, [text.front_value("language")])
    returned = _read(path, workbooks.with_names([other]))
    workbook = workbooks.named(returned.language, other)
    _check_content(path, returned, workbook)
    t = translator(returned.language)
    beside, document, stamp = _beside(path, returned, workbook, t)
    taken = _with_answers(document, returned, workbook, clock, t)
    if taken.source != document.source or stamp is None:
        try:
            before = LoadedText(document.source, stamp) if stamp else None
            write_kept(beside, taken.source, before, clock())
        except OSError:
            raise Conflict(
                N_("nothing can be written next to “{name}”"),
                N_("save it in a folder of your own, and open it there"),
                name=path.name,
            ) from None
    return Prepare(beside, clock, phase, came_from=path)


def _is_answers_file(path: Path) -> bool:
    try:
        document = Document(read_text(path).text)
    except BadFile:
        return False
    return document.front_value("coopcoach") == FORMAT


def _document(path: Path) -> Document:
    """Return the text of a file; an empty one where it is no text."""
    try:
        return Document(read_text(path).text)
    except BadFile:
        return Document("")


def _read(path: Path, workbooks: Mapping[str, Workbook]) -> Returned:
    try:
        returned = read_in_child(path, "file", workbooks)
    except BadFile as error:
        # The advice of the error is addressed to the coach.
        todo = N_("open the file that your coach sent you, as it came")
        raise BadFile(path, [Fault(1, error.what, todo, tuple(error.values.items()))]) from None
    if not returned.partner or not returned.answers:
        what = N_("the file no longer says whose workbook it is")
        raise BadFile(path, [Fault(1, what, N_("ask your coach for the file again"))])
    return returned


def _check_content(path: Path, returned: Returned, workbook: Workbook) -> None:
    exercises = _asked(returned, workbook)
    if returned.content and returned.content != content_version(exercises):
        what = N_("it asks questions that this program does not know")
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
    """Return the answers file of a workbook with its stamp; a new one without a stamp."""
    stem = f"{path.stem}-{t.language.files.answers}"
    for number in range(1, _MOST_NAMES):
        beside = path.with_name(f"{stem}{'' if number == 1 else f'-{number}'}.md")
        if not beside.exists():
            return beside, _new(returned, workbook, t), None
        loaded = read_text(beside)
        document = Document(loaded.text, str(beside))
        wanted = (FORMAT, returned.session, returned.partner)
        if tuple(map(document.front_value, ("coopcoach", "session", "partner"))) == wanted:
            return beside, document, loaded.stamp
    raise Conflict(
        N_("nothing can be written next to “{name}”"),
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
    """Return the answers file with the answers of the workbook added."""
    digest = _digest(returned)
    if document.front_value(_TAKEN) == digest:
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
            document = with_unmatched(document, text, clock(), t, of=prompt.id, label=prompt.label)
    for text in returned.found:
        document = with_unmatched(document, text, clock(), t)
    if document.source != before.source:
        document = not_handed_in(document)
    return document.with_front(_TAKEN, digest)


def _digest(returned: Returned) -> str:
    content = returned.model_dump_json(include={"answers", "found"})
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]
