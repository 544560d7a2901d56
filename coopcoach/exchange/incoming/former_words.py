"""The words that a message of the workbook has or had: files of earlier versions still come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from coopcoach.domain.answers import Visibility
from coopcoach.exchange.outgoing import markdown_workbook as wording
from coopcoach.i18n import Translator
from coopcoach.i18n.language import FormerWords
from coopcoach.wording.labels import VISIBILITY_LABELS

_FORMER: Final[Mapping[str, Callable[[FormerWords], tuple[str, ...]]]] = {
    wording.SEALED: lambda former: former.sealed,
    wording.FOR_BOTH: lambda former: former.for_both,
    wording.KEEP_QUESTIONS: lambda former: former.keep_questions,
    wording.NOT_ENCRYPTED: lambda former: former.not_encrypted,
    wording.WHO_SEES: lambda former: former.who_sees,
    wording.OWN_WORKBOOK: lambda former: former.own_workbook,
    wording.SEND_BACK: lambda former: former.send_back,
    wording.THANKS: lambda former: former.thanks,
    wording.KEEP: lambda former: former.keep_line,
    VISIBILITY_LABELS[Visibility.BOTH]: lambda former: former.seen_by_both,
}


def wordings(message: str, t: Translator) -> tuple[str, ...]:
    """Return the words of a message in a language, those of today first."""
    former = _FORMER.get(message)
    return (t(message), *(former(t.language.former) if former else ()))
