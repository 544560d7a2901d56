"""The text of an invitation that begins with the link to the partner's workbook."""

from __future__ import annotations

from collections.abc import Iterator

from coopcoach.i18n import N_, Translator

_LINK = N_(
    "Your workbook opens with this link, on a phone, a tablet or a computer. You need no account and no"
    " program, and what you write is saved in your browser. It takes about {minutes} minutes; two sittings are"
    " fine."
)
_YOUR_OWN = N_("The link is for you alone; please do not pass it on.")
_PDF = N_("If you would rather fill in a PDF: {pdf} is attached and asks the same questions.")
_HAND_IN = N_(
    "When you are done, choose “Hand in”: the page then shows how your answers get to me."
    " In the PDF, put an x next to “I have finished” at the end, save it, and attach it"
    " to your reply."
)
_ENCRYPTED = N_(
    "I would like to get your answers encrypted, so that nobody can read them on the way. The page"
    " behind the link does that by itself. A PDF reader cannot; if you take the PDF, your file"
    " travels as openly as this e-mail."
)


def link_paragraphs(link: str, *, minutes: str, pdf: str, t: Translator) -> Iterator[str]:
    """Yield the paragraphs with the link, which has a line of its own.

    Args:
        link: The whole address.
        minutes: The time for the workbook, formatted.
        pdf: The name of the attached PDF.
        t: The partner's language.
    """
    yield t(_LINK, minutes=minutes)
    yield link
    yield f"{t(_YOUR_OWN)} {t(_PDF, pdf=pdf)}"


def hand_in_paragraph(t: Translator) -> str:
    """Return how answers are handed in, on the page and in the PDF."""
    return t(_HAND_IN)


def encrypted_paragraph(t: Translator) -> str:
    """Return that the answers are to come back encrypted, and how."""
    return t(_ENCRYPTED)
