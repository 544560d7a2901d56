"""The worked sample as it is shipped: how the session ended, and what both partners wrote alone."""

from __future__ import annotations

from pathlib import Path

import coopcoach
from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.exercise import Phase, Workbook
from coopcoach.domain.session import Session
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import read_answers
from coopcoach.markup.formats.session_file import read_session
from coopcoach.storage.files import read_text
from coopcoach.storage.sessions import ANSWERS
from coopcoach.storage.workspace import SESSION_FILE

SAMPLE = Path(coopcoach.__file__).parent / "sample"


def finished_session(workbook: Workbook) -> Session:
    """Return the sample session as it ended, in the workbook's language."""
    path = SAMPLE / workbook.language / SESSION_FILE
    return read_session(Document(read_text(path).text, str(path)), "", workbook)


def answers_alone(partner: str, workbook: Workbook) -> PartnerAnswers:
    """Return what a partner of the sample wrote alone."""
    path = SAMPLE / workbook.language / ANSWERS / f"{partner}.md"
    document = Document(read_text(path).text, str(path))
    return read_answers(document, workbook, Phase.PREPARE)
