"""The session as files that are attached to an archive PDF and can be restored from it.

The files are written anew from released data. They hold no mail address, sealed answer, open proposal,
comment or other text that was added by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC

from coopcoach.domain.answers import Answer
from coopcoach.domain.exercise import Frozen, Phase, Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.export.pdf.source import Attachment
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import new_answers_file, write_answer_into
from coopcoach.markup.formats.exercise_files import exercise_files
from coopcoach.markup.formats.review_file import ReviewRecord, new_review_file
from coopcoach.markup.formats.session_file import new_session_file

# The path of a file stands in its description: some readers refuse names with a slash.
ARCHIVE_FOLDER = "sessions"

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


class ArchivedReview(Frozen):
    """The exportable part of a review.

    Attributes:
        record: The content of its file; its session is exportable, see `release.public`.
        answers: The exportable own answers by partner id and prompt id.
        workbooks: Its exercises by language.
        sources: Their files by path.
    """

    record: ReviewRecord
    answers: dict[str, dict[str, Answer]]
    workbooks: dict[str, Workbook]
    sources: dict[str, str]


def archived_files(
    session: Session,
    answers: Mapping[str, Mapping[str, Answer]],
    workbooks: Mapping[str, Workbook],
    reviews: Sequence[ArchivedReview] = (),
) -> tuple[Attachment, ...]:
    """Return the files of a session and its reviews for the archive.

    Args:
        session: The exportable session; see `release.public`.
        answers: The exportable own answers by partner id and prompt id; see `release.public_answers`.
        workbooks: The session's exercises by language: its own and those of the partners, and what they lie over.
        reviews: Its reviews.
    """
    # The address of a video call opens it to every later reader.
    session = session.model_copy(update={"location": ""})
    own = workbooks[session.language]
    texts = {"session.md": new_session_file(session, own, translator(session.language)).source}
    for partner in session.partners:
        given = answers.get(partner.id, {})
        workbook = workbooks[partner.language]
        texts[f"answers/{partner.id}.md"] = _answers(session, partner, given, workbook)
    for review in reviews:
        folder = f"reviews/{review.record.on.isoformat()}"
        texts.update({f"{folder}/{path}": text for path, text in _review_files(review).items()})
    for path, source in exercise_files([item.exercise for item in session.agenda], workbooks):
        texts[f"exercises/{path}"] = _COMMENT.sub("", source)
    attachments = (_attachment(session, path, text) for path, text in texts.items())
    # PDF requires them in the order of their names.
    return tuple(sorted(attachments, key=lambda attachment: attachment.name))


def _review_files(review: ArchivedReview) -> dict[str, str]:
    """Return the files of a review by their path in its folder."""
    session = review.record.session
    own = review.workbooks[session.language]
    document = new_review_file(review.record, own, translator(session.language))
    texts = {"review.md": document.source}
    for partner in session.partners:
        given = review.answers.get(partner.id, {})
        workbook = review.workbooks[partner.language]
        texts[f"answers/{partner.id}.md"] = _answers(session, partner, given, workbook)
    for path, source in review.sources.items():
        texts[f"exercises/{path}"] = _COMMENT.sub("", source)
    return texts


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
