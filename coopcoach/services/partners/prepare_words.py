"""What both ways of filling in say to a partner about files: where the answers are, and which one to send."""

from __future__ import annotations

from coopcoach.errors import CoopcoachError
from coopcoach.services.partners.prepare import Prepare


def kept_beside(prepare: Prepare) -> str:
    """Return the sentence that says where the answers to a workbook from the mail are kept."""
    return prepare.t(
        "Your answers are kept in {file}, beside the workbook.", file=prepare.path.name
    )


def send_this(prepare: Prepare) -> str:
    """Return the sentence that names the file that goes back to the coach."""
    return prepare.t("Now send your coach this file: {file}", file=prepare.file_to_send)


def readable_after_all(prepare: Prepare, error: CoopcoachError) -> str:
    """Return what to weigh where the coach wants the answers encrypted, and this computer cannot do it."""
    t = prepare.t
    return "\n".join(
        (
            error.sentence(t),
            t("Sent readable, your answers can be read by whoever gets hold of the mail."),
        )
    )


def farewell(prepare: Prepare) -> list[str]:
    """Return what is left to say once the screen is gone, line by line."""
    t = prepare.t
    if prepare.handed_in is None:
        return [
            t("Everything is saved in {file}", file=prepare.path),
            t("Go on whenever you like: coopcoach prepare {file}", file=prepare.path.name),
        ]
    if prepare.is_in_session:
        return [t("Thank you, it is handed in.")]
    return [t("Thank you, it is handed in."), send_this(prepare)]
