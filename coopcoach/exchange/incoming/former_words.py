"""The words of workbooks that earlier versions of the program made: files filled in from them still come back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coopcoach.domain.answers import Visibility
from coopcoach.exchange.outgoing import markdown_workbook as wording
from coopcoach.i18n import Translator
from coopcoach.wording.labels import VISIBILITY_LABELS

# By message and language. They are only recognised, never shown.
_FORMER: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    wording.SEALED: {
        "en": (
            "What you write stays sealed: until both of you open a page together in the session, your partner"
            " sees nothing of it, and your coach’s program shows only how far you have come.",
        ),
        "de": (
            "Was Sie schreiben, bleibt versiegelt: Bis Sie eine Seite in der Sitzung gemeinsam aufdecken, sieht"
            " Ihr Gegenüber nichts davon, und das Programm Ihres Coachs zeigt nur, wie weit Sie gekommen sind.",
            "Was Sie schreiben, bleibt versiegelt: Ihr Gegenüber sieht nichts davon, bis Sie eine Seite in der"
            " Sitzung gemeinsam aufdecken. Ihr Coach kann versiegelte Antworten vorher für sich öffnen;"
            " geschieht das, sehen Sie beide beim Aufdecken, dass und wann.",
        ),
    },
    wording.FOR_BOTH: {
        "de": (
            "Jede Antwort ist für Ihr Gegenüber und den Coach bestimmt, sobald Sie sie gemeinsam aufdecken."
            " Kreuzen Sie „nur der Coach“ an, bekommt Ihr Gegenüber sie nicht zu sehen. Kreuzen Sie „nur ich“"
            " an, lässt das Programm des Coachs sie weg; wenn Sie ganz sichergehen wollen, löschen Sie sie vor"
            " dem Verschicken.",
        ),
    },
    wording.NOT_ENCRYPTED: {
        "de": (
            "Ein Texteditor kann nicht verschlüsseln. Füllen Sie das Arbeitsheft dort aus, so kann es lesen, wer"
            " an die Mail kommt, wie bei jeder anderen Mail auch.",
        ),
    },
    wording.WHO_SEES: {"de": ("Wer darf das sehen? Ohne Kreuz: Ihr Gegenüber und der Coach.",)},
    VISIBILITY_LABELS[Visibility.BOTH]: {"de": ("mein Gegenüber und der Coach",)},
}


def wordings(message: str, t: Translator) -> tuple[str, ...]:
    """Return the words that a message has or had in a workbook, those of today first."""
    return (t(message), *_FORMER.get(message, {}).get(t.lang, ()))
