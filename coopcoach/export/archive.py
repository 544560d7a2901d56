"""The session as files that are attached to an archive PDF and can be restored from it.

The files are written anew from released data. They hold no mail address, sealed answer, open proposal,
comment or other text that was added by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Phase, Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.export.pdf.source import Attachment
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import new_answers_file, write_answer_into
from coopcoach.markup.formats.exercise_files import exercise_files
from coopcoach.markup.formats.session_file import new_session_file

# The path of a file stands in its description: some readers refuse names with a slash.
ARCHIVE_FOLDER = "sessions"

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def archived_files(
    session: Session,
    answers: Mapping[str, Mapping[str, Answer]],
    workbooks: Mapping[str, Workbook],
) -> tuple[Attachment, ...]:
    """Return the files of a session for the archive.

    Args:
        session: The exportable session; see `release.public`.
        answers: The exportable own answers by partner id and prompt id; see `release.public_answers`.
        workbooks: The session's exercises by language: its own and those of the partners, and what they lie over.
    """
    # The address of a video call opens it to every later reader.
    session = session.model_copy(update={"location": ""})
    own = workbooks[session.language]
    texts = {"session.md": new_session_file(session, own, translator(session.language)).source}
    for partner in session.partners:
        given = answers.get(partner.id, {})
        workbook = workbooks[partner.language]
        texts[f"answers/{partner.id}.md"] = _answers(session, partner, given, workbook)
    for path, source in exercise_files([item.exercise for item in session.agenda], workbooks):
        texts[f"exercises/{path}"] = _COMMENT.sub("", source)
    attachments = (_attachment(session, path, text) for path, text in texts.items())
    # PDF requires them in the order of their names.
    return tuple(sorted(attachments, key=lambda attachment: attachment.name))


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


def _attachment(session: Session, path: str, text: str) -> Attachment:
    # The creation time of the session: the same session makes the same file.
    began = session.created if session.created.tzinfo else session.created.replace(tzinfo=UTC)
    return Attachment(
        name=path.replace("/", "."),
        data=text.encode("utf-8", "replace"),
        made=began.astimezone(UTC).isoformat(),
        description=f"{ARCHIVE_FOLDER}/{session.slug}/{path}",
    )
