"""Add the second versions that two programs left to a Word document."""

from __future__ import annotations

from collections.abc import Sequence

from coopcoach.export.document import UNSETTLED, UnsettledView
from coopcoach.export.word.answer import add_answer
from coopcoach.export.word.document import WordDocument
from coopcoach.i18n import Translator


def add_unsettled(
    document: WordDocument, versions: Sequence[UnsettledView], language: str, t: Translator
) -> None:
    """Add the second versions below a heading; nothing where there are none."""
    if not versions:
        return
    document.heading(t("Still open: two versions"), 1)
    document.paragraph(t(UNSETTLED))
    for version in versions:
        document.heading(version.title, 2)
        if version.answer is not None:
            add_answer(document, version.answer, language, t)
        document.bullets(version.lines)
