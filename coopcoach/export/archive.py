"""The session as files that are enclosed in a PDF for the archive, and can be restored from it.

They are written anew from what may leave the house, and hold nothing that the summary may not show: no
address, no sealed answer, no open proposal, no comment or other text that somebody put into the files by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Phase, Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.export.pdf.source import Enclosure
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import new_answers_file, write_answer_into
from coopcoach.markup.formats.session_file import new_session_file

# Where each file belongs stands in its description; a name with a slash in it is refused by some readers.
FOLDER = "sessions"

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def archived_files(
    session: Session,
    answers: Mapping[str, Mapping[str, Answer]],
    workbooks: Mapping[str, Workbook],
) -> tuple[Enclosure, ...]:
    """Return the files of a session for the archive.

    Args:
        session: As it may leave the house; see ``release.public``.
        answers: By partner id what may be printed of what each wrote alone; see ``release.public_answers``.
        workbooks: The session's exercises in its own language and those of the partners.
    """
    own = workbooks[session.language]
    texts = {"session.md": new_session_file(session, own, translator(session.language)).source}
    for partner in session.partners:
        given = answers.get(partner.id, {})
        workbook = workbooks[partner.language]
        texts[f"answers/{partner.id}.md"] = _answers(session, partner, given, workbook)
    for language, workbook in workbooks.items():
        for item in session.agenda:
            exercise = workbook.exercise(item.exercise)
            if exercise is not None:
                # Whoever wrote a comment wrote it for whoever edits the file.
                texts[f"exercises/{language}/{exercise.id}.md"] = _COMMENT.sub("", exercise.source)
    # PDF wants them in the order of their names.
    return tuple(
        _enclosure(session, path, text) for path, text in sorted(texts.items(), key=_by_name)
    )


def _answers(
    session: Session, partner: Partner, answers: Mapping[str, Answer], workbook: Workbook
) -> str:
    t = translator(workbook.language)
    blank = new_answers_file(session.slug, partner, workbook, session.pack, t)
    document = Document(blank)
    for prompt_id, answer in answers.items():
        prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
        if prompt is not None:
            document = write_answer_into(document, prompt, answer, t)
    return document.source


def _name(path: str) -> str:
    return path.replace("/", ".")


def _by_name(item: tuple[str, str]) -> str:
    return _name(item[0])


def _enclosure(session: Session, path: str, text: str) -> Enclosure:
    # The day on which the session began never changes: the same session makes the same file.
    began = session.created if session.created.tzinfo else session.created.replace(tzinfo=UTC)
    return Enclosure(
        name=_name(path),
        data=text.encode("utf-8", "replace"),
        made=began.astimezone(UTC).isoformat(),
        description=f"{FOLDER}/{session.slug}/{path}",
    )
