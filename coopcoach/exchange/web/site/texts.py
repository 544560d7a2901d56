"""The texts of the site that are shown without a workbook."""

from __future__ import annotations

from coopcoach.i18n import N_, Translator

_TEXTS = {
    "heading": N_("Workbook"),
    "no_script": N_(
        "Before you can fill in the workbook, your browser has to allow JavaScript for this page."
        " If it does not, take the PDF that came with the same e-mail. It asks the same questions."
    ),
    "damaged": N_(
        "This link is not complete. Please open it once more from your coach’s e-mail; if you"
        " copied it, copy the whole of it, up to the last letter. Nothing that you have written is"
        " lost."
    ),
    "other_exercises": N_(
        "This link belongs to different questions from those on this page. Please tell your"
        " coach, who can send you a new link or a PDF. Nothing that you have written is lost."
    ),
    "unreachable": N_(
        "The questions could not be loaded. Please check whether you are on the internet, and try again."
    ),
    "again": N_("Try again"),
    "no_link": N_(
        "This page shows a workbook when you open the link in your coach’s e-mail. Please open"
        " that link."
    ),
    "go_on": N_("Workbooks that were opened in this browser:"),
}


def arrival_texts(t: Translator) -> dict[str, str]:
    """Return the texts in one language by key."""
    return {key: t(message) for key, message in _TEXTS.items()}
